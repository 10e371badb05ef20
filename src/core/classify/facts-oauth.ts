/** What was seen of OAuth and SAML → what rules read of it. */
import type { AuthorizationRequest, SamlResponse, TokenRequest } from '../rules/facts-oauth.ts';
import { siteOf } from '../site/origins.ts';
import type { TokenRequestSeen } from '../site/seen.ts';
import type { SiteFactsRecord } from '../site/state.ts';
import { originOf } from '../site/urls.ts';

export const authorizationFacts = (facts: SiteFactsRecord): AuthorizationRequest[] => {
  const seen = inTime(facts.authorizations);
  const servers = new Set(seen.map(({ url }) => serverOf(url)));
  const exchanges = Object.values(facts.tokenRequests).filter(({ grant }) => grant === 'authorization_code');
  return seen.map(({ client, ...request }) => {
    const server = serverOf(request.url);
    // Some servers have their endpoints on several domains; with one server in sight all exchanges are with it.
    const own = exchanges.filter(({ url }) => servers.size === 1 || serverOf(url) === server);
    return { ...request, flow: `${server} ${client}`, exchange: exchangeOf(own) };
  });
};

const serverOf = (url: string): string => siteOf(originOf(url));

const exchangeOf = (exchanges: readonly TokenRequestSeen[]): AuthorizationRequest['exchange'] => {
  if (exchanges.length === 0) return 'elsewhere';
  return exchanges.some(({ verifier }) => verifier) ? 'browser-with-verifier' : 'browser';
};

export const tokenRequestFacts = (facts: SiteFactsRecord): TokenRequest[] =>
  inTime(facts.tokenRequests).map(({ basicSecret, ...request }) => ({
    ...request,
    clientSecret: request.clientSecret || (basicSecret && isOfClient(facts, request.url)),
  }));

export const samlFacts = (facts: SiteFactsRecord): SamlResponse[] => inTime(facts.samlResponses);

/** A record may come back from the browser's storage with its members in another order. */
const inTime = <Seen extends { at: number }>(record: Record<string, Seen>): Seen[] =>
  Object.entries(record)
    .sort(([key, a], [other, b]) => a.at - b.at || (key < other ? -1 : 1))
    .map(([, seen]) => seen);

/** The browser attaches its user's own Basic login by itself, to token requests as well. */
const isOfClient = (facts: SiteFactsRecord, url: string): boolean => {
  const origin = originOf(url);
  if (facts.challenges.some((known) => known.origin === origin && known.scheme === 'basic')) return false;
  const basic = Object.values(facts.sendings).filter((sent) => sent.origin === origin && sent.scheme === 'basic');
  return basic.every(({ application }) => application === true);
};
