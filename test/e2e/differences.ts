/** Where the browsers differ, each with its reason: what is tested in Chromium alone, and what the same site is told of in one and not in the other. */

const BY_CDP =
  'what it does to the browser or looks at there, it does over the DevTools protocol, which Firefox has not';
const APP =
  'is about what the app shows, which is the same code on the same report; it is driven by hand and key, over CDP';

const IDLE =
  'Firefox suspends an event page that is idle, and none in the middle of its work; between two steps: worker-death.spec.ts';

/** Specs that run in Chromium alone. */
export const CHROMIUM_SPECS: Readonly<Record<string, string>> = {
  'access.spec.ts': `${BY_CDP}; in Firefox: engine.spec.ts`,
  'browser-life.spec.ts': `${BY_CDP} (prerender, workers, updates)`,
  'decisions.spec.ts': APP,
  'doors.spec.ts': `${APP}; Firefox has a sidebar in place of the side panel`,
  'export.spec.ts': APP,
  'gallery.spec.ts': APP,
  'har.spec.ts': 'the file is recorded by Chromium’s own DevTools; what Firefox writes is read in test/har',
  'inside.spec.ts': APP,
  'keyboard.spec.ts': APP,
  'life.spec.ts': `${BY_CDP}; a temporary add-on of Firefox does not outlive the browser`,
  'lifecycle.spec.ts': BY_CDP,
  'planted/messages.spec.ts': BY_CDP,
  'planted/secrets.spec.ts': `${BY_CDP} (the log of the network, the clipboard)`,
  'open-har.spec.ts': APP,
  'popup.spec.ts': `${APP}; its window is the browser's own`,
  'privacy.spec.ts': BY_CDP,
  'quota.spec.ts': `${BY_CDP}; the engine of the quota is tested with both browsers' words in test/background`,
  'renewal.spec.ts': 'is about what Chromium does when a service worker is renewed',
  'secrets.spec.ts': APP,
  'settings.spec.ts': APP,
  'worker-death-anytime.spec.ts': IDLE,
  'worker-death-rate.spec.ts': IDLE,
  'transport.spec.ts': `${BY_CDP} (certificates that are made on the spot, names that are mapped)`,
};

interface Difference {
  /** Rules that speak in Chromium and not in Firefox. */
  less?: readonly string[];
  more?: readonly string[];
  why: string;
}

/** By host of the lab. */
export const FIREFOX_RULES: Readonly<Record<string, Difference>> = {
  'counter-careless.localhost': {
    less: ['token-in-referrer'],
    why: 'Firefox sends no path and query to another site, whatever the referrer policy allows (network.http.referer.disallowCrossSiteRelaxingDefault)',
  },
};

const BY_ENGINE =
  'how other sites’ requests carry the cookie is told of the browser in use: without SameSite it is Lax in Chromium and goes along with every request in Firefox, so risks are graver there';
/** What of a finding is told of the browser in use. */
const OF_ENGINE = ['csrf-exposed', 'session-cookie-without-samesite'];

/** Hosts of the lab of which findings of `OF_ENGINE` differ in severity and evidence, and nothing else. */
export const SEVERITIES: Readonly<Record<string, string>> = {
  'session-careless.localhost': BY_ENGINE,
  'csrf-careless.localhost': BY_ENGINE,
  'sealed-careless.localhost': BY_ENGINE,
  'cookies-careless.localhost': BY_ENGINE,
  'readable-careless.localhost': BY_ENGINE,
  'jwt-cookie-careless.localhost': BY_ENGINE,
  'anonymous-careless.localhost': BY_ENGINE,
};

const SHOWN_LOGIN =
  'Firefox shows the Authorization header of the browser’s own login, so it has a place of its own, and one thing less is unknown';

/** Hosts of the lab whose reports agree in kind, state, who is signed in and rules, and differ otherwise. */
export const WORDS: Readonly<Record<string, string>> = {
  'hostile.localhost':
    'beside what is said of the browser in use: Firefox tells the name of a cookie that is not ASCII byte by byte',
  'basic.localhost': SHOWN_LOGIN,
  'digest.localhost': SHOWN_LOGIN,
};

interface Comparable {
  verdict: { kind: string; state: string; signedIn: string };
  findings: { rule: string; subject: string; severity: string; evidence: string[] }[];
  checks: { rule: string }[];
}

interface Issued {
  credentials: { issuedBy?: { how: string } }[];
}

/**
 * A report without what Firefox cannot tell a woken event page: its news of cookies bear no time, so one that a script set
 * and sent at once is first seen in that request.
 */
export const withoutScripts = <Report extends Issued>(report: Report): Report => ({
  ...report,
  credentials: report.credentials.map(({ issuedBy, ...one }) =>
    issuedBy === undefined || issuedBy.how === 'script' ? one : { ...one, issuedBy },
  ),
});

/** A report without what differs on that site. */
export const comparable = (host: string, report: Comparable): unknown => {
  const { less = [], more = [] } = FIREFOX_RULES[host] ?? {};
  const isCommon = ({ rule }: { rule: string }): boolean => !less.includes(rule) && !more.includes(rule);
  const findings = report.findings.filter(isCommon);
  if (Object.hasOwn(WORDS, host)) {
    const { kind, state, signedIn } = report.verdict;
    return { kind, state, signedIn, rules: [...new Set(findings.map(({ rule }) => rule))].sort() };
  }
  const common = { ...report, findings, checks: report.checks.filter(isCommon) };
  if (!Object.hasOwn(SEVERITIES, host)) return common;
  const withoutSeverity = findings.map(({ severity, evidence, ...finding }) =>
    OF_ENGINE.includes(finding.rule) ? finding : { ...finding, severity, evidence },
  );
  const place = ({ rule, subject }: { rule: string; subject: string }): string => `${rule} ${subject}`;
  // The gravest come first.
  return { ...common, findings: withoutSeverity.toSorted((a, b) => (place(a) < place(b) ? -1 : 1)) };
};
