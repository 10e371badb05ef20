/** Whose business a cookie is. */
import type { SiteFactsRecord, SiteState } from '../core/site/state.ts';

const MAX_ORIGINS = 20;

/** All origins that the site's page talks to with credentials: their cookies are the site's business. */
export const originsOf = ({ facts }: SiteState): string[] => {
  const known = found.get(facts) ?? findOrigins(facts);
  found.set(facts, known);
  return known;
};

/** A cookie that changes is no news of where the page talks to. */
const found = new WeakMap<SiteFactsRecord, string[]>();

const findOrigins = (facts: SiteFactsRecord): string[] => {
  const origins = new Set([facts.site]);
  for (const sending of Object.values(facts.sendings)) origins.add(sending.origin);
  for (const place of Object.values(facts.places)) if (place.where === 'cookie') origins.add(place.origin);
  return [...origins].slice(0, MAX_ORIGINS);
};

/** The name of a store as the watcher has it: undefined for the ordinary one. */
export const storeOf = (storeId: string): string | undefined =>
  storeId === '0' || storeId === 'firefox-default' ? undefined : storeId;
