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

/** A comma in the attributes of one cookie with the name of the next one behind it; the comma of a date has none. */
const NEXT_COOKIE = /,\s*(?=[^\s;,=]{1,256}=)/;

/** Safari joins the Set-Cookie lines of an answer with commas, which no reader of HTTP does (RFC 9110 5.3). */
export const splitJoined = (header: RawHeader): RawHeader[] => {
  if (header.name.length !== 10 || header.name.toLowerCase() !== 'set-cookie' || !header.value.includes(','))
    return [header];
  const lines: string[] = [];
  let line = '';
  for (const part of header.value.split(NEXT_COOKIE)) {
    // A value may have commas; its own attributes tell that it is over.
    if (line !== '' && !line.includes(';')) line = `${line},${part}`;
    else {
      if (line !== '') lines.push(line);
      line = part;
    }
  }
  return [...lines, line].map((value) => ({ name: header.name, value }));
};

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
  // Fiddler writes the first day of the year 1 for none.
  return Number.isNaN(date.getTime()) || date.getTime() < 0 ? undefined : date.toUTCString();
};
