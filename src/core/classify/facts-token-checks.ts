/** What checks on click found out, credential by credential. */
import type { TokenCheck } from '../rules/facts-tokens.ts';
import type { TokenCheckSeen } from '../site/seen.ts';
import type { SiteFactsRecord } from '../site/state.ts';
import type { Candidate } from './candidates.ts';
import type { HeldValue } from './nodes.ts';

/** A new token from the same server was signed with the same secret, but whether its signature is right nobody checked. */
export const tokenChecks = (candidates: readonly Candidate[], facts: SiteFactsRecord): TokenCheck[] =>
  candidates.flatMap((one) => {
    const checks = one.joined.values.flatMap((value) => checkOf(value, facts) ?? []);
    const known = checks.find(({ knownSecret }) => knownSecret);
    const latest = known ?? checks.toSorted((a, b) => a.at - b.at).at(-1);
    if (latest === undefined) return [];
    const signature = signatureOf(one, facts);
    return [
      {
        credential: one.joined.id,
        knownSecret: latest.knownSecret,
        ...(latest.list === undefined ? {} : { list: latest.list }),
        ...(signature === undefined ? {} : { signature }),
        tried: latest.tried,
        complete: checks.some(({ complete }) => complete),
      },
    ];
  });

/** Of the value in force alone. */
export const signatureOf = (
  { value }: Candidate,
  facts: SiteFactsRecord,
): Exclude<TokenCheckSeen['signature'], undefined> | undefined =>
  value === undefined ? undefined : checkOf(value, facts)?.signature;

/** A token in an envelope (quotes, a framework's signature around it) was checked by itself. */
const checkOf = (
  { fingerprint, inner }: Pick<HeldValue, 'fingerprint' | 'inner'>,
  { tokenChecks: checks }: SiteFactsRecord,
): TokenCheckSeen | undefined => {
  for (const print of [fingerprint, inner]) {
    if (print !== undefined && Object.hasOwn(checks, print)) return checks[print];
  }
  return undefined;
};
