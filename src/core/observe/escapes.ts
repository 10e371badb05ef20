/** Takes off what texts write in place of a token's characters: `%2E`, `\u002e`, `&#46;` for a dot, and so on. */

/** Codes of base64url's alphabet, of the dot and of `=`, in two hexadecimal digits. No other character is touched. */
const HEX = '2[DdEe]|3[0-9Dd]|[46][1-9A-Fa-f]|5[0-9AaFf]|7[0-9Aa]';
const DECIMAL = '4[5689]|5[0-7]|6[15-9]|[78]\\d|9[05789]|1[01]\\d|12[0-2]';

/**
 * Percent-encoding, also of percent-encoding (`%252E`); JSON's and JavaScript's `\u002e` and `\x2e`, also in JSON in
 * JSON, which doubles the backslash; numeric character references of HTML. Each level makes the escape longer.
 */
const ESCAPE = new RegExp(
  `%(?:25){0,4}(${HEX})|\\\\{1,8}(?:u00|x)(${HEX})|&(?:amp;){0,2}#(?:[xX]0{0,4}(${HEX})|0{0,4}(${DECIMAL}));`,
  'g',
);

/** The text with those escapes undone. It is shorter by all characters but one of each. */
export function withoutEscapes(text: string): string {
  return text.replace(ESCAPE, (_, percent, backslash, hex, decimal) =>
    String.fromCharCode(decimal === undefined ? Number.parseInt(percent ?? backslash ?? hex, 16) : Number(decimal)),
  );
}

/**
 * From places in `withoutEscapes(text)` to places in the text itself: of an escape, the place in front of it.
 *
 * @returns a function that is to be asked for places in ascending order, so that all answers take one pass together
 */
export function placesIn(text: string): (place: number) => number {
  const escapes = text.matchAll(ESCAPE);
  let next = escapes.next();
  let shift = 0;
  return (place) => {
    while (!next.done && next.value.index - shift < place) {
      shift += next.value[0].length - 1;
      next = escapes.next();
    }
    return place + shift;
  };
}
