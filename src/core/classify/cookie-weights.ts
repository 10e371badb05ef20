/**
 * What each feature of a cookie weighs that can be read off it standing still: log-odds that it authenticates. The signs
 * and the order come from knowledge 2.2, measured over 2,546 labelled cookies of 220 sites.
 */

export interface Reason {
  code: string;
  text: string;
  /** Log-odds that the cookie authenticates. */
  weight: number;
}

type Weight = readonly [weight: number, text: string];

const weights = {
  prior: [-1.9, 'Most cookies authenticate nobody'],

  'name-server-session': [2, 'A known session cookie'],
  'name-auth-only': [2, 'A cookie known to exist only while signed in'],
  'name-remember-me': [2, 'A cookie known to keep people signed in'],
  'name-gateway': [2, 'The session of a known sign-on gateway'],
  'name-identity-provider': [2, 'The session of a known identity provider'],
  'name-login-flag': [-1.1, 'Says that somebody is signed in, but proves nothing'],
  'name-transaction': [-2, 'Lives only during one login'],
  'name-anonymous': [-2, 'Known to tell visitors apart, signed in or not'],
  'name-seal': [-1, 'The signature of the cookie beside it'],
  'name-anti-csrf': [-2, 'An anti-CSRF token, known by its name'],

  'name-analytics': [-2.5, 'A known analytics or advertising cookie'],
  'name-consent': [-2.5, 'A known consent cookie'],
  'name-load-balancer': [-2.5, 'A known load balancer or firewall cookie'],
  'name-bot': [-2.5, 'A known bot protection cookie'],
  'name-preference': [-2.5, 'A known preference cookie'],
  'name-commerce': [-2.5, 'A known shopping cart cookie'],
  'name-capability': [-2.5, 'Opens a resource to whoever holds it, and names nobody'],

  'name-csrf': [-2, 'An anti-CSRF token by its name'],
  'name-strong': [2, 'Named like a session or a token'],
  'name-medium': [1, 'Its name has a word of signing in'],
  'name-negative': [-2, 'Its name speaks of something else'],
  'name-flag': [-1.1, 'Named like a flag, not a credential'],
  'name-who': [-0.7, 'Named after who it is, which is no proof'],
  'name-passing': [-1.5, 'Named like what lives only during one login'],
  'name-prefix': [0.7, 'Protected by the prefix of its name'],

  'http-only': [1, 'Hidden from scripts (HttpOnly)'],
  secure: [0.2, 'Sent over encrypted connections only (Secure)'],
  'same-site': [0.3, 'Kept from cross-site requests (SameSite)'],

  'value-empty': [-4, 'Empty, as a cookie is that was cleared'],
  'value-tiny': [-0.5, 'Short enough to be guessed'],
  'value-short': [-0.9, 'Short for a credential'],
  'value-trivial': [-1.1, 'Its value is a word, a number or a flag'],
  'value-user-token': [1.5, 'A JWT that names a subject and expires'],
  'value-sealed': [1, 'Signed or encrypted by a framework'],
  'value-uuid': [-0.7, 'A UUID, as visitor ids are'],
  'value-random': [0.7, 'Long and random to look at'],
} as const satisfies Record<string, Weight>;

export type Feature = keyof typeof weights;

export function reasonFor(code: Feature): Reason {
  const [weight, text] = weights[code];
  return { code, text, weight };
}

/** knowledge 10.2, tier 2: names and flags alone never decide. */
export const STATIC_CAP = 4;
