/** Questions about addresses. Never throws: an address that cannot be read is simply not what was asked for. */
import { isLocalHost } from '../observe/url.ts';
import { siteOf } from '../site/origins.ts';

const ADDRESS = /^([a-z][a-z0-9+.-]*):\/\/(?:[^/?#]*@)?(?:\[([^\]]*)\]|([^/?#:]*))(?::\d*)?([^?#]*)/i;

function schemeOf(url: string): string {
  return (ADDRESS.exec(url)?.[1] ?? '').toLowerCase();
}

/** Without port, and without the brackets of IPv6. */
export function hostOf(url: string): string {
  const [, , ipv6, name] = ADDRESS.exec(url) ?? [];
  return (ipv6 ?? name ?? '').toLowerCase();
}

export function pathOf(url: string): string {
  const path = ADDRESS.exec(url)?.[4];
  return path === undefined || path === '' ? '/' : path;
}

export function isLocal(url: string): boolean {
  return isLocalHost(hostOf(url));
}

/** Anybody on the way can read what goes there. */
export function isReadableOnTheWay(url: string): boolean {
  const scheme = schemeOf(url);
  return (scheme === 'http' || scheme === 'ws') && !isLocal(url);
}

/** The registrable domain, private suffixes counted: who it is that gets a request. */
export function registrable(url: string): string {
  const host = hostOf(url);
  return siteOf(`${schemeOf(url)}://${host.includes(':') ? `[${host}]` : host}`);
}
