/** A chain of redirects as its hops are observed, for what the story builder does not tell. */
import { observeRequest, type RawRequest } from '../../../src/core/observe/http.ts';
import { observeResponse } from '../../../src/core/observe/http-response.ts';
import type { Observation } from '../../../src/core/observe/observation.ts';
import { print, START, STEP } from '../../helpers/observations.ts';

/** A request that is answered with cookies and a redirect, and the page it leads to. */
export const redirectChain = (landing: Omit<RawRequest, 'at'>, cookies: string[], to: string): Observation[] => {
  const answer = [...cookies.map((value) => ({ name: 'Set-Cookie', value })), { name: 'Location', value: to }];
  const next = { ...landing, url: new URL(to, landing.url).href };
  return [
    observeRequest({ ...landing, at: START + STEP }, print),
    observeResponse({ ...landing, at: START + 2 * STEP, status: 302, headers: answer }, print),
    observeRequest({ ...next, at: START + 3 * STEP }, print),
    observeResponse({ ...next, at: START + 4 * STEP, status: 200, headers: [] }, print),
  ].filter((seen) => seen !== undefined);
};
