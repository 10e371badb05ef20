/** SAML Responses → one hit for each place that they are delivered to. */
import type { SamlResponse } from './facts-oauth.ts';
import { requestName } from './names.ts';
import type { Hit } from './rule.ts';

/** `judge` gives the evidence against a Response; of several to one place the sentences are put together. */
export function hitsOf(
  responses: readonly SamlResponse[],
  siteHost: string,
  judge: (response: SamlResponse) => string[],
): Hit[] {
  const hits = new Map<string, Set<string>>();
  for (const response of responses) {
    const sentences = judge(response);
    if (sentences.length === 0) continue;
    const subject = requestName('POST', response.url, siteHost);
    hits.set(subject, new Set([...(hits.get(subject) ?? []), ...sentences]));
  }
  return [...hits].map(([subject, evidence]) => ({ subject, evidence: [...evidence] }));
}
