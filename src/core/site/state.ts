/**
 * What is known of one site: facts, which are persisted the moment they are learnt, and a tally (counts and last-seen
 * times), which rides along. A state is plain JSON: flat records of strings and numbers, without a secret.
 */
import type { Mark, Resource, ValueShape } from '../observe/observation.ts';
import type { CookieAttributes, IssuedBy, Where } from '../report.ts';

/** Version of the persisted form. A record of another version is dropped, not repaired. */
export const STATE_SCHEMA = 1;

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
  /** Statuses of the whole chain of redirects. */
  statuses: number[];
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
}

export interface LogoutSeen {
  at: number;
  id: string;
  method: string;
  url: string;
  resource?: Resource;
  /** Of the first answer. */
  status?: number;
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

export interface StateChangeSeen {
  at: number;
  method: string;
  url: string;
  resource: Resource;
  contentType?: string;
  /** Keys of the sendings that went along. */
  sendings: string[];
  /** Names of fields and of headers that a plain form cannot send. */
  fields: string[];
  customHeaders: string[];
}

/** A resource that was refused to some requests and opened to others: the natural experiment. */
export interface Door {
  url: string;
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

/** All that checks on click found out about one token so far. */
export interface TokenCheckSeen {
  at: number;
  knownSecret: boolean;
  list?: 'bundled' | 'file';
  signature?: 'valid' | 'invalid';
  tried: number;
  complete: boolean;
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
  marks: Record<string, MarkSeen>;
  /** By the token's fingerprint. */
  tokenChecks: Record<string, TokenCheckSeen>;
  hsts: boolean;
  storageRead: boolean;
  unread: number;
  dropped: number;
}

/** A request whose answer has not come yet. */
export interface Pending {
  method: string;
  url: string;
  at: number;
  sendings: string[];
  login?: boolean;
  /** It proved that it has the key of a device-bound session. */
  bound?: boolean;
}

export interface Tally {
  requests: number;
  lastSeen: number;
  /** Sending key → how often, and when last. */
  sent: Record<string, { count: number; lastAt: number }>;
  pending: Record<string, Pending>;
}

export interface SiteState {
  facts: SiteFactsRecord;
  tally: Tally;
}

/** Most that is remembered of one site; what goes beyond is counted in `dropped`. */
export const CAPS = {
  places: 240,
  valuesPerPlace: 8,
  sendings: 400,
  logins: 12,
  logouts: 12,
  challenges: 12,
  stateChanges: 24,
  doors: 24,
  expiredUses: 12,
  marks: 32,
  tokenChecks: 24,
  pending: 64,
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
    marks: {},
    tokenChecks: {},
    hsts: false,
    storageRead: false,
    unread: 0,
    dropped: 0,
  },
  tally: { requests: 0, lastSeen: at, sent: {}, pending: {} },
});

/** Keys are made of hostile names; a prefix keeps `__proto__` and its like from ever being a bare member name. */
export const placeKey = (
  where: Where,
  name: string,
  origin: string,
  detail: { path?: string | undefined; scheme?: string | undefined; cookie?: CookieAttributes | undefined } = {},
): string => {
  if (detail.cookie !== undefined) {
    const { domain, path, partitionKey } = detail.cookie;
    return `cookie|${domain}|${path}|${partitionKey ?? ''}|${name}`;
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
