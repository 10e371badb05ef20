/** Names of the fields of a request body. Values are never looked at for more than finding the names. */
import { isObject, parseJson } from './json.ts';
import { percentDecode } from './secret.ts';
import { withoutTokens } from './shape.ts';

const MAX_TEXT = 65_536;
const MAX_NAMES = 50;
const MAX_NAME = 100;
const MAX_LEVELS = 2;
const MAX_PROTOCOL_LEVELS = 4;

/** SDKs wrap a passkey's answer in members of their own, so these names are looked for further in (WebAuthn 5.1, 5.2). */
const PROTOCOL_NAMES: ReadonlySet<string> = new Set(['clientDataJSON', 'authenticatorData', 'attestationObject']);

/**
 * Names of the fields of a form or a small JSON body, each once, at most 50. JSON members are listed to depth 2 by
 * their own name, without the path; members of objects in a list count as one level deeper. A member that is null is
 * not there: `"auth": null` carries nothing.
 *
 * Names that look like secrets themselves (a token sent as the whole body, a map keyed by token) are left out.
 *
 * @param contentType the Content-Type header, with or without parameters; without one the text itself decides
 * @param body `formData` as webRequest parses it, or the text; a text over 64 KiB gives []
 */
export function bodyFields(
  contentType: string | undefined,
  body: { formData?: Record<string, unknown>; text?: string },
): string[] {
  const names = new Set<string>();
  for (const name of namesIn(contentType, body)) {
    if (names.size >= MAX_NAMES) break;
    if (name !== '' && name.length <= MAX_NAME && withoutTokens(name) === name) names.add(name);
  }
  return [...names];
}

function namesIn(
  contentType: string | undefined,
  body: { formData?: Record<string, unknown>; text?: string },
): string[] {
  if (body.formData !== undefined) return Object.keys(body.formData);
  const text = body.text ?? '';
  if (text === '' || text.length > MAX_TEXT) return [];
  const type = (contentType ?? '').slice(0, MAX_NAME).split(';', 1)[0]?.trim().toLowerCase() ?? '';
  if (type === 'application/x-www-form-urlencoded') return urlencodedNames(text);
  if (type === 'multipart/form-data') return multipartNames(text);
  // `fetch` sends a string as text/plain if nobody says otherwise, JSON included.
  const mayBeJson = type === '' || type === 'text/plain' || type === 'application/json' || type.endsWith('+json');
  return mayBeJson ? jsonNames(parseJson(text), MAX_LEVELS) : [];
}

function urlencodedNames(text: string): string[] {
  return text
    .split('&')
    .filter((pair) => pair.includes('='))
    .map((pair) => percentDecode(pair.slice(0, pair.indexOf('=')).replaceAll('+', ' ')));
}

/** RFC 7578 section 4.2. */
function multipartNames(text: string): string[] {
  return [...text.matchAll(/^content-disposition: *form-data; *name="([^"\r\n]{1,100})"/gim)].map(
    ([, name = '']) => name,
  );
}

function jsonNames(value: unknown, levels: number): string[] {
  if (levels <= MAX_LEVELS - MAX_PROTOCOL_LEVELS) return [];
  if (Array.isArray(value)) return value.slice(0, MAX_NAMES).flatMap((item) => jsonNames(item, levels - 1));
  if (!isObject(value)) return [];
  const members = Object.entries(value)
    .filter(([, member]) => member !== null)
    .slice(0, MAX_NAMES);
  const own = members.map(([name]) => name).filter((name) => levels > 0 || PROTOCOL_NAMES.has(name));
  return [...own, ...members.flatMap(([, member]) => jsonNames(member, levels - 1))];
}
