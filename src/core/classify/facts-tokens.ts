/** What the rules about tokens read: when a token came, how it was attached, and what its proofs are worth. */
import type { Attachment, ExpiredUse, ProofFact, TokenSighting } from '../rules/facts-tokens.ts';
import type { ExpiredUseSeen } from '../site/seen.ts';
import type { PlaceValue, SiteFactsRecord } from '../site/state.ts';
import type { Candidate } from './candidates.ts';
import type { JoinedSending } from './join.ts';

/** When the token in force was first seen, wherever that was. */
export const tokenSightings = (candidates: readonly Candidate[]): TokenSighting[] =>
  candidates.flatMap(({ joined, value }) => {
    if (value?.token === undefined) return [];
    const times = joined.values.filter((held) => isSame(held, value)).map(({ firstAt }) => firstAt);
    return [{ credential: joined.id, at: Math.min(value.firstAt, ...times) }];
  });

const isSame = (held: PlaceValue, { fingerprint, inner }: PlaceValue): boolean =>
  held.fingerprint === fingerprint || held.fingerprint === inner;

/** How the token in force was attached; what went before it may have been of another kind. */
export const attachments = (candidates: readonly Candidate[]): Attachment[] =>
  candidates.flatMap(({ joined, value }) => {
    if (value === undefined) return [];
    const found = new Map<string, Attachment>();
    for (const sending of joined.sendings) {
      const isCurrent = sending.fingerprint === value.fingerprint || sending.fingerprint === value.inner;
      if (sending.where !== 'header' || sending.scheme === undefined || !isCurrent) continue;
      for (const attachment of attachmentsOf(joined.id, sending, sending.scheme)) {
        found.set(JSON.stringify([attachment.scheme, attachment.origin, attachment.proof]), attachment);
      }
    }
    return [...found.values()];
  });

const attachmentsOf = (credential: string, sending: JoinedSending, scheme: string): Attachment[] => {
  const about = { credential, scheme, origin: sending.origin };
  // Which of the two it was that the server let in was not noted.
  if (sending.proof === 'sometimes') return [true, false].map((proof) => ({ ...about, proof }));
  const accepted = sending.acceptedAt !== undefined ? true : sending.refusedAt !== undefined ? false : undefined;
  return [{ ...about, proof: sending.proof === 'always', ...(accepted === undefined ? {} : { accepted }) }];
};

export const proofs = (
  { proofs: seen }: SiteFactsRecord,
  ownerOf: (fingerprint: string) => string | undefined,
): ProofFact[] =>
  Object.values(seen).map(({ url, at, issues, credential, acceptedAt, refusedAt }) => {
    const owner = credential === undefined ? undefined : ownerOf(credential);
    const accepted = acceptedAt !== undefined ? true : refusedAt !== undefined ? false : undefined;
    return {
      url,
      at,
      issues,
      ...(owner === undefined ? {} : { credential: owner }),
      ...(accepted === undefined ? {} : { accepted }),
    };
  });

/** @param others credentials that the verdict rests on, by the key of a sending */
export const expiredUse = (
  use: ExpiredUseSeen,
  credential: string,
  { doors }: SiteFactsRecord,
  others: readonly (string | undefined)[],
): ExpiredUse => ({
  credential,
  expiredAt: use.expiredAt,
  sentAt: use.sentAt,
  url: use.url,
  alone: !others.some((id) => id !== undefined && id !== credential),
  guarded: Object.hasOwn(doors, use.url),
});
