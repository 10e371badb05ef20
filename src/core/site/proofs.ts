/** DPoP proofs: what does not fit in them, and whether the server took them all the same. */
import type { ProofIssue, RequestSeen, ResponseSeen } from '../observe/observation.ts';
import type { Draft } from './draft.ts';
import { CAPS } from './state.ts';
import { originOf } from './urls.ts';

/** @returns the key of the record that tells of proofs like this one */
export const requestProof = (draft: Draft, seen: RequestSeen): string | undefined => {
  const { proof } = seen;
  // A redirect takes the header along, to an address that it was not made for.
  if (proof === undefined || draft.asked(seen.id) !== undefined) return undefined;
  const issues: ProofIssue[] = isReplayed(draft, proof.jti) ? [...proof.issues, 'replayed'] : proof.issues;
  const key = `${originOf(seen.url)}|${issues.join('|')}`;
  if (!Object.hasOwn(draft.facts.proofs, key)) {
    const { credential } = proof;
    const added = { at: seen.at, url: seen.url, ...(credential === undefined ? {} : { credential }), issues };
    draft.set({ proofs: draft.put(draft.facts.proofs, key, added, CAPS.proofs) });
  }
  return key;
};

const isReplayed = (draft: Draft, jti: string | undefined): boolean => {
  if (jti === undefined) return false;
  if (draft.tally.proofs.includes(jti)) return true;
  draft.tally.proofs = [...draft.tally.proofs.slice(1 - CAPS.proofIds), jti];
  return false;
};

export const answerProof = (draft: Draft, key: string, { at }: ResponseSeen, how: 'acceptedAt' | 'refusedAt'): void => {
  const known = Object.hasOwn(draft.facts.proofs, key) ? draft.facts.proofs[key] : undefined;
  if (known === undefined || known[how] !== undefined) return;
  draft.set({ proofs: { ...draft.facts.proofs, [key]: { ...known, [how]: at } } });
};
