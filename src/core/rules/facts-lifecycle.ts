/** What rules read of the time after a login. */

/**
 * After a logout that did something, the value from before it went along with a request to a place that is known to be shut
 * to strangers, and nothing else explains the answer.
 */
export interface UseAfterLogout {
  credential: string;
  logoutAt: number;
  usedAt: number;
  url: string;
  accepted: boolean;
}

/** Requests to one address that changed a refresh token for new tokens. */
export interface RefreshFact {
  /** The last one. */
  at: number;
  method: string;
  url: string;
  credential: string;
  /** The same refresh token was good more than once, and not for two tabs at a time. Undefined: nobody saw. */
  again?: boolean;
  /** It was not seen on its way, but stayed in the storage while a new access token came. */
  kept?: true;
  /** A proof of possession goes along: without its key the token is worth nothing. */
  bound: boolean;
}
