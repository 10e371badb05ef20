/** Values of web storage and IndexedDB → the strings in them. */
import { decodeBase64 } from './base64.ts';
import { parseJson } from './json.ts';

export interface Leaf {
  /** Member names and list positions, dotted; '' for the value itself. */
  path: string;
  value: string;
}

const MAX_TEXT = 262_144;
const MAX_DEPTH = 5;
const MAX_LEAVES = 200;
const MAX_PATH = 200;
const BASE64_JSON = 'base64-';

/**
 * Opens a storage value that is JSON, also JSON in `base64-…` (Supabase) and JSON in a JSON string (redux-persist), to
 * depth 5, and lists its strings in order, at most 200. A value that is not JSON is one leaf with path ''. Numbers,
 * booleans and empty strings are no leaves. A member whose own name has a dot cannot be told from a path.
 *
 * @param value over 256 KiB it is not opened and gives []
 */
export function leaves(value: string): Leaf[] {
  if (value.length > MAX_TEXT) return [];
  const found: Leaf[] = [];
  collect(value, '', 0, found);
  return found;
}

function collect(value: unknown, path: string, depth: number, found: Leaf[]): void {
  if (found.length >= MAX_LEAVES) return;
  if (typeof value === 'string') {
    collectText(value, path, depth, found);
    return;
  }
  if (typeof value !== 'object' || value === null || depth >= MAX_DEPTH) return;
  for (const [name, member] of Object.entries(value)) {
    if (found.length >= MAX_LEAVES) return;
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
function openText(text: string): object | string | undefined {
  const json = text.startsWith(BASE64_JSON) ? (decodeBase64(text.slice(BASE64_JSON.length))?.text ?? '') : text;
  if (!/^\s{0,100}[{["]/.test(json)) return undefined;
  const parsed = parseJson(json);
  return typeof parsed === 'string' || (typeof parsed === 'object' && parsed !== null) ? parsed : undefined;
}

function join(path: string, name: string): string {
  return (path === '' ? name : `${path}.${name}`).slice(0, MAX_PATH);
}
