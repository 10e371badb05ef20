import { getDomain, getPublicSuffix } from 'tldts';
import { remembering } from '../remember.ts';
import { hostOf } from './urls.ts';

/** The registrable domain (public suffix list, private suffixes count), or the host itself where there is none: IPs, localhost. */
export const siteOf = remembering((origin: string): string => {
  const host = hostOf(origin);
  return getDomain(host, { allowPrivateDomains: true }) ?? host;
});

/** Anybody may register a name below it: `co.uk`, `github.io`, and `localhost`, which is in no list. */
export const isPublicSuffix = (domain: string): boolean =>
  getPublicSuffix(domain, { allowPrivateDomains: true }) === domain;

export const isThirdParty = (origin: string, site: string): boolean =>
  origin !== site && siteOf(origin) !== siteOf(site);

/** The schemeful site, as browsers key partitions with it: no port. */
export const partitionSite = (origin: string): string => {
  const host = siteOf(origin);
  return `${origin.slice(0, origin.indexOf('://'))}://${host.includes(':') ? `[${host}]` : host}`;
};
