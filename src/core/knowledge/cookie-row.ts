/** The form of the tables of cookies: one fact a line. */
import type { NamePattern } from './names.ts';

export type CookieKind =
  /** A session that also exists for anonymous visitors: its presence does not mean signed in. */
  | 'server-session'
  /** Exists, as a rule, only while somebody is signed in. */
  | 'auth-only'
  /** Signs in again after the session has ended. */
  | 'remember-me'
  /** Readable statement that somebody is signed in, or who; no credential. */
  | 'login-flag'
  /** Lives during one login: OAuth state, nonce, PKCE. */
  | 'transaction'
  /** Session of a proxy in front of the application. */
  | 'gateway'
  /** Session at an identity provider. */
  | 'identity-provider'
  /** A visitor, a guest, a device: told from others, but signed in as nobody. */
  | 'anonymous'
  /** Signature of the cookie beside it, no credential of its own. */
  | 'seal'
  /** Anti-CSRF token under a name that says something else. Names that say it are in csrf.ts. */
  | 'anti-csrf';

/**
 * `names`: exact, `prefix*` or `*suffix`, with blanks between them; or one pattern. `sites`: the domains on which alone the
 * name has this meaning, with blanks between them.
 */
export type CookieRow = readonly [stack: string, kind: CookieKind, names: NamePattern, source: string, sites?: string];
