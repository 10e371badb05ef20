/** Random or words: does a value look as if nobody had chosen its characters? */
import { isCommonPair } from '../knowledge/letter-pairs.ts';

const MIN_LENGTH = 16;

export const HEX = /^(?:[0-9a-f]+|[0-9A-F]+)$/;
const PATH = /^\/\w*\/|:\/\//;
/** What opaque tokens are written in: base64, base64url, RFC 6750 b64token, and the separators that frameworks add. */
const TOKEN_TEXT = /^[A-Za-z0-9._~+/=|:!*$%@-]+$/;

/**
 * Weights of evidence in bits: log2 of how much likelier two neighbours are in random text than in words. They are
 * rounded from counts in names of programs and in texts of eleven languages; random.test.ts has what comes of them.
 */
const RARE_PAIR = 1.6;
const COMMON_PAIR = -1.6;
const DIGIT_BESIDE_LETTER = 3;
/** `camelCase` has them too. */
const CAPITAL_AFTER_SMALL = 1;
const ENOUGH = 4;

/**
 * True for what is random to look at: letters, digits and little else, in an order that words do not have. At least 16
 * characters: what is shorter cannot be told from a word. Digits alone are a number, however random.
 */
export function looksRandom(value: string): boolean {
  if (value.length < MIN_LENGTH || !TOKEN_TEXT.test(value) || PATH.test(value)) return false;
  const { digits, letters, weight } = weigh(value);
  if (HEX.test(value)) return digits > 0 && letters > 0;
  if ((letters + digits) / value.length < 0.8 || letters / value.length < 0.2) return false;
  return weight >= ENOUGH && shannonBits(value) >= 3;
}

interface Weighed {
  digits: number;
  letters: number;
  /** In bits: above zero for random, below for words. */
  weight: number;
}

function weigh(text: string): Weighed {
  const seen: Weighed = { digits: 0, letters: 0, weight: 0 };
  let before = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (isDigit(code)) seen.digits += 1;
    else if (isLetter(code)) seen.letters += 1;
    seen.weight += weightOf(before, code);
    before = code;
  }
  return seen;
}

function weightOf(before: number, code: number): number {
  if (isDigit(code)) return isLetter(before) ? DIGIT_BESIDE_LETTER : 0;
  if (!isLetter(code)) return 0;
  if (isDigit(before)) return DIGIT_BESIDE_LETTER;
  if (!isLetter(before)) return 0;
  if (isSmall(before) && !isSmall(code)) return CAPITAL_AFTER_SMALL;
  return isCommonPair(before | SMALL, code | SMALL) ? COMMON_PAIR : RARE_PAIR;
}

/** The bit that makes a letter small. */
const SMALL = 0x20;

const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39;
const isSmall = (code: number): boolean => code >= 0x61 && code <= 0x7a;
const isLetter = (code: number): boolean => isSmall(code | SMALL);

/** Bits per character, from the frequencies in the text itself. */
function shannonBits(text: string): number {
  const counts = new Map<string, number>();
  for (const char of text) counts.set(char, (counts.get(char) ?? 0) + 1);
  let bits = 0;
  for (const times of counts.values()) bits -= (times / text.length) * Math.log2(times / text.length);
  return bits;
}
