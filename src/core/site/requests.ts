/** Requests: what they carry, what they do, and what is to be learnt from their answers. */
import { SAFE_METHODS } from '../knowledge/methods.ts';
import type { RequestSeen } from '../observe/observation.ts';
import type { Draft } from './draft.ts';
import { asksForLogout, leadOn, loginWay, redirectLogin, startLogin, startLogout } from './logins.ts';
import { requestMarks } from './marks.ts';
import { requestMotion } from './motion.ts';
import { isThirdParty } from './origins.ts';
import { requestProof } from './proofs.ts';
import { requestProtocols } from './protocols.ts';
import { asksForTokens, refreshOf } from './refreshes.ts';
import type { StateChangeSeen } from './seen.ts';
import { send } from './sendings.ts';
import { CAPS, type Pending } from './state.ts';
import { originOf } from './urls.ts';

export const request = (draft: Draft, seen: RequestSeen): void => {
  draft.tally.requests += 1;
  const origin = originOf(seen.url);
  const login = loginWay(draft, seen);
  const sendings: string[] = [];
  for (const value of seen.values) {
    const key = send(draft, value, seen, origin);
    if (key !== undefined) sendings.push(key);
  }
  requestMarks(draft, seen);
  requestProtocols(draft, seen);
  requestMotion(draft, seen);
  const leaves = login === undefined && asksForLogout(seen);
  redirectLogin(draft, seen);
  if (login !== undefined) startLogin(draft, seen, login);
  else if (leaves) startLogout(draft, seen);
  const change = login === undefined && !leaves ? changeOfState(draft, seen, sendings) : undefined;
  if (seen.resource === 'document') leadOn(draft, seen);
  const signsIn = login !== undefined && login !== 'password-header';
  const proof = requestProof(draft, seen);
  remember(draft, seen, {
    sendings,
    ...(signsIn ? { login: true } : {}),
    ...(change === undefined ? {} : { change }),
    ...(proof === undefined ? {} : { proof }),
  });
};

/** @returns what is to be learnt from the answer; nothing where the request changes nothing */
const changeOfState = (draft: Draft, seen: RequestSeen, sendings: string[]): Pending['change'] => {
  if (seen.reads === true || (SAFE_METHODS.has(seen.method) && !overridesMethod(seen))) return undefined;
  const key = `${seen.method} ${seen.url}`;
  // Not the site's own request: it shows nothing of how the site's own are defended.
  if (isForeign(seen)) return { key, foreign: true };
  const known = draft.facts.stateChanges[key];
  if (known !== undefined && known.outcome !== 'refused' && !tellsMore(seen, sendings, known)) return undefined;
  const change = {
    at: seen.at,
    method: seen.method,
    url: seen.url,
    resource: seen.resource,
    ...(seen.contentType === undefined ? {} : { contentType: seen.contentType }),
    ...(seen.bodyUnread === true ? { bodyUnread: true as const } : {}),
    sendings: sendings.slice(0, CAPS.along),
    fields: seen.fields.slice(0, 50),
    customHeaders: seen.customHeaders.slice(0, 24),
    ...(seen.csrfTokens === undefined ? {} : { tokens: seen.csrfTokens }),
  };
  const stateChanges = draft.put(draft.facts.stateChanges, key, change, CAPS.stateChanges);
  if (stateChanges === draft.facts.stateChanges) return undefined;
  draft.set({ stateChanges });
  return { key, foreign: false };
};

/** A body that was read tells more than one that was not; otherwise, whatever carries more. */
const tellsMore = (seen: RequestSeen, sendings: readonly string[], known: StateChangeSeen): boolean =>
  seen.bodyUnread === known.bodyUnread ? sendings.length > known.sendings.length : known.bodyUnread === true;

/** Rack::MethodOverride, Symfony's `http_method_override`, Express' method-override: what to do stands in a field. */
const overridesMethod = ({ method, fields }: RequestSeen): boolean => method === 'GET' && fields.includes('_method');

const isForeign = ({ crossSite, initiator, url }: RequestSeen): boolean =>
  crossSite === true || (initiator !== undefined && isThirdParty(initiator, originOf(url)));

/** A request waits for its answer in the tally: a lost one is asked again by the next request. */
const remember = (
  draft: Draft,
  seen: RequestSeen,
  known: Pick<Pending, 'sendings' | 'login' | 'change' | 'proof'>,
): void => {
  const most = Math.min(CAPS.pending, Math.floor(CAPS.pendingSendings / Math.max(1, known.sendings.length)));
  const others = draft.tally.pending.filter(({ id }) => id !== seen.id);
  const bound = seen.marks?.includes('device-bound-session') === true;
  const refresh = refreshOf(seen);
  if (refresh !== undefined) asksForTokens(draft, seen);
  const asked: Pending = { id: seen.id, method: seen.method, url: seen.url, at: seen.at, ...known };
  if (bound) asked.bound = bound;
  if (refresh !== undefined) asked.refresh = refresh;
  if (seen.method === 'GET' && seen.fields.length === 0) asked.bare = true;
  draft.tally.pending = [...(others.length < most ? others : others.slice(others.length + 1 - most)), asked];
};
