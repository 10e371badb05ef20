import { getDomain } from 'tldts';
import { hostOf } from './cookies.ts';

/** The registrable domain (public suffix list, private suffixes count), or the host itself where there is none: IPs, localhost. */
export const siteOf = (origin: string): string => {
  const host = hostOf(origin);
  return getDomain(host, { allowPrivateDomains: true }) ?? host;
};

export const isThirdParty = (origin: string, site: string): boolean => siteOf(origin) !== siteOf(site);
