/** The words of the Learn tab but for its glossary. `noted` ties a point to what was seen on the site at hand. */
import type { Noted } from './view-learn.ts';

export interface Point {
  text: string;
  noted?: Noted;
}

/** RFC 9110, 3.3: a server can understand each request in isolation. */
export const STATELESS =
  'Each HTTP request stands alone: the protocol gives the server no memory of the one before. To be recognised, your browser ' +
  'has to show something with every request. What it shows, and who can read it, is the whole difference.';

/** Numbered as the Story is. */
export const SESSION_STEPS: Point[] = [
  { text: 'You log in: the browser sends your user name and password.' },
  {
    text: 'The server checks them and writes down that you are here: the session. It issues a long random number that stands for those notes, the session id, in `Set-Cookie`.',
    noted: 'session',
  },
  { text: 'The browser keeps it in its cookie jar.', noted: 'session-kept' },
  { text: 'The browser sends it with each request, by itself: `Cookie: …`.' },
  { text: 'The server looks the number up, each time, and finds you.', noted: 'session-lookup' },
  { text: 'At logout the server deletes its notes. The number means nothing from then on.', noted: 'session-end' },
];

export const TOKEN_STEPS: Point[] = [
  { text: 'You log in: your user name and password go to the server, or to a separate identity provider.' },
  {
    text: 'It checks them, writes who you are, what you may do and until when into a token, signs it and issues it.',
    noted: 'token',
  },
  { text: 'The page keeps it, in memory or in storage; or the browser does, in a cookie.', noted: 'token-kept' },
  { text: 'A script sends it with each request: `Authorization: Bearer …`.', noted: 'token-sent' },
  {
    text: 'The server checks the signature, the dates and whom it is for, and believes the rest. It looks nothing up.',
    noted: 'token-check',
  },
  { text: 'At logout the page drops the token. A copy stays valid until it expires.', noted: 'token-revoke' },
];

/** OWASP, Session Management Cheat Sheet. */
export const SESSION_GOOD: Point[] = [
  { text: 'Ended at once: delete the session and the ticket is worthless.' },
  { text: 'Small and opaque: the cookie tells a thief nothing about you.' },
  { text: 'With HttpOnly no script can read it.' },
];

export const SESSION_BAD: Point[] = [
  { text: 'One look-up per request, in a store that all servers must share.' },
  { text: 'The browser attaches it by itself, so other sites may provoke requests: CSRF.', noted: 'session-csrf' },
  { text: 'Cookies stay with one site; other domains and native apps need another way.' },
];

export const TOKEN_GOOD: Point[] = [
  { text: 'Any server with the key can check it alone: good for APIs and many services.' },
  { text: 'Works across domains, in apps and between machines.' },
  { text: 'A header that a script must add cannot be provoked by another site: no CSRF.' },
];

/** OWASP, JSON Web Token Cheat Sheet; draft-ietf-oauth-browser-based-apps, on storage and malicious scripts. */
export const TOKEN_BAD: Point[] = [
  { text: 'Hard to take back before it expires, short of a list to look up, as for a session.' },
  { text: 'Where scripts can read it, an injected script can steal it.', noted: 'token-theft' },
  { text: 'Signed is not secret: whoever holds it can read it. It is also larger, with each request.' },
];

export const KEY_DIFFERENCE =
  'With a session the server remembers, and you hold a reference. With a token you hold the facts, and the server checks the seal. ' +
  'Everything else follows.';

export const DIFFERENCES: { what: string; session: string; token: string }[] = [
  { what: 'The state lives', session: 'on the server', token: 'in the token' },
  { what: 'What travels', session: 'a random number', token: 'signed claims about you' },
  { what: 'Who attaches it', session: 'the browser, by itself', token: 'a script of the page' },
  { what: 'Each request costs', session: 'a look-up in the store', token: 'a signature check' },
  { what: 'Taking it back', session: 'at once: delete the session', token: 'hard, before it expires' },
  { what: 'Classic attack', session: 'CSRF: a request you did not mean', token: 'XSS: a script that copies it' },
  { what: 'Size', session: 'some dozen bytes', token: 'hundreds of bytes and more' },
  { what: 'More servers', session: 'must share the store', token: 'need only the key' },
  { what: 'Other domains', session: 'do not get the cookie', token: 'can be sent it' },
  { what: 'At logout', session: 'the server forgets', token: 'the page forgets; copies live on' },
];

export const OPAQUE_NOTE =
  'The words overlap in practice. A token may be opaque and be looked up like a ticket; a session may be sealed into a cookie and ' +
  'ask nobody; a JWT may travel in a cookie. Ask two things instead: where does the state live, and what makes it travel?';

export const AUTHENTICATION = 'Who are you? Proved at login, shown again with each request.';
/** RFC 9110, 15.5.2 and 15.5.4. */
export const AUTHORIZATION =
  'What may you do? Decided for each request, once it is known who asks. Fails with 403 (you may not), not with 401 (who are you?).';

/** draft-ietf-oauth-browser-based-apps, section 6 (the backend for frontend first); RFC 9700, 2.2 (bound, short-lived, rotated). */
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
