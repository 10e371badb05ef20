/** Values of web storage, of IndexedDB and of cookies → the strings in them. */
import { decodeBase64 } from './base64.ts';
import { findTokens } from './find-tokens.ts';
import { isTooDeep, parseJson } from './json.ts';
import { percentDecode } from './secret.ts';

export interface Leaf {
  /** Member names and list positions, dotted; '' for the value itself. */
  path: string;
  value: string;
}

const MAX_TEXT = 262_144;
const MAX_DEPTH = 5;
const MAX_LEAVES = 200;
/** Longer paths are cut, wherever that is. */
export const MAX_PATH = 200;
const BASE64_JSON = 'base64-';
const EXPRESS_JSON = 'j:';
/** `{"` and `{` with a space or a line break behind it, in base64. */
const MAY_BE_BASE64_JSON = /^(?:ey[AJ]|ew[0ko])[\w+/-]{20,}={0,2}$/;

/**
 * Opens a value that is JSON, also JSON in `base64-…` (Supabase), behind `j:` (Express), percent-encoded, and in a JSON
 * string (redux-persist), to depth 5, and lists its strings in order, at most 200. Plain base64 is opened only if there is
 * a JOSE token in it: to many servers such a text is the token. A value that is not JSON is one leaf with path ''.
 * Numbers, booleans and empty strings are no leaves. A member whose own name has a dot cannot be told from a path.
 *
 * @param value over 256 KiB it is not opened and gives []
 */
export function leaves(value: string): Leaf[] {
  return openLeaves(value).leaves;
}

/** The same, and whether there is more than that: a value too long to open, too deep to parse, or with more strings. */
export function openLeaves(value: string): { leaves: Leaf[]; cut: boolean } {
  if (value.length > MAX_TEXT) return { leaves: [], cut: true };
  const found: Leaf[] = [];
  collect(value, '', 0, found);
  const kept = found.slice(0, MAX_LEAVES);
  const isClosed = kept.some((leaf) => /^\s{0,100}[{[]/.test(leaf.value) && isTooDeep(leaf.value));
  return { leaves: kept, cut: isClosed || kept.length < found.length };
}

function collect(value: unknown, path: string, depth: number, found: Leaf[]): void {
  if (found.length > MAX_LEAVES) return;
  if (typeof value === 'string') {
    collectText(value, path, depth, found);
    return;
  }
  if (typeof value !== 'object' || value === null || depth >= MAX_DEPTH) return;
  for (const [name, member] of Object.entries(value)) {
    if (found.length > MAX_LEAVES) return;
    collect(member, join(path, name), depth + 1, found);
  }
}

function collectText(text: string, path: string, depth: number, found: Leaf[]): void {
  const inside = depth < MAX_DEPTH ? openText(text) : undefined;
  if (typeof inside === 'string') collectText(inside, path, depth + 1, found);
  else if (inside !== undefined) collect(inside, path, depth, found);
  else if (text !== '') found.push({ path, value: text });
}

/** The list, object or string that a text stands for, or undefined if it stands for itself. */
export function openText(text: string): object | string | undefined {
  const json = jsonIn(text);
  if (!/^\s{0,100}[{["]/.test(json)) return undefined;
  const parsed = parseJson(json);
  return typeof parsed === 'string' || (typeof parsed === 'object' && parsed !== null) ? parsed : undefined;
}

function jsonIn(text: string): string {
  if (text.startsWith(BASE64_JSON)) return decodeBase64(text.slice(BASE64_JSON.length))?.text ?? '';
  if (text.startsWith(EXPRESS_JSON)) return text.slice(EXPRESS_JSON.length);
  if (/^%(?:7B|5B|22)/i.test(text)) return percentDecode(text);
  if (!MAY_BE_BASE64_JSON.test(text)) return text;
  const decoded = decodeBase64(text)?.text ?? '';
  return findTokens(decoded, 1).length > 0 ? decoded : text;
}

function join(path: string, name: string): string {
  return (path === '' ? name : `${path}.${name}`).slice(0, MAX_PATH);
}
