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

const NO_SAME_SITE =
  'a cookie without SameSite is Lax in Chromium and goes along with every request in Firefox, so the risks, their severity and their words differ';
const SHOWN_LOGIN =
  'Firefox shows the Authorization header of the browser’s own login, so the credential has a card of its own';

/** Hosts of the lab whose reports agree in verdict and rules, and differ otherwise; as do those of `FIREFOX_RULES`. */
export const WORDS: Readonly<Record<string, string>> = {
  'session-careless.localhost': NO_SAME_SITE,
  'csrf-careless.localhost': NO_SAME_SITE,
  'sealed-careless.localhost': NO_SAME_SITE,
  'cookies-careless.localhost': NO_SAME_SITE,
  'readable-careless.localhost': NO_SAME_SITE,
  'jwt-cookie-careless.localhost': NO_SAME_SITE,
  'anonymous-careless.localhost': NO_SAME_SITE,
  'hostile.localhost': NO_SAME_SITE,
  'basic.localhost': SHOWN_LOGIN,
  'digest.localhost': SHOWN_LOGIN,
};

interface Comparable {
  verdict: { kind: string; state: string; signedIn: string };
  findings: { rule: string }[];
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
  if (!Object.hasOwn(WORDS, host) && !Object.hasOwn(FIREFOX_RULES, host)) return report;
  const { kind, state, signedIn } = report.verdict;
  const { less = [], more = [] } = FIREFOX_RULES[host] ?? {};
  const rules = new Set(report.findings.map(({ rule }) => rule));
  return { kind, state, signedIn, rules: [...rules].filter((rule) => ![...less, ...more].includes(rule)).sort() };
};
