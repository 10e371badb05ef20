/** The story's sentences, in the words of the textbook. */
import { stateOfFormat } from '../classify/formats.ts';
import type { Actor, Carrier, Credential, SentTo } from '../report.ts';
import type { LoginFact } from '../rules/facts.ts';
import { credentialName, placeName, roleName } from '../rules/names.ts';

interface Opening {
  from: Actor;
  text: string;
}

export const openings: Record<LoginFact['how'], Opening> = {
  'password-form': { from: 'browser', text: 'You submitted the login form.' },
  'password-json': { from: 'page', text: 'The page sent your name and password to the server.' },
  'login-call': { from: 'page', text: 'The page called the server’s login.' },
  'password-header': { from: 'page', text: 'The page sent your name and password to the server, in a header.' },
  'http-auth': { from: 'browser', text: 'The browser asked you for name and password, and sent them.' },
  'oauth-callback': { from: 'provider', text: 'The identity provider sent you back with a one-time code.' },
  'oauth-implicit': { from: 'provider', text: 'The identity provider sent you back with a token in the address.' },
  cas: { from: 'provider', text: 'The login service sent you back with a one-time ticket (CAS).' },
  webauthn: { from: 'page', text: 'You signed in with a passkey; the page sent the signed answer.' },
  saml: { from: 'provider', text: 'The identity provider sent you back with a signed statement (SAML).' },
  'one-time-code': { from: 'browser', text: 'You submitted a one-time code.' },
  link: { from: 'browser', text: 'You opened a link with a ticket in it.' },
  'sign-on': { from: 'provider', text: 'The login at another site sent you here.' },
  'set-login': { from: 'browser', text: 'A login took place; the server said so (Set-Login).' },
};

/** A session id (`connect.sid`), an access token (`token`). Names stand in backticks, as in the summary. */
export function described(credential: Credential): string {
  return `${withArticle(kindName(credential))} (\`${credentialName(credential)}\`)`;
}

/** By the name under which it is kept; what is only ever on its way has none. */
export function called(credential: Credential): string {
  const kept = credential.carriers.some(({ where }) => where in STORES);
  return kept ? `\`${credentialName(credential)}\`` : `the ${roleName(credential.role)}`;
}

function kindName({ role, format }: Credential): string {
  if (role !== 'session-id') return roleName(role);
  if (format === 'jwt') return 'session token';
  return stateOfFormat(format) === 'client' ? 'sealed session' : roleName(role);
}

function withArticle(noun: string): string {
  return `${/^[aeiou]/i.test(noun) ? 'an' : 'a'} ${noun}`;
}

const STORES: Partial<Record<Carrier['where'], { by: Actor; store: string }>> = {
  cookie: { by: 'browser', store: 'the cookie jar' },
  localStorage: { by: 'page', store: 'localStorage' },
  sessionStorage: { by: 'page', store: 'sessionStorage, until the tab is closed' },
  indexedDB: { by: 'page', store: 'IndexedDB' },
};

export function keeping(carrier: Carrier): { by: Actor; text: string } | undefined {
  const place = STORES[carrier.where];
  if (place === undefined) return undefined;
  return { by: place.by, text: `The ${place.by} keeps \`${placeName(carrier)}\` in ${place.store}.` };
}

export function sending(credential: Credential, carrier: SentTo['carrier'], byBrowser: boolean): string {
  const name = called(credential);
  if (carrier === 'cookie') return `The browser sends ${name} along with each request, by itself.`;
  if (byBrowser) return 'The browser sends the login along with each request, by itself.';
  if (credential.role === 'refresh-token')
    return `The page trades the refresh token (\`${credentialName(credential)}\`) for a new access token.`;
  if (carrier === 'header') return inHeader(credential);
  if (carrier === 'body') return `The page sends ${name} in the body of its requests.`;
  return `The page sends ${name} in the URL.`;
}

function inHeader(credential: Credential): string {
  const header = credential.carriers.find(({ where }) => where === 'header')?.name ?? 'Authorization';
  if (credential.format === 'key-id')
    return `The page’s script signs each request; the \`${header}\` header names the key.`;
  return `The page’s script puts ${called(credential)} into the \`${header}\` header of each request.`;
}

/** What the form of the credential lets the server do; the server itself cannot be watched. */
export function checking(credential: Credential): string {
  const { format, role } = credential;
  const name = called(credential);
  if (role === 'api-key') return `The server checks ${name}: it tells which application asks, and not who you are.`;
  if (format === 'key-id')
    return 'The server looks up the key that the request names, and checks the signature with it.';
  if (HTTP_AUTH.has(format)) return 'The server checks the login anew for each request.';
  if (format === 'jwt')
    return `The server checks the signature of ${name} and reads who you are from it, without a look-up.`;

  const state = stateOfFormat(format, credentialName(credential));
  if (state === 'client') return `The server opens ${name} and reads who you are from it, without a look-up.`;
  if (state === 'unknown') return `The server opens ${name} and reads from it who you are, or what to look up.`;
  return `The server looks ${name} up to find out who you are.`;
}

const HTTP_AUTH: ReadonlySet<string> = new Set(['basic', 'digest', 'negotiate', 'ntlm']);
