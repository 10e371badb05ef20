/** Messages of OAuth and SAML: the first of each form is remembered, so that a login repeated all day adds nothing. */
import type { PageSeen, RequestSeen, ResponseSeen, SeenAuthorization } from '../observe/observation.ts';
import { isLocalHost } from '../observe/url.ts';
import type { Draft } from './draft.ts';
import { isSomebodyElses } from './marks.ts';
import { isThirdParty } from './origins.ts';
import { CAPS, type SiteFactsRecord } from './state.ts';
import { hostOf, originOf } from './urls.ts';

type Kind = 'authorizations' | 'tokenRequests' | 'samlResponses';

export const requestProtocols = (draft: Draft, seen: RequestSeen): void => {
  const { authorization, tokenRequest, saml } = seen;
  if (authorization === undefined && tokenRequest === undefined && saml === undefined) return;
  if (isSomebodyElses(draft, seen)) return;
  if (authorization !== undefined) asked(draft, authorization, seen);
  if (tokenRequest !== undefined) note(draft, 'tokenRequests', tokenRequest, seen);
  if (saml !== undefined) note(draft, 'samlResponses', saml, seen);
};

export const responseProtocols = (draft: Draft, { at, url, location, authorization, resource }: ResponseSeen): void => {
  if (authorization === undefined || location === undefined) return;
  if (resource === 'frame' && isThirdParty(originOf(url), draft.facts.site)) return;
  asked(draft, authorization, { at, url: location });
};

export const pageProtocols = (draft: Draft, seen: PageSeen): void => {
  if (seen.authorization !== undefined) asked(draft, seen.authorization, seen);
};

const asked = (draft: Draft, authorization: SeenAuthorization, { at, url }: { at: number; url: string }): void => {
  if (concerns(draft.facts.site, authorization, url)) note(draft, 'authorizations', authorization, { at, url });
};

/**
 * Behind a provider there may be another one that it asks in turn: such a request is answered at the provider, and is no
 * choice of this site's.
 */
const concerns = (site: string, { redirect }: SeenAuthorization, url: string): boolean => {
  if (redirect === undefined || !/^https?:/.test(redirect) || originOf(url) === site) return true;
  const answeredAt = originOf(redirect);
  return !isThirdParty(answeredAt, site) || (isLocalHost(hostOf(answeredAt)) && isLocalHost(hostOf(site)));
};

const note = <Name extends Kind>(
  draft: Draft,
  kind: Name,
  form: object,
  { at, url }: { at: number; url: string },
): void => {
  const known = draft.facts[kind] as Record<string, object>;
  // Dates in a SAML Response jitter by milliseconds.
  const key = `${url} ${JSON.stringify(form, (name, value) => (name === 'window' ? Math.round(value / 1000) : value))}`;
  if (Object.hasOwn(known, key)) return;
  const added = draft.put(known, key, { ...form, at, url }, CAPS[kind]);
  if (added !== known) draft.set({ [kind]: added } as Pick<SiteFactsRecord, Name>);
};
