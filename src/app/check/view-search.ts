/** What the search tells, in words. Pure. */
import type { CheckResult } from '../api.ts';
import type { Found, Searched, SearchNews } from './search.ts';

const number = (count: number): string => count.toLocaleString('en');

const LIST: Record<Found['list'], string> = {
  bundled: 'It stands in Coatcheck’s list of well-known secrets.',
  file: 'It stands in your word list.',
};

export const progressOf = (news: SearchNews | undefined): string => {
  if (news?.at !== 'searching') return 'Beginning…';
  const share = news.list === 'file' ? `, ${Math.floor(news.share * 100)} % of the file` : '';
  return `${number(news.tried)} tried, ${number(news.perSecond)} in a second${share}`;
};

export const foundIn = (news: SearchNews | undefined): Found | undefined =>
  news?.at === 'done' ? news.found : undefined;

export const outcomeOf = (news: SearchNews | undefined): string => {
  if (news === undefined || news.at === 'searching') return '';
  if (news.at === 'failed') return news.why;
  if (news.found !== undefined) return `Found: anybody can sign such tokens. ${LIST[news.found.list]}`;
  const speed = news.perSecond > 0 ? `, ${number(news.perSecond)} in a second` : '';
  return news.complete
    ? `None of ${number(news.tried)} secrets made this signature${speed}.`
    : `Broken off after ${number(news.tried)} secrets; none of them made this signature.`;
};

/** The user had enough. */
export const brokenOff = (news: SearchNews | undefined): Searched => ({
  at: 'done',
  complete: false,
  tried: news?.at === 'searching' ? news.tried : 0,
  perSecond: news?.at === 'searching' ? news.perSecond : 0,
});

/** What is remembered: never the secret. */
export const resultOf = (news: SearchNews): CheckResult | undefined => {
  if (news.at !== 'done') return undefined;
  const { found, tried, complete } = news;
  if (found === undefined) return { knownSecret: false, tried, complete };
  return { knownSecret: true, list: found.list, signature: 'valid', tried, complete };
};
