/** Settings in the units and the order of people. Pure. */
import type { SiteReport } from '../../core/report.ts';
import { defaultThresholds, type Thresholds } from '../../core/rules/thresholds.ts';
import type { Settings } from '../../messages/settings.ts';
import { hostOf } from '../view-model.ts';

export const THEMES: readonly { value: Settings['theme']; label: string }[] = [
  { value: 'system', label: 'System' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
];

/** The site that can be paused and forgotten: pages closed to extensions are none. */
export const siteAtHand = (report: SiteReport | undefined): string | undefined =>
  report === undefined || report.access === 'unsupported' ? undefined : report.site;

/** By name, as people look for one. */
export const pausedList = (sites: readonly string[]): string[] =>
  [...sites].sort((a, b) => hostOf(a).localeCompare(hostOf(b)));

export type Unit = 'minutes' | 'hours' | 'days';

const SIZE: Record<Unit, number> = { minutes: 60_000, hours: 3_600_000, days: 86_400_000 };

export const UNITS: readonly Unit[] = ['minutes', 'hours', 'days'];

export interface Row {
  name: keyof Thresholds;
  label: string;
  hint: string;
}

export const ROWS: readonly Row[] = [
  { name: 'accessTokenLow', label: 'Access token, long', hint: 'A JWT for an API that lives longer is a low risk.' },
  {
    name: 'accessTokenMedium',
    label: 'Access token, far too long',
    hint: 'A JWT for an API that lives longer is a medium risk.',
  },
  {
    name: 'sessionTokenMedium',
    label: 'Session token, too long',
    hint: 'A JWT that is the session itself, and lives longer, is a medium risk.',
  },
  {
    name: 'sessionCookieLow',
    label: 'Session cookie, long',
    hint: 'A session cookie that is kept longer is a low risk.',
  },
  {
    name: 'shortLived',
    label: 'Short-lived',
    hint: 'A token that lives less is worth little to a thief, and judged more mildly.',
  },
  {
    name: 'clockSkew',
    label: 'Clocks may differ by',
    hint: 'So much is allowed between the server’s clock and yours.',
  },
  {
    name: 'samlWindow',
    label: 'SAML assertion, too long',
    hint: 'An assertion that is good for longer is a medium risk.',
  },
];

/** In the largest unit in which it is a whole number. */
export const inUnits = (milliseconds: number): { count: string; unit: Unit } => {
  const unit = UNITS.toReversed().find((each) => milliseconds % SIZE[each] === 0) ?? 'minutes';
  return { count: String(Math.round((milliseconds / SIZE[unit]) * 100) / 100), unit };
};

const CENTURY = 36_500 * SIZE.days;

/** @returns undefined for what is no length of time, or is under a second or over a hundred years */
export const milliseconds = (count: string, unit: Unit): number | undefined => {
  const number = /^\d{1,9}(?:\.\d{1,4})?$/.test(count.trim()) ? Number(count) : Number.NaN;
  const length = Math.round(number * SIZE[unit]);
  return length >= 1000 && length <= CENTURY ? length : undefined;
};

/** Those that are not as they were given. */
export const differing = (thresholds: Thresholds): Partial<Thresholds> =>
  Object.fromEntries(
    ROWS.filter(({ name }) => thresholds[name] !== defaultThresholds[name]).map(({ name }) => [name, thresholds[name]]),
  );
