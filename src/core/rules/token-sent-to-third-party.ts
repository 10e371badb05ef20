import { identityHost } from '../knowledge/identity-hosts.ts';
import type { Credential, Role, SentTo } from '../report.ts';
import type { Facts } from './facts.ts';
import { credentialName } from './names.ts';
import { hostOf, isLocal, registrable } from './origins.ts';
import { defineRule, type Hit } from './rule.ts';
import { NOBODY_YET, nobodySignedIn } from './session-cookies.ts';
import { lowered } from './severity.ts';
import { asvs, cwe, rfc, wstg } from './sources.ts';

type ThirdPartyFacts = Pick<Facts, 'corsAllowed' | 'credentials' | 'logins' | 'providers' | 'site' | 'verdict'>;

const TOKENS: ReadonlySet<Role> = new Set(['access-token', 'id-token', 'refresh-token']);
const NEVER_BLAMED: ReadonlySet<Role> = new Set(['api-key', 'csrf-token', 'state', 'other']);
/** A cookie goes only where its own domain is: what a third party gets in one is its own session. */
const TRAVELS: ReadonlySet<SentTo['carrier']> = new Set(['header', 'query']);

export default defineRule({
  meta: {
    id: 'token-sent-to-third-party',
    title: 'Session credential is sent to another company’s server',
    why: 'Whoever runs that server, reads its logs or breaks into it can act as the user on this site.',
    fix:
      'Attach the token to your own API alone: if (new URL(url).origin === API_ORIGIN) ' +
      'headers.set("Authorization", "Bearer " + token). Give others a token of their own, with their name in aud.',
    severity: 'high',
    confidence: 'firm',
    references: [rfc(6750, '5.3'), rfc(9700, '4.9.1'), asvs('14.2.3'), cwe(201), cwe(522), wstg('SESS-04')],
  },

  needs: ['corsAllowed', 'credentials', 'logins', 'providers', 'site', 'verdict'],

  check(facts) {
    const judged = facts.credentials.filter((one) => isJudged(one) && one.sentTo.length > 0);
    return judged.length === 0 ? undefined : judged.flatMap((credential) => hitsOf(credential, facts));
  },
});

/** Any random header may look like a token: what the verdict does not rest on has to be a JWT, or be shown as a bearer. */
function isJudged({ carriers, decisive, role, token }: Credential): boolean {
  if (NEVER_BLAMED.has(role)) return false;
  return (
    decisive || (TOKENS.has(role) && (token !== undefined || carriers.some(({ name }) => name === 'Authorization')))
  );
}

function hitsOf(credential: Credential, facts: ThirdPartyFacts): Hit[] {
  const own = registrable(facts.site.origin);
  const outside = credential.sentTo
    .filter(({ carrier, origin }) => TRAVELS.has(carrier) && registrable(origin) !== own && !isLocal(origin))
    .toSorted((a, b) => a.firstAt - b.firstAt);
  const goesHome = credential.sentTo.some(({ origin }) => registrable(origin) === own);
  const unnamed = outside.filter(({ origin }) => !isNamed(origin, credential, facts));
  // A token that the site's own server never gets is for whom it goes to: for the one that is named, or came first.
  const home = goesHome || outside.length > unnamed.length ? undefined : unnamed[0];
  const leaked = unnamed.filter(({ origin }) => home === undefined || registrable(origin) !== registrable(home.origin));
  return [...leakOf(credential, leaked, facts), ...(leaked.length === 0 ? homeOf(credential, home) : [])];
}

/** The issuer, the audience, an API that says the site may come, a provider, or a service that is a server to many. */
function isNamed(origin: string, credential: Credential, facts: ThirdPartyFacts): boolean {
  const host = hostOf(origin);
  if (identityHost(host) !== undefined || facts.corsAllowed.includes(origin)) return true;
  const trusted = facts.credentials.filter(
    (one) => one.id === credential.id || one.decisive || one.role === 'id-token',
  );
  const issuers = trusted.flatMap((one) => textsOf(one.token?.claims?.['iss']));
  const known = [...textsOf(credential.token?.claims?.['aud']), ...issuers, ...facts.providers].map(domainOf);
  return known.includes(registrable(origin));
}

const MAX_AUDIENCES = 20;

/** `aud` is a text or a list of texts (RFC 7519, 4.1.3). */
function textsOf(claim: unknown): string[] {
  const list: unknown[] = Array.isArray(claim) ? claim.slice(0, MAX_AUDIENCES) : [claim];
  return list.filter((each): each is string => typeof each === 'string' && each.length <= 2_048);
}

/** Of an address, or of a host's name alone: `accounts.google.com`. */
function domainOf(text: string): string {
  return registrable(/^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`);
}

function leakOf(credential: Credential, leaked: readonly SentTo[], facts: ThirdPartyFacts): Hit[] {
  if (leaked.length === 0) return [];
  const anonymous = nobodySignedIn(facts);
  const origins = [...new Set(leaked.map(({ origin }) => origin))];
  const evidence = origins.map((origin) => `It went to ${origin}, which is not ${registrable(facts.site.origin)}.`);
  evidence.push(
    'That server neither issued it, nor is it named as its audience, nor do its CORS answers name this site.',
  );
  if (anonymous) evidence.push(NOBODY_YET);
  return [
    {
      subject: credentialName(credential),
      credential: credential.id,
      severity: lowered('high', anonymous ? 1 : 0),
      ...(anonymous || !credential.decisive ? { confidence: 'tentative' as const } : {}),
      evidence,
    },
  ];
}

/** Worth knowing, and nothing wrong: the site's API is somebody else's server. */
function homeOf(credential: Credential, home: SentTo | undefined): Hit[] {
  if (home === undefined || !credential.decisive) return [];
  const evidence = [`It goes to ${home.origin} and never to this site’s own server: it seems to be made for that one.`];
  return [
    {
      subject: credentialName(credential),
      credential: credential.id,
      severity: 'info',
      confidence: 'tentative',
      evidence,
      fix: 'Nothing to do if that server is the site’s API. Let its CORS answers name this origin instead of *.',
    },
  ];
}
