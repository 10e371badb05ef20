/** The words of the Learn tab. `topic` ties a point to what was seen on the site at hand. */
import type { Topic } from '../view-learn.ts';

export interface Point {
  text: string;
  topic?: Topic;
}

export const STATELESS =
  'Each HTTP request stands alone: the protocol gives the server no memory of the one before. To be recognised, your browser ' +
  'has to show something with every request. What it shows, and who can read it, is the whole difference.';

export const SESSION_STEPS: Point[] = [
  { text: 'You send your user name and password.' },
  { text: 'The server checks them and writes down that you are here: the session.' },
  {
    text: 'It answers with a long random number that stands for those notes: the session id, in a cookie.',
    topic: 'session',
  },
  { text: 'The browser keeps the cookie and attaches it to every request by itself.' },
  { text: 'For each request the server looks the number up and finds you.', topic: 'session-lookup' },
  { text: 'At logout the server deletes its notes. The number means nothing from then on.' },
];

export const TOKEN_STEPS: Point[] = [
  { text: 'You send your user name and password, often to a separate identity provider.' },
  {
    text: 'It checks them and writes who you are, what you may do and until when into a token, and signs it.',
    topic: 'token',
  },
  { text: 'The page keeps the token, in memory or in storage; or the browser keeps it in a cookie.' },
  { text: 'A script attaches it to each request: `Authorization: Bearer …`.' },
  {
    text: 'The server checks the signature and the dates, and believes the rest. It looks nothing up.',
    topic: 'token-lookup',
  },
  { text: 'At logout the page drops the token. A copy stays valid until it expires.', topic: 'token-revoke' },
];

export const SESSION_GOOD: Point[] = [
  { text: 'Ended at once: delete the session and the ticket is worthless.' },
  { text: 'Small and opaque: the cookie tells a thief nothing about you.' },
  { text: 'With HttpOnly no script can read it.' },
];

export const SESSION_BAD: Point[] = [
  { text: 'One look-up per request, in a store that all servers must share.' },
  { text: 'The browser attaches it by itself, so other sites may provoke requests: CSRF.', topic: 'session-csrf' },
  { text: 'Cookies stay with one site; other domains and native apps need another way.' },
];

export const TOKEN_GOOD: Point[] = [
  { text: 'Any server with the key can check it alone: good for APIs and many services.' },
  { text: 'Works across domains, in apps and between machines.' },
  { text: 'A header that a script must add cannot be provoked by another site: no CSRF.' },
];

export const TOKEN_BAD: Point[] = [
  { text: 'Hard to take back before it expires, short of a list to look up, as for a session.' },
  { text: 'Where scripts can read it, an injected script can steal it.', topic: 'token-theft' },
  { text: 'Signed is not secret: whoever holds it can read it. It is also larger, with each request.' },
];

export const KEY_DIFFERENCE =
  'With a session the server remembers, and you hold a reference. With a token you hold the facts, and the server checks the seal. ' +
  'Everything else follows: who can end it, what a look-up costs, what a thief gets.';

export const OPAQUE_NOTE =
  'The words overlap in practice. A token may be opaque and be looked up like a ticket; a session may be sealed into a cookie and ' +
  'ask nobody; a JWT may travel in a cookie. Ask two things instead: where does the state live, and what makes it travel?';

export const AUTHENTICATION: Point[] = [
  { text: 'Authentication: who are you? Proved at login, shown again with each request.', topic: 'authentication' },
  {
    text: 'Authorization: what may you do? Decided for each request, once it is known who asks.',
    topic: 'authorization',
  },
];

export const CHOICES: { when: string; take: string }[] = [
  { when: 'A web site with its own server', take: 'Session, in an HttpOnly, Secure, SameSite cookie named `__Host-…`' },
  { when: 'A page with an API on the same site', take: 'Session as well; the cookie reaches the API' },
  {
    when: 'A page that needs a provider’s tokens',
    take: 'A session for the browser; the server keeps the tokens (backend for frontend)',
  },
  {
    when: 'Native apps, other companies, other domains',
    take: 'Short-lived access token, with a refresh token that rotates',
  },
  { when: 'Service to service', take: 'Short-lived token, bound to a key where possible' },
];

export const GLOSSARY: { term: string; text: string; topic?: Topic }[] = [
  {
    term: 'Cookie',
    text: 'A small value that a server asks the browser to keep and to send back. It is a way to travel; what it carries may be a ticket, a token or anything.',
    topic: 'cookie',
  },
  { term: 'Session', text: 'What the server remembers about you between requests, found by the session id.' },
  { term: 'Token', text: 'A value that grants whoever bears it some access. Often self-contained and signed.' },
  {
    term: 'JWT',
    text: 'JSON Web Token: header, claims and signature, each in base64url, joined by dots. Encoded, not encrypted.',
  },
  { term: 'Claim', text: 'One statement in a token, such as `exp`, when it expires.' },
  { term: 'Access token', text: 'For calling an API. Short-lived.' },
  { term: 'Refresh token', text: 'For getting new access tokens. Guard it best.' },
  { term: 'ID token', text: 'Tells an app who signed in (OpenID Connect). Not for APIs.' },
  { term: 'CSRF', text: 'Another site makes your browser send a request, and the browser adds your cookie.' },
  { term: 'XSS', text: 'A stranger’s script runs in the page, and can do and read what the page can.' },
];
