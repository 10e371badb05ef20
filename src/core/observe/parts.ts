/** Values that hold tokens → the tokens. */
import { tokenParameter } from '../knowledge/words.ts';
import type { Role } from '../report.ts';
import { findTokens } from './find-tokens.ts';
import { decodeJose } from './jose.ts';
import { normaliseSecret } from './secret.ts';
import { type Leaf, leaves, openText } from './storage.ts';

export interface RawPart {
  /** Members inside the JSON, dotted; '' where a token lies in a text of another kind. */
  path: string;
  value: string;
  /** What the member's name says. */
  role?: Role;
}

const MAX_PARTS = 6;
const MIN_NAMED_TOKEN = 8;
/** What lets somebody in comes first: it stands for the whole value. Other roles make no part. */
const ORDER: readonly (Role | undefined)[] = ['access-token', undefined, 'session-id', 'id-token', 'refresh-token'];

/**
 * The tokens in a value that is more than one token: in JSON (`openText`) whatever is JOSE or called a token, session or
 * the like; in another text the one JOSE object that is there. At most 6, the one that most likely lets somebody in first.
 * A value that is itself a token has no parts.
 */
export function partsOf(secret: string): RawPart[] {
  if (!opensAsJson(secret)) return onlyToken(secret);
  return leaves(secret)
    .map(withRole)
    .filter(isToken)
    .sort((a, b) => ORDER.indexOf(a.role) - ORDER.indexOf(b.role))
    .slice(0, MAX_PARTS);
}

/** True for the text of a JSON object or list, in any of the dresses that `openText` knows. */
export function opensAsJson(secret: string): boolean {
  return typeof openText(secret) === 'object';
}

function onlyToken(text: string): RawPart[] {
  const [only, ...others] = findTokens(text, 2);
  return only === undefined || others.length > 0 ? [] : [{ path: '', value: only.token }];
}

function withRole({ path, value }: Leaf): RawPart {
  const role = tokenParameter(path);
  return { path, value, ...(role === undefined ? {} : { role }) };
}

function isToken({ value, role }: RawPart): boolean {
  const secret = normaliseSecret(value);
  if (!ORDER.includes(role)) return false;
  if (decodeJose(secret) !== undefined) return true;
  return role !== undefined && secret.length >= MIN_NAMED_TOKEN && !secret.includes(' ');
}
