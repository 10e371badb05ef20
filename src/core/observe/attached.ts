/** Credentials that a request has attached to it outside its cookies: in Authorization, in headers like it, in a body's names. */
import { schemeKind } from '../knowledge/schemes.ts';
import { tokenPrefix } from '../knowledge/token-prefixes.ts';
import { loginPath, passwordField, tokenParameter } from '../knowledge/words.ts';
import { parseAuthorization } from './authorization.ts';
import { decodeBase64 } from './base64.ts';
import { findTokens } from './find-tokens.ts';
import { isObject, parseJson } from './json.ts';
import type { Fingerprint, SeenValue, ValueShape } from './observation.ts';
import { shapeOf, tokenLike } from './shape.ts';
import { authParameters, readSigned, type Signed } from './signed.ts';

const HIDDEN = '••••';
const MAX_ELEMENTS = 20;
const MIN_TOKEN = 8;
/** Shorter ids of keys are names that may stand in other places as well. */
const MIN_KEY_ID = 16;

/** The shape of what was not seen: that it is the same again can be said, and nothing else. */
const unseen = (identity: string, format: string, fingerprint: Fingerprint): ValueShape => ({
  fingerprint: fingerprint(identity),
  length: 0,
  entropyBits: 0,
  format,
  masked: HIDDEN,
});

/** The id of a key is nobody's secret, but it says who asks; the key itself does not travel. */
const keyShape = ({ key }: Signed, scheme: string, fingerprint: Fingerprint): ValueShape => {
  const { fingerprint: print, masked } = shapeOf(key.length < MIN_KEY_ID ? `${scheme} ${key}` : key, fingerprint);
  return { fingerprint: print, length: key.length, entropyBits: 0, format: 'key-id', masked };
};

/**
 * What an Authorization header, or another one with the same grammar, carries. Of a login that answers a challenge and of
 * a signature, which are new each time, only that is kept which stays: who asks.
 *
 * @returns nothing for schemes that say nothing of a user, and for a list of parameters without a token in it
 */
export function readAuthorization(name: string, value: string, fingerprint: Fingerprint): SeenValue[] {
  const { scheme, credentials } = parseAuthorization(value);
  const seen = (shape: ValueShape): SeenValue => ({ where: 'header', name, scheme, shape });
  const kind = scheme === '' ? undefined : schemeKind(scheme);
  if (kind === 'none' || kind === 'cookie-signed') return [];
  if (kind === 'login') return [seen(loginShape(scheme, credentials, fingerprint))];
  const signed = readSigned(scheme, credentials);
  if (signed !== undefined) {
    return [{ ...seen(keyShape(signed, scheme, fingerprint)), ...(signed.application ? { application: true } : {}) }];
  }
  const secret = isList(credentials) ? tokenIn(credentials) : credentials;
  return secret === undefined ? [] : [{ ...seen(shapeOf(secret, fingerprint)), ...forEverybody(secret) }];
}

/** Keys that their providers want in pages (knowledge 5.2) name an application. */
export const forEverybody = (secret: string): { application?: true } =>
  tokenPrefix(secret)?.kind === 'public' ? { application: true } : {};

function loginShape(scheme: string, credentials: string, fingerprint: Fingerprint): ValueShape {
  if (scheme === 'basic') return { ...shapeOf(credentials, fingerprint), format: 'basic' };
  if (scheme !== 'digest') return unseen(scheme, 'negotiate', fingerprint);
  // RFC 7616 3.4: `response`, `nc` and `cnonce` are new each time.
  const named = authParameters(credentials);
  const who = named.get('username') ?? named.get('username*') ?? '';
  return unseen(`digest ${who} ${named.get('realm') ?? ''}`, 'digest', fingerprint);
}

/** `token="…", nonce="…"` of Rails, `Client="…", Token="…"` of others. */
const isList = (credentials: string): boolean =>
  /^[\w-]{1,40}="[^"]{0,4096}"(?:\s*,|\s*$)/.test(credentials) || /^token=/i.test(credentials);

function tokenIn(credentials: string): string | undefined {
  const named = authParameters(credentials);
  const value = [...named].find(([name, text]) => text !== '' && tokenParameter(name) === 'access-token')?.[1];
  return value ?? named.get('api_key') ?? named.get('key');
}

/**
 * HTTP Message Signatures (RFC 9421): `Signature-Input` names the key. The draft before it (draft-cavage) has key and
 * signature in the one header `Signature`.
 */
export function readSignature(name: string, value: string, fingerprint: Fingerprint): SeenValue[] {
  if (!/(?:^|[;,\s])keyid\s?=/i.test(value)) return [];
  const signed = readSigned('signature', value);
  return signed === undefined ? [] : [{ where: 'header', name, shape: keyShape(signed, 'signature', fingerprint) }];
}

/** Where providers put a token behind a word: knowledge 5.2; platform.openai.com: realtime. */
const BEHIND_A_WORD = /^(?:bearer|token|jwt|auth|access[_-]token|authorization|openai-insecure-api-key)[.\-_:](.+)$/i;
const WORD_ALONE = /^(?:bearer|token|jwt|auth|access[_-]token|authorization|session)$/i;
/** kubernetes.io: authenticating to the API server over WebSocket. */
const KUBERNETES = 'base64url.bearer.authorization.k8s.io.';
/** docs.aws.amazon.com: AppSync real-time endpoint. */
const APPSYNC = 'header-';

/**
 * Tokens in a list of WebSocket subprotocols: a page can attach no header of its own to a socket, so some put it there
 * (RFC 6455 section 11.3.4).
 */
export function readSubprotocols(value: string, fingerprint: Fingerprint): SeenValue[] {
  const elements = value.split(',', MAX_ELEMENTS).map((element) => element.trim());
  const secrets = elements.flatMap((element, at) => {
    const secret = secretIn(element);
    if (secret !== undefined) return [secret];
    const follows = WORD_ALONE.test(elements[at - 1] ?? '') && element.length >= MIN_TOKEN;
    return follows ? [element] : [];
  });
  return [...new Set(secrets)]
    .map((secret) => shapeOf(secret, fingerprint))
    .filter(({ format }) => format !== 'empty')
    .map((shape) => ({ where: 'header', name: 'Sec-WebSocket-Protocol', shape }));
}

function secretIn(element: string): string | undefined {
  if (element.startsWith(KUBERNETES)) return decodeBase64(element.slice(KUBERNETES.length))?.text;
  if (element.startsWith(APPSYNC)) return authorizationIn(element.slice(APPSYNC.length));
  const jose = findTokens(element, 1)[0]?.token;
  if (jose !== undefined) return jose;
  const behind = BEHIND_A_WORD.exec(element)?.[1];
  if (behind !== undefined && behind.length >= MIN_TOKEN) return behind;
  return tokenLike(element) ? element : undefined;
}

/** Headers as JSON in base64url. */
function authorizationIn(text: string): string | undefined {
  const headers = parseJson(decodeBase64(text)?.text ?? '');
  if (!isObject(headers)) return undefined;
  const value = Object.entries(headers).find(([name]) => /^(?:authorization|x-api-key)$/i.test(name))?.[1];
  return typeof value === 'string' && value !== '' ? parseAuthorization(value).credentials : undefined;
}

/** By these names a body carries the token of a session: docs.parseplatform.org: REST API, and others of that spelling. */
const SESSION_FIELD = /^_?session_?token$/i;
/** RFC 6750 section 2.2; the body of a login that somebody else vouches for has one as well. */
const TOKEN_FIELD = /^(?:access_?token|auth_?token)$/i;

/**
 * Credentials that travel in a body, by the names of its fields alone: what the fields hold is never looked at.
 * @param names of the body's fields
 */
export function bodyCredentials(
  request: { method: string; path: string; origin: string },
  names: readonly string[],
  fingerprint: Fingerprint,
): SeenValue[] {
  if (request.method === 'GET' || loginPath(request.path)) return [];
  if (names.includes('grant_type') || names.some(passwordField)) return [];
  const isRpc = names.includes('jsonrpc') && names.includes('method');
  return names
    .filter((name) => SESSION_FIELD.test(name) || TOKEN_FIELD.test(name) || (isRpc && name === 'auth'))
    .slice(0, 2)
    .map((name) => ({ where: 'body', name, shape: unseen(`body ${request.origin} ${name}`, 'unseen', fingerprint) }));
}
