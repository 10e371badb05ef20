/** The `cookies` lists of a HAR → the header lines that they were read from, for files that have the one and not the other. */
import * as v from 'valibot';
import type { RawHeader } from '../core/observe/http.ts';

const MAX_COOKIES = 200;

/** HAR 1.2, "cookies"; `sameSite` is what Chrome, Firefox and Playwright add. */
const Cookie = v.object({
  name: v.string(),
  value: v.fallback(v.string(), ''),
  path: v.fallback(v.optional(v.string()), undefined),
  domain: v.fallback(v.optional(v.string()), undefined),
  expires: v.fallback(v.optional(v.union([v.string(), v.number()])), undefined),
  httpOnly: v.fallback(v.optional(v.boolean()), undefined),
  secure: v.fallback(v.optional(v.boolean()), undefined),
  sameSite: v.fallback(v.optional(v.string()), undefined),
});

type HarCookie = v.InferOutput<typeof Cookie>;

/** @returns the Cookie header that `request.cookies` stands for, or undefined where there is none */
export const cookieHeader = (cookies: readonly unknown[]): string | undefined => {
  const read = readCookies(cookies);
  return read.length === 0 ? undefined : read.map(pairOf).join('; ');
};

/** @returns the Set-Cookie headers that `response.cookies` stands for (RFC 6265bis 4.1) */
export const setCookieHeaders = (cookies: readonly unknown[]): RawHeader[] =>
  readCookies(cookies).map((cookie) => ({ name: 'Set-Cookie', value: lineOf(cookie) }));

const readCookies = (cookies: readonly unknown[]): HarCookie[] =>
  cookies.slice(0, MAX_COOKIES).flatMap((raw) => {
    const read = v.safeParse(Cookie, raw);
    return read.success && read.output.name !== '' ? [read.output] : [];
  });

const lineOf = (cookie: HarCookie): string => {
  const { path, domain, httpOnly, secure, sameSite } = cookie;
  const expires = expiryOf(cookie.expires);
  return [
    pairOf(cookie),
    ...(path === undefined || path === '' ? [] : [`Path=${plain(path)}`]),
    ...(domain === undefined || domain === '' ? [] : [`Domain=${plain(domain)}`]),
    ...(expires === undefined ? [] : [`Expires=${expires}`]),
    ...(httpOnly === true ? ['HttpOnly'] : []),
    ...(secure === true ? ['Secure'] : []),
    ...(sameSite === undefined || sameSite === '' ? [] : [`SameSite=${plain(sameSite)}`]),
  ].join('; ');
};

const pairOf = ({ name, value }: HarCookie): string => `${plain(name)}=${plain(value)}`;

/** What would end an attribute, or a line, ends nothing here. */
const plain = (text: string): string => text.replace(/[;\r\n\0]/g, '');

/** ISO 8601 by the standard; the header's own form, or seconds, as some write it. Session cookies have none, or -1. */
const expiryOf = (expires: string | number | undefined): string | undefined => {
  if (expires === undefined || expires === '' || (typeof expires === 'number' && expires <= 0)) return undefined;
  const date = new Date(typeof expires === 'number' ? expires * 1000 : expires);
  return Number.isNaN(date.getTime()) ? undefined : date.toUTCString();
};
