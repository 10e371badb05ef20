import type { Facts } from './facts.ts';
import { credentialName, durationName } from './names.ts';
import { defineRule, type Hit } from './rule.ts';
import { describesSite } from './session-cookies.ts';
import { asvs, cwe, rfc, wstg } from './sources.ts';
import { carriesIdentity, firstSightOf, isInUse, type JwtCredential, jwtCredentials, NOT_IN_USE } from './tokens.ts';

const TIMES = ['iat', 'nbf', 'exp'] as const;

export default defineRule({
  meta: {
    id: 'jwt-time-odd',
    title: 'JWT has times that do not fit',
    why: 'A server that takes a token from the future, or one whose times it cannot read, does not check them at all.',
    fix: 'Write seconds, by a clock that is kept right: { iat: Math.floor(Date.now() / 1000), exp: iat + 900 }',
    severity: 'low',
    confidence: 'firm',
    references: [rfc(7519, '4.1.4'), rfc(7519, '4.1.5'), rfc(7519, '4.1.6'), asvs('9.2.1'), cwe(613), wstg('SESS-10')],
  },

  needs: ['credentials', 'thresholds', 'tokenSightings'],

  check({ credentials, ...facts }) {
    const tokens = jwtCredentials(credentials).filter((token) => describesSite(token) && carriesIdentity(token));
    if (tokens.length === 0) return undefined;

    const hits = tokens.flatMap((token) => hitOf(token, facts));
    if (hits.length > 0) return hits;

    // The times of an encrypted token are for the server alone.
    return tokens.every(({ token }) => token.claims === undefined) ? 'unknown' : [];
  },
});

function hitOf(credential: JwtCredential, facts: Pick<Facts, 'thresholds' | 'tokenSightings'>): Hit[] {
  const certain = [...unreadable(credential), ...outOfOrder(credential)];
  const ahead = inTheFuture(credential, facts);
  if (certain.length + ahead.length === 0) return [];

  const evidence = [...certain, ...ahead];
  // The browser's clock is all that there is to compare with.
  if (ahead.length > 0) evidence.push('The clock of this computer may be slow instead.');
  const used = isInUse(credential);
  if (!used) evidence.push(NOT_IN_USE);
  const confidence = certain.length > 0 ? 'firm' : 'tentative';
  return [
    {
      subject: credentialName(credential),
      credential: credential.id,
      severity: used ? 'low' : 'info',
      confidence,
      evidence,
    },
  ];
}

/** RFC 7519 section 2: a NumericDate is a number of seconds. In milliseconds it lies after the year 9999. */
function unreadable(credential: JwtCredential): string[] {
  const { claims = {}, issuedAt, notBefore, expiresAt } = credential.token;
  const read = { iat: issuedAt, nbf: notBefore, exp: expiresAt };
  return TIMES.filter((name) => Object.hasOwn(claims, name) && read[name] === undefined).map((name) =>
    typeof claims[name] === 'number'
      ? `${name} of ${credentialName(credential)} is no date in seconds; it may be in milliseconds.`
      : `${name} of ${credentialName(credential)} is no number.`,
  );
}

function outOfOrder(credential: JwtCredential): string[] {
  const { issuedAt, notBefore, expiresAt } = credential.token;
  if (expiresAt === undefined) return [];
  const starts = [
    ['iat', issuedAt],
    ['nbf', notBefore],
  ] as const;
  return starts.flatMap(([name, at]) =>
    at !== undefined && expiresAt < at
      ? [`exp of ${credentialName(credential)} lies ${durationName(at - expiresAt)} before ${name}.`]
      : [],
  );
}

function inTheFuture(
  credential: JwtCredential,
  { thresholds, tokenSightings }: Pick<Facts, 'thresholds' | 'tokenSightings'>,
): string[] {
  const seen = firstSightOf(credential, tokenSightings);
  const { issuedAt, notBefore } = credential.token;
  const starts = [
    ['iat', issuedAt],
    ['nbf', notBefore],
  ] as const;
  return starts.flatMap(([name, at]) =>
    at !== undefined && at - seen > thresholds.clockSkew
      ? [`When ${credentialName(credential)} was first seen, ${name} lay ${durationName(at - seen)} ahead.`]
      : [],
  );
}
