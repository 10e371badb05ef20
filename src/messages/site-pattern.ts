import type { Engine } from '../core/rules/facts.ts';

/** The match pattern of a site. Chromium tells ports apart; Firefox refuses a pattern that has one, and means them all. */
export const sitePattern = (origin: string, engine: Engine): string =>
  `${engine === 'firefox' ? origin.replace(/:\d+$/, '') : origin}/*`;
