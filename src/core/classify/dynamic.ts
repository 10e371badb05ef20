/**
 * Behaviour over time: what a credential did at a login, at a logout, at a door. Weights are log-odds (engineering priors).
 * Nothing here may rest on counts: they are a lower bound once the worker was killed, and a verdict must not be.
 */
import { isKept, type SiteFactsRecord } from '../site/state.ts';
import type { Joined } from './join.ts';
import type { LoginJudged, Timeline } from './timeline.ts';

export interface Weighed {
  code: string;
  text: string;
  weight: number;
}

export const dynamicEvidence = (one: Joined, timeline: Timeline, facts: SiteFactsRecord): Weighed[] => [
  ...loginEvidence(one, timeline),
  ...logoutEvidence(one, timeline),
  ...doorEvidence(one, facts),
  ...challengeEvidence(one, facts),
  ...useEvidence(one),
];

export const lastAccepted = (timeline: Timeline): LoginJudged | undefined =>
  timeline.logins.findLast((login) => login.outcome === 'accepted');

const loginEvidence = (one: Joined, timeline: Timeline): Weighed[] => {
  const login = lastAccepted(timeline);
  if (login === undefined) return [];
  const before = one.values.some((value) => value.firstAt <= login.at);
  if (login.appeared.includes(one.id)) {
    return before
      ? [{ code: 'rotated-at-login', text: 'Its value changed with the login', weight: 2.5 }]
      : [{ code: 'issued-at-login', text: 'It came to be with the login', weight: 3 }];
  }
  if (!login.kept.includes(one.id)) return [];
  if (login.appeared.length === 0) {
    return [
      { code: 'carried-over-login', text: 'It went through the login unchanged, and nothing else appeared', weight: 2 },
    ];
  }
  return [{ code: 'unmoved-by-login', text: 'The login did not change it, and something else appeared', weight: -1.5 }];
};

const logoutEvidence = (one: Joined, timeline: Timeline): Weighed[] => {
  const cleared = timeline.logouts.some((logout) => logout.cleared.includes(one.id));
  return cleared ? [{ code: 'cleared-at-logout', text: 'It went away with the logout', weight: 3 }] : [];
};

const doorEvidence = (one: Joined, facts: SiteFactsRecord): Weighed[] => {
  const opened = Object.values(facts.doors).some(
    (door) =>
      door.openedAt !== undefined &&
      door.openedWith.some((print) => one.fingerprints.has(print)) &&
      !door.refusedWith.some((print) => door.openedWith.includes(print) && one.fingerprints.has(print)),
  );
  return opened
    ? [
        {
          code: 'opens-what-was-refused',
          text: 'A request without it was refused, with it the same request was answered',
          weight: 3,
        },
      ]
    : [];
};

/** Many servers look name and password up once, and go on with a session (Tomcat does). Whether it is enough alone, nobody sees. */
const challengeEvidence = (one: Joined, facts: SiteFactsRecord): Weighed[] => {
  const came = facts.challenges.some(({ set }) => one.places.some(({ key }) => set.includes(key)));
  if (!came) return [];
  return [{ code: 'issued-at-challenge', text: 'It came when the browser’s login was accepted', weight: 1.5 }];
};

const useEvidence = (one: Joined): Weighed[] => {
  const kept = one.places.find(({ place }) => isKept(place) && place.where !== 'cookie');
  const inHeader = one.sendings.some((sending) => sending.where === 'header');
  return kept !== undefined && inHeader
    ? [{ code: 'sent-from-storage', text: 'The page keeps it in web storage and sends it in a header', weight: 4 }]
    : [];
};
