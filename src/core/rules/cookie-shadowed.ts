import type { CookieAttributes } from '../report.ts';
import type { KeptCookie } from './facts-cookies.ts';
import { ownFix } from './fixes.ts';
import { listOf } from './names.ts';
import { defineRule, type Hit } from './rule.ts';
import { describesSite, NEVER_BLAMED } from './session-cookies.ts';
import { asvs, cookieDraft, cwe, sessionCheatSheet, wstg } from './sources.ts';

/** A logout takes both away at once. */
const TOGETHER = 5_000;

export default defineRule({
  meta: {
    id: 'cookie-shadowed',
    title: 'Two session cookies have one name',
    why: 'Both are sent, and which one counts is an accident: a logout may leave one, a sibling host may plant one.',
    fix: 'Keep one, and take the other away: Set-Cookie: session=; Domain=<its domain>; Path=<its path>; Max-Age=0',
    severity: 'medium',
    confidence: 'firm',
    references: [cookieDraft('5.7'), cookieDraft('8.6'), sessionCheatSheet, asvs('3.3.3'), cwe(565), wstg('SESS-02')],
  },

  needs: ['credentials', 'jar'],

  check({ credentials, jar }) {
    const blamed = credentials.filter((one) => one.decisive && describesSite(one) && !NEVER_BLAMED.has(one.role));
    const names = new Set(
      blamed.flatMap(({ carriers }) => carriers.filter(({ where }) => where === 'cookie').map(({ name }) => name)),
    );
    if (names.size === 0) return undefined;

    const now = Math.max(...credentials.map(({ lastSeen }) => lastSeen));
    const hits = [...names].flatMap((name): Hit[] => {
      const alike = jar.filter((cookie) => cookie.name === name && isAlive(cookie, now));
      const twins = alike.filter((one) => alike.some((other) => other !== one && meet(one, other)));
      const owner = blamed.find(({ id }) => twins.some(({ credential }) => credential === id));
      return owner === undefined ? [] : [{ ...hitOf(name, twins), credential: owner.id, ...ownFix('domain', owner) }];
    });
    if (hits.length > 0) return hits;
    // Without attributes nobody can say where else a cookie goes.
    return jar.some(({ name }) => names.has(name)) ? [] : 'unknown';
  },
});

function hitOf(subject: string, twins: readonly KeptCookie[]): Hit {
  const scopes = twins.map(({ attributes: { domain, hostOnly, path } }) =>
    hostOnly ? `for ${domain} alone at ${path}` : `for ${domain} and all hosts under it at ${path}`,
  );
  return {
    subject,
    evidence: [
      `The cookie ${subject} is kept more than once: ${listOf(scopes)}.`,
      'Their paths and hosts overlap, so that both go along with one request; the server cannot tell which is whose.',
    ],
  };
}

function isAlive({ attributes: { expires } }: KeptCookie, now: number): boolean {
  return expires === undefined || expires > now;
}

/** Both are there, or were until both were taken away, and one request can carry both. */
function meet(one: KeptCookie, other: KeptCookie): boolean {
  const atOnce =
    one.gone === undefined || other.gone === undefined
      ? one.gone === other.gone
      : Math.abs(one.gone - other.gone) < TOGETHER;
  return atOnce && haveCommonRequest(one.attributes, other.attributes);
}

function haveCommonRequest(one: CookieAttributes, other: CookieAttributes): boolean {
  const hosts = reaches(one, other) || reaches(other, one);
  const paths = covers(one.path, other.path) || covers(other.path, one.path);
  return hosts && paths && one.partitionKey === other.partitionKey;
}

/** RFC 6265bis, 5.1.3: some host that gets the other cookie gets this one, too. */
function reaches(wide: CookieAttributes, { domain }: CookieAttributes): boolean {
  return domain === wide.domain || (!wide.hostOnly && domain.endsWith(`.${wide.domain}`));
}

/** RFC 6265bis, 5.1.4. */
function covers(wide: string, path: string): boolean {
  return path === wide || path.startsWith(wide.endsWith('/') ? wide : `${wide}/`);
}
