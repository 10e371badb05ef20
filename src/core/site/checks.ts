import type { TokenChecked } from '../observe/observation.ts';
import type { Draft } from './draft.ts';
import type { TokenCheckSeen } from './seen.ts';
import { CAPS } from './state.ts';

/**
 * Adds what a check found to what earlier ones found about the same token: a secret that is known stays known, and a list
 * that was tried to its end stays tried.
 */
export const tokenChecked = (draft: Draft, seen: TokenChecked): void => {
  const checks = draft.facts.tokenChecks;
  const known = Object.hasOwn(checks, seen.fingerprint) ? checks[seen.fingerprint] : undefined;
  if (known === undefined && Object.keys(checks).length >= CAPS.tokenChecks) forgetOldest(draft);
  draft.set({ tokenChecks: { ...draft.facts.tokenChecks, [seen.fingerprint]: added(known, seen) } });
};

const added = (known: TokenCheckSeen | undefined, seen: TokenChecked): TokenCheckSeen => {
  const list = known?.list ?? seen.list;
  const signature = seen.signature ?? known?.signature;
  return {
    at: seen.at,
    knownSecret: seen.knownSecret || known?.knownSecret === true,
    ...(list === undefined ? {} : { list }),
    ...(signature === undefined ? {} : { signature }),
    // Each run begins with the same list, so that two runs are not to be added up.
    tried: Math.max(seen.tried, known?.tried ?? 0),
    complete: seen.complete || known?.complete === true,
  };
};

/** The check that somebody asks for now is worth more than the oldest one. */
const forgetOldest = (draft: Draft): void => {
  const { tokenChecks } = draft.facts;
  const [oldest = ''] = Object.keys(tokenChecks).sort(
    (a, b) => (tokenChecks[a]?.at ?? 0) - (tokenChecks[b]?.at ?? 0) || (a < b ? -1 : 1),
  );
  const { [oldest]: _forgotten, ...rest } = tokenChecks;
  draft.set({ tokenChecks: rest });
  draft.forget();
};
