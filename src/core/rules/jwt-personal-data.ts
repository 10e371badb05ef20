import {
  ambiguousClaim,
  localName,
  nameClaim,
  type PersonalData,
  personalClaim,
  standardClaim,
} from '../knowledge/claims.ts';
import type { Carrier, Severity } from '../report.ts';
import { siteOf } from '../site/origins.ts';
import type { Facts } from './facts.ts';
import { credentialName } from './names.ts';
import { hostOf } from './origins.ts';
import { defineRule, type Hit } from './rule.ts';
import { asvs, cwe, rfc, wstg } from './sources.ts';
import { type JwtCredential, judgedTokens } from './tokens.ts';

const MAX_DEPTH = 3;
const MAX_MEMBERS = 500;
const MAX_ELEMENTS = 20;
const MAX_SHOWN = 10;
const MAX_NAME = 64;
const EMAIL = /^[^\s@]{1,64}@[^\s@.]{1,63}(?:\.[^\s@.]{1,63}){1,8}$/;
const FULL_NAME = /^\p{L}[\p{L}.'’-]{0,40}(?: \p{L}[\p{L}.'’-]{0,40}){1,4}$/u;

const kinds: Record<PersonalData, string> = {
  contact: 'how to reach somebody',
  name: 'a person’s name',
  birth: 'where, when and as what somebody was born',
  'national-id': 'an official number of a person',
  health: 'data about somebody’s health',
  'ip-address': 'an IP address',
};

export default defineRule({
  meta: {
    id: 'jwt-personal-data',
    title: 'JWT tells personal data to whoever holds it',
    why: 'A signed token is not encrypted: each script, log and server on its way reads the name and the address in it.',
    fix: 'Put an id into the token and look the rest up where it is needed: { sub: "8f1c…", exp: … }',
    severity: 'low',
    confidence: 'firm',
    references: [rfc(7519, '12'), asvs('14.1.1'), asvs('14.2.6'), cwe(359), wstg('SESS-10')],
  },

  needs: ['credentials', 'site', 'corsAllowed'],

  check({ credentials, ...facts }) {
    const tokens = judgedTokens(credentials);
    if (tokens.length === 0) return undefined;

    const hits = tokens.flatMap((credential) => hitOf(credential, facts) ?? []);
    if (hits.length > 0) return hits;
    return tokens.every(({ token }) => token.claims === undefined) ? 'unknown' : [];
  },
});

type Place = Pick<Facts, 'site' | 'corsAllowed'>;

function hitOf(credential: JwtCredential, place: Place): Hit | undefined {
  const found = personalIn(credential.token.claims ?? {});
  if (found.length === 0) return undefined;

  const exposures = exposuresOf(credential, place);
  const severity = severityOf(credential, found, exposures);
  if (severity === undefined) return undefined;
  const shown = found.slice(0, MAX_SHOWN).map(({ path }) => path.slice(-MAX_NAME));
  const more = found.length > MAX_SHOWN ? ` and ${found.length - MAX_SHOWN} more` : '';
  const told = [...new Set(found.map(({ kind }) => kinds[kind]))].join(', ');
  const evidence = [
    `${credentialName(credential)} tells ${told}: ${shown.join(', ')}${more}.`,
    ...exposures.map(({ sentence }) => sentence),
  ];
  if (severity === 'info') evidence.push('To tell the page who signed in is what an ID token is for.');
  return { subject: credentialName(credential), credential: credential.id, severity, evidence };
}

interface Exposure {
  how: 'kept' | 'url' | 'sent';
  sentence: string;
}

const KEPT = new Set<Carrier['where']>(['localStorage', 'sessionStorage', 'indexedDB']);

function exposuresOf({ carriers, sentTo, token }: JwtCredential, { site, corsAllowed }: Place): Exposure[] {
  const exposures: Exposure[] = [];
  const kept = carriers.find(({ where }) => KEPT.has(where));
  if (kept !== undefined) {
    exposures.push({
      how: 'kept',
      sentence: `It lies in ${kept.where}, where every script of the page can read it.`,
    });
  }
  const isUrl = (where: Carrier['where']): boolean => where === 'query' || where === 'fragment';
  if (carriers.some(({ where }) => isUrl(where)) || sentTo.some(({ carrier }) => isUrl(carrier))) {
    exposures.push({ how: 'url', sentence: 'It travels in an address, which logs and the history keep.' });
  }
  const issuer = typeof token.claims?.['iss'] === 'string' ? hostOf(token.claims['iss']) : '';
  const known = new Set([site.host, issuer].map((host) => siteOf(`https://${host}`)));
  const others = sentTo.filter(
    ({ origin, carrier }) => carrier !== 'cookie' && !known.has(siteOf(origin)) && !corsAllowed.includes(origin),
  );
  for (const host of new Set(others.map(({ origin }) => hostOf(origin)))) {
    exposures.push({ how: 'sent', sentence: `It is sent to ${host}, which is another site.` });
  }
  return exposures;
}

/** An ID token tells the page who signed in; that the page keeps it does not make it known to anybody new. */
function severityOf(
  { role, decisive }: JwtCredential,
  found: readonly Found[],
  exposures: readonly Exposure[],
): Severity | undefined {
  const isForPage = role === 'id-token' && !decisive && found.every(({ standard }) => standard);
  if (!isForPage) return exposures.length > 0 ? 'medium' : 'low';
  if (exposures.some(({ how }) => how !== 'kept')) return 'medium';
  return exposures.length > 0 ? 'info' : undefined;
}

interface Found {
  path: string;
  kind: PersonalData;
  standard: boolean;
}

/** Names of claims that tell something, and of those inside other claims. */
function personalIn(claims: Record<string, unknown>): Found[] {
  const found: Found[] = [];
  let left = MAX_MEMBERS;
  const look = (members: Record<string, unknown>, path: string, depth: number): void => {
    for (const [name, value] of Object.entries(members)) {
      left -= 1;
      if (left < 0) return;
      const here = path === '' ? name : `${path}.${name}`;
      const kind = kindOf(name, value);
      if (kind !== undefined) found.push({ path: here, kind, standard: depth === 1 && standardClaim(name) });
      else if (depth < MAX_DEPTH) for (const inner of objectsIn(value)) look(inner, here, depth + 1);
    }
  };
  look(claims, '', 1);
  return found;
}

function objectsIn(value: unknown): Record<string, unknown>[] {
  const parts = Array.isArray(value) ? value.slice(0, MAX_ELEMENTS) : [value];
  return parts.filter(
    (part): part is Record<string, unknown> => typeof part === 'object' && part !== null && !Array.isArray(part),
  );
}

/** A flag tells nothing (`email_verified`), and an empty claim neither. */
function kindOf(name: string, value: unknown): PersonalData | undefined {
  if (typeof value === 'boolean' || value === null || value === '' || value === 0) return undefined;
  if (typeof value === 'object' && Object.keys(value).length === 0) return undefined;
  // One word is no place to send a letter to: wallets have addresses as well.
  if (typeof value === 'string' && localName(name).toLowerCase() === 'address' && !/\s/.test(value)) return undefined;
  return personalClaim(name) ?? (typeof value === 'string' ? kindOfText(name, value) : undefined);
}

/** A login name says little of a person, unless it is an e-mail address or the whole name. */
function kindOfText(name: string, value: string): PersonalData | undefined {
  if (value.length > 254) return undefined;
  if (ambiguousClaim(name) && EMAIL.test(value)) return 'contact';
  return nameClaim(name) && FULL_NAME.test(value) ? 'name' : undefined;
}
