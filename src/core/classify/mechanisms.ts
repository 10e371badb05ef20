/** Which mechanisms were recognised: by the credentials that decide, by the browser's own login, by the marks of protocols. */

import { apiKeyHeader } from '../knowledge/headers.ts';
import { schemeKind } from '../knowledge/schemes.ts';
import { readToken } from '../observe/jose.ts';
import type { Mark } from '../observe/observation.ts';
import type { Evidence, Mechanism } from '../report.ts';
import { isThirdParty } from '../site/origins.ts';
import type { MarkSeen } from '../site/seen.ts';
import type { SiteFactsRecord } from '../site/state.ts';
import { pathOf } from '../site/urls.ts';
import type { BrowserLogin } from './browser-login.ts';
import type { Candidate } from './candidates.ts';
import { inCookie } from './decide.ts';
import { stateOfFormat } from './formats.ts';
import type { JoinedSending } from './join.ts';
import { nameOf } from './summary.ts';
import { KEY_ID, UNSEEN } from './wire.ts';

interface Recognised {
  decisive: readonly Candidate[];
  facts: SiteFactsRecord;
  browserLogin: BrowserLogin | undefined;
}

/** An envelope around a JWT (a signed Express cookie, Supabase's JSON) carries what the JWT carries. */
export const bareFormat = (one: Candidate): string => (one.value?.token?.kind === 'jws' ? 'jwt' : one.format);

/** The login itself, in a header that was seen. */
export const isLogin = ({ format, role }: Candidate): boolean =>
  role === 'login' && (format === 'basic' || format === 'digest' || format === 'negotiate');

export const mechanismsOf = ({ decisive, facts, browserLogin }: Recognised): Mechanism[] => {
  const mechanisms = new Set<Mechanism>();
  if (browserLogin !== undefined) mechanisms.add(ofScheme(browserLogin.challenge.scheme));
  for (const one of decisive) for (const mechanism of mechanismsOfOne(one)) mechanisms.add(mechanism);
  for (const mark of signsOf(facts)) {
    const { mechanism } = SIGNS[mark.mark];
    if (mechanism !== undefined) mechanisms.add(mechanism);
  }
  return [...mechanisms];
};

const ofScheme = (scheme: string): Mechanism =>
  scheme === 'basic' || scheme === 'digest' ? scheme : ('negotiate' as const);

const mechanismsOfOne = (one: Candidate): Mechanism[] => {
  const found: Mechanism[] = [];
  const format = bareFormat(one);
  const bearer: Mechanism = format === 'jwt' ? 'bearer-jwt' : 'bearer-opaque';
  if (inCookie(one)) {
    if (format === 'jwt') found.push('jwt-cookie');
    else found.push(stateOfFormat(format, nameOf(one)) === 'client' ? 'sealed-session-cookie' : 'session-cookie');
  }
  for (const sending of one.joined.sendings) {
    if (sending.where === 'query') found.push(one.role === 'api-key' ? 'api-key' : 'url-token');
    if (sending.where === 'header') found.push(...headerMechanisms(one, sending, bearer));
  }
  if (isBoundToCertificate(one)) found.push('mtls-hint');
  if (found.length > 0) return found;
  // Its name says that there is a token; what kind of one, only its value could tell.
  return format === UNSEEN ? [] : [bearer];
};

const headerMechanisms = (one: Candidate, { name, scheme = '' }: JoinedSending, bearer: Mechanism): Mechanism[] => {
  if (one.format === KEY_ID) return ['signed-request'];
  if (isLogin(one)) return [ofScheme(one.format)];
  if (one.role === 'api-key' || apiKeyHeader(name)) return ['api-key'];
  if (name === 'Sec-WebSocket-Protocol') return [bearer];
  if (name !== 'Authorization') return ['custom-header-token'];
  const kind = schemeKind(scheme);
  if (kind === 'key') return ['api-key'];
  return kind === 'dpop' ? ['dpop', bearer] : [bearer];
};

/** RFC 8705 3.1: the server takes such a token over a connection with that certificate only. */
const isBoundToCertificate = ({ value }: Candidate): boolean => {
  const confirmation = value?.token === undefined ? undefined : readToken(value.token).claims?.['cnf'];
  return typeof confirmation === 'object' && confirmation !== null && 'x5t#S256' in confirmation;
};

interface Sign {
  mechanism?: Mechanism;
  text: string;
  /** Only what the site itself is told; an API of somebody else has its own ways. */
  own?: true;
  /** It serves other purposes, and is told where it matters. */
  silent?: true;
}

const SIGNS: Record<Mark, Sign> = {
  'oauth-code': { mechanism: 'oauth-code', text: 'An authorization code is asked for or handed over (OAuth 2.0)' },
  'oauth-implicit': { mechanism: 'oauth-implicit', text: 'An access token is handed over in an address (OAuth 2.0)' },
  'oauth-par': { text: 'The request for authorization was pushed to the server before (RFC 9126)' },
  'oauth-jar': { text: 'The request for authorization is a signed object (RFC 9101)' },
  'oauth-device': { text: 'A device waits until somebody lets it in elsewhere (RFC 8628)' },
  'oauth-exchange': { text: 'One token is exchanged for another (RFC 8693)' },
  oidc: { mechanism: 'oidc', text: 'An identity provider is asked who signs in (OpenID Connect)' },
  saml: { mechanism: 'saml', text: 'An identity provider vouches for the user (SAML)' },
  'ws-federation': { mechanism: 'saml', text: 'A SAML assertion is asked for or handed over (WS-Federation)' },
  cas: { text: 'A login service hands over a one-time ticket (CAS)' },
  webauthn: { mechanism: 'webauthn', text: 'A passkey or security key answers a challenge (WebAuthn)' },
  fedcm: { text: 'The browser itself asks an identity provider (FedCM)' },
  dpop: { mechanism: 'dpop', text: 'Requests prove that they come from the holder of a key (DPoP)' },
  'dpop-nonce': { text: '', silent: true },
  'signed-request': { mechanism: 'signed-request', text: 'Requests are signed, each anew', own: true },
  'device-bound-session': {
    mechanism: 'device-bound-session',
    text: 'The server binds the session to a key of this device (DBSC)',
    own: true,
  },
  'mtls-hint': {
    mechanism: 'mtls-hint',
    text: 'A client certificate seems to be asked for; certificates themselves cannot be seen',
  },
  socket: { text: '', silent: true },
  cut: { text: '', silent: true },
};

/** The first mark of each kind that counts. */
const signsOf = (facts: SiteFactsRecord): MarkSeen[] => {
  const first = new Map<Mark, MarkSeen>();
  for (const seen of Object.values(facts.marks)) {
    const known = first.get(seen.mark);
    if (counts(seen, facts.site) && (known === undefined || isBefore(seen, known))) first.set(seen.mark, seen);
  }
  return [...first.values()].sort((a, b) => (isBefore(a, b) ? -1 : 1));
};

/** By time, then by name: a browser's storage gives a record back with its members in another order. */
const isBefore = (a: MarkSeen, b: MarkSeen): boolean =>
  a.at < b.at || (a.at === b.at && `${a.mark}${a.origin}` < `${b.mark}${b.origin}`);

const counts = ({ mark, origin, signature, varies }: MarkSeen, site: string): boolean => {
  const { own, silent } = SIGNS[mark];
  if (silent === true || (own === true && isThirdParty(origin, site))) return false;
  // A value in a field called `sign` is a signature of requests if it is another one the next time.
  return signature === undefined || varies === true;
};

/** What was seen of protocols, for people to read: it does not weigh, because it tells how somebody came in, not who. */
export const markEvidence = (facts: SiteFactsRecord): Evidence[] =>
  signsOf(facts).map(({ mark, origin, url }) => {
    const place = origin === facts.site ? pathOf(url) : url.slice(url.indexOf('://') + 3);
    return { code: mark, text: `${SIGNS[mark].text}: ${place}`, weight: 0 };
  });
