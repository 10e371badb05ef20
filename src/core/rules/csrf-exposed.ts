import type { CookieAttributes, Credential } from '../report.ts';
import { defenceOf, type EffectiveSameSite, effectiveSameSite, exposure, preflightReasons, rangeOf } from './csrf.ts';
import type { Engine, Facts, StateChange } from './facts.ts';
import { credentialName, requestName } from './names.ts';
import { defineRule, type Hit } from './rule.ts';
import { NOBODY_YET, nobodySignedIn } from './session-cookies.ts';
import { bySeverity, lowered } from './severity.ts';
import { asvs, csrfCheatSheet, cwe, fetchSafelist, wstg } from './sources.ts';

type CsrfFacts = Pick<Facts, 'credentials' | 'engine' | 'httpAuth' | 'logins' | 'site' | 'stateChanges' | 'verdict'>;

type Exposure = Hit & Required<Pick<Hit, 'severity'>>;

/** A credential that the browser attaches by itself, with how each of its cookies is treated. */
interface Ambient {
  credential: Credential;
  /** HTTP authentication knows no SameSite. */
  cookies: CookieAttributes[];
}

const UNSEEN = 'Whether the server checks Origin or Sec-Fetch-Site cannot be seen from here.';

const treatments: Record<EffectiveSameSite, string> = {
  none: 'goes along with every request from other sites',
  'lax-with-window': 'is Lax by default, but goes along with a top-level POST for two minutes after it is set',
  lax: 'goes along with links from other sites, but not with their POST requests',
  strict: 'never goes along from other sites',
};

const inBrowser: Record<Engine, string> = {
  chromium: 'in Chrome and its kin',
  firefox: 'in Firefox',
  safari: 'in Safari',
  unknown: 'in the least careful browser',
};

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
    const ambient = new Map(
      facts.credentials.filter(isIdentity).flatMap((credential) => ambientOf(credential, facts.httpAuth)),
    );
    if (ambient.size === 0) return facts.credentials.some(isUnclear) ? 'unknown' : undefined;

    const judged = facts.stateChanges
      .filter((change) => !isMeasurement(change))
      .map((change) => ({ change, along: change.ambient.flatMap((id) => ambient.get(id) ?? []) }))
      .filter(({ along }) => along.length > 0);
    if (judged.length === 0) return 'unknown';

    return worstOfEach(judged.flatMap(({ change, along }) => hitOf(change, along, facts) ?? []));
  },
});

/** One hit for each request, however often it was sent. */
function worstOfEach(hits: readonly Exposure[]): Hit[] {
  const worstLast = hits.toSorted((a, b) => bySeverity(b.severity, a.severity));
  return [...new Map(worstLast.map((hit) => [hit.subject, hit])).values()];
}

function isIdentity({ decisive, role }: Credential): boolean {
  return decisive && role !== 'csrf-token' && role !== 'other';
}

function ambientOf(credential: Credential, httpAuth: Facts['httpAuth']): [id: string, ambient: Ambient][] {
  const carriers = credential.carriers.filter(({ where }) => where === 'cookie');
  const cookies = carriers.flatMap(({ cookie }) => cookie ?? []);
  if (cookies.length > 0) return [[credential.id, { credential, cookies }]];

  // Basic that a script attaches is not ambient: only the browser's own answer to a challenge is.
  const byBrowser = httpAuth.some(({ credential: id, answered }) => answered && id === credential.id);
  return byBrowser && carriers.length === 0 ? [[credential.id, { credential, cookies: [] }]] : [];
}

/** A cookie that was only seen in a request header shows no attributes. */
function isUnclear(credential: Credential): boolean {
  return isIdentity(credential) && credential.carriers.some(({ where }) => where === 'cookie');
}

/** sendBeacon counts visits; it is not where money is sent. */
function isMeasurement({ resource }: StateChange): boolean {
  return resource === 'beacon';
}

function hitOf(change: StateChange, along: readonly Ambient[], facts: CsrfFacts): Exposure | undefined {
  const { worst, best } = rangeOf(along.map((ambient) => treatmentOf(ambient, facts.engine)));
  const severity = exposure(worst, defenceOf(change));
  if (severity === undefined) return undefined;

  const anonymous = nobodySignedIn(facts);
  const [first] = along;
  const subject = requestName(change.method, change.url, facts.site.host);
  return {
    subject,
    ...(first === undefined ? {} : { credential: first.credential.id }),
    severity: lowered(severity, anonymous ? 1 : 0),
    evidence: [
      `${subject} carried ${namesOf(along)}, attached by the browser itself.`,
      ...along.map((ambient) => treatmentSentence(ambient, facts.engine)),
      ...(worst === best ? [] : ['Which of them the server insists on cannot be seen; the loosest is assumed.']),
      defenceSentence(change),
      UNSEEN,
      ...(anonymous ? [NOBODY_YET] : []),
    ],
  };
}

function treatmentOf({ cookies }: Ambient, engine: Engine): EffectiveSameSite {
  return rangeOf(cookies.map((cookie) => effectiveSameSite(cookie, engine))).worst;
}

function namesOf(along: readonly Ambient[]): string {
  return along.map(({ credential }) => credentialName(credential)).join(' and ');
}

function treatmentSentence(ambient: Ambient, engine: Engine): string {
  const name = credentialName(ambient.credential);
  if (ambient.cookies.length === 0) return `${name} is HTTP authentication, which knows no SameSite.`;

  const said = [...new Set(ambient.cookies.map(({ sameSite }) => sameSite))]
    .map((sameSite) => (sameSite === 'unset' ? 'no SameSite' : `SameSite=${sameSite}`))
    .join(' and ');
  return `${name} has ${said}: ${inBrowser[engine]} it ${treatments[treatmentOf(ambient, engine)]}.`;
}

function defenceSentence(change: StateChange): string {
  const reasons = preflightReasons(change);
  if (reasons.length === 0) return 'No anti-CSRF token went along, and a plain form on another site could send it.';
  const asked = reasons.join(', ');
  return `No anti-CSRF token went along. Another site could not send ${asked} unasked, if the server insists on it.`;
}
