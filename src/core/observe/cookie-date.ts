/** The cookie-date algorithm (RFC 6265bis section 5.1.1): it takes dates that no other parser takes. */

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const MAX_DATE = 1_024;

/** HTAB, SP to `/`, `;` to `@`, `[` to backtick, `{` to `~`. */
const DELIMITERS = /[\x09\x20-\x2f\x3b-\x40\x5b-\x60\x7b-\x7e]+/;
const TIME = /^(\d{1,2}):(\d{1,2}):(\d{1,2})(?:\D|$)/;
const DAY = /^(\d{1,2})(?:\D|$)/;
const YEAR = /^(\d{2,4})(?:\D|$)/;

/** Epoch milliseconds of a cookie-date, or undefined if it is none. Time zones are ignored, as the algorithm does. */
export function parseCookieDate(text: string): number | undefined {
  let time: RegExpExecArray | null = null;
  let day: number | undefined;
  let month: number | undefined;
  let year: number | undefined;
  for (const token of text.slice(0, MAX_DATE).split(DELIMITERS)) {
    if (time === null) {
      time = TIME.exec(token);
      if (time !== null) continue;
    }
    if (day === undefined) {
      day = firstNumber(DAY, token);
      if (day !== undefined) continue;
    }
    if (month === undefined) {
      const at = MONTHS.indexOf(token.slice(0, 3).toLowerCase());
      if (at !== -1) {
        month = at;
        continue;
      }
    }
    year ??= firstNumber(YEAR, token);
  }
  if (time === null || day === undefined || month === undefined || year === undefined) return undefined;
  return toEpoch(fullYear(year), month, day, Number(time[1]), Number(time[2]), Number(time[3]));
}

function firstNumber(pattern: RegExp, token: string): number | undefined {
  const digits = pattern.exec(token)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

function fullYear(year: number): number {
  if (year >= 70 && year <= 99) return year + 1900;
  return year <= 69 ? year + 2000 : year;
}

function toEpoch(year: number, month: number, day: number, hour: number, minute: number, second: number) {
  if (year < 1601 || hour > 23 || minute > 59 || second > 59) return undefined;
  const epoch = Date.UTC(year, month, day, hour, minute, second);
  // Date.UTC turns 31 February into March; the algorithm calls it no date.
  return new Date(epoch).getUTCDate() === day ? epoch : undefined;
}
