/**
 * Cookies that frameworks, identity products and large sites use for authentication. Facts about names, no copied file;
 * every row says where to read it up. A name alone proves nothing: anybody may call a cookie `connect.sid`.
 */
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

const everywhere = indexOf(rows.filter(([, , , , sites]) => sites === undefined));
const bySite: ReadonlyMap<string, NameIndex<KnownCookie>> = new Map(
  sitesOf(rows).map((site) => [site, indexOf(rows.filter((row) => sitesOf([row]).includes(site)))]),
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
  const labels = domain.slice(-MAX_DOMAIN).split('.').slice(-MAX_LABELS);
  for (let from = 0; from < labels.length; from += 1) {
    const index = bySite.get(labels.slice(from).join('.'));
    if (index !== undefined) return find(index, name);
  }
  return undefined;
}

/** RFC 1035 section 2.3.4. */
const MAX_DOMAIN = 255;
/** Of no site that has a row here, and of few others, is a host deeper. */
const MAX_LABELS = 10;

function sitesOf(some: readonly CookieRow[]): string[] {
  return some.flatMap(([, , , , sites]) => (sites === undefined ? [] : names(sites)));
}

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
