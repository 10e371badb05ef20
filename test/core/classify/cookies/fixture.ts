/**
 * The labelled cookies: which of them authenticate, and what for. Names and attributes are facts about products; every
 * value is made here, from the site's and the cookie's name, so that the same file gives the same values for ever.
 *
 * A line of a file in this folder is one cookie, written as Set-Cookie writes it:
 *
 *     = site | where the names come from
 *     + role name=value; HttpOnly; Secure; Lax; Domain; Path=/x; 14d
 *     - role name=value
 *     & bundle bundle        (of trackers.txt)
 *
 * `+`: who holds it, alone or with the others of the site so marked, is taken for somebody signed in, or gets such a cookie
 * without signing in again. `-`: all others, also flags, ids of users, seals, anti-CSRF tokens, and the anonymous session
 * beside the cookie that counts. In names and values `<hex:32>` and the like stand for what is made (values.ts). Flags not
 * written are off; no lifetime is a session cookie; `Domain` is one for the whole domain.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import type { CookieFeatures } from '../../../../src/core/classify/cookie-role.ts';
import type { Role, SameSite } from '../../../../src/core/report.ts';
import { maker, NOW } from './values.ts';

export interface LabelledCookie {
  site: string;
  authenticates: boolean;
  role: Role;
  cookie: CookieFeatures & { value: string };
}

/** A site is held out by its name alone; what is in that part is measured, and nothing is fitted to it. */
export const isHeldOut = (site: string): boolean => {
  const [first = 0] = createHash('sha256').update(site).digest();
  return first % 3 === 0;
};

const folder = new URL('./', import.meta.url);
const TRACKERS = 'trackers.txt';

/** Every cookie of every site, in the order of the files. */
export const labelledCookies = (): LabelledCookie[] => {
  const bundles = new Map(sitesOf(TRACKERS, new Map()).map(({ name, lines }) => [name, lines]));
  const files = readdirSync(folder).filter((file) => file.endsWith('.txt') && file !== TRACKERS);
  return files
    .sort()
    .flatMap((file) => sitesOf(file, bundles))
    .flatMap(({ name, lines }) => lines.map((line) => parseLine(line, name)));
};

interface Site {
  name: string;
  lines: string[];
}

const sitesOf = (file: string, bundles: ReadonlyMap<string, string[]>): Site[] => {
  const sites: Site[] = [];
  for (const line of readFileSync(new URL(file, folder), 'utf8').split('\n')) {
    if (line === '' || line.startsWith('#')) continue;
    const site = sites.at(-1);
    if (line.startsWith('= ')) sites.push({ name: line.slice(2).split(' | ')[0] ?? '', lines: [] });
    else if (line.startsWith('& '))
      site?.lines.push(
        ...line
          .slice(2)
          .split(' ')
          .flatMap((name) => bundleOf(name, bundles)),
      );
    else site?.lines.push(line);
  }
  return sites;
};

const bundleOf = (name: string, bundles: ReadonlyMap<string, string[]>): string[] => {
  const lines = bundles.get(name);
  if (lines === undefined) throw new Error(`No bundle is called ${name}`);
  return lines;
};

const LINE = /^([+-]) (\S+) ([^=]+)=(.*)$/;

export const parseLine = (line: string, site: string): LabelledCookie => {
  const [, sign, role, name = '', rest = ''] = LINE.exec(line) ?? [];
  if (sign === undefined) throw new Error(`No cookie of ${site}: ${line}`);
  const [value = '', ...attributes] = rest.split('; ');
  const make = maker(`${site} ${name}`);
  return {
    site,
    authenticates: sign === '+',
    role: role as Role,
    cookie: { name: make(name), value: make(value), ...attributesOf(attributes, site) },
  };
};

const SAME_SITE: ReadonlySet<string> = new Set(['Lax', 'Strict', 'None']);

const attributesOf = (attributes: readonly string[], site: string): Omit<CookieFeatures, 'name' | 'shape'> => {
  const sameSite = attributes.find((one) => SAME_SITE.has(one))?.toLowerCase() as SameSite | undefined;
  const path = attributes.find((one) => one.startsWith('Path='))?.slice('Path='.length);
  const lifetime = attributes.find((one) => /^\d+[mhdy]$/.test(one));
  const unknown = attributes.filter(
    (one) => !(SAME_SITE.has(one) || one.startsWith('Path=') || one === lifetime || PLAIN.has(one)),
  );
  if (unknown.length > 0) throw new Error(`No attribute of a cookie of ${site}: ${unknown.join('; ')}`);
  return {
    domain: attributes.includes('Domain') ? `.${site}` : site,
    path: path ?? '/',
    secure: attributes.includes('Secure'),
    httpOnly: attributes.includes('HttpOnly'),
    sameSite: sameSite ?? 'unset',
    session: lifetime === undefined,
    ...(lifetime === undefined ? {} : { expires: NOW + milliseconds(lifetime) }),
  };
};

const PLAIN: ReadonlySet<string> = new Set(['HttpOnly', 'Secure', 'Domain']);
const UNIT: Record<string, number> = { m: 60_000, h: 3_600_000, d: 86_400_000, y: 31_536_000_000 };

const milliseconds = (lifetime: string): number => Number.parseInt(lifetime, 10) * (UNIT[lifetime.at(-1) ?? ''] ?? 0);
