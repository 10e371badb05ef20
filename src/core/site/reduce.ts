/** The one reducer: `(state, observation) → state`, pure, total and capped. `facts` keeps its identity when nothing was learnt. */
import type { FileSeen, Observation, PageSeen, StorageSeen } from '../observe/observation.ts';
import { tokenChecked } from './checks.ts';
import { cookieChanged, readJar } from './cookies.ts';
import { Draft, emptied } from './draft.ts';
import { handOver } from './logins.ts';
import { pageMarks } from './marks.ts';
import { keep } from './places.ts';
import { pageProtocols } from './protocols.ts';
import { request } from './requests.ts';
import { response } from './responses.ts';
import type { SiteState } from './state.ts';
import { originOf } from './urls.ts';

export const reduce = (state: SiteState, observation: Observation): SiteState => {
  const draft = new Draft(state);
  if (observation.at > draft.tally.lastSeen) draft.tally.lastSeen = observation.at;
  switch (observation.type) {
    case 'request':
      request(draft, observation);
      break;
    case 'response':
      response(draft, observation);
      break;
    case 'cookies':
      readJar(draft, observation);
      break;
    case 'cookie-changed':
      cookieChanged(draft, observation);
      break;
    case 'storage':
      storage(draft, observation);
      break;
    case 'page':
      page(draft, observation);
      break;
    case 'token-checked':
      tokenChecked(draft, observation);
      break;
    case 'file':
      file(draft, observation);
      break;
    default:
      return observation satisfies never;
  }
  return draft.state;
};

const storage = (draft: Draft, seen: StorageSeen): void => {
  const first = !draft.facts.storageRead;
  const listed = new Set(seen.values.map((value) => keep(draft, value, seen.origin, seen.at, first)));
  for (const [key, place] of Object.entries(draft.facts.places)) {
    if (place.origin !== seen.origin || place.gone !== undefined || listed.has(key)) continue;
    if (seen.complete.some((area) => area === place.where)) draft.place(key, emptied(place, seen.at));
  }
  const { storageRead, unread } = draft.facts;
  // What a limit in time leaves out varies from scan to scan; only its coming, going and doubling are news.
  const news = (unread === 0) !== (seen.unread === 0) || seen.unread > 2 * unread;
  if (!storageRead || news) {
    draft.set({ storageRead: true, unread: seen.unread });
  }
};

const page = (draft: Draft, seen: PageSeen): void => {
  pageMarks(draft, seen);
  pageProtocols(draft, seen);
  handOver(draft, seen);
  for (const value of seen.values) keep(draft, value, originOf(seen.url), seen.at);
};

const file = (draft: Draft, { missing }: FileSeen): void => {
  const news = missing.filter((each) => !draft.facts.missing.includes(each));
  if (news.length > 0) draft.set({ missing: [...draft.facts.missing, ...news] });
};
