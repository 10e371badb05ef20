/**
 * The protocol between contexts: name → request. Only pages of the extension may ask; a content script never sends a
 * message, its findings come back as the result of the injection that the background started.
 */
import * as v from 'valibot';
import type { GoodNews } from '../core/good-news.ts';
import type { SiteReport } from '../core/report.ts';
import type { Thresholds } from '../core/rules/thresholds.ts';
import { reasonSchema, ruleSchema, settingsChangeSchema, subjectSchema, thresholdsSchema } from './choices.ts';
import type { Settings } from './settings.ts';

const tabId = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(Number.MAX_SAFE_INTEGER));
const count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(Number.MAX_SAFE_INTEGER));
const fingerprint = v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/));

export const requests = {
  'popup/get-report': v.strictObject({ name: v.literal('popup/get-report'), tabId }),
  /** The same report from what is known already: at once, however busy the page is that would be read. */
  'popup/get-known-report': v.strictObject({ name: v.literal('popup/get-known-report'), tabId }),
  /** What the site does well, from what is known. The worker has the tables that this takes, and no door shall load them. */
  'popup/get-good-news': v.strictObject({ name: v.literal('popup/get-good-news'), tabId }),
  /** The site is the tab's: no page may speak for another one. */
  'popup/set-aside': v.strictObject({
    name: v.literal('popup/set-aside'),
    tabId,
    rule: ruleSchema,
    subject: subjectSchema,
    reason: reasonSchema,
  }),
  'popup/take-back': v.strictObject({
    name: v.literal('popup/take-back'),
    tabId,
    rule: ruleSchema,
    subject: subjectSchema,
  }),
  'popup/get-thresholds': v.strictObject({ name: v.literal('popup/get-thresholds') }),
  /** All that differ from the defaults; none of them sets the defaults in force again. */
  'popup/set-thresholds': v.strictObject({ name: v.literal('popup/set-thresholds'), thresholds: thresholdsSchema }),
  'popup/get-settings': v.strictObject({ name: v.literal('popup/get-settings') }),
  'popup/set-settings': v.strictObject({ name: v.literal('popup/set-settings'), change: settingsChangeSchema }),
  /** The site is the tab's. */
  'popup/pause-site': v.strictObject({ name: v.literal('popup/pause-site'), tabId, paused: v.boolean() }),
  /** Forgets what was seen: on the tab's site, or everywhere. */
  'popup/clear': v.strictObject({ name: v.literal('popup/clear'), tabId, what: v.picklist(['site', 'everything']) }),
  /** What came of a check; neither token nor secret nor key. */
  'popup/token-checked': v.strictObject({
    name: v.literal('popup/token-checked'),
    tabId,
    fingerprint,
    knownSecret: v.boolean(),
    list: v.exactOptional(v.picklist(['bundled', 'file'])),
    signature: v.exactOptional(v.picklist(['valid', 'invalid'])),
    tried: count,
    complete: v.boolean(),
  }),
} as const;

export type MessageName = keyof typeof requests;

export interface Replies {
  'popup/get-report': SiteReport;
  'popup/get-known-report': SiteReport;
  'popup/get-good-news': GoodNews;
  'popup/set-aside': null;
  'popup/take-back': null;
  'popup/get-thresholds': Thresholds;
  'popup/set-thresholds': Thresholds;
  'popup/get-settings': Settings;
  'popup/set-settings': Settings;
  'popup/pause-site': Settings;
  'popup/clear': null;
  'popup/token-checked': null;
}

export type RequestOf<Name extends MessageName> = v.InferOutput<(typeof requests)[Name]>;
