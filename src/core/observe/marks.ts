/**
 * What a message says of a protocol by its form: names of parameters and fields, words of closed vocabularies, headers
 * that nothing else uses. No value gets out of here.
 */
import { schemeKind } from '../knowledge/schemes.ts';
import { isSignedAddress } from '../knowledge/signing.ts';
import { parseAuthorization } from './authorization.ts';
import { decodeJose, readToken } from './jose.ts';
import type { Mark, Resource, TokenShape } from './observation.ts';
import type { Parameter, SeenUrl } from './url.ts';

export interface MarkedRequest {
  method: string;
  url: SeenUrl;
  resource: Resource;
  /** Names in lower case. */
  headers: ReadonlyMap<string, string>;
  /** Names of the body's fields. */
  body: readonly string[];
}

const MAX_REQUEST_OBJECT = 16_384;
const PUSHED = 'urn:ietf:params:oauth:request_uri:';

/** Marks of a request, each once. */
export function requestMarks(request: MarkedRequest): Mark[] {
  const { method, url, resource, headers, body } = request;
  return unique([
    ...addressMarks(url, resource),
    ...(method === 'GET' ? [] : bodyMarks(new Set(body), url)),
    ...headerMarks(headers),
    ...socketMarks(url, resource),
    ...(isForCertificates(url) ? (['mtls-hint'] as const) : []),
  ]);
}

/** Marks of where a redirect leads: the browser takes its user there with whatever the address has in it. */
export function locationMarks(target: SeenUrl): Mark[] {
  return unique([...addressMarks(target, 'document'), ...fragmentMarks(target.fragment)]);
}

/** Marks of a fragment: the place where front channels put what servers must not see. */
export function fragmentMarks(fragment: readonly Parameter[]): Mark[] {
  const names = new Set(fragment.map(({ name }) => name));
  return unique([
    ...(names.has('access_token') ? (['oauth-implicit'] as const) : []),
    ...(names.has('id_token') ? (['oidc'] as const) : []),
    // `response_mode=fragment`: OAuth 2.0 Multiple Response Type Encoding Practices, 2.1.
    ...(names.has('code') && names.has('state') ? (['oauth-code'] as const) : []),
  ]);
}

function addressMarks({ query, url }: SeenUrl, resource: Resource): Mark[] {
  // OpenID Connect Discovery 4.
  const marks: Mark[] = url.endsWith('/.well-known/openid-configuration') ? ['oidc'] : [];
  if (query.length === 0) return marks;
  const has = namesOf(query);
  marks.push(...authorizeMarks(query));
  if (has('SAMLRequest') || has('SAMLResponse') || has('SAMLart')) marks.push('saml');
  if (has('wa') && has('wtrealm')) marks.push('ws-federation');
  if (resource !== 'document' && resource !== 'frame') return marks;
  if (isCallback(query)) marks.push('oauth-code');
  // CAS Protocol 3.0, 3.1.1: service tickets begin with `ST-`.
  if (query.some(({ name, value }) => name === 'ticket' && value.startsWith('ST-'))) marks.push('cas');
  return marks;
}

/** RFC 6749 4.1.2. The two are ordinary words as well: `?code=10001&state=NY` comes from nobody's authorization server. */
function isCallback(query: readonly Parameter[]): boolean {
  const code = query.find(({ name }) => name === 'code')?.value ?? '';
  const state = query.find(({ name }) => name === 'state')?.value ?? '';
  return code.length > 2 && state.length > 2 && !/^\d{1,9}$/.test(code);
}

/** An authorization request: RFC 6749 4.1.1 and 4.2.1, RFC 9101 (JAR), RFC 9126 (PAR), OpenID Connect Core 3.1.2.1. */
function authorizeMarks(query: readonly Parameter[]): Mark[] {
  if (query.length < 2) return [];
  const valueIn = (name: string): string => query.find((each) => each.name === name)?.value ?? '';
  const pushed = valueIn('request_uri');
  const object = requestObject(valueIn('request'));
  const type = valueIn('response_type');
  if (valueIn('client_id') === '' || (type === '' && pushed === '' && object === undefined)) return [];

  const inside = (name: string): string => {
    const claim = object === undefined ? undefined : readToken(object).claims?.[name];
    return typeof claim === 'string' ? claim : '';
  };
  const types = `${type} ${inside('response_type')}`.split(/[ +]/);
  const scopes = `${valueIn('scope')} ${inside('scope')}`.split(/[ +]/, 100);
  const marks: Mark[] = [];
  if (types.includes('code') || valueIn('code_challenge') !== '') marks.push('oauth-code');
  // RFC 9700 2.1.2: an access token in the answer makes it implicit; an ID token alone does not.
  if (types.includes('token')) marks.push('oauth-implicit');
  if (types.includes('id_token') || scopes.includes('openid')) marks.push('oidc');
  if (pushed.startsWith(PUSHED)) marks.push('oauth-par');
  if (object !== undefined || (pushed !== '' && !pushed.startsWith(PUSHED))) marks.push('oauth-jar');
  return marks;
}

/** It is a JWT in the open, or an encrypted one. */
const requestObject = (text: string): TokenShape | undefined =>
  text.length > MAX_REQUEST_OBJECT ? undefined : decodeJose(text);

/** OAuth 2.0 Form Post Response Mode, and what pages send on to their servers: an address has a state and a code as well. */
const ANSWER_FIELDS: ReadonlySet<string> = new Set(
  `code state id_token access_token token_type expires_in scope session_state iss client_info user authuser hd prompt nonce
  provider redirect_uri redirectUri code_verifier codeVerifier client_id`.split(/\s+/),
);

function bodyMarks(names: ReadonlySet<string>, url: SeenUrl): Mark[] {
  const marks: Mark[] = [];
  const has = (...all: string[]): boolean => all.every((name) => names.has(name));
  if (has('SAMLResponse') || has('SAMLRequest') || has('SAMLart')) marks.push('saml');
  if (has('wa', 'wresult')) marks.push('ws-federation');
  const isAnswer = [...names].every((name) => ANSWER_FIELDS.has(name));
  if (isAnswer && has('code', 'state')) marks.push('oauth-code');
  if ((isAnswer && has('id_token', 'state')) || has('credential', 'g_csrf_token')) marks.push('oidc');
  if (has('grant_type')) marks.push(...tokenRequestMarks(has));
  if (has('client_id', 'response_type') || has('client_id', 'request')) {
    if (has('code_challenge')) marks.push('oauth-code');
    if (has('nonce')) marks.push('oidc');
    if (has('request')) marks.push('oauth-jar');
    if (/\/par\/?$/.test(url.url)) marks.push('oauth-par');
  }
  if (has('clientDataJSON') && (has('authenticatorData') || has('attestationObject'))) marks.push('webauthn');
  return marks;
}

/** A token request: RFC 6749 4.1.3, RFC 8628 3.4, RFC 8693 2.1. */
function tokenRequestMarks(has: (...names: string[]) => boolean): Mark[] {
  if (has('device_code')) return ['oauth-device'];
  if (has('subject_token')) return ['oauth-exchange'];
  return has('code') ? ['oauth-code'] : [];
}

function headerMarks(headers: ReadonlyMap<string, string>): Mark[] {
  const marks: Mark[] = [];
  // FedCM 2: no page can send this.
  if (headers.get('sec-fetch-dest') === 'webidentity') marks.push('fedcm');
  if (isProof(headers.get('dpop'))) marks.push('dpop');
  if (BOUND_REQUEST.some((name) => headers.has(name))) marks.push('device-bound-session');
  if (isMadeOfCookie(headers.get('authorization') ?? '')) marks.push('signed-request');
  if (headers.has('signature') && headers.has('signature-input')) marks.push('signed-request');
  if (headers.has('client-cert')) marks.push('mtls-hint');
  return marks;
}

const isMadeOfCookie = (value: string): boolean =>
  /^s?apisid/i.test(value) && schemeKind(parseAuthorization(value).scheme) === 'cookie-signed';

/** RFC 9449 4.2. */
function isProof(value: string | undefined): boolean {
  const token = value === undefined ? undefined : decodeJose(value.trim());
  return token !== undefined && readToken(token).header['typ'] === 'dpop+jwt';
}

/** W3C Device Bound Session Credentials; with `Sec-` as in the trial before it. */
const BOUND_REQUEST = [
  'secure-session-response',
  'sec-secure-session-id',
  'secure-session-skipped',
  'sec-session-response',
  'sec-session-id',
];
const BOUND_RESPONSE: ReadonlySet<string> = new Set([
  'secure-session-registration',
  'secure-session-challenge',
  'sec-session-registration',
  'sec-session-challenge',
]);

/** The mark that a response header makes by its mere presence. */
export function responseHeaderMark(name: string): Mark | undefined {
  if (BOUND_RESPONSE.has(name)) return 'device-bound-session';
  // RFC 9440: made for the way behind a proxy, but some servers repeat it.
  return name === 'client-cert' ? 'mtls-hint' : undefined;
}

/** What the browser and the page say over a socket, no extension hears; here is the sign that they may. */
function socketMarks(url: SeenUrl, resource: Resource): Mark[] {
  const has = namesOf(url.query);
  const polls = has('EIO') && has('transport');
  const sockjs =
    resource === 'fetch' && /\/\d{3}\/[^/]{1,64}\/(?:xhr|xhr_send|xhr_streaming|eventsource)$/.test(url.url);
  const marks: Mark[] = resource === 'socket' || polls || sockjs ? ['socket'] : [];
  // Amazon's IoT and API Gateway: the page signs the address of each socket itself.
  if (resource === 'socket' && isSignedAddress(url.query.map(({ name }) => name))) marks.push('signed-request');
  return marks;
}

/** Hosts that ask for a certificate: AD FS (`certauth.`, port 49443), and a name that says so (RFC 8705 5, aliases). */
function isForCertificates({ host, port }: SeenUrl): boolean {
  return port === 49_443 || /^(?:mtls|certauth)\./i.test(host);
}

const namesOf =
  (query: readonly Parameter[]) =>
  (name: string): boolean =>
    query.some((parameter) => parameter.name === name);

const unique = (marks: readonly Mark[]): Mark[] => [...new Set(marks)];
