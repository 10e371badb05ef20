/** SiteState → what rules read about cookies: how they were set, which were refused, and what they say in plain text. */
import type { Credential } from '../report.ts';
import type { KeptCookie, ReadableContent, RefusedCookie } from '../rules/facts-cookies.ts';
import { isThirdParty } from '../site/origins.ts';
import type { RefusedSeen } from '../site/seen.ts';
import type { SiteFactsRecord } from '../site/state.ts';
import { originOf } from '../site/urls.ts';
import type { Candidate } from './candidates.ts';
import { cookieRole } from './cookie-role.ts';

/** Every cookie with known attributes, as the first of the credentials that it holds. */
export const jarFacts = (candidates: readonly Candidate[], credentials: readonly Credential[]): KeptCookie[] => {
  const decisive = new Set(credentials.filter((one) => one.decisive).map(({ id }) => id));
  const found = new Map<string, KeptCookie>();
  for (const { joined } of candidates.toSorted((a, b) => decides(b, decisive) - decides(a, decisive))) {
    for (const { key, place } of joined.places) {
      const { cookie, values, gone, issuedBy } = place;
      if (cookie === undefined || found.has(key)) continue;
      const from = values[0]?.firstAt ?? 0;
      found.set(key, {
        credential: joined.id,
        name: place.name,
        attributes: cookie,
        at: place.cookieAt ?? from,
        seenSet: issuedBy !== undefined && issuedBy.how !== 'unknown',
        sameSiteSure: place.sameSiteUnsure !== true,
        from,
        ...(gone === undefined ? {} : { gone }),
      });
    }
  }
  return [...found.values()];
};

const decides = ({ joined }: Candidate, decisive: ReadonlySet<string>): number => Number(decisive.has(joined.id));

export const refusedFacts = ({ refused, places, site }: SiteFactsRecord): RefusedCookie[] =>
  Object.values(refused).map((seen) => ({
    name: seen.name,
    url: seen.url,
    at: seen.at,
    why: seen.why,
    role: roleOf(seen),
    thirdParty: isThirdParty(originOf(seen.url), site),
    keptHere: Object.values(places).some(
      ({ where, name, values }) =>
        where === 'cookie' &&
        name === seen.name &&
        values.some(({ fingerprint }) => fingerprint === seen.shape.fingerprint),
    ),
    ...(seen.broken === undefined ? {} : { broken: seen.broken }),
    ...(seen.size === undefined ? {} : { size: seen.size }),
  }));

const roleOf = ({ name, shape, attributes }: RefusedSeen): RefusedCookie['role'] =>
  cookieRole({
    name,
    shape,
    domain: attributes?.domain ?? '',
    path: attributes?.path ?? '/',
    secure: attributes?.secure ?? false,
    sameSite: attributes?.sameSite ?? 'unset',
    session: attributes?.session ?? true,
    ...(attributes === undefined ? {} : { httpOnly: attributes.httpOnly }),
  }).role;

/** A seal in a cookie beside it (keygrip) makes the content as hard to change as a seal of its own. */
export const readableFacts = (candidates: readonly Candidate[]): ReadableContent[] =>
  candidates.flatMap(({ joined, value, format }) => {
    const inCookie = joined.places.some(({ place }) => place.where === 'cookie');
    if (value?.content === undefined || !inCookie || format === 'sealed:keygrip') return [];
    return [{ credential: joined.id, kind: value.content.kind, members: value.content.members }];
  });
