import { ambientOf, carriesIdentity } from './csrf.ts';
import { judgedChanges } from './csrf-changes.ts';
import { defencesOf } from './csrf-defences.ts';
import type { Facts } from './facts.ts';
import type { CsrfToken } from './facts-csrf.ts';
import { fixFor } from './fixes.ts';
import { csrfCookieFixes } from './fixes-requests.ts';
import { requestName } from './names.ts';
import { defineRule, type Hit } from './rule.ts';
import { asvs, cookieDraft, csrfCheatSheet, cwe, wstg } from './sources.ts';

export default defineRule({
  meta: {
    id: 'csrf-token-not-secret',
    title: 'Anti-CSRF token is nothing but a repeated cookie',
    why: 'Whoever can set a cookie for this host, such as a sibling subdomain, chooses the token and passes the check.',
    fix:
      'Set-Cookie: __Host-csrf=<value>; Path=/; Secure; SameSite=Lax, with a value that is an HMAC over the session id ' +
      'and a random number.',
    severity: 'low',
    confidence: 'tentative',
    references: [csrfCheatSheet, cookieDraft('4.1.3.2'), asvs('3.3.3'), cwe(352), wstg('SESS-05')],
  },

  needs: ['credentials', 'httpAuth', 'site', 'stateChanges'],

  check(facts) {
    const { credentials, httpAuth, site } = facts;
    // Over plain http a cookie has no prefix, and anybody on the way reads it: that is another finding.
    if (site.scheme === 'http' && !site.local) return undefined;
    const ambient = new Set(credentials.filter((one) => ambientOf(one, httpAuth)).map(({ id }) => id));
    if (ambient.size === 0) return undefined;
    const changes = judgedChanges(facts).filter((change) => change.ambient.some((id) => ambient.has(id)));
    if (changes.length === 0) return 'unknown';

    const hits = changes.flatMap((change) =>
      // A secret beside it, which no cookie repeats, is what the server may look at.
      defencesOf(change).some(({ kind }) => kind === 'token')
        ? []
        : change.tokens.flatMap((token) =>
            hitOf(token, requestName(change.method, change.url, site.host), credentials),
          ),
    );
    const named = new Map(hits.map((hit) => [hit.subject, hit]));
    if (named.size > 0) return [...named.values()];
    if (changes.some(({ tokens }) => tokens.some(({ bits }) => bits !== undefined))) return [];
    return changes.some(({ bodyUnread }) => bodyUnread) ? 'unknown' : undefined;
  },
});

function hitOf(token: CsrfToken, request: string, credentials: Facts['credentials']): Hit[] {
  const { cookie, name, signed } = token;
  if (cookie === undefined || signed === true || /^__Host-/i.test(cookie) || isBound(cookie)) return [];
  const repeated = credentials.find(({ carriers }) =>
    carriers.some((one) => one.where === 'cookie' && one.name === cookie),
  );
  // The session's own id, repeated: who plants another one plants another session with it.
  if (repeated !== undefined && carriesIdentity(repeated)) return [];

  const fix = fixFor(csrfCookieFixes, repeated === undefined ? credentials : [repeated, ...credentials]);
  return [
    {
      subject: cookie,
      ...(repeated === undefined ? {} : { credential: repeated.id }),
      evidence: [
        `In ${request} the ${places[token.where]} ${name} repeats the cookie ${cookie}.`,
        'Neither carries a signature that shows, and the cookie lacks __Host-, so other hosts of the site can set it.',
        'Whether the server compares the token with the session as well cannot be seen from here.',
      ],
      ...(fix === undefined ? {} : { fix }),
    },
  ];
}

const places: Record<CsrfToken['where'], string> = { header: 'header', query: 'parameter', body: 'field' };

/**
 * Cookies whose server looks at more than that they are repeated. Sources: docs.djangoproject.com: CsrfViewMiddleware checks
 * Origin, and Referer under https; flask-jwt-extended docs: the token is a claim of the JWT; supertokens.com docs: it belongs
 * to the session; Microsoft Learn: the request token is bound to a cookie of its own.
 */
const BOUND =
  /^(?:csrftoken|csrf_(?:access|refresh)_token|sAntiCsrf|anti-csrf|\.AspNetCore\.Antiforgery\.[\w-]{1,64})$/i;

function isBound(cookie: string): boolean {
  return BOUND.test(cookie);
}
