/** Where credentials went that they should not have gone, and who may keep the answers that they opened. */
import type { RequestSeen, ResponseSeen } from '../observe/observation.ts';
import type { Draft } from './draft.ts';
import { isThirdParty } from './origins.ts';
import type { AnswerSeen, RefererLeakSeen } from './seen.ts';
import { CAPS } from './state.ts';
import { originOf } from './urls.ts';

export const requestMotion = (draft: Draft, seen: RequestSeen): void => {
  const { site } = draft.facts;
  // What an embedded page of somebody else does is its own business.
  if (seen.resource !== 'document' && seen.initiator !== undefined && isThirdParty(seen.initiator, site)) return;
  for (const field of seen.passwords ?? []) {
    const found = { url: seen.url, field, at: seen.at };
    const key = `${field} ${seen.url}`;
    if (Object.hasOwn(draft.facts.passwordsInUrl, key)) continue;
    draft.set({ passwordsInUrl: draft.put(draft.facts.passwordsInUrl, key, found, CAPS.passwordsInUrl) });
  }
  const to = originOf(seen.url);
  if (seen.resource !== 'document' && isThirdParty(to, site)) refererOut(draft, seen, to);
};

const refererOut = (draft: Draft, { referred, at }: RequestSeen, to: string): void => {
  const { leakyPage, site } = draft.facts;
  if (referred !== undefined) {
    if (isThirdParty(originOf(referred.url), site)) return;
    for (const { name, shape } of referred.values)
      leak(draft, { fingerprint: shape.fingerprint, name, url: referred.url, to, how: 'seen', at });
    return;
  }
  // A Referer that is shown says it all; where none is, the page's policy says what may have gone.
  for (const value of leakyPage?.values ?? [])
    leak(draft, { ...value, url: leakyPage?.url ?? site, to, how: 'policy', at });
};

const leak = (draft: Draft, found: RefererLeakSeen): void => {
  const key = `${found.how}|${found.name}|${found.fingerprint}|${found.to}`;
  const { refererLeaks } = draft.facts;
  if (Object.hasOwn(refererLeaks, key)) return;
  draft.set({ refererLeaks: draft.put(refererLeaks, key, found, CAPS.refererLeaks) });
};

export const responseMotion = (draft: Draft, seen: ResponseSeen): void => {
  const origin = originOf(seen.url);
  const asked = draft.asked(seen.id);
  if (seen.resource === 'document' && origin === draft.facts.site) notePage(draft, seen, asked?.sendings ?? []);
  if (isThirdParty(origin, draft.facts.site)) allowed(draft, seen, origin, asked?.sendings ?? []);
  if (asked !== undefined && seen.caching !== undefined && seen.fromCache !== true)
    answered(draft, seen, seen.caching, asked.sendings);
};

/** The page that is open now, if its policy shows its address to others and something in it could be a credential. */
const notePage = (draft: Draft, { url, marks, status }: ResponseSeen, keys: readonly string[]): void => {
  const leaks = marks.includes('referrer-policy:leaky') && status >= 200 && status < 300;
  const values = (leaks ? keys : []).flatMap((key) => {
    const sending = draft.facts.sendings[key];
    return sending?.where === 'query' ? [{ name: sending.name, fingerprint: sending.fingerprint }] : [];
  });
  const page = values.length === 0 ? null : { url, values: values.slice(0, 8) };
  if (page !== null || draft.facts.leakyPage !== null) draft.set({ leakyPage: page });
};

/** Fetch Standard 3.2: an exact origin is said on purpose, where credentials or an Authorization header came along. */
const allowed = (draft: Draft, { marks }: ResponseSeen, origin: string, keys: readonly string[]): void => {
  const { corsAllowed } = draft.facts;
  const shown = keys.some((key) => draft.facts.sendings[key]?.where === 'header');
  if (!marks.includes('cors-site-with-credentials') && !(shown && marks.includes('cors-site'))) return;
  if (corsAllowed.includes(origin)) return;
  if (corsAllowed.length >= CAPS.corsAllowed) draft.miss(`cors ${origin}`);
  else draft.set({ corsAllowed: [...corsAllowed, origin] });
};

/** One slot is enough for what no cache may keep: it only tells that answers were looked at. */
const SAFE = '';

const answered = (
  draft: Draft,
  seen: ResponseSeen,
  { storable, shared, hit, varies }: NonNullable<ResponseSeen['caching']>,
  keys: readonly string[],
): void => {
  const { answers } = draft.facts;
  const key = storable === 'never' && !hit ? SAFE : seen.url;
  const known = Object.hasOwn(answers, key) ? answers[key] : undefined;
  const sendings = keys.slice(0, 24);
  const fewest = known !== undefined && known.fewest.length <= sendings.length ? known.fewest : sendings;
  const news = known === undefined || sendings.length > known.sendings.length || (hit && !known.hit);
  if (!news && fewest === known.fewest) return;
  const { url, at, resource } = seen;
  const answer: AnswerSeen = news
    ? { url, at, resource, storable, shared, hit: hit || known?.hit === true, varies, sendings, fewest }
    : { ...known, fewest };
  const put = draft.put(answers, key, answer, CAPS.answers);
  if (put !== answers) draft.set({ answers: put });
};
