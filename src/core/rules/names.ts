/** How things are called in findings and in the story: by their place, never by their value. */
import type { Carrier, Credential, Role, Where } from '../report.ts';
import { hostOf, pathOf } from './origins.ts';

/** Where a credential is kept says more about it than how it travels. */
const BEST_KNOWN_FIRST: readonly Where[] = [
  'cookie',
  'localStorage',
  'sessionStorage',
  'indexedDB',
  'header',
  'query',
  'fragment',
  'body',
];

const roleNames: Record<Role, string> = {
  'session-id': 'session id',
  'access-token': 'access token',
  'id-token': 'ID token',
  'refresh-token': 'refresh token',
  'api-key': 'API key',
  login: 'login',
  'csrf-token': 'anti-CSRF token',
  'remember-me': 'remember-me token',
  state: 'login transaction',
  other: 'value',
};

export function roleName(role: Role): string {
  return roleNames[role];
}

export function placeName(carrier: Carrier): string {
  const name = carrier.path === undefined ? carrier.name : `${carrier.name}.${carrier.path}`;
  if (carrier.where === 'header') return `${name} header`;
  if (carrier.where === 'query') return `?${name}`;
  if (carrier.where === 'fragment') return `#${name}`;
  return name;
}

export function mainCarrier({ carriers }: Credential): Carrier | undefined {
  return carriers.toSorted((a, b) => BEST_KNOWN_FIRST.indexOf(a.where) - BEST_KNOWN_FIRST.indexOf(b.where))[0];
}

export function credentialName(credential: Credential): string {
  const carrier = mainCarrier(credential);
  return carrier === undefined ? roleName(credential.role) : placeName(carrier);
}

/** `POST /transfer`, with the host only where it is not the site's own. */
export function requestName(method: string, url: string, siteHost: string): string {
  return `${method} ${endpointName(url, siteHost)}`;
}

/** `idp.example/authorize`; the path alone where the host is the site's own. */
export function endpointName(url: string, siteHost: string): string {
  const host = hostOf(url);
  return `${host === siteHost ? '' : host}${pathOf(url)}`;
}

const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
] as const;

/** `36 hours`, `30 days`: in the largest unit of which there are two, so that rounding does not mislead. */
export function durationName(milliseconds: number): string {
  const [name, size] = UNITS.find(([, unit]) => milliseconds >= 2 * unit) ?? ['second', 1_000];
  const count = Math.round(milliseconds / size);
  return `${count} ${name}${count === 1 ? '' : 's'}`;
}

/** `a`, `a and b`, `a, b and c`. */
export function listOf(words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} and ${last}`;
}
