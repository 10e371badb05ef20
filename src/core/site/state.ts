import type { Missing, Resource, ValueShape } from '../observe/observation.ts';
import type { CookieAttributes, IssuedBy, Where } from '../report.ts';
import type {
  AnswerSeen,
  AuthorizationSeen,
  Door,
  ExpiredUseSeen,
  LateUseSeen,
  MarkSeen,
  ProofsSeen,
  RefererLeakSeen,
  RefreshSeen,
  RefusedSeen,
  SamlSeen,
  StateChangeSeen,
  TokenCheckSeen,
  TokenRequestSeen,
} from './seen.ts';

/** Version of the persisted form. A record of another version is dropped, not repaired. */
export const STATE_SCHEMA = 5;

/** A value that a place holds or held. */
export interface PlaceValue extends ValueShape {
  firstAt: number;
  /** When the place was emptied of it; stays known after another value has come. */
  gone?: number;
}

/** Where a credential is kept, or how it is attached: one cookie, one storage entry, one header to one origin. */
export interface Place {
  where: Where;
  name: string;
  path?: string;
  scheme?: string;
  origin: string;
  cookie?: CookieAttributes;
  /** Since when the cookie has these attributes: when it was set, or first seen with them. */
  cookieAt?: number;
  /** The browser cannot tell SameSite=None from none at all, and nobody saw the cookie being set. */
  sameSiteUnsure?: true;
  /** Oldest first; the last one is the current one. */
  values: PlaceValue[];
  issuedBy?: IssuedBy;
  /** It was there when watching began, so nobody can say how it came to be. */
  foundThere: boolean;
  /** Each request brings a value of its own: what is made for one request is nobody's credential, and not kept. */
  everNew?: true;
  gone?: number;
}

/** One value on its way to one origin. */
export interface Sending {
  fingerprint: string;
  where: Where;
  name: string;
  scheme?: string;
  origin: string;
  url: string;
  resource: Resource;
  firstAt: number;
  /** `exp` of the JWT, if it is one. */
  expiresAt?: number;
  /** It names an application, and nobody who uses it. */
  application?: true;
  /** Of a value that nobody saw: another address got the same field. */
  elsewhere?: true;
  /** First time that a request with it was answered with success. */
  acceptedAt?: number;
  refusedAt?: number;
  /** When a page that was opened with it answered with the way to the login, for the first time since the last login. */
  sentAwayAt?: number;
  /** A proof of possession went along (RFC 9449), each time or not. */
  proof?: 'always' | 'sometimes';
  /** An anti-CSRF header went along: the server expects the browser's own credential, too. */
  guarded?: true;
}

export type LoginWay =
  | 'password-form'
  | 'password-json'
  | 'http-auth'
  /** A call of an operation that is named so: JSON-RPC, GraphQL. */
  | 'login-call'
  /** A script sends name and password in an Authorization header. */
  | 'password-header'
  | 'oauth-callback'
  | 'oauth-implicit'
  | 'cas'
  | 'webauthn'
  | 'saml'
  | 'set-login'
  /** A code from a mail, a message or an authenticator. */
  | 'one-time-code'
  /** A link from a mail, or a ticket of some single sign-on. */
  | 'link'
  /** Led here by redirects from a login at another origin. */
  | 'sign-on';

export interface LoginSeen {
  at: number;
  id: string;
  method: string;
  url: string;
  resource: Resource;
  how: LoginWay;
  /** Statuses of the whole chain of redirects, but for answers that were lost. */
  statuses: number[];
  /** Where the chain led, also where only the next request tells. */
  redirects: string[];
  /** Keys of cookies that the chain set to a new value. */
  set: string[];
  /** Current value of each cookie at the time of the submit: place key → fingerprint. */
  held: Record<string, string>;
  answeredAt?: number;
  /** Fields of the form that are named like a token. */
  fields?: string[];
  /** Until the last response of the chain has come. */
  open: boolean;
  /** The page that a script opened right after its login was answered. */
  ledTo?: string;
  /** Sent by an embedded page of another site. */
  embedded?: true;
}

export interface LogoutSeen {
  at: number;
  id: string;
  method: string;
  url: string;
  resource?: Resource;
  /** Of the first answer. */
  status?: number;
  answeredAt?: number;
  /** Where it redirected to, and whether it said that the browser shall forget. */
  ledTo?: string;
  clears?: true;
  /** Current value of each kept place at that time: place key → fingerprint. */
  held: Record<string, string>;
}

export interface ChallengeSeen {
  at: number;
  id: string;
  /** The one that was answered where that shows; else the strongest, which browsers answer if they can. */
  scheme: string;
  /** All that were offered, while it does not show which of several was answered. */
  offered?: string[];
  origin: string;
  url: string;
  answeredAt?: number;
  refusedAt?: number;
  set: string[];
}

export interface SiteFactsRecord {
  schema: typeof STATE_SCHEMA;
  site: string;
  partition: string | null;
  observedSince: number;
  places: Record<string, Place>;
  sendings: Record<string, Sending>;
  logins: LoginSeen[];
  logouts: LogoutSeen[];
  challenges: ChallengeSeen[];
  stateChanges: Record<string, StateChangeSeen>;
  doors: Record<string, Door>;
  expiredUses: Record<string, ExpiredUseSeen>;
  lateUses: Record<string, LateUseSeen>;
  refreshes: Record<string, RefreshSeen>;
  marks: Record<string, MarkSeen>;
  authorizations: Record<string, AuthorizationSeen>;
  tokenRequests: Record<string, TokenRequestSeen>;
  samlResponses: Record<string, SamlSeen>;
  proofs: Record<string, ProofsSeen>;
  refused: Record<string, RefusedSeen>;
  /** Origins of other sites whose CORS answers name this one. */
  corsAllowed: string[];
  refererLeaks: Record<string, RefererLeakSeen>;
  leakyPage: { url: string; values: { name: string; fingerprint: string }[] } | null;
  passwordsInUrl: Record<string, { url: string; field: string; at: number }>;
  answers: Record<string, AnswerSeen>;
  /** By the token's fingerprint. */
  tokenChecks: Record<string, TokenCheckSeen>;
  /** Fingerprint → the answer that first had the value in its body. */
  issued: Record<string, { method: string; url: string; at: number }>;
  /** What a file of traffic cannot tell; empty where a browser was watched. */
  missing: Missing[];
  hsts: boolean;
  storageRead: boolean;
  unread: number;
}

/** A request whose answer has not come yet. */
export interface Pending {
  id: string;
  method: string;
  url: string;
  at: number;
  sendings: string[];
  login?: boolean;
  /** Key of its DPoP proof. */
  proof?: string;
  /** It proved that it has the key of a device-bound session. */
  bound?: boolean;
  /** Key of the change of state that it may make, and whether another site sent it. */
  change?: { key: string; foreign: boolean };
  /** It asks for new tokens: whether its body holds one, and whether it proves possession. */
  refresh?: { body: boolean; bound: boolean };
  /** A GET without parameters: its address says all that it asks for. */
  bare?: true;
}

export interface Tally {
  requests: number;
  lastSeen: number;
  /** Sending key → how often, and when last. */
  sent: Record<string, { count: number; lastAt: number }>;
  /** Requests without an answer, oldest first. A list: what comes and goes all day is slow in a record. */
  pending: Pending[];
  /** Fingerprints of the `jti` of the last DPoP proofs: none may come again. */
  proofs: string[];
  /** What the caps kept out, or took away: counted, but no fact. */
  dropped: number;
  /** Hashes of the keys that were kept out, so that none is counted twice. */
  missed: number[];
}

export interface SiteState {
  facts: SiteFactsRecord;
  tally: Tally;
}

/**
 * Most that is remembered of one site. What goes beyond is counted in `dropped`, but for the past values of a place and
 * requests without an answer, which nobody would miss. How much room all this takes is for `lighten` to see to.
 */
export const CAPS = {
  places: 240,
  valuesPerPlace: 8,
  sendings: 400,
  logins: 12,
  /** Of the redirects of one login. */
  hops: 20,
  logouts: 12,
  challenges: 12,
  stateChanges: 24,
  doors: 24,
  expiredUses: 12,
  lateUses: 24,
  refreshes: 6,
  marks: 32,
  authorizations: 16,
  tokenRequests: 16,
  samlResponses: 8,
  proofs: 12,
  proofIds: 64,
  refused: 16,
  corsAllowed: 16,
  refererLeaks: 12,
  passwordsInUrl: 12,
  answers: 24,
  tokenChecks: 24,
  issued: 100,
  pending: 64,
  /** Of all requests that wait for an answer, together. */
  pendingSendings: 2_048,
  /** Keys and fingerprints that one fact names. */
  along: 24,
  setByLogin: 64,
  missed: 500,
  /** Characters of the key of a place or a sending: names, paths and origins are hostile. */
  key: 512,
} as const;

export const emptyState = (site: string, partition: string | null, at: number): SiteState => ({
  facts: {
    schema: STATE_SCHEMA,
    site,
    partition,
    observedSince: at,
    places: {},
    sendings: {},
    logins: [],
    logouts: [],
    challenges: [],
    stateChanges: {},
    doors: {},
    expiredUses: {},
    lateUses: {},
    refreshes: {},
    marks: {},
    authorizations: {},
    tokenRequests: {},
    samlResponses: {},
    proofs: {},
    refused: {},
    corsAllowed: [],
    refererLeaks: {},
    leakyPage: null,
    passwordsInUrl: {},
    answers: {},
    tokenChecks: {},
    issued: {},
    missing: [],
    hsts: false,
    storageRead: false,
    unread: 0,
  },
  tally: { requests: 0, lastSeen: at, sent: {}, pending: [], proofs: [], dropped: 0, missed: [] },
});

/** Keys are made of hostile names; a prefix keeps `__proto__` and its like from ever being a bare member name. */
export const placeKey = (
  where: Where,
  name: string,
  origin: string,
  detail: { path?: string | undefined; scheme?: string | undefined; cookie?: CookieAttributes | undefined } = {},
): string => {
  if (detail.cookie !== undefined) {
    // RFC 6265bis 5.7: a cookie for one host and one with Domain are two, also where the name and the host are the same.
    const { domain, hostOnly, path, partitionKey } = detail.cookie;
    return `cookie|${hostOnly ? '' : '.'}${domain}|${path}|${partitionKey ?? ''}|${name}`;
  }
  return `${where}|${origin}|${detail.scheme ?? ''}|${name}|${detail.path ?? ''}`;
};

/** In the cookie jar or in the page's storage, not on the wire alone. */
export const isKept = (place: Place): boolean =>
  place.where === 'cookie' ||
  place.where === 'localStorage' ||
  place.where === 'sessionStorage' ||
  place.where === 'indexedDB';

export const currentValue = (place: Place): PlaceValue | undefined => place.values[place.values.length - 1];
