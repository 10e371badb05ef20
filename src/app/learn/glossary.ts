/** What the words mean, by the places that findings and chips lead to. The source of a fact stands beside it. */
import type { Topic } from '../topics.ts';

/** These have a section of their own. */
type Section = 'stateless' | 'session' | 'token' | 'difference' | 'authentication' | 'authorization' | 'choice';

export type Word = Exclude<Topic, Section>;

export interface Group {
  id: string;
  title: string;
  /** In the table of contents. */
  short: string;
  lead: string;
  words: Partial<Record<Word, string>>;
}

const cookies = {
  cookie:
    'A small value that a server asks the browser to keep and to send back. It is a way to travel; what it carries may be a ticket, a token or anything.',
  // RFC 6265bis 5.7, 8.3; it hides the value, not the power: an injected script can still send requests.
  'http-only':
    'No script can read the cookie. An injected script can still send requests with it, but cannot carry it away.',
  // RFC 6265bis 4.1.2.5.
  secure: 'Goes over HTTPS only, and to localhost. Without it, one plain request shows the cookie to the network.',
  // RFC 6265bis 4.1.2.7, 5.7.3; MDN browser-compat-data (the default).
  'same-site':
    'Whether requests that other sites start carry the cookie: `Strict` none, `Lax` only links, `None` all. Where it is not set, ' +
    'Chromium takes it for Lax, but lets posted forms through for two minutes after the cookie was set; Firefox and Safari take it for None.',
  // RFC 6265bis 4.1.2.3, 8.6 and 8.7.
  domain:
    'Without `Domain` a cookie goes to exactly the host that set it: host-only. With it, to all subdomains too, and each of them can set one of the same name.',
  // RFC 6265bis 4.1.2.4, 8.6.
  path: 'Under which paths the cookie is sent. It tidies up; it protects nothing, since pages of one host can reach into each other.',
  // RFC 6265bis 4.1.2.1-2, 5.5.
  lifetime:
    '`Max-Age` or `Expires` say when the browser drops the cookie, after 400 days at the latest. Without either it is kept until the browser ' +
    'closes, or longer where that restores its tabs. When the session ends is up to the server alone.',
  // RFC 6265bis 4.1.3; __Http-: draft-ietf-httpbis-layered-cookies.
  prefix:
    'A name that begins with `__Host-` or `__Secure-` is a promise that the browser enforces: Secure, and for `__Host-` also this host alone and Path=/. ' +
    '`__Http-` adds HttpOnly. So no subdomain can plant such a cookie.',
  // The CHIPS proposal; MDN, State Partitioning.
  partitioned:
    'A cookie of an embedded site that has a separate jar for each site that embeds it (CHIPS). Firefox does so with all third-party cookies.',
  // OWASP, HTML5 Security Cheat Sheet, Local Storage.
  'web-storage':
    'localStorage, sessionStorage and IndexedDB are a page’s own drawers. Nothing in them travels by itself, and every script of the origin can read all of it. ' +
    'sessionStorage ends with the tab; the others stay.',
} satisfies Partial<Record<Word, string>>;

const tokens = {
  // RFC 7519, RFC 7515.
  jwt: 'JSON Web Token: header, claims and signature, each in base64url, joined by dots. Encoded, not encrypted: whoever sees it can read it.',
  // RFC 7519, 4.1.
  claims:
    'The statements in a token: `iss` who issued it, `sub` about whom, `aud` for whom, `exp` until when. A server must check them, each time.',
  // RFC 7515, 5.2; RFC 8725.
  signature:
    'The seal of a token: only who has the key can make it, and any change breaks it. To decode is not to verify: decoding needs no key and proves nothing.',
  // RFC 7516.
  jwe: 'A token of five parts that is encrypted too. Only its recipient can read the claims.',
  opaque: 'A value that means nothing by itself. It has to be looked up, so the state lives on the server.',
  sealed:
    'A cookie that holds the session itself, signed or encrypted by the server, which then remembers nothing. If it is only signed, all can read it; and it is as hard to take back as a token.',
  // RFC 6750, 1.2.
  bearer: 'Whoever bears it may use it, as with cash. So it must not leak, and should not live long.',
  // RFC 6749, 1.4; RFC 9700, 2.3.
  'access-token': 'For calling an API. Best short-lived, and for one API alone.',
  // RFC 9700, 2.2.2 and 4.14.
  'refresh-token':
    'Gets new access tokens without a login. In a browser it should be replaced at each use, so that a stolen copy shows itself, or be bound to a key.',
  // OpenID Connect Core 1.0, section 2.
  'id-token': 'Tells an app who signed in and how. It is for that app, and no key to any API.',
  'api-key':
    'Names the app or account that calls, seldom the person. A public one may stand in a page; a secret one must stay on the server.',
  // OWASP, Session Management Cheat Sheet.
  'remember-me':
    'A long-lived cookie that starts a new session when the old one is over. As good as a password while it lives.',
  // OWASP, Cross-Site Request Forgery Prevention Cheat Sheet.
  'csrf-token':
    'A secret that a form or header must repeat. Another site can make the browser send a cookie, but cannot know this. It signs nobody in.',
  // RFC 6749, 10.12; RFC 9700, 4.7.
  'login-state':
    '`state` and `nonce` tie the answer of a login to the browser that began it, so that nobody can slip in an answer of his own.',
} satisfies Partial<Record<Word, string>>;

const signingIn = {
  'signed-in':
    'A site may know your browser and not you: many give a session to every guest. Signed in means that the credential came with a login, or opens what a guest does not see.',
  // RFC 9110, 11; RFC 7617, RFC 7616, RFC 4559.
  'http-auth':
    'The browser itself asks for the password and sends a proof of it with each request. Basic sends the password as good as plain, Digest a hash, Negotiate a ticket of the company’s network. There is no logout.',
  // RFC 6749, 4.1; RFC 9700, 2.1.1.
  oauth:
    'The provider sends the browser back with a short-lived code, which the app exchanges for tokens. So no token passes through an address. An app in the browser can keep no secret and needs none.',
  // RFC 7636; RFC 9700, 2.1.1.
  pkce: 'The app keeps a secret for each login, shows its hash when it sends you off (`S256`) and the secret when it exchanges the code. A stolen code is useless without.',
  // RFC 9700, 2.1.2.
  'oauth-implicit':
    'The older way: the token itself comes back in the address, where history and scripts find it. No longer recommended.',
  // OpenID Connect Core 1.0.
  oidc: 'A layer on OAuth for login: besides the access token there is an ID token, which says who you are.',
  // OASIS SAML 2.0; OWASP, SAML Security Cheat Sheet.
  saml: 'Login by a signed XML statement that the browser carries from the provider to the site, in companies and universities. The site then starts a session of its own.',
  // W3C, Web Authentication.
  passkey:
    'A key pair instead of a password: your device signs a challenge, and only for the right site, so there is nothing to phish. What follows is a session or a token, as after any login.',
  // RFC 9449.
  dpop: 'Binds a token to a key in the browser: each request brings a fresh signature. A stolen token is worthless without the key.',
  // RFC 9421.
  'signed-request':
    'No secret travels: a key that both sides know, or a key pair, signs each request. Only its id is shown.',
  // RFC 8705.
  'client-certificate':
    'The browser proves who it is while the encrypted connection is made (mTLS). No extension can see it; there are only hints.',
  // W3C, Device Bound Session Credentials.
  'device-bound':
    'A session cookie that lives for minutes and is renewed with a key that cannot leave the device. Stolen, it soon ends.',
} satisfies Partial<Record<Word, string>>;

const attacks = {
  // OWASP, Cross-Site Request Forgery Prevention Cheat Sheet.
  csrf: 'Cross-site request forgery: another site makes your browser send a request, and the browser adds your cookie. A CSRF token or a check of the origin stops it; SameSite limits it.',
  // OWASP, Cross Site Scripting Prevention Cheat Sheet.
  xss: 'Cross-site scripting: a stranger’s script runs in the page and can do what the page can, and read what it can read: storage, and cookies without HttpOnly.',
  // OWASP, Session Management Cheat Sheet, "Renew the Session ID After Any Privilege Level Change".
  fixation:
    'A session id that was known before the login still counts after it. Who planted it is then signed in as you. A new id at each login prevents it.',
  // OWASP ASVS 5.0, 7.2.3: at least 128 bits.
  guessing:
    'An id must be too random to guess: 128 bits at least. How random it is cannot be seen from one value; its length only sets a limit.',
  // RFC 8725, 2.1, 2.2 and 3.
  'forged-token':
    'A server that believes the header of a token can be fooled by it: `alg` none, a key that comes along, a public key used as a shared secret; or the shared secret is a word that can be guessed.',
  // RFC 6797.
  transport:
    'On plain HTTP everyone on the way reads and changes what passes. HTTPS prevents that; HSTS makes a browser that was there once use nothing else.',
  // RFC 9111, 5.2.2.5; OWASP ASVS 5.0, 14.3.2.
  caching: 'A page made for you that a cache keeps may be shown to the next one. `Cache-Control: no-store` forbids it.',
  // RFC 9700, 4.2 and 4.3; RFC 6750, 2.3.
  'secret-in-url':
    'Addresses end up in history, in logs, in bookmarks and sometimes, as `Referer`, at other sites. What opens a door does not belong in them.',
  // RFC 6454; WHATWG Fetch, CORS.
  origin:
    'Scheme, host and port make an origin. A script may send to any; CORS decides whether it may read the answer, and whether it may add an Authorization header. What is sent to another origin, its owner has.',
  // OWASP ASVS 5.0, 7.4.1; RFC 7009.
  revocation:
    'A logout that only forgets in the browser leaves copies alive. A session is over when the server deletes it; a token when it expires, or when the server keeps a list of those it took back.',
} satisfies Partial<Record<Word, string>>;

const coatcheck = {
  evidence: 'What was seen that speaks for the verdict or against it. Each item has a weight; both sides are shown.',
  confidence:
    'The weights added up, as a chance. Never 100 %: Coatcheck watches and asks nobody, so another reading always remains.',
} satisfies Partial<Record<Word, string>>;

export const GROUPS: Group[] = [
  {
    id: 'cookies',
    title: 'Cookies and storage',
    short: 'Cookies',
    lead: 'Where a credential is kept, and what the browser does with it.',
    words: cookies,
  },
  { id: 'tokens', title: 'Tokens and other values', short: 'Tokens', lead: 'What a credential is.', words: tokens },
  {
    id: 'signing-in',
    title: 'Ways to sign in',
    short: 'Signing in',
    lead: 'How one comes by it, and how it is shown.',
    words: signingIn,
  },
  { id: 'attacks', title: 'Attacks and defences', short: 'Attacks', lead: 'What can go wrong.', words: attacks },
  {
    id: 'coatcheck',
    title: 'How Coatcheck judges',
    short: 'Coatcheck',
    lead: 'What its own words mean.',
    words: coatcheck,
  },
];
