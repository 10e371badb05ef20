/** What is to be said of a place where a credential is kept, in a word or two each, as the browser really treats it. Pure. */
import type { Carrier, CookieAttributes, CookiePrefix } from '../../core/report.ts';
import type { Engine } from '../../core/rules/facts.ts';
import type { Topic } from '../topics.ts';

export type Tone = 'good' | 'warn' | 'plain';

export interface Chip {
  text: string;
  tone: Tone;
  /** Where Learn explains it. */
  topic: Topic;
  /** Why it matters, as a tooltip and for screen readers. */
  hint?: string;
}

const SAME_SITE = { strict: 'Strict', lax: 'Lax', none: 'None' } as const;

/**
 * MDN browser-compat-data, http/headers/Set-Cookie: Lax by default in Chromium alone. Its exception for POST: RFC 6265bis
 * 5.7.3, "Lax-allowing-unsafe". Firefox's separate jars: MDN, State Partitioning.
 */
const UNSET: Record<Engine, { text: string; hint: string }> = {
  chromium: {
    text: 'no SameSite (as Lax)',
    hint: 'Treated as Lax; for two minutes after it is set, it also goes along when another site posts a form.',
  },
  firefox: {
    text: 'no SameSite (as None)',
    hint: 'Treated as None: other sites can make the browser send it. Only inside their pages has Firefox a separate jar.',
  },
  safari: { text: 'no SameSite (as None)', hint: 'Treated as None: other sites can make the browser send it.' },
  unknown: { text: 'no SameSite', hint: 'Some browsers treat it as Lax, others as None.' },
};

const SAME_SITE_HINT = {
  strict: 'No request that another site starts carries it, not even a link.',
  lax: 'From other sites only links and address-bar visits carry it, no forms that post, no frames.',
  none: 'Other sites can make the browser send it.',
} as const;

/** RFC 6265bis 4.1.3; those with Http: draft-ietf-httpbis-layered-cookies. A cookie that breaks its promise is refused. */
const PREFIX: Record<CookiePrefix, string> = {
  '__Host-': 'The browser takes it only with Secure and Path=/, and for this host alone.',
  '__Secure-': 'The browser takes it only with Secure, over HTTPS.',
  '__Http-': 'The browser takes it only from a server, with Secure and HttpOnly.',
  '__Host-Http-': 'The browser takes it only from a server, with Secure, HttpOnly and Path=/, and for this host alone.',
};

/** Over plain http on this very computer, Secure proves nothing and lacks nothing. */
const expectsSecure = (origin: string): boolean => {
  try {
    const { protocol, hostname } = new URL(origin);
    return protocol === 'https:' && hostname !== 'localhost' && !hostname.endsWith('.localhost');
  } catch {
    return false;
  }
};

/** Flags that are set; for decisive cookies also those that are missing. Other cookies owe nobody their flags. */
const flagChips = (cookie: CookieAttributes, origin: string, decisive: boolean, engine: Engine): Chip[] => {
  const chips: Chip[] = [];
  const good = decisive ? 'good' : 'plain';
  const set = (topic: Topic, text: string, hint: string): void => void chips.push({ text, tone: good, topic, hint });
  const missing = (topic: Topic, text: string, hint: string): void =>
    void (decisive && chips.push({ text, tone: 'warn', topic, hint }));
  if (cookie.prefix !== undefined) set('prefix', cookie.prefix, PREFIX[cookie.prefix]);
  if (cookie.httpOnly) set('http-only', 'HttpOnly', 'Scripts cannot read it.');
  else missing('http-only', 'no HttpOnly', 'Any script on the page can read it.');
  // Both engines count localhost as safe enough for it (MDN, Set-Cookie, Secure).
  if (cookie.secure) set('secure', 'Secure', 'Sent over HTTPS only, and to localhost.');
  else if (expectsSecure(origin)) missing('secure', 'no Secure', 'It may travel over plain HTTP.');
  const { sameSite } = cookie;
  if (sameSite === 'unset') missing('same-site', UNSET[engine].text, UNSET[engine].hint);
  else if (sameSite === 'none') {
    const tone = decisive ? 'warn' : 'plain';
    chips.push({ text: 'SameSite=None', tone, topic: 'same-site', hint: SAME_SITE_HINT.none });
  } else set('same-site', `SameSite=${SAME_SITE[sameSite]}`, SAME_SITE_HINT[sameSite]);
  return chips;
};

const domainChip = ({ hostOnly, domain }: CookieAttributes): Chip =>
  hostOnly
    ? { text: 'host-only', tone: 'plain', topic: 'domain', hint: 'Goes to exactly this host.' }
    : { text: `for ${domain} and below`, tone: 'plain', topic: 'domain', hint: 'Goes to all subdomains.' };

/** The cap: RFC 6265bis 5.5, in Chromium since 104, in Firefox as network.cookie.maxageCap. */
const lifeChip = ({ session }: CookieAttributes): Chip =>
  session
    ? {
        text: 'session',
        tone: 'plain',
        topic: 'lifetime',
        hint: 'Kept until the browser closes; longer where it restores its last tabs.',
      }
    : {
        text: 'persistent',
        tone: 'plain',
        topic: 'lifetime',
        hint: 'Kept over restarts of the browser, for 400 days at most.',
      };

export const cookieChips = (cookie: CookieAttributes, origin: string, decisive: boolean, engine: Engine): Chip[] => {
  const chips = [...flagChips(cookie, origin, decisive, engine), domainChip(cookie), lifeChip(cookie)];
  // RFC 6265bis 8.6: a path keeps no script of the same host away.
  if (cookie.path !== '/') {
    const hint = 'Sent to this path and below. Pages elsewhere on the host can still get at it.';
    chips.push({ text: `path ${cookie.path}`, tone: 'plain', topic: 'path', hint });
  }
  if (cookie.partitionKey !== undefined) {
    const hint = 'Kept in a jar of its own for each site that embeds it.';
    chips.push({ text: 'partitioned', tone: 'plain', topic: 'partitioned', hint });
  }
  return chips;
};

const STORED_UNTIL = {
  localStorage: 'until deleted',
  sessionStorage: 'until the tab closes',
  indexedDB: 'until deleted',
} as const;

/** Storage is readable by every script of its origin; that is the point to show for a credential kept there. */
export const storageChips = ({ where }: Carrier, decisive: boolean): Chip[] => {
  if (where !== 'localStorage' && where !== 'sessionStorage' && where !== 'indexedDB') return [];
  const hint = 'Any script of the page can read it, an injected one included.';
  return [
    { text: 'readable by scripts', tone: decisive ? 'warn' : 'plain', topic: 'web-storage', hint },
    { text: STORED_UNTIL[where], tone: 'plain', topic: 'web-storage' },
  ];
};
