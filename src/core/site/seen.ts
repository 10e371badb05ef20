/** What is remembered of single events: requests that changed something, answers, flows, doors. */

import type { Caching } from '../observe/caching.ts';
import type {
  Mark,
  ProofIssue,
  RefusedSetCookie,
  Resource,
  SeenAuthorization,
  SeenCsrfToken,
  SeenTokenRequest,
} from '../observe/observation.ts';
import type { SamlForm } from '../observe/saml.ts';

export interface StateChangeSeen {
  at: number;
  method: string;
  url: string;
  resource: Resource;
  contentType?: string;
  /** What it carried is not known whole. */
  bodyUnread?: true;
  /** Keys of the sendings that went along. */
  sendings: string[];
  /** Names of fields and of headers that a plain form cannot send. */
  fields: string[];
  customHeaders: string[];
  tokens?: SeenCsrfToken[];
  /** Of the first answer: 2xx and 3xx are success, unless they lead to the login. */
  outcome?: 'accepted' | 'refused';
  /** What the answers show of a look at where the request comes from. */
  checks?: OriginCheck[];
}

/** `Vary` names the header; or the same request, sent by another site, was answered with 403. */
export type OriginCheck = 'varies-by-sec-fetch-site' | 'varies-by-origin' | 'refuses-cross-site';

/** A request to a place that is shut to strangers, with values from before the last logout. */
export interface LateUseSeen {
  url: string;
  /** Id of the logout. */
  logout: string;
  at: number;
  accepted: boolean;
  /** Sendings that went along: from before the logout, and younger ones. */
  older: string[];
  newer: string[];
}

/** Requests to one address that ask for new tokens. */
export interface RefreshSeen {
  method: string;
  /** When the last one was sent: noted at once, so that a killed worker waits for its answer. */
  askedAt: number;
  url: string;
  /** Values that went along with the last success → since when. */
  sent: Record<string, number>;
  /** Those that went along again after a while → when. */
  again: Record<string, number>;
  /** The body holds a refresh token, which nobody looked at: first and last success. */
  fromBody?: { firstAt: number; lastAt: number };
  /** A proof of possession went along (RFC 9449, DBSC). */
  bound?: true;
}

/** A cookie that browsers refuse, or keep only just, as it was first asked for. */
export interface RefusedSeen extends RefusedSetCookie {
  method: string;
  url: string;
  at: number;
}

/** A resource that was refused to some requests and opened to others: the natural experiment. */
export interface Door {
  url: string;
  /** A GET without parameters was refused: the address alone decided. */
  bare?: true;
  refusedAt: number;
  refusedWith: string[];
  openedAt?: number;
  openedWith: string[];
  /** Refused again, after it was open: a logout, or an expiry. */
  shutAt?: number;
}

export interface ExpiredUseSeen {
  fingerprint: string;
  expiredAt: number;
  sentAt: number;
  url: string;
  others: string[];
}

/** DPoP proofs to one origin that were all alike in what does not fit, where such a one was first seen. */
export interface ProofsSeen {
  at: number;
  url: string;
  /** Fingerprint of the access token. */
  credential?: string;
  issues: ProofIssue[];
  acceptedAt?: number;
  refusedAt?: number;
}

/** A sign of a protocol, where it was first seen. */
export interface MarkSeen {
  mark: Mark;
  at: number;
  origin: string;
  url: string;
  /** Fingerprint of the first signature, and whether there was another one since. */
  signature?: string;
  varies?: true;
  /** Keys of cookies that came with it. */
  set?: string[];
}

/** The first of its form. */
export type AuthorizationSeen = SeenAuthorization & { at: number; url: string };
export type TokenRequestSeen = SeenTokenRequest & { at: number; url: string };
export type SamlSeen = SamlForm & { at: number; url: string };

/** A page of the site whose address went to another site, or may have gone there. */
export interface RefererLeakSeen {
  fingerprint: string;
  name: string;
  url: string;
  /** Origin. */
  to: string;
  how: 'seen' | 'policy';
  at: number;
}

/** An answer that caches may have something to do with. */
export interface AnswerSeen extends Caching {
  url: string;
  at: number;
  resource: Resource;
  /** Keys of the sendings that went along, of the request that carried most, and of the one that carried least. */
  sendings: string[];
  fewest: string[];
}

/** All that checks on click found out about one token so far. */
export interface TokenCheckSeen {
  at: number;
  knownSecret: boolean;
  list?: 'bundled' | 'file';
  signature?: 'valid' | 'invalid';
  tried: number;
  complete: boolean;
}
