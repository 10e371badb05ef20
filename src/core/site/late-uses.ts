/**
 * What happens to a value from before a logout that goes along with a later request. Only places that were shut to strangers
 * tell anything: a public page is open to everybody. Nothing is sent to find out.
 */
import type { ResponseSeen } from '../observe/observation.ts';
import type { Draft } from './draft.ts';
import type { LateUseSeen } from './seen.ts';
import { CAPS, type Pending } from './state.ts';

const MAX_ALONG = 24;

/** @param refused what the answer says; without it only an answer with content, and from the server, is a yes */
export const lateUse = (draft: Draft, seen: ResponseSeen, asked: Pending, refused: boolean): void => {
  const logout = draft.facts.logouts.at(-1);
  if (logout?.answeredAt === undefined || logout.id === seen.id || asked.at <= logout.answeredAt) return;
  // The same address with other parameters, or another method, may be another place.
  if (asked.bare !== true || draft.facts.doors[asked.url]?.bare !== true) return;
  if (!refused && (seen.status < 200 || seen.status >= 300)) return;

  const isNewer = (key: string): boolean => (draft.facts.sendings[key]?.firstAt ?? 0) > logout.at;
  const older = asked.sendings.filter((key) => !isNewer(key)).slice(0, MAX_ALONG);
  const newer = asked.sendings.filter(isNewer).slice(0, MAX_ALONG);
  if (older.length > 0)
    note(draft, { url: asked.url, logout: logout.id, at: seen.at, accepted: !refused, older, newer });
};

/** The first answer after the last logout; a yes outweighs a no. */
const note = (draft: Draft, use: LateUseSeen): void => {
  const known = draft.facts.lateUses[use.url];
  if (known?.logout === use.logout && (known.accepted || !use.accepted)) return;
  const lateUses = draft.put(draft.facts.lateUses, use.url, use, CAPS.lateUses);
  if (lateUses !== draft.facts.lateUses) draft.set({ lateUses });
};
