/**
 * The protocol between contexts: name → request. Only pages of the extension may ask; a content script never sends a
 * message, its findings come back as the result of the injection that the background started.
 */
import * as v from 'valibot';
import type { SiteReport } from '../core/report.ts';

const tabId = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(Number.MAX_SAFE_INTEGER));

export const requests = {
  'popup/get-report': v.strictObject({ name: v.literal('popup/get-report'), tabId }),
} as const;

export type MessageName = keyof typeof requests;

export interface Replies {
  'popup/get-report': SiteReport;
}

export type RequestOf<Name extends MessageName> = v.InferOutput<(typeof requests)[Name]>;
