/** What the user decided: findings set aside, and thresholds. The same schemas hold for messages and for what was stored. */
import * as v from 'valibot';
import { parseUrl } from '../core/observe/url.ts';
import type { Thresholds } from '../core/rules/thresholds.ts';
import { MAX_REASON } from '../core/waivers.ts';
import { DEFAULT_SETTINGS, MAX_PAUSED, type Settings, type SettingsChange, THEMES } from './settings.ts';

const YEAR = 365 * 24 * 3_600_000;

const time = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(Number.MAX_SAFE_INTEGER));

/** Milliseconds, of which a limit needs at least a second. */
const span = v.pipe(v.number(), v.integer(), v.minValue(1000), v.maxValue(100 * YEAR));

const thresholdEntries = {
  accessTokenLow: v.exactOptional(span),
  accessTokenMedium: v.exactOptional(span),
  sessionTokenMedium: v.exactOptional(span),
  shortLived: v.exactOptional(span),
  clockSkew: v.exactOptional(span),
  sessionCookieLow: v.exactOptional(span),
  samlWindow: v.exactOptional(span),
} satisfies Record<keyof Thresholds, unknown>;

/** Those that differ from the defaults. */
export const thresholdsSchema = v.strictObject(thresholdEntries);

const originSchema = v.pipe(
  v.string(),
  v.maxLength(2000),
  v.check((text) => parseUrl(text)?.origin === text),
);

/** One broken entry must not set all the others going again. */
const originsSchema = v.pipe(
  v.array(v.unknown()),
  v.transform((sites) => sites.filter((site) => v.is(originSchema, site)).slice(0, MAX_PAUSED)),
);

const settingsEntries = {
  theme: v.picklist(THEMES),
  badge: v.boolean(),
  paused: v.boolean(),
  pausedSites: originsSchema,
} satisfies Record<keyof Settings, unknown>;

/** A site is paused from the tab that shows it (`popup/pause-site`). */
export const settingsChangeSchema = v.strictObject({
  theme: v.exactOptional(settingsEntries.theme),
  badge: v.exactOptional(settingsEntries.badge),
  paused: v.exactOptional(settingsEntries.paused),
  watchAgain: v.exactOptional(originSchema),
} satisfies Record<keyof SettingsChange, unknown>);

/** Of stored settings those that are whole; the rest as they were given. */
export const readSettings = (stored: unknown): Settings => {
  if (typeof stored !== 'object' || stored === null) return DEFAULT_SETTINGS;
  const entries = Object.entries(settingsEntries).flatMap(([name, schema]) => {
    const parsed = v.safeParse(schema, Object.hasOwn(stored, name) ? Reflect.get(stored, name) : undefined);
    return parsed.success ? [[name, parsed.output] as const] : [];
  });
  return { ...DEFAULT_SETTINGS, ...Object.fromEntries(entries) };
};

export const ruleSchema = v.pipe(v.string(), v.regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/), v.maxLength(80));
export const subjectSchema = v.pipe(v.string(), v.maxLength(4000));
export const reasonSchema = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(MAX_REASON));

const waiverSchema = v.object({
  site: v.pipe(v.string(), v.maxLength(2000), v.url()),
  rule: ruleSchema,
  subject: subjectSchema,
  reason: reasonSchema,
  at: time,
});

export type StoredWaiver = v.InferOutput<typeof waiverSchema>;

/** Of a stored list what is whole; of anything else nothing. */
export const readWaivers = (stored: unknown): StoredWaiver[] =>
  Array.isArray(stored)
    ? stored.flatMap((item: unknown) => {
        const parsed = v.safeParse(waiverSchema, item);
        return parsed.success ? [parsed.output] : [];
      })
    : [];

/** Of stored thresholds those that are whole. */
export const readThresholds = (stored: unknown): Partial<Thresholds> => {
  if (typeof stored !== 'object' || stored === null) return {};
  const entries = Object.keys(thresholdEntries).flatMap((name) => {
    const parsed = v.safeParse(span, Object.hasOwn(stored, name) ? Reflect.get(stored, name) : undefined);
    return parsed.success ? [[name, parsed.output] as const] : [];
  });
  return Object.fromEntries(entries);
};
