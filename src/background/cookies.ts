/** The cookies API → Observations. The jar knows HttpOnly, SameSite, expiry and partitions, and heals what was missed. */

import { cookieShapes } from '../core/observe/chunks.ts';
import { shownName } from '../core/observe/names.ts';
import type { CookiesSeen, Fingerprint, SeenCookie, ValueShape } from '../core/observe/observation.ts';
import { Recall } from '../core/observe/recall.ts';
import { cookiePrefix } from '../core/observe/set-cookie.ts';
import { shapeOf } from '../core/observe/shape.ts';
import { keptPath } from '../core/observe/url.ts';
import type { CookieAttributes, SameSite } from '../core/report.ts';
import { domainMatches } from '../core/site/cookies.ts';
import { partitionSite, siteOf } from '../core/site/origins.ts';
import { hostOf } from '../core/site/urls.ts';

export interface BrowserCookie {
  name: string;
  value: string;
  domain: string;
  hostOnly: boolean;
  path: string;
  secure: boolean;
  httpOnly: boolean;
  sameSite: string;
  session: boolean;
  expirationDate?: number | undefined;
  storeId: string;
  partitionKey?: { topLevelSite?: string } | undefined;
}

/** The slice of the cookies API in use. */
export interface CookieStore {
  getAll(details: Record<string, unknown>): Promise<BrowserCookie[]>;
}

const MAX_COOKIES = 300;

/** All cookies that the origins would be sent, partitioned ones included (an empty partition key asks for both). */
export const readJar = async (
  store: CookieStore,
  origins: readonly string[],
  storeId: string | undefined,
): Promise<BrowserCookie[]> => {
  const domains = [...new Set(origins.map(siteOf))].slice(0, 10);
  const lists = await Promise.all(
    domains.map((domain) => store.getAll({ domain, partitionKey: {}, ...(storeId === undefined ? {} : { storeId }) })),
  );
  const hosts = origins.map(hostOf);
  return lists
    .flat()
    .filter((cookie) => hosts.some((host) => domainMatches(host, attributesOf(cookie))))
    .slice(0, MAX_COOKIES);
};

export const observeJar = (
  cookies: readonly BrowserCookie[],
  about: { at: number; site: string; partition: string | null; origins: string[] },
  fingerprint: Fingerprint,
  recall = new Recall(),
): CookiesSeen => {
  const reached = cookies.filter((cookie) => isInReach(cookie, about.site));
  const shapes = cookieShapes(reached, fingerprint, jarOf, (cookie) => shapeIn(recall, cookie, fingerprint));
  return {
    type: 'cookies',
    ...about,
    cookies: reached.map((cookie, at) => seenCookie(cookie, shapes[at] as ValueShape)),
    sameSiteCertain: true,
  };
};

/** Pieces of one value lie side by side. */
const jarOf = ({ domain, path, partitionKey }: BrowserCookie): string =>
  JSON.stringify([domain, path, partitionKey?.topLevelSite ?? '']);

/** A partitioned cookie exists under one top-level site, and is no business of another one (CHIPS). */
export const isInReach = ({ partitionKey }: BrowserCookie, site: string): boolean => {
  const top = partitionKey?.topLevelSite;
  return !top || partitionSite(top) === partitionSite(site);
};

/** @param recall many sites set the same cookie anew with each answer */
export const changedCookie = (cookie: BrowserCookie, fingerprint: Fingerprint, recall: Recall): SeenCookie =>
  seenCookie(cookie, shapeIn(recall, cookie, fingerprint));

const shapeIn = ({ shapes }: Recall, cookie: BrowserCookie, fingerprint: Fingerprint): ValueShape =>
  shapes.of(`${cookie.storeId} ${jarOf(cookie)} ${cookie.name}`, cookie.value, () =>
    shapeOf(cookie.value, fingerprint),
  );

const seenCookie = (cookie: BrowserCookie, shape: ValueShape): SeenCookie => ({
  name: shownName(cookie.name),
  shape,
  attributes: attributesOf(cookie),
});

export const attributesOf = (cookie: BrowserCookie): CookieAttributes => {
  const prefix = cookiePrefix(cookie.name);
  const partitionKey = cookie.partitionKey?.topLevelSite;
  return {
    domain: cookie.domain.startsWith('.') ? cookie.domain.slice(1) : cookie.domain,
    hostOnly: cookie.hostOnly,
    path: keptPath(cookie.path),
    secure: cookie.secure,
    httpOnly: cookie.httpOnly,
    sameSite: sameSiteOf(cookie.sameSite),
    session: cookie.session,
    ...(cookie.expirationDate === undefined ? {} : { expires: Math.round(cookie.expirationDate * 1000) }),
    ...(partitionKey ? { partitionKey } : {}),
    ...(prefix === undefined ? {} : { prefix }),
  };
};

const SAME_SITE: ReadonlyMap<string, SameSite> = new Map([
  ['strict', 'strict'],
  ['lax', 'lax'],
  ['no_restriction', 'none'],
]);

const sameSiteOf = (value: string): SameSite => SAME_SITE.get(value) ?? 'unset';
