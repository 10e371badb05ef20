import { mailedPath } from '../knowledge/words.ts';
import { placeInUrl } from '../observe/url.ts';
import type { Credential, Role, Severity } from '../report.ts';
import type { Facts } from './facts.ts';
import type { UrlSighting } from './facts-motion.ts';
import { pathOf } from './origins.ts';
import { defineRule, type Hit } from './rule.ts';
import { worse } from './severity.ts';
import { asvs, cwe, rfc, wstg } from './sources.ts';

/** They let their bearer in as the user. */
const LETS_IN: ReadonlySet<Role> = new Set(['session-id', 'access-token', 'id-token', 'refresh-token', 'remember-me']);

/** They work once, or say which application asks. */
const HARMLESS_HERE: ReadonlySet<Role> = new Set(['state', 'api-key']);

/** Parameters whose place is the URL: the authorization code (RFC 6749, 4.1.2) and the hint of OIDC's logout. */
const BELONGS_IN_URL: ReadonlySet<string> = new Set(['code', 'id_token_hint']);

type Place = Pick<UrlSighting, 'where' | 'name'> & Partial<Pick<UrlSighting, 'url' | 'resource'>>;

export default defineRule({
  meta: {
    id: 'token-in-url',
    title: 'Token is sent in a URL',
    why: 'URLs are kept in the history, written into logs and handed on as Referer, and the token goes along.',
    fix: 'Send it in a header (Authorization: Bearer <token>) or in a cookie; for sign-in use response_type=code.',
    severity: 'high',
    confidence: 'firm',
    references: [rfc(6750, '5.3'), rfc(9700, '4.3.2'), asvs('14.2.1'), cwe(598), wstg('SESS-04')],
  },

  needs: ['credentials', 'urlSightings'],

  check({ credentials, urlSightings }) {
    const judged = credentials.filter(({ role }) => LETS_IN.has(role) || HARMLESS_HERE.has(role));
    if (judged.length === 0) return undefined;
    return judged.flatMap((credential) => hitsOf(credential, urlSightings));
  },
});

/** One hit for each parameter, however often and wherever it was seen. */
function hitsOf(credential: Credential, sightings: Facts['urlSightings']): Hit[] {
  const hits = new Map<string, Hit>();
  for (const place of placesOf(credential, sightings)) {
    const subject = subjectOf(place);
    const mailed = isMailed(credential, place);
    const severity = mailed ? 'info' : severityOf(credential, place);
    const known = hits.get(subject);
    const said = mailed ? [sentence(place), MAILED] : [sentence(place)];
    hits.set(subject, {
      subject,
      credential: credential.id,
      severity: known?.severity === undefined ? severity : worse(known.severity, severity),
      ...(rests(credential) ? {} : { confidence: 'tentative' }),
      evidence: [...new Set([...(known?.evidence ?? []), ...said])],
    });
  }
  return [...hits.values()];
}

const MAILED = 'It was seen nowhere else: it may be a link from a mail, good for one use.';

/** Seen in addresses of pages alone, it was taken for a session by its name or by its form. */
function rests({ carriers, decisive }: Credential): boolean {
  return decisive || carriers.some(({ where }) => where !== 'query' && where !== 'fragment');
}

/** A link to reset, to confirm or to sign in once: its token is made to be in the address. */
function isMailed(credential: Credential, { name, resource, url }: Place): boolean {
  if (/^(?:access|id|refresh)_?token$/i.test(name)) return false;
  return resource === 'document' && url !== undefined && !rests(credential) && mailedPath(pathOf(url));
}

const SIGNS = { query: '?', path: ';', fragment: '#' } as const;

function subjectOf({ where, name, url }: Place): string {
  return `${SIGNS[where === 'fragment' ? where : placeInUrl(url ?? '', name)]}${name}`;
}

function placesOf(credential: Credential, sightings: Facts['urlSightings']): Place[] {
  const seen = sightings.filter((sighting) => sighting.credential === credential.id);
  const carried = credential.carriers.flatMap(({ where, name }): Place[] => {
    // A parameter that nothing rests on and that was not sighted as a credential is a socket's id or a one-time code.
    if (!credential.decisive || (where !== 'query' && where !== 'fragment')) return [];
    return seen.some((sighting) => sighting.where === where && sighting.name === name) ? [] : [{ where, name }];
  });
  return [...seen, ...carried];
}

function severityOf({ role }: Credential, { where, name, resource }: Place): Severity {
  if (HARMLESS_HERE.has(role) || BELONGS_IN_URL.has(name)) return 'info';
  // A WebSocket from a page can carry no header of its own, and its URL reaches neither history nor Referer.
  if (resource === 'socket') return 'low';
  return where === 'fragment' ? 'medium' : 'high';
}

function sentence({ where, name, url, resource }: Place): string {
  const at = url === undefined ? '' : ` of ${pathOf(url)}`;
  const how = resource === 'socket' ? ' when a WebSocket is opened' : '';
  return where === 'query'
    ? `It stands as ${name} in the ${placeInUrl(url ?? '', name)}${at}${how}.`
    : `It stands as ${name} in the fragment${at}, which servers do not see but scripts and the history do.`;
}
