/** What the rules about missing claims have in common: which tokens should say for whom they are, and who made them. */
import type { Credential, Severity } from '../report.ts';
import { credentialName } from './names.ts';
import type { Answer } from './rule.ts';
import { admittingTokens, isInUse, type JwtCredential, NOT_IN_USE } from './tokens.ts';

/** @param harm what the missing claim leaves open, one sentence */
export function judgeMissingClaim(credentials: readonly Credential[], claim: 'aud' | 'iss', harm: string): Answer {
  const tokens = admittingTokens(credentials);
  if (tokens.length === 0) return undefined;

  const hits = tokens
    .filter((token) => lacks(token, claim))
    .map((credential) => ({
      subject: credentialName(credential),
      credential: credential.id,
      severity: severityOf(credential),
      evidence: [`The claims of ${credentialName(credential)} have no ${claim}. ${harm}`, ...remarksOn(credential)],
    }));
  if (hits.length > 0) return hits;

  // The claims of an encrypted token are for the server alone.
  return tokens.every(({ token }) => token.claims === undefined) ? 'unknown' : [];
}

function lacks({ token: { claims, issues } }: JwtCredential, claim: 'aud' | 'iss'): boolean {
  // Of a huge token not everything is kept.
  if (claims === undefined || (issues.includes('claims-truncated') && !Object.hasOwn(claims, claim))) return false;
  const value = claims[claim];
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
}

function severityOf(credential: JwtCredential): Severity {
  return isInUse(credential) && !isOwnSession(credential) ? 'low' : 'info';
}

function remarksOn(credential: JwtCredential): string[] {
  if (!isInUse(credential)) return [NOT_IN_USE];
  return isOwnSession(credential)
    ? ['It is a session that one host sets for itself, which leaves little to mix up.']
    : [];
}

/** A cookie that goes back to the one host that set it: issuer and audience are the same server. */
function isOwnSession({ carriers, sentTo }: Credential): boolean {
  return (
    carriers.length > 0 &&
    carriers.every(({ cookie }) => cookie?.hostOnly === true) &&
    new Set(sentTo.map(({ origin }) => origin)).size <= 1
  );
}
