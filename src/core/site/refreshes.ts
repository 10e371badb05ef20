/** Requests that change a refresh token for new tokens, and whether the same one is used again (RFC 9700, 4.14.2). */
import { refreshPath, tokenParameter } from '../knowledge/words.ts';
import type { RequestSeen, ResponseSeen } from '../observe/observation.ts';
import type { Draft } from './draft.ts';
import type { RefreshSeen } from './seen.ts';
import { CAPS, type Pending } from './state.ts';
import { pathOf } from './urls.ts';

/** Two tabs, or a request that is tried again, may send the same token at once. */
const RETRY_MS = 10_000;
const MAX_VALUES = 24;

/** What a request shows of asking for new tokens; undefined if it does not. */
export const refreshOf = (seen: RequestSeen): Pending['refresh'] => {
  const body = seen.method !== 'GET' && seen.fields.some((name) => tokenParameter(name) === 'refresh-token');
  if (!body && !refreshPath(pathOf(seen.url))) return undefined;
  const bound = seen.marks?.some((mark) => mark === 'dpop' || mark === 'device-bound-session') === true;
  return { body, bound };
};

export const asksForTokens = (draft: Draft, { at, method, url }: RequestSeen): void => {
  const known = draft.facts.refreshes[url];
  if (known?.askedAt === at) return;
  note(draft, { ...(known ?? { method, url, sent: {}, again: {} }), askedAt: at });
};

const note = (draft: Draft, seen: RefreshSeen): void => {
  const refreshes = draft.put(draft.facts.refreshes, seen.url, seen, CAPS.refreshes);
  if (refreshes !== draft.facts.refreshes) draft.set({ refreshes });
};

/** It was answered with success. */
export const refreshed = (draft: Draft, { at }: ResponseSeen, asked: Pending): void => {
  if (asked.refresh === undefined) return;
  const { body, bound } = asked.refresh;
  const known = draft.facts.refreshes[asked.url];
  const sent: RefreshSeen['sent'] = {};
  const again = { ...known?.again };
  for (const print of fingerprintsOf(draft, asked).slice(0, MAX_VALUES)) {
    const since = known?.sent[print] ?? asked.at;
    sent[print] = since;
    if (asked.at - since > RETRY_MS && Object.keys(again).length < MAX_VALUES) again[print] ??= asked.at;
  }
  const seen: RefreshSeen = {
    method: asked.method,
    askedAt: asked.at,
    url: asked.url,
    sent,
    again,
    ...(body || known?.fromBody !== undefined
      ? { fromBody: { firstAt: known?.fromBody?.firstAt ?? at, lastAt: at } }
      : {}),
    ...(bound || known?.bound === true ? { bound: true as const } : {}),
  };
  note(draft, seen);
};

const fingerprintsOf = (draft: Draft, { sendings }: Pending): string[] =>
  sendings.flatMap((key) => {
    const sending = draft.facts.sendings[key];
    return sending?.where === 'cookie' || sending?.where === 'header' ? [sending.fingerprint] : [];
  });
