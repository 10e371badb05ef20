/** What requests tell of addresses that hold more than they should: passwords in a query, tokens in a Referer. */
import { passwordParameter, userField } from '../knowledge/words.ts';
import { shownName } from './names.ts';
import type { RequestSeen, SeenValue } from './observation.ts';
import type { Parameter, SeenUrl } from './url.ts';

const MAX_NAMES = 5;
const FLAG = /^(?:[01]|true|false|yes|no|on|off|null|undefined)$/i;

/** Names of the parameters that hold a password; what is short for many things (`pass`) only beside a user's name. */
export function passwordParameters(query: readonly Parameter[]): string[] {
  const named = query.filter(
    ({ name, value }) => value !== '' && !FLAG.test(value) && passwordParameter(name) !== 'no',
  );
  if (named.length === 0) return [];
  const hasUser = query.some(({ name, value }) => value !== '' && userField(name));
  const sure = named.filter(({ name }) => hasUser || passwordParameter(name) === 'yes');
  return [...new Set(sure.map(({ name }) => shownName(name, 128)))].slice(0, MAX_NAMES);
}

/**
 * The page that sent a request to another origin.
 * @param page as the Referer header has it (RFC 9110, 10.1.3)
 * @param valuesOf what could be a credential in an address
 * @returns undefined for a page of the same origin, and for none
 */
export function readReferrer(
  page: SeenUrl | undefined,
  origin: string,
  valuesOf: (url: SeenUrl) => SeenValue[],
): RequestSeen['referred'] {
  return page === undefined || page.origin === origin ? undefined : { url: page.url, values: valuesOf(page) };
}

const POLICIES: ReadonlySet<string> = new Set([
  'no-referrer',
  'no-referrer-when-downgrade',
  'origin',
  'origin-when-cross-origin',
  'same-origin',
  'strict-origin',
  'strict-origin-when-cross-origin',
  'unsafe-url',
]);

/** True for a Referrer-Policy that shows other sites whole addresses. Of several the last known one counts (W3C Referrer Policy, 8.1). */
export function isLeakyPolicy(value: string): boolean {
  const policy = value
    .slice(0, 512)
    .toLowerCase()
    .split(',')
    .map((token) => token.trim())
    .findLast((token) => POLICIES.has(token));
  return policy === 'unsafe-url' || policy === 'no-referrer-when-downgrade';
}
