/** What the rules about cookie attributes have in common: which cookies are judged, and how severely. */
import type { Carrier, CookieAttributes, Credential, Role } from '../report.ts';
import type { Facts } from './facts.ts';
import type { KeptCookie } from './facts-cookies.ts';
import { listOf } from './names.ts';
import type { Answer, Hit } from './rule.ts';
import { lowered } from './severity.ts';

type CookieFacts = Pick<Facts, 'credentials' | 'logins' | 'verdict'>;

/** Roles that do not let anybody in, whatever else points at them: CSRF tokens must be readable, flags say nothing. */
export const NEVER_BLAMED: ReadonlySet<Role> = new Set(['csrf-token', 'other']);

/** They let the user in later or renew a session, so they are judged even while something else carries the identity. */
const RENEWS: ReadonlySet<Role> = new Set(['remember-me', 'refresh-token']);

export interface SessionCookie {
  credential: Credential;
  name: string;
  origin: string;
  attributes: CookieAttributes;
}

export type CookieJudgement = Pick<Hit, 'severity' | 'confidence' | 'evidence' | 'fix'> &
  Required<Pick<Hit, 'severity'>>;

interface JudgedHit extends Hit {
  path: string;
}

/** Cookies that carry the signed-in identity. */
export const decisiveCookies = (credential: Credential): boolean => credential.decisive;

/** The same, and those that could bring the identity back. */
export const lastingCookies = (credential: Credential): boolean => credential.decisive || RENEWS.has(credential.role);

/** Asks `judge` about each cookie that `counts`; deletions and cookies that are no credential are never asked about. */
export function judgeCookies(
  facts: CookieFacts,
  counts: (credential: Credential) => boolean,
  judge: (cookie: SessionCookie) => CookieJudgement | 'unknown' | undefined,
): Answer {
  const carriers = facts.credentials
    .filter((credential) => describesSite(credential) && !NEVER_BLAMED.has(credential.role) && counts(credential))
    .flatMap((credential) => credential.carriers.map((carrier) => ({ credential, carrier })))
    .filter(({ carrier }, at, all) => carrier.where === 'cookie' && all.findIndex(sameCookie(carrier)) === at);
  if (carriers.length === 0) return undefined;

  const anonymous = nobodySignedIn(facts);
  // A cookie that was only seen in a request header shows no attributes.
  let unclear = carriers.some(({ carrier }) => carrier.cookie === undefined);
  const hits = carriers.flatMap(({ credential, carrier: { name, origin, cookie: attributes } }): JudgedHit[] => {
    if (attributes === undefined || isDeletion(attributes, credential)) return [];
    const judgement = judge({ credential, name, origin, attributes });
    if (judgement === 'unknown') unclear = true;
    if (judgement === undefined || judgement === 'unknown') return [];
    return [{ ...hitOf(name, credential, judgement, anonymous), path: attributes.path }];
  });
  if (hits.length > 0) return mergeAlike(hits);
  return unclear ? 'unknown' : [];
}

/** Cookies of one name of which the same is to be said are one finding: WordPress sets one and the same for two paths. */
function mergeAlike(hits: readonly JudgedHit[]): Hit[] {
  const groups = new Map<string, JudgedHit[]>();
  for (const hit of hits) {
    const { subject, severity, confidence, evidence, fix } = hit;
    const said = JSON.stringify([subject, severity, confidence, evidence, fix]);
    groups.set(said, [...(groups.get(said) ?? []), hit]);
  }
  return [...groups.values()].flatMap((alike) => {
    const paths = [...new Set(alike.map(({ path }) => path))];
    return alike.slice(0, 1).map(({ path: _path, ...hit }) => ({
      ...hit,
      evidence: paths.length > 1 ? [...hit.evidence, `It is kept for the paths ${listOf(paths)}.`] : hit.evidence,
    }));
  });
}

/** A cookie with several tokens in it is one cookie: it is judged as the home of the first, which is the decisive one. */
function sameCookie({ where, name, cookie }: Carrier): (other: { carrier: Carrier }) => boolean {
  return ({ carrier }) =>
    carrier.where === where &&
    carrier.name === name &&
    carrier.cookie?.domain === cookie?.domain &&
    carrier.cookie?.hostOnly === cookie?.hostOnly &&
    carrier.cookie?.path === cookie?.path &&
    carrier.cookie?.partitionKey === cookie?.partitionKey;
}

function hitOf(subject: string, credential: Credential, judgement: CookieJudgement, anonymous: boolean): Hit {
  const steps = (credential.decisive ? 0 : 1) + (anonymous ? 1 : 0);
  const evidence = [...judgement.evidence];
  if (!credential.decisive) evidence.push('It does not carry the session itself, but can bring one back.');
  if (anonymous) evidence.push(NOBODY_YET);

  return {
    ...judgement,
    subject,
    credential: credential.id,
    severity: lowered(judgement.severity, steps),
    ...(anonymous ? { confidence: 'tentative' } : {}),
    evidence,
  };
}

export const NOBODY_YET = 'Nobody is signed in with it yet, so there is little to steal so far.';

/** Sure that nobody is: an anonymous session is not a login. */
export function nobodySignedIn({ logins, verdict }: Pick<Facts, 'logins' | 'verdict'>): boolean {
  return verdict.signedIn === 'no' && !logins.some(({ outcome }) => outcome === 'accepted');
}

/** In the browser now. */
export function isKept({ gone, length }: Credential): boolean {
  return gone === undefined && length > 0;
}

/** How a site keeps its credentials does not change because somebody signed out; what the verdict left behind is past. */
export function describesSite({ decisive, gone, length, role }: Credential): boolean {
  return length > 0 && (gone === undefined || decisive || RENEWS.has(role));
}

/** What the jar tells of a cookie: its name, domain and path say which one it is (RFC 6265bis, 5.7). */
export function keptCookie(
  jar: readonly KeptCookie[],
  name: string,
  { domain, hostOnly, path, partitionKey }: CookieAttributes,
): KeptCookie | undefined {
  return jar.find(
    (kept) =>
      kept.name === name &&
      kept.attributes.domain === domain &&
      kept.attributes.hostOnly === hostOnly &&
      kept.attributes.path === path &&
      kept.attributes.partitionKey === partitionKey,
  );
}

/** A Set-Cookie with a past date takes a cookie away; its other attributes do not matter. */
function isDeletion({ expires }: CookieAttributes, { lastSeen }: Credential): boolean {
  return expires !== undefined && expires <= lastSeen;
}
