/** The body of an answer → fingerprints of what it may hand out as a token. Browsers show no body to extensions; a HAR has some. */
import { tokenParameter } from '../knowledge/words.ts';
import { parseJson } from './json.ts';
import type { Fingerprint } from './observation.ts';
import { normaliseSecret } from './secret.ts';
import { tokenLike } from './shape.ts';

const MAX_TEXT = 65_536;
const MAX_ISSUED = 20;
const MIN_TOKEN = 8;

/**
 * @param contentType media type of the answer; JSON alone is looked into, and a text that is one token
 * @param text over 64 KiB it is not looked into
 * @returns fingerprints, at most 20, of the strings that are named like a token or look like one; the named ones first
 */
export const issuedValues = (contentType: string | undefined, text: string, fingerprint: Fingerprint): string[] => {
  if (text.length > MAX_TEXT || !mayIssue(contentType, text)) return [];
  const found = stringsIn(text).filter(({ value }) => value.length >= MIN_TOKEN && !/\s/.test(value));
  const named = found.filter(isNamed);
  const prints = new Set<string>();
  for (const leaf of [...named, ...found.filter((leaf) => !named.includes(leaf))]) {
    if (prints.size >= MAX_ISSUED) break;
    if (named.includes(leaf) || tokenLike(leaf.value)) prints.add(fingerprint(normaliseSecret(leaf.value)));
  }
  return [...prints];
};

const JSON_TYPE = /^(?:application|text)\/(?:[\w.-]{1,40}\+)?json\b/i;
const PLAIN_TYPE = /^(?:text\/plain|application\/octet-stream)\b/i;

const mayIssue = (contentType = '', text: string): boolean => {
  if (JSON_TYPE.test(contentType)) return true;
  return (contentType === '' || PLAIN_TYPE.test(contentType)) && /^\s*[{[]|^[\w.~+/="-]{20,8192}$/.test(text);
};

interface Leaf {
  name: string;
  value: string;
}

const MAX_STRINGS = 200;
const MAX_DEPTH = 8;

/** What `leaves` opens inside of strings is for storage: in an answer it would cost more than it tells. */
const stringsIn = (text: string): Leaf[] => {
  const found: Leaf[] = [];
  const walk = (value: unknown, name: string, depth: number): void => {
    if (found.length >= MAX_STRINGS || depth > MAX_DEPTH) return;
    if (typeof value === 'string') found.push({ name, value });
    else if (typeof value === 'object' && value !== null)
      for (const [member, inner] of Object.entries(value)) walk(inner, Array.isArray(value) ? name : member, depth + 1);
  };
  walk(/^\s*[{["]/.test(text) ? parseJson(text) : text, '', 0);
  return found;
};

const isNamed = ({ name }: Leaf): boolean => {
  const role = tokenParameter(name);
  return role !== undefined && role !== 'state' && role !== 'csrf-token';
};
