/** What becomes of credentials after the login: whether a logout ends them, and whether refresh tokens are replaced. */
import { loginPath } from '../knowledge/words.ts';
import type { Credential, Role } from '../report.ts';
import type { RefreshFact, UseAfterLogout } from '../rules/facts-lifecycle.ts';
import type { Door, LateUseSeen, RefreshSeen } from '../site/seen.ts';
import { isKept, type SiteFactsRecord } from '../site/state.ts';
import { pathOf } from '../site/urls.ts';
import type { Candidate } from './candidates.ts';
import type { HeldPlace } from './nodes.ts';
import type { LogoutJudged, Timeline } from './timeline.ts';

interface Known {
  facts: SiteFactsRecord;
  candidates: readonly Candidate[];
  credentials: readonly Credential[];
  timeline: Timeline;
  /** Sending key → id of the credential that it belongs to. */
  bySending: ReadonlyMap<string, string>;
}

/** They let nobody in: a new one explains no answer. */
const OPENS_NOTHING: ReadonlySet<Role> = new Set(['csrf-token', 'other', 'state']);

export const usesAfterLogout = (known: Known): UseAfterLogout[] => {
  const { facts, timeline } = known;
  // The browser answers a challenge by itself, after a logout as before it.
  if (facts.challenges.some(({ answeredAt }) => answeredAt !== undefined)) return [];
  return Object.values(facts.lateUses).flatMap((use) => {
    const logout = timeline.logouts.find(({ id, at }) => id === use.logout && at < use.at);
    if (logout === undefined || !tookEffect(logout, known) || signedInBetween(logout.at, use.at, timeline)) return [];
    if (!isShutToStrangers(facts.doors[use.url], use, logout, timeline)) return [];
    return oldCredentials(use, known).map((credential) => ({
      credential,
      logoutAt: logout.at,
      usedAt: use.at,
      url: use.url,
      accepted: use.accepted,
    }));
  });
};

/** A logout that was refused by a redirect looks like one that was accepted; what it did tells them apart. */
const tookEffect = (logout: LogoutJudged, { credentials }: Known): boolean =>
  logout.clears === true ||
  (logout.ledTo !== undefined && loginPath(pathOf(logout.ledTo))) ||
  credentials.some(({ decisive, id }) => decisive && logout.cleared.includes(id));

const signedInBetween = (from: number, to: number, { logins }: Timeline): boolean =>
  logins.some(({ at, outcome }) => at > from && at < to && outcome !== 'refused');

/** It opened with a login, or was shut again by this logout. */
const isShutToStrangers = (
  door: Door | undefined,
  use: LateUseSeen,
  logout: LogoutJudged,
  { logins }: Timeline,
): boolean => {
  if (door === undefined) return false;
  if (!use.accepted || (door.refusedAt > logout.at && door.refusedAt < use.at)) return true;
  const { refusedAt, openedAt = 0 } = door;
  return logins.some(({ at, outcome }) => outcome === 'accepted' && at > refusedAt && at < openedAt && at < logout.at);
};

/** The decisive ones, unless something that came after the logout may have let them in. */
const oldCredentials = (use: LateUseSeen, { credentials, bySending }: Known): string[] => {
  const of = (keys: readonly string[]): Credential[] => {
    const ids = new Set(keys.map((key) => bySending.get(key)));
    return credentials.filter(({ id }) => ids.has(id));
  };
  if (of(use.newer).some(({ role }) => !OPENS_NOTHING.has(role))) return [];
  return of(use.older)
    .filter(({ decisive, role }) => decisive && !OPENS_NOTHING.has(role) && role !== 'api-key')
    .map(({ id }) => id);
};

export const refreshesOf = ({ facts, candidates }: Known): RefreshFact[] => {
  const tokens = candidates.filter(({ role }) => role === 'refresh-token');
  return Object.values(facts.refreshes).flatMap((seen) => {
    const { method, url, bound = false } = seen;
    const sent = tokens.filter(({ joined }) => Object.keys(seen.sent).some((print) => joined.fingerprints.has(print)));
    if (sent.length > 0) {
      return sent.map(({ joined }) => {
        const again = Object.entries(seen.again).filter(([print]) => joined.fingerprints.has(print));
        const at = Math.max(...again.map(([, when]) => when), ...sentAt(seen, joined.fingerprints));
        // Once used, and never replaced: nobody knows what comes next.
        const told = again.length > 0 || joined.values.length > 1 ? { again: again.length > 0 } : {};
        return { at, method, url, credential: joined.id, ...told, bound };
      });
    }
    // Whose token the body held cannot be seen where there are several.
    const [only, ...others] = tokens.filter(isStored);
    if (only === undefined || others.length > 0 || seen.fromBody === undefined) return [];
    const again = staysStored(only, seen.fromBody, candidates);
    const told = again === undefined ? {} : { again };
    return [{ at: seen.fromBody.lastAt, kept: true, method, url, credential: only.joined.id, ...told, bound }];
  });
};

const sentAt = (seen: RefreshSeen, prints: ReadonlySet<string>): number[] =>
  Object.entries(seen.sent).flatMap(([print, at]) => (prints.has(print) ? [at] : []));

const isStored = ({ joined }: Candidate): boolean =>
  joined.places.some(({ place }) => isKept(place) && place.where !== 'cookie');

/**
 * Did the token in the storage stay the same when it was used? The storage is read now and then: only a new access token,
 * which was read with it, shows that the look came after the use.
 */
const staysStored = (
  { joined }: Candidate,
  { firstAt, lastAt }: NonNullable<RefreshSeen['fromBody']>,
  candidates: readonly Candidate[],
): boolean | undefined => {
  const places = joined.places.map(({ place }) => place).filter((place) => isKept(place) && place.where !== 'cookie');
  if (places.some(({ values }) => values.slice(1).some((value) => value.firstAt > firstAt))) return false;
  const stayed = [firstAt, lastAt].some(
    (used) =>
      places.some((place) => place.gone === undefined && (place.values[0]?.firstAt ?? used) < used) &&
      candidates.some(
        (one) => ISSUED.has(one.role) && one.joined.places.some(({ place }) => isNewBeside(place, places, used)),
      ),
  );
  return stayed ? true : undefined;
};

const ISSUED: ReadonlySet<Role> = new Set(['access-token', 'id-token']);

/** In the same storage, and younger than the use. */
const isNewBeside = (place: HeldPlace, places: readonly HeldPlace[], used: number): boolean =>
  places.some(({ where, origin }) => where === place.where && origin === place.origin) &&
  place.values.some((value) => value.firstAt > used);
