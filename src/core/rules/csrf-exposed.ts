import type { Credential, Severity } from '../report.ts';
import { ambientOf, carriesIdentity, csrfReasoning, severityOf } from './csrf.ts';
import { judgedChanges } from './csrf-changes.ts';
import type { Facts } from './facts.ts';
import type { StateChange } from './facts-csrf.ts';
import { fixFor } from './fixes.ts';
import { csrfFixes } from './fixes-requests.ts';
import { defineRule, type Hit } from './rule.ts';
import { NOBODY_YET, nobodySignedIn } from './session-cookies.ts';
import { bySeverity, lowered } from './severity.ts';
import { asvs, csrfCheatSheet, cwe, fetchSafelist, wstg } from './sources.ts';

type CsrfFacts = Pick<Facts, 'credentials' | 'engine' | 'httpAuth' | 'logins' | 'site' | 'stateChanges' | 'verdict'>;

type Exposed = Hit & { severity: Severity };

export default defineRule({
  meta: {
    id: 'csrf-exposed',
    title: 'Requests may be forged from other sites',
    why: 'The browser attaches the credential by itself, so a request that another site provokes looks real.',
    fix:
      'Set-Cookie: __Host-session=<value>; Path=/; Secure; HttpOnly; SameSite=Lax, and demand an anti-CSRF token ' +
      'or refuse requests whose Sec-Fetch-Site is cross-site.',
    severity: 'medium',
    confidence: 'tentative',
    references: [csrfCheatSheet, fetchSafelist, asvs('3.5.1'), cwe(352), wstg('SESS-05')],
  },

  needs: ['credentials', 'engine', 'httpAuth', 'logins', 'site', 'stateChanges', 'verdict'],

  check(facts) {
    // Rotated values count too: the request was really seen with them.
    const ambient = new Set(
      facts.credentials.filter((one) => ambientOf(one, facts.httpAuth) !== undefined).map(({ id }) => id),
    );
    if (ambient.size === 0) return facts.credentials.some(isUnclear) ? 'unknown' : undefined;

    const judged = judgedChanges(facts).filter((change) => change.ambient.some((id) => ambient.has(id)));
    if (judged.length === 0) return 'unknown';

    const [unread, read] = [true, false].map((is) => judged.filter(({ bodyUnread = false }) => bodyUnread === is));
    const hits = worstOfEach(hitsOf(read, facts));
    // What looks open may have carried its token in the body that nobody read.
    return hits.length === 0 && hitsOf(unread, facts).length > 0 ? 'unknown' : hits;
  },
});

/** One hit for each request, however often it was sent. */
function worstOfEach(hits: readonly Exposed[]): Hit[] {
  const worstLast = hits.toSorted((a, b) => bySeverity(b.severity, a.severity));
  return [...new Map(worstLast.map((hit) => [hit.subject, hit])).values()];
}

/** A cookie that was only seen in a request header shows no attributes. */
function isUnclear(credential: Credential): boolean {
  return carriesIdentity(credential) && credential.carriers.some(({ where }) => where === 'cookie');
}

function hitsOf(changes: readonly StateChange[] = [], facts: CsrfFacts): Exposed[] {
  return changes.flatMap((change) => hitOf(change, facts) ?? []);
}

function hitOf(change: StateChange, facts: CsrfFacts): Exposed | undefined {
  const { ambient, exposure, steps, subject } = csrfReasoning(facts, change);
  const severity = severityOf(exposure);
  if (severity === undefined) return undefined;

  const anonymous = nobodySignedIn(facts);
  const credentials = ambient.map(({ credential }) => credential);
  const [first] = credentials;
  const fix = fixFor(csrfFixes, credentials);
  return {
    subject,
    ...(first === undefined ? {} : { credential: first.id }),
    severity: lowered(severity, anonymous ? 1 : 0),
    evidence: [...steps, ...(anonymous ? [NOBODY_YET] : [])],
    ...(fix === undefined ? {} : { fix }),
  };
}
