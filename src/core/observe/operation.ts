/** What a request asks for where one address serves all: the operation is named in the body. */
import { loginPath, logoutPath } from '../knowledge/words.ts';
import { isObject, parseJson } from './json.ts';

export type Operation = 'login' | 'logout';

const MAX_TEXT = 65_536;
const MAX_NAME = 100;
/** JSON-RPC 2.0 section 4; GraphQL over HTTP section 4.1; what forms for scripts call it. */
const NAMES = 'method operationName action operation cmd command op do act mode task _task'.split(' ');

/** A call ends the caller's own session; the sessions of others have a name or a number to be told by. */
const ENDS = /^(?:auth[._/])?(?:delete|destroy|end|close)_?session$/i;

/**
 * Whether the body names signing in or out as its operation: `"method": "auth.login"`, `mutation Login { … }`,
 * `action=logout`. Of the body nothing else is looked at, and nothing is kept. A name is a claim: `login` may mean a list of logins.
 *
 * @param body `formData` as webRequest parses it, or a JSON text; a text over 64 KiB gives undefined
 */
export function askedOperation(body: { formData?: Record<string, unknown>; text?: string }): Operation | undefined {
  const members = body.formData ?? membersOf(body.text ?? '');
  if (members === undefined) return undefined;
  for (const name of NAMES) {
    const asked = operationNamed(single(members, name));
    if (asked !== undefined) return asked;
  }
  return operationNamed(mutationName(single(members, 'query')));
}

/**
 * True for the body of a GraphQL query, which asks and changes nothing (GraphQL specification, 2.3). Not where several
 * operations come together, and nobody knows which one is meant.
 *
 * @param body as for `askedOperation`
 */
export function asksOnly({ text = '' }: { text?: string }): boolean {
  const members = text.trimStart().startsWith('{') ? membersOf(text) : undefined;
  const query = members === undefined ? undefined : single(members, 'query');
  if (query === undefined || /\bmutation\b/.test(query)) return false;
  return QUERY.test(query.slice(0, 700));
}

const QUERY = /^\s*(?:query\b[^{]{0,500}|fragment\s+\w{1,60}\s+on\s+\w{1,60}\s*)?\{\s*\w/;

function membersOf(text: string): Record<string, unknown> | undefined {
  if (text.length > MAX_TEXT) return undefined;
  const parsed = parseJson(text);
  const first: unknown = Array.isArray(parsed) ? parsed[0] : parsed;
  return isObject(first) ? first : undefined;
}

/** Forms have a list of values for each name. */
function single(members: Record<string, unknown>, name: string): string | undefined {
  if (!Object.hasOwn(members, name)) return undefined;
  const value = members[name];
  const first: unknown = Array.isArray(value) ? value[0] : value;
  return typeof first === 'string' ? first : undefined;
}

/** The operation's name and first field; what only reads signs nobody in. */
function mutationName(query: string | undefined): string | undefined {
  const [, name = '', field = ''] =
    /^\s*mutation\b\s*(\w{0,60})[^{]{0,500}\{\s*(\w{0,60})/.exec(query?.slice(0, 700) ?? '') ?? [];
  return name === '' && field === '' ? undefined : `${name} ${field}`;
}

function operationNamed(name: string | undefined): Operation | undefined {
  if (name === undefined || name.length > MAX_NAME) return undefined;
  if (logoutPath(name) || ENDS.test(name)) return 'logout';
  return loginPath(name) ? 'login' : undefined;
}
