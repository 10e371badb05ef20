/** How each engine treats a cookie when another site sends the request: the effective SameSite. */
import type { CookieAttributes } from '../report.ts';
import type { Engine } from './facts.ts';

/** Engines whose behaviour is known. */
export type NamedEngine = Exclude<Engine, 'unknown'>;

/**
 * `lax-with-window`: Lax by default, but a top-level POST gets through while the cookie is at most two minutes old
 * (RFC 6265bis 5.7.3, "Lax-allowing-unsafe"). `rejected`: the browser does not keep the cookie at all.
 */
export type EffectiveSameSite = 'none' | 'lax-with-window' | 'lax' | 'strict' | 'rejected';

/** What the Set-Cookie line asks for. */
export type SaidSameSite = 'strict' | 'lax' | 'none' | 'none-without-secure' | 'unset';

export const ENGINES: readonly NamedEngine[] = ['chromium', 'firefox', 'safari'];

/**
 * Source: MDN browser-compat-data (http/headers/Set-Cookie): Lax by default in Chromium 80, behind a flag in Firefox, not in
 * Safari; None without Secure rejected from Chromium 80 and Firefox 131 on. Which site is the same one: Chromium counts the
 * scheme (89), the others do not.
 */
export const effective: Record<SaidSameSite, Record<NamedEngine, EffectiveSameSite>> = {
  strict: { chromium: 'strict', firefox: 'strict', safari: 'strict' },
  lax: { chromium: 'lax', firefox: 'lax', safari: 'lax' },
  none: { chromium: 'none', firefox: 'none', safari: 'none' },
  'none-without-secure': { chromium: 'rejected', firefox: 'rejected', safari: 'none' },
  unset: { chromium: 'lax-with-window', firefox: 'none', safari: 'none' },
};

const LOOSEST_FIRST: readonly EffectiveSameSite[] = ['none', 'lax-with-window', 'lax', 'strict', 'rejected'];

export function saidSameSite({ sameSite, secure }: Pick<CookieAttributes, 'sameSite' | 'secure'>): SaidSameSite {
  return sameSite === 'none' && !secure ? 'none-without-secure' : sameSite;
}

/**
 * In the engine in use; in the loosest one where that is not known. It kept the cookie, whatever the table says: rules ask
 * about cookies that went along.
 */
export function effectiveSameSite(cookie: CookieAttributes, engine: Engine): EffectiveSameSite {
  const row = effective[saidSameSite(cookie)];
  const all = engine === 'unknown' ? ENGINES.map((each) => row[each]) : [row[engine]];
  const { worst } = rangeOf(all);
  return worst === 'rejected' ? 'none' : worst;
}

/** From the loosest to the strictest. Which of several cookies the server insists on cannot be seen. */
export function rangeOf(all: readonly EffectiveSameSite[]): { worst: EffectiveSameSite; best: EffectiveSameSite } {
  const sorted = all.toSorted((a, b) => LOOSEST_FIRST.indexOf(a) - LOOSEST_FIRST.indexOf(b));
  return { worst: sorted[0] ?? 'none', best: sorted.at(-1) ?? 'none' };
}
