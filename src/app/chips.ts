/** What is to be said of a place where a credential is kept, in a word or two each. Pure. */
import type { Carrier, CookieAttributes } from '../core/report.ts';

export type Tone = 'good' | 'warn' | 'plain';

export interface Chip {
  text: string;
  tone: Tone;
  /** Why it matters, as a tooltip and for screen readers. */
  hint?: string;
}

const SAME_SITE = { strict: 'Strict', lax: 'Lax', none: 'None' } as const;

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
export const cookieChips = (cookie: CookieAttributes, origin: string, decisive: boolean): Chip[] => {
  const chips: Chip[] = [];
  const set = (text: string, hint: string): void => void chips.push({ text, tone: decisive ? 'good' : 'plain', hint });
  const missing = (text: string, hint: string): void => void (decisive && chips.push({ text, tone: 'warn', hint }));
  if (cookie.prefix !== undefined) set(cookie.prefix, 'The browser enforces this prefix.');
  if (cookie.httpOnly) set('HttpOnly', 'Scripts cannot read it.');
  else missing('no HttpOnly', 'Any script on the page can read it.');
  if (cookie.secure) set('Secure', 'Sent over HTTPS only.');
  else if (expectsSecure(origin)) missing('no Secure', 'It may travel over plain HTTP.');
  if (cookie.sameSite === 'unset') missing('no SameSite', 'Browsers differ in what they make of it.');
  else if (cookie.sameSite === 'none') {
    chips.push({
      text: 'SameSite=None',
      tone: decisive ? 'warn' : 'plain',
      hint: 'Other sites can make the browser send it.',
    });
  } else set(`SameSite=${SAME_SITE[cookie.sameSite]}`, 'Limits what other sites can trigger with it.');
  chips.push(
    cookie.hostOnly
      ? { text: 'host-only', tone: 'plain', hint: 'Goes to exactly this host.' }
      : { text: `for ${cookie.domain} and below`, tone: 'plain', hint: 'Goes to all subdomains.' },
    cookie.session
      ? { text: 'session', tone: 'plain', hint: 'Kept until the browser closes.' }
      : { text: 'persistent', tone: 'plain', hint: 'Kept over restarts of the browser.' },
  );
  if (cookie.path !== '/') chips.push({ text: `path ${cookie.path}`, tone: 'plain' });
  if (cookie.partitionKey !== undefined) chips.push({ text: 'partitioned', tone: 'plain', hint: 'One jar per site.' });
  return chips;
};

/** Storage is readable by every script of its origin; that is the point to show for a credential kept there. */
export const storageChips = ({ where }: Carrier, decisive: boolean): Chip[] => {
  if (where !== 'localStorage' && where !== 'sessionStorage' && where !== 'indexedDB') return [];
  const readable: Chip = { text: 'readable by scripts', tone: decisive ? 'warn' : 'plain' };
  const life = where === 'sessionStorage' ? 'until the tab closes' : 'until deleted';
  return [readable, { text: life, tone: 'plain' }];
};
