import type { Severity } from '../report.ts';
import { credentialName } from './names.ts';
import { defineRule } from './rule.ts';
import { describesSite, nobodySignedIn } from './session-cookies.ts';
import { asvs, cwe, rfc, wstg } from './sources.ts';
import { carriesIdentity, type JwtCredential, jwtCredentials } from './tokens.ts';

export default defineRule({
  meta: {
    id: 'jwt-without-exp',
    title: 'JWT never expires',
    why: 'A copied token opens the account for good, since a signed token stays valid until its exp, and it has none.',
    fix: 'new SignJWT(claims).setProtectedHeader({ alg: "EdDSA" }).setIssuedAt().setExpirationTime("15m")',
    severity: 'high',
    confidence: 'firm',
    references: [rfc(7519, '4.1.4'), asvs('7.3.2'), cwe(613), wstg('SESS-10')],
  },

  needs: ['credentials', 'logins', 'verdict'],

  check(facts) {
    const tokens = jwtCredentials(facts.credentials).filter((token) => describesSite(token) && carriesIdentity(token));
    if (tokens.length === 0) return undefined;

    const anonymous = nobodySignedIn(facts);
    const hits = tokens.filter(hasNoExp).map((credential) => ({
      subject: credentialName(credential),
      credential: credential.id,
      severity: severityOf(credential, anonymous),
      evidence: [`The claims of ${credentialName(credential)} have no exp.`, ...remarksOn(credential)],
    }));
    if (hits.length > 0) return hits;

    // The claims of an encrypted token are for the server alone.
    return tokens.some(({ token }) => token.claims === undefined) ? 'unknown' : [];
  },
});

/** A broken `exp` is not a missing one. */
function hasNoExp({ token: { claims, expiresAt } }: JwtCredential): boolean {
  return claims !== undefined && expiresAt === undefined && !Object.hasOwn(claims, 'exp');
}

function severityOf({ decisive, role }: JwtCredential, anonymous: boolean): Severity {
  return decisive && role !== 'api-key' && !anonymous ? 'high' : 'info';
}

function remarksOn({ decisive, role }: JwtCredential): string[] {
  if (role === 'api-key') return ['It is an API key, which lives until it is replaced.'];
  return decisive ? [] : ['Nothing seen so far rests on it.'];
}
