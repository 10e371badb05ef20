/** The reasoning behind `csrf-exposed`: what another site could make this browser send, and what would stop it. */
import type { CookieAttributes, Severity } from '../report.ts';
import type { Engine, StateChange } from './facts.ts';

/** How a cookie is treated in the end. `lax-with-window`: Chromium's default, with a gap of two minutes for POST. */
export type EffectiveSameSite = 'none' | 'lax-with-window' | 'lax' | 'strict';

export type Defence = 'none' | 'preflight' | 'token';

const LOOSEST_FIRST: readonly EffectiveSameSite[] = ['none', 'lax-with-window', 'lax', 'strict'];

/** Content types that a plain form can send (Fetch standard, CORS-safelisted request-header). */
const FORM_TYPES: ReadonlySet<string> = new Set([
  'application/x-www-form-urlencoded',
  'multipart/form-data',
  'text/plain',
]);

const exposures: Record<EffectiveSameSite, Record<Defence, Severity | undefined>> = {
  none: { none: 'high', preflight: 'medium', token: undefined },
  'lax-with-window': { none: 'medium', preflight: 'low', token: undefined },
  lax: { none: 'low', preflight: undefined, token: undefined },
  strict: { none: undefined, preflight: undefined, token: undefined },
};

export function exposure(sameSite: EffectiveSameSite, defence: Defence): Severity | undefined {
  return exposures[sameSite][defence];
}

export function effectiveSameSite({ sameSite }: CookieAttributes, engine: Engine): EffectiveSameSite {
  if (sameSite !== 'unset') return sameSite;
  return engine === 'chromium' ? 'lax-with-window' : 'none';
}

/** From the loosest to the strictest. Which of several cookies the server insists on cannot be seen. */
export function rangeOf(all: readonly EffectiveSameSite[]): { worst: EffectiveSameSite; best: EffectiveSameSite } {
  const sorted = all.toSorted((a, b) => LOOSEST_FIRST.indexOf(a) - LOOSEST_FIRST.indexOf(b));
  return { worst: sorted[0] ?? 'none', best: sorted.at(-1) ?? 'none' };
}

export function defenceOf(change: StateChange): Defence {
  if (change.tokenFields.length > 0 || change.tokenHeaders.length > 0 || change.doubleSubmit) return 'token';
  return preflightReasons(change).length > 0 ? 'preflight' : 'none';
}

/** What another site could not send without the browser asking the server first, if the server insists on it. */
export function preflightReasons(change: StateChange): string[] {
  const reasons: string[] = [];
  if (change.method.toUpperCase() !== 'POST') reasons.push(`the method ${change.method}`);
  if (change.contentType !== undefined && !FORM_TYPES.has(change.contentType.toLowerCase())) {
    reasons.push(`the content type ${change.contentType}`);
  }
  reasons.push(...change.customHeaders.map((name) => `the header ${name}`));
  if (change.attached.length > 0) reasons.push('a credential that a script attaches');
  return reasons;
}
