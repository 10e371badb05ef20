/** Values that somebody took out of the file, and wrote a word in place of. */
import type { RawHeader } from '../core/observe/http.ts';

const WORD =
  /^[\W_]*(?:(?:redacted|removed|sanitized|sanitised|masked|hidden|filtered|scrubbed)|\*{3,}|•{3,}|x{6,})[\W_]*$/i;
const MAX_VALUE = 4_096;

/** Headers that carry credentials, in lower case. */
const CREDENTIALS: ReadonlySet<string> = new Set(['cookie', 'set-cookie', 'authorization']);

export const isCredential = ({ name }: RawHeader): boolean => CREDENTIALS.has(name.toLowerCase());

/** @returns the headers without those that carry nothing but such words */
export const withoutRedacted = (all: RawHeader[]): RawHeader[] =>
  all.some(isRedacted) ? all.filter((header) => !isRedacted(header)) : all;

const isRedacted = (header: RawHeader): boolean => {
  const { value } = header;
  if (!isCredential(header) || value.length > MAX_VALUE) return false;
  // `Bearer [REDACTED]`: RFC 9110 11.4 has the scheme in front.
  if (header.name.toLowerCase() === 'authorization') return WORD.test(value.replace(/^\s*[\w-]+\s+/, ''));
  const pairs = header.name.toLowerCase() === 'cookie' ? value.split(';') : value.split(';', 1);
  return pairs.every((pair) => WORD.test(pair.slice(pair.indexOf('=') + 1)));
};
