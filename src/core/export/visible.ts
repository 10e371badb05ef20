/** Text that comes from sites, made harmless to look at: what hides or reorders its neighbours is spelled out. */

// Controls, format characters (bidi overrides, isolates, zero-width), lone surrogates, line and paragraph separators,
// and the few letters that Unicode draws as nothing. A fifth combining mark in a row only serves to smear the screen.
export const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\u034F\u115F\u1160\u17B4\u17B5\u3164\uFFA0]|(?<=\p{M}{4})\p{M}/gu;

export const spelled = (character: string): string => {
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase();
  return code.length > 4 ? `\\u{${code}}` : `\\u${code.padStart(4, '0')}`;
};

/** One line of text where nothing is invisible. */
export const visible = (text: string): string => text.replace(UNSEEN, spelled);

/** Cuts without splitting a surrogate pair. */
export const shorten = (text: string, max: number): string => {
  if (text.length <= max) return text;
  const last = text.charCodeAt(max - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? max - 1 : max);
};

/** One visible line of bounded length; says how much is missing. */
export const brief = (text: string, max: number): string => {
  const shown = shorten(text, max);
  const rest = text.length - shown.length;
  return rest === 0 ? visible(text) : `${visible(shown)}… (${rest} more characters)`;
};

/** ISO 8601 in UTC. A token may name a time that no calendar has. */
export const moment = (at: number): string => {
  const date = new Date(at);
  return Number.isNaN(date.getTime()) ? 'no date' : date.toISOString();
};
