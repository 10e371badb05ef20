/** Candidates → the contract's Credentials: plain, masked by construction. */
import { readToken } from '../observe/jose.ts';
import type { Carrier, Credential, DecodedToken, IssuedBy, SentTo } from '../report.ts';
import { type ChallengeSeen, isKept, type SiteFactsRecord } from '../site/state.ts';
import type { Candidate } from './candidates.ts';
import { signatureOf } from './facts-token-checks.ts';
import type { Joined } from './join.ts';
import type { HeldPlace } from './nodes.ts';
import type { Timeline } from './timeline.ts';

export const credentialOf = (
  one: Candidate,
  decisive: boolean,
  timeline: Timeline,
  facts: SiteFactsRecord,
): Credential => {
  const { joined, value } = one;
  const token = tokenOf(one, facts);
  const issuedBy = issuedByOf(joined, timeline, facts);
  const gone = goneAt(joined);
  const times = [...joined.values.map((held) => held.firstAt), ...joined.sendings.map((sending) => sending.firstAt)];
  const lastSeen = Math.max(0, ...times, ...joined.sendings.map((sending) => sending.lastAt));
  return {
    id: joined.id,
    role: one.role,
    decisive,
    format: one.format,
    ...(one.issuerHint === undefined ? {} : { issuerHint: one.issuerHint }),
    carriers: carriersOf(joined),
    length: value?.length ?? 0,
    entropyBits: value?.entropyBits ?? 0,
    masked: value?.masked ?? '••••',
    ...(token === undefined ? {} : { token }),
    ...(issuedBy === undefined ? {} : { issuedBy }),
    sentTo: sentToOf(joined),
    firstSeen: Math.min(...times, lastSeen || Number.POSITIVE_INFINITY),
    lastSeen,
    ...(gone === undefined ? {} : { gone }),
  };
};

/** A login that the browser answers itself: only a 401 with a challenge, followed by success, gives it away. */
export const hiddenCredential = (challenge: ChallengeSeen): Credential => ({
  id: `http-auth:${challenge.scheme}`,
  role: 'login',
  decisive: true,
  format: challenge.scheme === 'ntlm' ? 'negotiate' : challenge.scheme,
  carriers: [{ where: 'header', name: 'Authorization', origin: challenge.origin }],
  length: 0,
  entropyBits: 0,
  masked: '••••',
  issuedBy: { how: 'unknown', at: challenge.at },
  sentTo: [
    {
      origin: challenge.origin,
      carrier: 'header',
      count: 1,
      firstAt: challenge.answeredAt ?? challenge.at,
      lastAt: challenge.answeredAt ?? challenge.at,
    },
  ],
  firstSeen: challenge.at,
  lastSeen: challenge.answeredAt ?? challenge.at,
  ...(challenge.refusedAt === undefined ? {} : { gone: challenge.refusedAt }),
});

const tokenOf = (one: Candidate, facts: SiteFactsRecord): DecodedToken | undefined => {
  const shape = one.value?.token;
  if (shape === undefined) return undefined;
  const read = readToken(shape);
  return {
    kind: shape.kind,
    header: read.header,
    ...(read.claims === undefined ? {} : { claims: read.claims }),
    issues: [...shape.issues],
    signature: signatureOf(one, facts) ?? 'unverified',
    ...(read.issuedAt === undefined ? {} : { issuedAt: read.issuedAt }),
    ...(read.notBefore === undefined ? {} : { notBefore: read.notBefore }),
    ...(read.expiresAt === undefined ? {} : { expiresAt: read.expiresAt }),
  };
};

const carriersOf = (joined: Joined): Carrier[] => {
  const seen = new Set<string>();
  const carriers: Carrier[] = [];
  const isInCookie = joined.places.some(({ place }) => place.where === 'cookie' && place.gone === undefined);
  for (const { place } of joined.places) {
    // A value that got shorter needs fewer cookies.
    if (place.gone !== undefined && isPiece(place) && isInCookie) continue;
    const key = `${place.where}|${place.name}|${place.path ?? ''}|${place.origin}|${place.cookie?.path ?? ''}|${place.cookie?.hostOnly === false ? '.' : ''}${place.cookie?.domain ?? ''}|${place.cookie?.partitionKey ?? ''}`;
    if (seen.has(key)) continue;
    seen.add(key);
    carriers.push({
      where: place.where,
      name: place.name,
      ...(place.path ? { path: place.path } : {}),
      origin: place.origin,
      ...(place.cookie === undefined ? {} : { cookie: place.cookie }),
    });
  }
  return carriers;
};

const isPiece = (place: HeldPlace): boolean => place.values.at(-1)?.chunk !== undefined;

const sentToOf = (joined: Joined): SentTo[] => {
  const merged = new Map<string, SentTo>();
  const pieces = joined.places.filter(({ place }) => isPiece(place)).map(({ place }) => place.name);
  for (const sending of joined.sendings) {
    // The pieces of a split cookie travel together: one of them counts.
    if (sending.where === 'cookie' && pieces.indexOf(sending.name) > 0) continue;
    const key = `${sending.origin}|${sending.where}`;
    const known = merged.get(key);
    merged.set(key, {
      origin: sending.origin,
      carrier: sending.where,
      count: (known?.count ?? 0) + sending.count,
      firstAt: Math.min(known?.firstAt ?? sending.firstAt, sending.firstAt),
      lastAt: Math.max(known?.lastAt ?? 0, sending.lastAt),
    });
  }
  return [...merged.values()];
};

/**
 * Set-Cookie is seen. A token that a script got from a response body is seen where a file has the body; else it is only
 * inferred, from the login before it.
 */
const issuedByOf = (joined: Joined, timeline: Timeline, { issued }: SiteFactsRecord): IssuedBy | undefined => {
  const cookie = joined.places.find(({ place }) => place.where === 'cookie')?.place;
  const login = timeline.logins.find((event) => event.outcome === 'accepted' && event.appeared.includes(joined.id));
  const current = joined.values.at(-1);
  if (cookie?.issuedBy?.how === 'set-cookie') return cookie.issuedBy;
  if (current !== undefined && Object.hasOwn(issued, current.fingerprint))
    return { how: 'script', ...(issued[current.fingerprint] as { method: string; url: string; at: number }) };
  if (cookie !== undefined) return cookie.issuedBy;
  if (login === undefined || current === undefined) return undefined;
  // What the address handed over came by redirect; the method says nothing then.
  const handed = joined.places.some(({ place }) => place.where === 'fragment');
  const how = handed ? { how: 'redirect' as const } : { how: 'script' as const, method: login.method };
  return { ...how, url: login.url, at: login.answeredAt ?? login.at };
};

/** Gone once every kept place is empty; what lives on the wire alone is never known to be gone. */
const goneAt = (joined: Joined): number | undefined => {
  const kept = joined.places.filter(({ place }) => isKept(place)).map(({ place }) => place.gone);
  if (kept.length === 0 || kept.some((gone) => gone === undefined)) return undefined;
  return Math.max(...kept.map((gone) => gone ?? 0));
};
