import type { Severity } from '../report.ts';
import type { Facts } from './facts.ts';
import { credentialName, durationName } from './names.ts';
import { defineRule, type Hit } from './rule.ts';
import { describesSite } from './session-cookies.ts';
import { asvs, cwe, rfc, wstg } from './sources.ts';
import type { Thresholds } from './thresholds.ts';
import { carriesIdentity, isInUse, type JwtCredential, jwtCredentials, lifetimeOf, NOT_IN_USE } from './tokens.ts';

export default defineRule({
  meta: {
    id: 'jwt-long-lived',
    title: 'JWT lives long',
    why: 'A signed token can hardly be called back: whoever copies it is let in until it expires.',
    fix: 'Issue access tokens for 5 to 15 minutes and renew them: .setIssuedAt().setExpirationTime("15m")',
    severity: 'medium',
    confidence: 'firm',
    references: [rfc(7519, '4.1.4'), asvs('7.3.2'), asvs('7.4.1'), cwe(613), wstg('SESS-10')],
  },

  needs: ['credentials', 'thresholds', 'tokenSightings'],

  check({ credentials, ...facts }) {
    const tokens = jwtCredentials(credentials).filter((token) => describesSite(token) && isJudged(token));
    if (tokens.length === 0) return undefined;

    const hits = tokens.flatMap((token) => hitOf(token, facts) ?? []);
    if (hits.length > 0) return hits;

    // Encrypted claims tell no time; a missing exp is for `jwt-without-exp` to tell.
    return tokens.every((token) => lifetimeOf(token, facts.tokenSightings) === undefined) ? 'unknown' : [];
  },
});

/** Refresh tokens live long by nature, and API keys for good. */
function isJudged(credential: JwtCredential): boolean {
  return carriesIdentity(credential) && credential.role !== 'refresh-token' && credential.role !== 'api-key';
}

function hitOf(
  credential: JwtCredential,
  { thresholds, tokenSightings }: Pick<Facts, 'thresholds' | 'tokenSightings'>,
): Hit | undefined {
  const lifetime = lifetimeOf(credential, tokenSightings);
  if (lifetime === undefined) return undefined;

  const severity = severityFor(credential, lifetime.milliseconds, thresholds);
  if (severity === undefined) return undefined;

  const name = credentialName(credential);
  const lives = durationName(lifetime.milliseconds);
  const evidence = lifetime.exact
    ? [`From iat to exp ${name} lives ${lives}.`]
    : [`${name} has no iat; when it was first seen it had ${lives} left.`];
  const hit = {
    subject: name,
    credential: credential.id,
    ...(lifetime.exact ? {} : { confidence: 'tentative' as const }),
  };
  if (isInUse(credential) || isToldOnly(credential)) return { ...hit, severity, evidence };
  return { ...hit, severity: 'info', evidence: [...evidence, NOT_IN_USE] };
}

/** In a cookie it stands for a session, which people expect to last; the budget of an access token is smaller. */
function severityFor(credential: JwtCredential, lifetime: number, thresholds: Thresholds): Severity | undefined {
  if (credential.carriers.some(({ where }) => where === 'cookie')) {
    return lifetime > thresholds.sessionTokenMedium ? 'medium' : undefined;
  }
  // What only tells the page who signed in opens less.
  if (isToldOnly(credential)) return lifetime > thresholds.accessTokenMedium ? 'low' : undefined;
  if (lifetime > thresholds.accessTokenMedium) return 'medium';
  return lifetime > thresholds.accessTokenLow ? 'low' : undefined;
}

function isToldOnly({ role, decisive, sentTo }: JwtCredential): boolean {
  return role === 'id-token' && !decisive && sentTo.length === 0;
}
