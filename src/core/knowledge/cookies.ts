/**
 * Cookies that frameworks, identity products and large sites use for authentication. Facts about names, no copied file;
 * every row says where to read it up. A name alone proves nothing: anybody may call a cookie `connect.sid`.
 */
import { getDomainWithoutSuffix } from 'tldts';
import type { CookieKind, CookieRow } from './cookie-row.ts';
import { frameworkCookies } from './cookies-frameworks.ts';
import { identityCookies } from './cookies-identity.ts';
import { cookieNames, type NameIndex, type NamePattern, nameIndex, names } from './names.ts';

export type { CookieKind } from './cookie-row.ts';

export interface KnownCookie {
  kind: CookieKind;
  /** Framework or product, in lower case. */
  stack: string;
  source: string;
}

const rows: readonly CookieRow[] = [...frameworkCookies, ...identityCookies];

const everywhere = indexOf(rows.filter(([, , , , site]) => site === undefined));
const bySite: ReadonlyMap<string, NameIndex<KnownCookie>> = new Map(
  rows.flatMap(([, , , , site]) =>
    site === undefined ? [] : [[site, indexOf(rows.filter((row) => row[4] === site))] as const],
  ),
);

/**
 * What is known about a cookie's name. Case counts, as it does for cookies (RFC 6265bis section 5.7); prefixes such as
 * `__Host-` and the numbers of chunks do not. Does not prove that the framework is there.
 *
 * @param domain of the cookie, with or without a leading dot: some names mean what they mean on one site alone
 */
export function knownCookie(name: string, domain = ''): KnownCookie | undefined {
  return siteCookie(name, domain) ?? find(everywhere, name);
}

/** The same, of names that mean something else on this site than elsewhere. */
export function siteCookie(name: string, domain: string): KnownCookie | undefined {
  const site = getDomainWithoutSuffix(domain.slice(0, MAX_DOMAIN).replace(/^\./, ''));
  const index = site === null ? undefined : bySite.get(site);
  return index === undefined ? undefined : find(index, name);
}

/** RFC 1035 section 2.3.4, and the dot in front. */
const MAX_DOMAIN = 256;

function find(index: NameIndex<KnownCookie>, name: string): KnownCookie | undefined {
  for (const each of cookieNames(name)) {
    const known = index.find(each);
    if (known !== undefined) return known;
  }
  return undefined;
}

function indexOf(some: readonly CookieRow[]): NameIndex<KnownCookie> {
  return nameIndex(
    some.flatMap(([stack, kind, pattern, source]) =>
      patternsOf(pattern).map((each) => [each, { kind, stack, source }] as const),
    ),
  );
}

function patternsOf(pattern: NamePattern): readonly NamePattern[] {
  return typeof pattern === 'string' ? names(pattern) : [pattern];
}
