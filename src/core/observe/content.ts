/** Values that say in plain text whom they stand for: JSON, a list of fields, or a serialised object that nobody signed. */
import { signatureName } from '../knowledge/signing.ts';
import { decodeBase64, decodeOctets } from './base64.ts';
import { isObject, parseJson } from './json.ts';
import type { ContentKind, ContentShape } from './observation.ts';

export interface ContentTools {
  /** Does it look like a secret of its own? */
  tokenLike: (value: string) => boolean;
  safePath: (path: string) => string;
}

/** Longer than any cookie. */
const MAX_TEXT = 8_192;
const MAX_DEPTH = 5;
const MAX_NODES = 200;
const MAX_MEMBERS = 8;
const MAX_PATH = 200;

/** Formats of serialised objects, by the name that `sealedFormat` gives them. */
const OBJECTS: Readonly<Record<string, ContentKind>> = {
  'sealed:php-serialized': 'php-object',
  'sealed:java-serialized': 'java-object',
  'sealed:dotnet-binary': 'dotnet-object',
  'sealed:viewstate': 'dotnet-object',
  'sealed:pickle': 'python-pickle',
  'sealed:ruby-marshal': 'ruby-marshal',
};

/** Members by which applications tell who somebody is and what they may do, without separators. */
const USER_WORDS =
  /^(?:(?:user|account|customer|member|login|auth)?(?:id|name|data|info)|uid|users?|login|account|customer|member|(?:user)?e?mail(?:address)?|(?:first|last|full|display|given|family)name|phone(?:number)?|sub|subject|(?:user)?roles?|(?:is)?(?:admin|superuser|staff|root|moderator|premium)(?:istrator)?|groups?|permissions?|privileges?|rights|scopes?|access(?:level)?|userlevel|tenant(?:id)?)$/;

/** A seal inside the value: then nobody can make it up. */
const SEALS: ReadonlySet<string> = new Set(['sig', 'signature', 'hmac', 'mac', 'hash', 'digest', 'checksum', 'crc']);

/**
 * What a value that is neither signed nor encrypted tells everybody who holds it. JSON in the open, in base64 or behind
 * `j:` (Express), and `name=value&…`, if a member tells of a user; and serialised objects of PHP, Java, .NET, Python and
 * Ruby.
 *
 * Cannot know whether the server believes it, nor of a signature in a cookie beside it. A value with something like a
 * secret or a seal in it is left out: that may be what the server goes by.
 *
 * @param secret a normalised value
 * @param format what `shapeOf` calls it
 */
export function contentOf(secret: string, format: string, tools: ContentTools): ContentShape | undefined {
  if (secret.length > MAX_TEXT) return undefined;
  const kind = Object.hasOwn(OBJECTS, format) ? OBJECTS[format] : undefined;
  if (kind !== undefined) return { kind, members: wordsIn(secret) };

  const data = openJson(secret) ?? openFields(secret);
  if (data === undefined) return undefined;
  const found: Walk = { members: [], nodes: 0, sealed: false };
  walk(data, '', 0, found, tools);
  return found.sealed || found.members.length === 0 ? undefined : { kind: 'user-data', members: found.members };
}

const JSON_TEXT = /^(?:j:)?\s{0,9}[{[]/;
/** `{"`, `{` with a space or a line break behind it, and `[{`, in base64. */
const BASE64_JSON = /^(?:ey[AJ]|ew[0ko]|W3[s0])[\w+/-]{5,}={0,2}$/;

function openJson(secret: string): object | undefined {
  const text = BASE64_JSON.test(secret) ? decodeBase64(secret)?.text : secret;
  if (text === undefined || !JSON_TEXT.test(text)) return undefined;
  const parsed = parseJson(text.startsWith('j:') ? text.slice(2) : text);
  return typeof parsed === 'object' && parsed !== null ? parsed : undefined;
}

const FIELDS = /^[\w.-]{1,40}=[^&=;\s]{0,200}(?:&[\w.-]{1,40}=[^&=;\s]{0,200}){1,20}$/;

/** As a form is written, with two fields at least. */
function openFields(secret: string): object | undefined {
  return FIELDS.test(secret) ? Object.fromEntries(new URLSearchParams(secret)) : undefined;
}

interface Walk {
  members: string[];
  nodes: number;
  sealed: boolean;
}

function walk(data: unknown, path: string, depth: number, found: Walk, tools: ContentTools): void {
  found.nodes += 1;
  if (depth > MAX_DEPTH || found.nodes > MAX_NODES || found.sealed) return;
  if (typeof data === 'string') found.sealed ||= tools.tokenLike(data);
  if (Array.isArray(data)) for (const item of data) walk(item, path, depth + 1, found, tools);
  if (!isObject(data)) return;

  for (const [name, member] of Object.entries(data)) {
    if (isSeal(name)) found.sealed = true;
    const inner = (path === '' ? name : `${path}.${name}`).slice(0, MAX_PATH);
    if (tellsOfUser(name) && found.members.length < MAX_MEMBERS) found.members.push(tools.safePath(inner));
    walk(member, inner, depth + 1, found, tools);
  }
}

function tellsOfUser(name: string): boolean {
  return name.length <= 40 && USER_WORDS.test(name.toLowerCase().replaceAll(/[_.-]/g, ''));
}

function isSeal(name: string): boolean {
  return SEALS.has(name.toLowerCase()) || signatureName(name);
}

/** What a serialised object calls its members, as far as it can be read. Words of the list alone, so no value gets out. */
function wordsIn(secret: string): string[] {
  const text = /[:{"]/.test(secret) ? secret : (decodeOctets(secret) ?? '');
  const words = (text.match(/[A-Za-z_]\w{1,30}/g) ?? []).slice(0, MAX_NODES).filter(tellsOfUser);
  return [...new Set(words)].slice(0, MAX_MEMBERS);
}
