/** JSON from strangers: depth is looked at before parsing, and what comes out is data, never merged into anything. */

/** Deep trees parse, but overflow the stack of `JSON.stringify` and of structured clone later on. */
const MAX_JSON_DEPTH = 64;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** True if arrays and objects nest deeper than `limit`. One pass; a text that is not JSON gets some answer too. */
export function isTooDeep(text: string, limit = MAX_JSON_DEPTH): boolean {
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) at = endOfString(text, at);
    else if (code === 0x7b || code === 0x5b) depth += 1;
    else if (code === 0x7d || code === 0x5d) depth -= 1;
    if (depth > limit) return true;
  }
  return false;
}

/** The position of the closing quote of the string that opens at `start`, or the end of the text. */
function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) return at;
    at += code === BACKSLASH ? 2 : 1;
  }
  return at;
}

/** What JSON has outside of strings, besides brackets: numbers, `true`, `false`, `null`, separators and white space. */
const OUTSIDE = new Set([...'0123456789+-.eEtrufalsn,: \t\r\n'].map((char) => char.charCodeAt(0)));

/**
 * Where the JSON object begins that ends with the text, read backwards, or -1. Inside strings quotes are escaped and
 * outside there is none, so the last bracket has one partner at most. What lies between is not checked any further.
 */
export function openingBrace(text: string, limit = MAX_JSON_DEPTH): number {
  let depth = 0;
  for (let at = text.length - 1; at >= 0; at -= 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) at = startOfString(text, at);
    else if (code === 0x7d || code === 0x5d) depth += 1;
    else if (code === 0x7b || code === 0x5b) depth -= 1;
    else if (!OUTSIDE.has(code)) return -1;
    if (depth > limit) return -1;
    if (depth === 0 && code === 0x7b) return at;
  }
  return -1;
}

/** The position of the opening quote of the string that closes at `end`, or -1. */
function startOfString(text: string, end: number): number {
  for (let at = text.lastIndexOf('"', end - 1); at !== -1; at = text.lastIndexOf('"', at - 1)) {
    let backslashes = 0;
    while (text.charCodeAt(at - 1 - backslashes) === BACKSLASH) backslashes += 1;
    if (backslashes % 2 === 0) return at;
  }
  return -1;
}

/** Parses JSON. Returns undefined, which JSON cannot express, for anything else and for trees that are too deep. */
export function parseJson(text: string, limit = MAX_JSON_DEPTH): unknown {
  if (isTooDeep(text, limit)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * True if a member name occurs twice at the top level of a JSON object (RFC 7519 section 4 wants names unique; which
 * of the two counts depends on the parser). Expects text that parses.
 */
export function hasDuplicateMember(text: string): boolean {
  const names = new Set<string>();
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0x7b || code === 0x5b) depth += 1;
    else if (code === 0x7d || code === 0x5d) depth -= 1;
    if (code !== QUOTE) continue;
    const end = endOfString(text, at);
    if (depth === 1 && isMemberName(text, end)) {
      const name = unescaped(text.slice(at, end + 1));
      if (names.has(name)) return true;
      names.add(name);
    }
    at = end;
  }
  return false;
}

function isMemberName(text: string, endQuote: number): boolean {
  let at = endQuote + 1;
  while (at < text.length && text.charCodeAt(at) <= 0x20) at += 1;
  return text[at] === ':';
}

/** `"a"` and `"\u0061"` are the same name. */
function unescaped(literal: string): string {
  try {
    return String(JSON.parse(literal));
  } catch {
    return literal;
  }
}

/** A copy in which every string, names included, is well-formed UTF-16, and whether a number lost its value. */
export function wellFormed(value: unknown): { value: unknown; inexact: boolean } {
  let inexact = false;
  const copy = (part: unknown): unknown => {
    if (typeof part === 'string') return part.toWellFormed();
    if (typeof part === 'number') {
      // 1e400 reads as Infinity, and 2^53+1 as its neighbour.
      if (!Number.isFinite(part) || (Number.isInteger(part) && !Number.isSafeInteger(part))) inexact = true;
      return part;
    }
    if (Array.isArray(part)) return part.map(copy);
    if (!isObject(part)) return part;
    // Object.fromEntries defines own members, `__proto__` too.
    return Object.fromEntries(Object.entries(part).map(([name, member]) => [name.toWellFormed(), copy(member)]));
  };
  return { value: copy(value), inexact };
}
