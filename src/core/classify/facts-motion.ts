/** Facts about credentials in motion: who got them, and who may keep what they opened. */

import { readToken } from '../observe/jose.ts';
import type { Facts } from '../rules/facts.ts';
import type { SecretKey, SignedInAnswer } from '../rules/facts-motion.ts';
import { ASKS_PROVIDER } from '../site/marks.ts';
import { isThirdParty } from '../site/origins.ts';
import type { AnswerSeen } from '../site/seen.ts';
import { isKept, type SiteFactsRecord } from '../site/state.ts';
import type { Candidate } from './candidates.ts';
import { type Derived, isTicket, type Owners } from './rule-facts.ts';

type MotionFacts = Pick<
  Facts,
  'corsAllowed' | 'providers' | 'refererLeaks' | 'passwordsInUrl' | 'signedInAnswers' | 'secretKeys'
>;

/** @param decisive ids of the credentials on which the verdict rests */
export const motionFacts = (derived: Derived, owners: Owners, decisive: readonly string[]): MotionFacts => {
  const { facts, candidates } = derived;
  const tickets = new Set(candidates.filter((one) => isTicket(one, decisive)).map(({ joined }) => joined.id));
  return {
    corsAllowed: facts.corsAllowed,
    providers: providersOf(facts),
    refererLeaks: Object.values(facts.refererLeaks).flatMap(({ fingerprint, name, url, to, how }) => {
      const credential = owners.byFingerprint.get(fingerprint);
      return credential === undefined || !tickets.has(credential) ? [] : [{ credential, name, url, to, how }];
    }),
    passwordsInUrl: Object.values(facts.passwordsInUrl),
    signedInAnswers: Object.values(facts.answers).flatMap((answer) => signedInAnswer(answer, facts, owners, decisive)),
    secretKeys: candidates.flatMap(secretKeys),
  };
};

const providersOf = ({ marks, site }: SiteFactsRecord): string[] => [
  ...new Set(
    Object.values(marks)
      .filter(({ mark, origin }) => ASKS_PROVIDER.has(mark) && isThirdParty(origin, site))
      .map(({ origin }) => origin),
  ),
];

const signedInAnswer = (
  answer: AnswerSeen,
  { sendings, doors }: SiteFactsRecord,
  owners: Owners,
  decisive: readonly string[],
): SignedInAnswer[] => {
  const deciding = (keys: readonly string[]) =>
    keys.flatMap((key) => {
      const id = owners.bySending.get(key);
      const sending = sendings[key];
      // An address with a ticket in it is another one for each ticket.
      const counts = id !== undefined && decisive.includes(id) && sending !== undefined && sending.where !== 'query';
      return counts ? [{ id, sending }] : [];
    });
  const sent = deciding(answer.sendings);
  const guarded = Object.hasOwn(doors, answer.url) && doors[answer.url]?.openedAt !== undefined;
  // Who got the same without a credential got what is for everybody.
  const forEverybody = deciding(answer.fewest).length === 0;
  if (sent.length === 0 || (forEverybody && answer.storable !== 'never')) return [];
  const keyed = sent.some(
    ({ sending: { where, name } }) =>
      answer.varies.includes(where === 'cookie' ? 'cookie' : 'authorization') &&
      (where === 'cookie' || name === 'Authorization'),
  );
  return [
    {
      url: answer.url,
      at: answer.at,
      resource: answer.resource,
      credentials: [...new Set(sent.map(({ id }) => id))],
      storable: keyed ? 'never' : answer.storable,
      sharedHit: answer.hit && !keyed && (guarded || !answer.shared),
      authorized: sent.some(({ sending }) => sending.name === 'Authorization'),
      guarded,
    },
  ];
};

const SERVICE_ROLE = 'service_role';

/** Each key once: rotated values of one place are of one provider. */
const secretKeys = ({ joined }: Candidate): SecretKey[] => {
  const kept = joined.places.some(({ place }) => isKept(place));
  const found = new Map<string, SecretKey>();
  for (const { serverKey, token } of joined.values) {
    const isService = token !== undefined && readToken(token).claims?.['role'] === SERVICE_ROLE;
    const key = serverKey ?? (isService ? { provider: 'service-role' } : undefined);
    if (key === undefined) continue;
    found.set(key.provider, { credential: joined.id, provider: key.provider, test: key.test === true, kept });
  }
  return [...found.values()];
};
