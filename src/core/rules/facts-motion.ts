/** What rules read of secrets on their way: in addresses, in answers, in the wrong hands. */
import type { Storable } from '../observe/caching.ts';
import type { Resource } from '../observe/observation.ts';
import type { Where } from '../report.ts';

export interface UrlSighting {
  credential: string;
  where: Extract<Where, 'query' | 'fragment'>;
  name: string;
  url: string;
  resource: Resource;
}

/** A page whose address holds a credential told it to another site. */
export interface RefererLeak {
  credential: string;
  /** Parameter. */
  name: string;
  url: string;
  to: string;
  /** `seen`: the Referer header showed it. `policy`: the page's Referrer-Policy lets it out. */
  how: 'seen' | 'policy';
}

export interface PasswordInUrl {
  url: string;
  /** Name of the parameter. */
  field: string;
  at: number;
}

export interface PlainHttpUse {
  credential: string;
  origin: string;
}

/** An answer, HTML or JSON, to a request with a decisive credential, and whether others may get it from a cache (RFC 9111). */
export interface SignedInAnswer {
  url: string;
  at: number;
  resource: Resource;
  credentials: string[];
  /** May a shared cache keep it and hand it out again? */
  storable: Storable;
  /**
   * A shared cache said that this came from it: `Age`, `X-Cache: HIT`, `CF-Cache-Status: HIT`. Not of what the server
   * calls `public`, unless it is known to be for somebody alone.
   */
  sharedHit: boolean;
  /** RFC 9111, 3.5: without leave no shared cache keeps an answer to a request with Authorization. */
  authorized: boolean;
  /** Whoever asked there without a credential was refused: what it says is not for everybody. */
  guarded: boolean;
}

/** A key that belongs on a server, in the browser. */
export interface SecretKey {
  credential: string;
  /** Who gave it out; `service-role` is a JWT that says so of itself. */
  provider: string;
  /** It opens a test environment only. */
  test: boolean;
  /** It lies in storage or in a cookie, where a user may have put a key of their own. */
  kept: boolean;
}
