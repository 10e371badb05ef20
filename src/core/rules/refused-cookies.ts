/** What the rules about refused cookies have in common: which of them are the site's own business, and one hit for each name. */
import type { Facts } from './facts.ts';
import type { RefusedCookie } from './facts-cookies.ts';
import { listOf } from './names.ts';
import { hostOf } from './origins.ts';
import type { Answer, Hit } from './rule.ts';

export type RefusedFacts = Pick<Facts, 'credentials' | 'refusedCookies'>;

/** Asks `judge` about each refused cookie, by its name. Measurements of other sites are theirs to mend. */
export function judgeRefused(
  facts: RefusedFacts,
  reasons: readonly RefusedCookie['why'][],
  judge: (cookie: RefusedCookie) => Omit<Hit, 'subject'>,
): Answer {
  const refused = facts.refusedCookies.filter(
    ({ why, role, thirdParty }) => reasons.includes(why) && !(thirdParty && role === 'other'),
  );
  const byName = new Map(refused.map((cookie) => [cookie.name, cookie]));
  if (byName.size > 0) return [...byName].map(([subject, cookie]) => ({ subject, ...judge(cookie) }));

  const setsCookies = facts.credentials.some(({ carriers }) => carriers.some(({ where }) => where === 'cookie'));
  return setsCookies || facts.refusedCookies.length > 0 ? [] : undefined;
}

/** `sid came from app.example without Secure and Path=/` */
export function wishSentence({ name, url, broken = [] }: RefusedCookie): string {
  const lacking = broken.filter((attribute) => attribute !== 'Domain');
  const faults = [
    ...(lacking.length === 0 ? [] : [`without ${listOf(lacking)}`]),
    ...(broken.includes('Domain') ? ['with Domain'] : []),
  ];
  return `${hostOf(url)} asked for the cookie ${name} ${listOf(faults)}.`;
}

export function outcomeSentence({ keptHere }: RefusedCookie): string {
  return keptHere
    ? 'This browser kept it; the others drop it without a word.'
    : 'Browsers drop it without a word, and it was not seen to be sent.';
}
