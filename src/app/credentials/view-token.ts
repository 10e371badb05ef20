/** A decoded token's claims, named, dated and sorted into who you are and what you may do. Pure. */
import type { DecodedToken } from '../../core/report.ts';
import { dateTime, numericDate, relative } from '../when.ts';
import { CLAIM, DATES, HEADER, ITSELF, MAY, WHO } from './claim-names.ts';

export type Group = 'who' | 'may' | 'itself' | 'rest';

/** `https://example.com/roles` (Auth0) and `cognito:groups` mean what their last word means. */
const lastWord = (name: string): string => name.slice(Math.max(name.lastIndexOf('/'), name.lastIndexOf(':')) + 1);

export const groupOf = (name: string): Group => {
  const word = lastWord(name);
  if (MAY.has(word)) return 'may';
  if (WHO.has(word)) return 'who';
  return ITSELF.has(name) ? 'itself' : 'rest';
};

const plainName = (table: Record<string, string>, name: string): string | undefined =>
  Object.hasOwn(table, name) ? table[name] : undefined;

export type Shown =
  | { kind: 'text' | 'json'; text: string }
  | { kind: 'list'; items: string[] }
  | { kind: 'date'; at: number; text: string };

const isScalar = (value: unknown): value is string | number | boolean =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';

const asJson = (value: unknown): string => {
  try {
    return JSON.stringify(value, null, 2) ?? String(value);
  } catch {
    // JSON.stringify overflows the stack on nesting that JSON.parse still took.
    return '(nested too deeply to show)';
  }
};

export const shownValue = (name: string, value: unknown): Shown => {
  const at = DATES.has(name) ? numericDate(value) : undefined;
  if (at !== undefined) return { kind: 'date', at, text: dateTime(at) };
  if ((name === 'scope' || name === 'scp') && typeof value === 'string') {
    return { kind: 'list', items: value.split(' ').filter((item) => item !== '') };
  }
  if (isScalar(value) || value === null) return { kind: 'text', text: String(value) };
  if (Array.isArray(value) && value.length > 0 && value.every(isScalar))
    return { kind: 'list', items: value.map(String) };
  return { kind: 'json', text: asJson(value) };
};

export interface Row {
  name: string;
  plain?: string;
  value: Shown;
}

const row = (table: Record<string, string>, name: string, value: unknown): Row => {
  const plain = plainName(table, name) ?? plainName(table, lastWord(name));
  return { name, ...(plain !== undefined && { plain }), value: shownValue(name, value) };
};

export const headerRows = ({ header }: DecodedToken): Row[] =>
  Object.entries(header).map(([name, value]) => row(HEADER, name, value));

export interface ClaimGroup {
  group: Group;
  title: string;
  rows: Row[];
}

const GROUPS: readonly (readonly [Group, string])[] = [
  ['who', 'Who you are (authentication)'],
  ['may', 'What you may do (authorization)'],
  ['itself', 'The token itself'],
  ['rest', 'Other claims'],
];

export const claimGroups = ({ claims }: DecodedToken): ClaimGroup[] =>
  GROUPS.map(([group, title]) => ({
    group,
    title,
    rows: Object.entries(claims ?? {})
      .filter(([name]) => groupOf(name) === group)
      .map(([name, value]) => row(CLAIM, name, value)),
  })).filter(({ rows }) => rows.length > 0);

export const signatureNote = ({ kind, signature }: DecodedToken): { text: string; tone: 'plain' | 'good' | 'warn' } => {
  if (kind === 'jwe') return { text: 'Encrypted: only the header can be read without the key.', tone: 'plain' };
  if (signature === 'valid') return { text: 'Decoded, signature verified.', tone: 'good' };
  if (signature === 'invalid')
    return { text: 'Decoded, but the signature does not fit the key that was given.', tone: 'warn' };
  return { text: 'Decoded, signature not verified.', tone: 'plain' };
};

/** Small line under a date: "in 14 min". */
export const besideDate = (at: number, now: number): string => relative(at, now);

export interface Segment {
  part: 'header' | 'payload' | 'signature';
  text: string;
}

/** A compact JWS has three parts; whatever else was revealed is shown as one plain piece. */
export const segmentsOf = (value: string): Segment[] | undefined => {
  const bare = value.replace(/^Bearer\s+/i, '');
  const parts = bare.split('.');
  if (parts.length !== 3 || !/^[\w.=-]+$/.test(bare)) return undefined;
  const [header = '', payload = '', signature = ''] = parts;
  return [
    { part: 'header', text: header },
    { part: 'payload', text: payload },
    { part: 'signature', text: signature },
  ];
};

/** The first so many characters of them, each piece in its place. */
export const shortenSegments = (segments: readonly Segment[], max: number): Segment[] => {
  let room = max;
  return segments.flatMap(({ part, text }) => {
    if (room <= 0) return [];
    const shown = text.slice(0, room);
    room -= text.length;
    return [{ part, text: shown }];
  });
};
