/** Authorization requests → flows. A server repeats its client's request on the way, so what one of them lacks may be in another. */
import type { AuthorizationRequest } from './facts-oauth.ts';
import { endpointName } from './names.ts';
import type { Answer, Hit } from './rule.ts';

/** The requests of one client to one authorization server, oldest first; never empty. */
export type Flow = readonly [AuthorizationRequest, ...AuthorizationRequest[]];

function flowsOf(authorizations: readonly AuthorizationRequest[]): Flow[] {
  const flows = new Map<string, [AuthorizationRequest, ...AuthorizationRequest[]]>();
  for (const request of authorizations) {
    const known = flows.get(request.flow);
    if (known === undefined) flows.set(request.flow, [request]);
    else known.push(request);
  }
  return [...flows.values()];
}

/** What a rule says of one flow. */
export type FlowAnswer = Omit<Hit, 'subject'> | 'pass' | 'unknown' | undefined;

/** One answer for all flows: what failed counts most, then what could not be told. */
export function judgeFlows(
  authorizations: readonly AuthorizationRequest[],
  siteHost: string,
  judge: (flow: Flow) => FlowAnswer,
): Answer {
  const answers = flowsOf(authorizations).map((flow) => [flow, judge(flow)] as const);
  const judged = answers.filter(([, answer]) => answer !== undefined);
  if (judged.length === 0) return undefined;
  const hits = judged.flatMap(([[first], answer]) =>
    typeof answer === 'object' ? [{ subject: endpointName(first.url, siteHost), ...answer }] : [],
  );
  if (hits.length > 0) return hits;
  return judged.some(([, answer]) => answer === 'unknown') ? 'unknown' : [];
}

/** Some of the flow's parameters travelled where the browser cannot see them. */
export function isHidden(flow: Flow): boolean {
  return flow.some(({ hidden }) => hidden);
}

/** An authorization code is asked for, or what is asked for is hidden. */
export function mayAskForCode(flow: Flow): boolean {
  return flow.some(
    ({ responseTypes, hidden }) => responseTypes.includes('code') || (hidden && responseTypes.length === 0),
  );
}

export function usesPkce(flow: Flow): boolean {
  return flow.some(({ challenge, exchange }) => challenge || exchange === 'browser-with-verifier');
}

/** Which client it is shows in where the answer goes. */
export function answeredAt([first]: Flow, siteHost: string): string[] {
  return first.redirect === undefined ? [] : [`The answer goes to ${endpointName(first.redirect, siteHost)}.`];
}
