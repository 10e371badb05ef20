/**
 * What each feature of a cookie weighs that can be read off it standing still: log-odds that it authenticates. Most were
 * measured over 2,546 labelled cookies of 220 sites of 2014 (knowledge 2.2); where the web has changed since, or nobody
 * measured, they are fitted on the part of our own cookies that is not held out, and rounded.
 */

export interface Reason {
  code: string;
  text: string;
  /** Log-odds that the cookie authenticates. */
  weight: number;
}

/** `measured`: the coefficient or likelihood ratio (LR, as its logarithm) of knowledge 2.2; `fitted`: on our own cookies. */
type Weight = readonly [weight: number, text: string, source: string];

const TABLE = 'a row of core/knowledge; fitted 2.9–3.4';
const FAMILY = 'knowledge 10.2; measured −2.0 (LR 0.02)';

export const weights = {
  prior: [-1.9, 'Most cookies authenticate nobody', 'measured: intercept'],

  'name-server-session': [2, 'A known session cookie', 'knowledge 1.2: 21 of 28 PHPSESSID, 8 of 20 JSESSIONID'],
  'name-auth-only': [3, 'A cookie known to exist only while signed in', TABLE],
  'name-remember-me': [3, 'A cookie known to keep people signed in', TABLE],
  'name-gateway': [3, 'The session of a known sign-on gateway', TABLE],
  'name-identity-provider': [3, 'The session of a known identity provider', TABLE],
  'name-login-flag': [
    -1.5,
    'Says that somebody is signed in, but proves nothing',
    'measured −1.1 for flags; fitted −1.7',
  ],
  'name-transaction': [-2.5, 'Lives only during one login', 'knowledge 5.2; fitted −2.6'],
  'name-anonymous': [-2, 'Known to tell visitors apart, signed in or not', 'knowledge 5.2; fitted −2.2'],
  'name-seal': [-1, 'The signature of the cookie beside it', 'no credential without the other'],
  'name-anti-csrf': [-2.5, 'An anti-CSRF token, known by its name', 'knowledge 1.4; fitted −2.6'],

  'name-analytics': [-3, 'A known analytics or advertising cookie', FAMILY],
  'name-consent': [-3, 'A known consent cookie', FAMILY],
  'name-load-balancer': [-3, 'A known load balancer or firewall cookie', FAMILY],
  'name-bot': [-3, 'A known bot protection cookie', FAMILY],
  'name-preference': [-3, 'A known preference cookie', FAMILY],
  'name-commerce': [-3, 'A known shopping cart cookie', FAMILY],
  'name-capability': [-3, 'Opens a resource to whoever holds it, and names nobody', 'knowledge 5.2'],

  'name-csrf': [-2.5, 'An anti-CSRF token by its name', 'knowledge 1.4; fitted −2.6'],
  'name-strong': [1.7, 'Named like a session or a token', 'measured 1.7 (LR 10.8)'],
  'name-medium': [1.2, 'Its name has a word of signing in', 'measured 1.2 (LR 2.4–7.5)'],
  'name-negative': [-2.1, 'Its name speaks of something else', 'measured −2.1 (LR 0.05)'],
  'name-flag': [-1.1, 'Named like a flag, not a credential', 'measured −1.1'],
  'name-who': [-0.7, 'Named after who it is, which is no proof', 'measured: LR 0.5 of `uid`'],
  'name-passing': [-1.5, 'Named like what lives only during one login', 'knowledge 5.2'],
  'name-prefix': [0.7, 'Protected by the prefix of its name', 'knowledge 10.2'],

  'http-only': [1, 'Hidden from scripts (HttpOnly)', 'knowledge 10.2; measured 0.5 (LR 4.2) in 2014'],
  readable: [-0.45, 'Open to scripts, as cookies are that scripts write', 'measured: LR 0.65 of no HttpOnly'],
  secure: [0.2, 'Sent over encrypted connections only (Secure)', 'knowledge 10.2; measured LR 2.6 in 2014'],
  'same-site': [0.3, 'Kept from cross-site requests (SameSite)', 'knowledge 10.2'],

  'value-empty': [-4, 'Empty, as a cookie is that was cleared', 'RFC 6265 section 3.1'],
  'value-tiny': [-1, 'Short enough to be guessed', 'measured −0.3; fitted −1.5'],
  'value-short': [-0.9, 'Short for a credential', 'measured −0.9'],
  'value-long': [0.5, 'Long, as sealed sessions are', 'measured 0.4 (LR 3.5)'],
  'value-trivial': [-1.1, 'Its value is a word, a number or a flag', 'measured −1.1 (LR 0.13)'],
  'value-user-token': [2, 'A JWT that names a subject and expires', 'knowledge 10.2; fitted 2.0'],
  'value-anonymous-token': [-4, 'Its claims say that nobody is signed in', 'knowledge 3.3'],
  'value-sealed': [1, 'Signed or encrypted by a framework', 'knowledge 10.2'],
  'value-uuid': [-1.2, 'A UUID, as visitor ids are', 'measured −1.2 (LR 0.41)'],
  'value-random': [0.6, 'Long and random to look at', 'measured 0.6–0.7'],
} as const satisfies Record<string, Weight>;

export type Feature = keyof typeof weights;

export function reasonFor(code: Feature): Reason {
  const [weight, text] = weights[code];
  return { code, text, weight };
}

/** knowledge 10.2, tier 2: names and flags alone never decide. */
export const STATIC_CAP = 4;
