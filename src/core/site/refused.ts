/** Cookies that a server asked for and that browsers refuse. */
import type { ResponseSeen, SeenValue } from '../observe/observation.ts';
import type { Draft } from './draft.ts';
import type { RefusedSeen } from './seen.ts';
import { CAPS } from './state.ts';
import { hostOf, originOf } from './urls.ts';

/** Takes in what a response asked for in vain; each cookie of each origin once for each reason. */
export const refuseCookies = (draft: Draft, { refused = [], method, url, at }: ResponseSeen): void => {
  for (const cookie of refused) {
    const key = `${cookie.why}|${originOf(url)}|${cookie.name}`;
    if (Object.hasOwn(draft.facts.refused, key)) continue;
    const { parts: _parts, ...shape } = cookie.shape;
    const kept = draft.put(draft.facts.refused, key, { ...cookie, shape, method, url, at }, CAPS.refused);
    if (kept !== draft.facts.refused) draft.set({ refused: kept });
  }
};

/** A browser of another mind keeps what others refuse: the cookie is sent, so these are its attributes. */
export const keptAfterAll = (
  draft: Draft,
  value: SeenValue,
  host: string,
): (RefusedSeen & Required<Pick<RefusedSeen, 'attributes'>>) | undefined =>
  Object.values(draft.facts.refused).find(
    (refused): refused is RefusedSeen & Required<Pick<RefusedSeen, 'attributes'>> =>
      refused.attributes !== undefined &&
      refused.name === value.name &&
      refused.shape.fingerprint === value.shape.fingerprint &&
      hostOf(originOf(refused.url)) === host,
  );
