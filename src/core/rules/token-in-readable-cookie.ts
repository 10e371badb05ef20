import type { Carrier, Credential } from '../report.ts';
import type { Facts } from './facts.ts';
import { readableByDesign } from './fixes.ts';
import { roleName } from './names.ts';
import { isAttached, isOfUser, isSameCookie, isTokenForScripts } from './readable-tokens.ts';
import { defineRule, type Hit } from './rule.ts';
import { describesSite, NOBODY_YET, nobodySignedIn } from './session-cookies.ts';
import { lowered } from './severity.ts';
import { asvs, cwe, rfc, wstg } from './sources.ts';

export default defineRule({
  meta: {
    id: 'token-in-readable-cookie',
    title: 'Token lies in a cookie that scripts can read',
    why: 'Any script that runs on the page, an injected one included, can read the token and use it elsewhere.',
    fix:
      'Let the server attach the token (backend for frontend) and keep it from scripts: ' +
      'Set-Cookie: __Host-token=<value>; Path=/; Secure; HttpOnly; SameSite=Lax. Else keep it in memory only.',
    severity: 'medium',
    confidence: 'firm',
    references: [rfc(6265, '4.1.2.6'), asvs('3.3.4'), asvs('10.1.1'), cwe(1004), cwe(922), wstg('SESS-02')],
  },

  needs: ['credentials', 'logins', 'verdict'],

  check(facts) {
    const tokens = facts.credentials.filter(
      (one) => (one.role === 'access-token' || one.role === 'id-token') && describesSite(one) && isInCookie(one),
    );
    if (tokens.length === 0) return undefined;

    const found = tokens.flatMap((token) =>
      token.carriers.filter((carrier) => isTokenForScripts(token, carrier)).map((carrier) => ({ token, carrier })),
    );
    // A cookie with several tokens in it is one cookie.
    const cookies = found.filter(
      ({ carrier }, at) => found.findIndex((other) => isSameCookie(other.carrier, carrier)) === at,
    );
    if (cookies.length > 0) return cookies.map(({ token, carrier }) => hitOf(token, carrier, facts));
    return tokens.some(({ carriers }) => carriers.some(isUnclear)) ? 'unknown' : [];
  },
});

function isInCookie({ carriers }: Credential): boolean {
  return carriers.some(({ where }) => where === 'cookie');
}

/** Only seen in a request header, which tells no attributes. */
function isUnclear({ where, cookie }: Carrier): boolean {
  return where === 'cookie' && cookie === undefined;
}

function hitOf(token: Credential, carrier: Carrier, facts: Pick<Facts, 'logins' | 'verdict'>): Hit {
  const evidence = [`The ${roleName(token.role)} lies in the cookie ${carrier.name}, which has no HttpOnly.`];
  const hit = { subject: carrier.name, credential: token.id };
  if (isAttached(token)) {
    const origins = token.sentTo.filter(({ carrier: where }) => where === 'header').map(({ origin }) => origin);
    evidence.push(`A script reads it there and sends it in a header to ${[...new Set(origins)].join(' and ')}.`);
  } else {
    evidence.push('It is not what the session rests on.');
    if (!isOfUser(token, carrier)) {
      evidence.push('Neither its name nor its claims say whose it is, so what it opens is not known.');
      return { ...hit, severity: 'info', confidence: 'tentative', evidence };
    }
  }
  const design = readableByDesign(token);
  if (design !== undefined) evidence.push(design);

  const anonymous = nobodySignedIn(facts);
  if (anonymous) evidence.push(NOBODY_YET);
  return {
    ...hit,
    severity: lowered('medium', anonymous ? 1 : 0),
    ...(anonymous ? { confidence: 'tentative' } : {}),
    evidence,
  };
}
