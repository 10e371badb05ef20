/** Credentials by name and in order, as every part of the screen has them. Pure. */
import type { Carrier, Credential, Role, SiteReport } from '../core/report.ts';
import { ROLE } from './words.ts';

/** A header or body is a way, not a place; it only counts as where the credential is kept if there is nothing else. */
export const isPlace = ({ where }: Carrier): boolean =>
  where === 'cookie' || where === 'localStorage' || where === 'sessionStorage' || where === 'indexedDB';

export const nameOf = ({ carriers, role }: Credential): string =>
  (carriers.find(isPlace) ?? carriers[0])?.name ?? ROLE[role].name;

/** `POST /login`: the path is enough on the site itself, other hosts are named. */
export const requestName = (method: string | undefined, url: string | undefined, site: string): string => {
  if (url === undefined) return method ?? '';
  let shown = url;
  try {
    const { origin, host, pathname } = new URL(url);
    shown = origin === site ? pathname : host + pathname;
  } catch {
    // Not a URL: shown as it is.
  }
  return method === undefined ? shown : `${method} ${shown}`;
};

const ROLE_ORDER: readonly Role[] = [
  'session-id',
  'access-token',
  'login',
  'id-token',
  'refresh-token',
  'api-key',
  'remember-me',
  'csrf-token',
  'state',
  'other',
];

/** Those that the verdict rests on, and the rest; each in a stable order, so that a refresh moves nothing. */
export const sortedCredentials = ({ credentials }: SiteReport): { decisive: Credential[]; others: Credential[] } => {
  const sorted = [...credentials].sort(
    (a, b) => ROLE_ORDER.indexOf(a.role) - ROLE_ORDER.indexOf(b.role) || a.firstSeen - b.firstSeen,
  );
  return { decisive: sorted.filter((one) => one.decisive), others: sorted.filter((one) => !one.decisive) };
};
