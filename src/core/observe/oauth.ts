/**
 * OAuth messages → protocol words and yes or no. Values such as `state`, `nonce`, `code` and secrets are looked at for
 * being there, and go no further.
 */
import { decodeJose, readToken } from './jose.ts';
import { type Parameter, parseUrl } from './url.ts';

/** An authorization request: RFC 6749 4.1.1, RFC 7636 4.3, RFC 9101, RFC 9126, OpenID Connect Core 3.1.2.1. */
export interface AuthorizationForm {
  /** As the standards spell them (`code`, `token`, `id_token`), sorted; empty where they are hidden. */
  responseTypes: string[];
  responseMode?: string;
  /** The parameters travel where the browser cannot see them: pushed, by reference, or encrypted. */
  hidden: boolean;
  challenge: boolean;
  /** Absent where none is said, which means `plain`. */
  challengeMethod?: 'S256' | 'plain' | 'other';
  state: boolean;
  nonce: boolean;
  openid: boolean;
  /** Of `redirect_uri`: without query where it is http or https, else the scheme alone. */
  redirect?: string;
}

/** `client`: the client identifier, which is no secret (RFC 6749 2.2). It is compared, and not kept. */
export type RawAuthorization = AuthorizationForm & { client: string };

/** A token request: RFC 6749 4.1.3. */
export interface TokenForm {
  grant: Grant;
  clientSecret: boolean;
  verifier: boolean;
}

export type Grant = 'authorization_code' | 'password' | 'refresh_token' | 'client_credentials' | 'other';

/** A parameter's value; '' where it is not there. */
export type ValueOf = (name: string) => string;

const MAX_REQUEST_OBJECT = 16_384;
const MAX_TYPES = 8;
const MAX_SCOPES = 100;
/** OAuth 2.0 Multiple Response Type Encoding Practices, 3 to 5. */
const RESPONSE_TYPES: ReadonlySet<string> = new Set(['code', 'token', 'id_token', 'none']);
/** The same, 2.1; OAuth 2.0 Form Post Response Mode; JARM 2.3; web_message is a draft that SDKs use. */
const RESPONSE_MODES: ReadonlySet<string> = new Set(
  'query fragment form_post web_message jwt query.jwt fragment.jwt form_post.jwt'.split(' '),
);
const GRANTS: readonly Grant[] = ['authorization_code', 'password', 'refresh_token', 'client_credentials'];
const SCHEME = /^[a-z][a-z0-9+.-]{0,63}:/i;

/** Values of a query by name; the first one counts. */
export const valuesOf =
  (query: readonly Parameter[]): ValueOf =>
  (name) =>
    query.find((each) => each.name === name)?.value ?? '';

/**
 * @returns undefined for what is no authorization request: it has a client and says what it wants, or where that is said.
 *   What a readable request object says counts for more than what stands beside it (RFC 9101 6.3).
 */
export const readAuthorization = (parameter: ValueOf): RawAuthorization | undefined => {
  const client = parameter('client_id');
  if (client === '') return undefined;
  const object = parameter('request');
  const byReference = parameter('request_uri') !== '';
  const claims = object === '' ? undefined : claimsOf(object);
  const hidden = byReference || (object !== '' && claims === undefined);
  const read: ValueOf = (name) => textOf(claims?.[name]) || parameter(name);
  const types = words(read('response_type'), MAX_TYPES);
  if (types.some((type) => !RESPONSE_TYPES.has(type)) || (types.length === 0 && !hidden)) return undefined;

  const mode = read('response_mode');
  const method = read('code_challenge_method');
  const redirect = redirectOf(read('redirect_uri'));
  return {
    client,
    responseTypes: [...new Set(types)].sort(),
    ...(RESPONSE_MODES.has(mode) ? { responseMode: mode } : {}),
    hidden,
    challenge: read('code_challenge') !== '',
    ...(method === '' ? {} : { challengeMethod: method === 'S256' || method === 'plain' ? method : 'other' }),
    state: read('state') !== '',
    nonce: read('nonce') !== '',
    openid: words(read('scope'), MAX_SCOPES).includes('openid'),
    ...(redirect === undefined ? {} : { redirect }),
  };
};

/** @returns undefined for what names no grant */
export const readTokenRequest = (parameter: ValueOf): TokenForm | undefined => {
  const grant = parameter('grant_type');
  if (grant === '') return undefined;
  return {
    grant: GRANTS.find((known) => known === grant) ?? 'other',
    clientSecret: parameter('client_secret') !== '',
    verifier: parameter('code_verifier') !== '',
  };
};

/** Claims of a request object that is signed, or plain; an encrypted one shows none. */
const claimsOf = (object: string): Record<string, unknown> | undefined => {
  const token = object.length > MAX_REQUEST_OBJECT ? undefined : decodeJose(object);
  return token === undefined ? undefined : readToken(token).claims;
};

const textOf = (claim: unknown): string => (typeof claim === 'string' ? claim : '');

/** `+` stands for a space in a query, and stays in what `parseUrl` gives. */
const words = (text: string, most: number): string[] => text.split(/[ +]/, most).filter((word) => word !== '');

/** `postmessage` and the like are no addresses. */
const redirectOf = (text: string): string | undefined =>
  parseUrl(text)?.url ?? SCHEME.exec(text)?.[0].toLowerCase() ?? undefined;
