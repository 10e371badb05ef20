/** Signs of protocols: the first of each kind at each origin is remembered, with what came along. */
import type { Mark, PageSeen, RequestSeen, ResponseSeen } from '../observe/observation.ts';
import type { Draft } from './draft.ts';
import { isThirdParty } from './origins.ts';
import type { MarkSeen } from './seen.ts';
import { CAPS } from './state.ts';
import { originOf } from './urls.ts';

/** The site asks somebody else who its user is. */
export const ASKS_PROVIDER: ReadonlySet<string> = new Set<Mark>([
  'oauth-code',
  'oauth-implicit',
  'oauth-par',
  'oauth-jar',
  'oauth-device',
  'oauth-exchange',
  'oidc',
  'saml',
  'ws-federation',
  'cas',
]);

const KNOWN: ReadonlySet<string> = new Set([
  ...ASKS_PROVIDER,
  'webauthn',
  'fedcm',
  'dpop',
  'signed-request',
  'device-bound-session',
  'mtls-hint',
  'socket',
  'cut',
]);

export const isMark = (word: string): word is Mark => KNOWN.has(word);

export const requestMarks = (draft: Draft, seen: RequestSeen): void => {
  if (seen.marks === undefined || isSomebodyElses(draft, seen)) return;
  for (const mark of seen.marks) note(draft, mark, seen, seen.signature);
};

/** @param changed keys of the cookies that the response gave a new value */
export const responseMarks = (draft: Draft, seen: ResponseSeen, changed: readonly string[]): void => {
  const foreignFrame = seen.resource === 'frame' && isThirdParty(originOf(seen.url), draft.facts.site);
  if (!foreignFrame) for (const mark of seen.marks) if (isMark(mark)) note(draft, mark, seen);
  const asked = draft.asked(seen.id);
  if (asked?.bound === true && changed.length > 0) bind(draft, seen, changed);
};

export const pageMarks = (draft: Draft, seen: PageSeen): void => {
  for (const mark of seen.marks ?? []) note(draft, mark, seen);
};

/** What an embedded page of somebody else does inside its frame is not this site's way of knowing its users. */
export const isSomebodyElses = (draft: Draft, { resource, initiator }: RequestSeen): boolean =>
  resource !== 'document' && initiator !== undefined && isThirdParty(initiator, draft.facts.site);

const note = (draft: Draft, mark: Mark, seen: { at: number; url: string }, signature?: string): void => {
  const origin = originOf(seen.url);
  const key = `${mark}|${origin}`;
  const known = Object.hasOwn(draft.facts.marks, key) ? draft.facts.marks[key] : undefined;
  if (known === undefined) {
    const first = { mark, at: seen.at, origin, url: seen.url, ...(signature === undefined ? {} : { signature }) };
    put(draft, key, first);
  } else if (signature !== undefined && known.varies !== true && known.signature !== signature) {
    put(draft, key, known.signature === undefined ? { ...known, signature } : { ...known, varies: true });
  }
};

/** The cookies that a proof is answered with are those that the device is bound to (DBSC 8.9: refresh). */
const bind = (draft: Draft, seen: ResponseSeen, changed: readonly string[]): void => {
  const key = `device-bound-session|${originOf(seen.url)}`;
  const known = draft.facts.marks[key];
  if (known === undefined) return;
  const set = [...new Set([...(known.set ?? []), ...changed])].slice(0, 8);
  if (set.length !== (known.set ?? []).length) put(draft, key, { ...known, set });
};

const put = (draft: Draft, key: string, mark: MarkSeen): void => {
  const marks = draft.put(draft.facts.marks, key, mark, CAPS.marks);
  if (marks !== draft.facts.marks) draft.set({ marks });
};
