/**
 * What an adapter tells the engine: plain JSON, without a secret. Raw values became shapes (`ValueShape`) at the
 * adapter's call into `core/observe`, and went no further.
 */
import type { TokenKind } from '../knowledge/token-prefixes.ts';
import type { CookieAttributes, Where } from '../report.ts';
import type { Caching } from './caching.ts';
import type { AuthorizationForm, TokenForm } from './oauth.ts';
import type { SamlForm } from './saml.ts';

/** Turns a value into a keyed fingerprint: equal values, equal fingerprints; nothing else can be learnt from it. */
export type Fingerprint = (value: string) => string;

/** What may be remembered of a secret. */
export interface ValueShape {
  fingerprint: string;
  length: number;
  /** An upper bound from the length and the alphabet in use, in bits. */
  entropyBits: number;
  /** `jwt`, `jwe`, `opaque`, `basic`, `empty`, `sealed:<name>`, … */
  format: string;
  /** At most four visible characters. */
  masked: string;
  token?: TokenShape;
  /** Fingerprint of the secret inside an envelope: of `abc` in the signed cookie `s:abc.sig`, of a value in quotes. */
  inner?: string;
  /** What a provider's prefix says that the token is for. */
  prefix?: TokenKind;
  /** By its prefix it is a key that belongs on a server, and of which provider. */
  serverKey?: { provider: string; test?: true };
  /** True if the value reads as a plain word, flag, time or small number: nothing that identifies anybody. */
  trivial?: boolean;
  /** What a flag says: `1` and `yes` are true, `0`, `false` and `null` are false. Of trivial values and numbers only. */
  says?: boolean;
  /** The tokens in a value that holds tokens, as JSON does. The first one is the one that most likely lets somebody in. */
  parts?: PartShape[];
  chunk?: ChunkShape;
  /** What an unsigned, unencrypted value says in plain text. */
  content?: ContentShape;
}

/** Of a value that anybody can read, and make up: what it is, and which of its members tell of a user. */
export interface ContentShape {
  kind: ContentKind;
  /** Names, dotted, never values; a name that looks like a secret is masked. */
  members: string[];
}

export type ContentKind =
  | 'user-data'
  | 'php-object'
  | 'java-object'
  | 'dotnet-object'
  | 'python-pickle'
  | 'ruby-marshal';

export interface PartShape {
  /** Members inside the JSON, dotted; '' where the token lies in a text of another kind. */
  path: string;
  shape: ValueShape;
}

/** On the shape of a whole value that was put together from several cookies: which of them this is. */
export interface ChunkShape {
  /** The name that the pieces share. */
  of: string;
  /** Fingerprint of this piece alone. */
  own: string;
}

/** Header and Claims Set of a JOSE object as JSON text: a text survives every browser's storage unchanged, a tree does not. */
export interface TokenShape {
  kind: 'jws' | 'jwe';
  header: string;
  claims?: string;
  issues: string[];
}

/** A value that was seen in some place. */
export interface SeenValue {
  where: Where;
  name: string;
  /** Members inside a JSON value, dotted. */
  path?: string;
  /** Of `Authorization`, in lower case; empty where the header has no scheme. */
  scheme?: string;
  /** By its form or by where it goes it names an application, and nobody who uses it. */
  application?: true;
  shape: ValueShape;
}

/**
 * What a message says of a protocol by its form. `signed-request`: a signature goes along; `socket`: the page holds, or
 * may hold, a WebSocket; `dpop-nonce`: only the proof was refused, not the token.
 */
export type Mark =
  | 'oauth-code'
  | 'oauth-implicit'
  | 'oauth-par'
  | 'oauth-jar'
  | 'oauth-device'
  | 'oauth-exchange'
  | 'oidc'
  | 'saml'
  | 'ws-federation'
  | 'cas'
  | 'webauthn'
  | 'fedcm'
  | 'dpop'
  | 'dpop-nonce'
  | 'signed-request'
  | 'device-bound-session'
  | 'mtls-hint'
  | 'socket'
  /** Only a part of the headers was read, because of a limit. */
  | 'cut';

export interface SeenCookie {
  name: string;
  shape: ValueShape;
  attributes: CookieAttributes;
}

/** An anti-CSRF token that went along, by its name. Its value is not kept, not even as a fingerprint. */
export interface SeenCsrfToken {
  where: 'header' | 'query' | 'body';
  name: string;
  /** An upper bound from the length and the alphabet in use, in bits. */
  bits: number;
  /** The cookie that went along and that it repeats, wholly or in part. */
  cookie?: string;
  /** By its form one of the two was made with a key of the server's: a MAC beside a value, a sealed format. */
  signed?: true;
}

/** A Set-Cookie line. `deletes` is true for Max-Age<=0, a past Expires, or an empty value. */
export interface SeenSetCookie extends SeenCookie {
  deletes: boolean;
  /** It has a jar for each top-level site (CHIPS); which one is said by the site that the response belongs to. */
  partitioned?: true;
}

/** An authorization request, in words of the protocol. `client` is a fingerprint: it joins the requests of one flow. */
export type SeenAuthorization = AuthorizationForm & { client: string };

/** A token request that the browser made. `basicSecret`: name and password went along as Basic. */
export type SeenTokenRequest = TokenForm & { basicSecret: boolean };
/** What does not fit between a DPoP proof and its request (RFC 9449 section 4.3). */
export type ProofIssue =
  | 'typ'
  | 'alg'
  | 'method'
  | 'url'
  | 'iat'
  | 'token-hash'
  | 'key-binding'
  | 'malformed'
  | 'missing-token-hash'
  | 'replayed';

export interface ProofSeen {
  /** Empty where all is well. */
  issues: ProofIssue[];
  /** Fingerprint of the access token that it went along with. */
  credential?: string;
  /** Fingerprint of `jti`. */
  jti?: string;
}

/** A Set-Cookie line that browsers refuse, or keep only just. */
export interface RefusedSetCookie {
  name: string;
  why: 'samesite-none-without-secure' | 'prefix-violated' | 'too-large' | 'nearly-too-large';
  broken?: string[];
  /** Octets of name and value. */
  size?: number;
  shape: ValueShape;
  /** Absent where the line was not even read to its end. */
  attributes?: CookieAttributes;
}

export type Resource = 'document' | 'frame' | 'fetch' | 'socket' | 'beacon' | 'other';

interface Seen {
  at: number;
  /** Top-level origin. */
  site: string;
  /** Cookie store and partition where they are not the ordinary ones, else null. */
  partition: string | null;
}

export interface RequestSeen extends Seen {
  type: 'request';
  /** Joins the request with its response, through redirects. */
  id: string;
  method: string;
  /** Without query, fragment and userinfo; token-like path segments are cut out. */
  url: string;
  resource: Resource;
  /** Origin of the page that asked; absent for what the user typed. */
  initiator?: string;
  values: SeenValue[];
  /** Names, never values, of query parameters and of the fields of a small form or JSON body. */
  fields: string[];
  /** Lower-case names of request headers that a plain HTML form could not send (Fetch standard, CORS-safelisted). */
  customHeaders: string[];
  /** A parameter's value, or the operation that the body names, is a word of signing out: `?action=logout`. */
  asksLogout?: true;
  /** The operation that the body names is a word of signing in: `"method": "auth.login"`. */
  asksLogin?: true;
  /** The chain of redirects that led here began with a password, at another origin. */
  afterLogin?: true;
  /** The body names a GraphQL query as its operation: it asks, and changes nothing. */
  reads?: true;
  /** Media type of the body, without parameters. */
  contentType?: string;
  /** There was a body, and nobody read it: what `fields` and `csrfTokens` lack may have been in it. */
  bodyUnread?: true;
  csrfTokens?: SeenCsrfToken[];
  /** `Sec-Fetch-Site: cross-site` (Fetch Metadata). Chromium does not show the header to extensions. */
  crossSite?: true;
  marks?: Mark[];
  authorization?: SeenAuthorization;
  tokenRequest?: SeenTokenRequest;
  /** A SAML Response in the body. */
  saml?: SamlForm;
  /** The DPoP proof that went along. */
  proof?: ProofSeen;
  /** Names of query parameters that hold a password. */
  passwords?: string[];
  /** The page of another origin that the Referer header names, and what could be a credential in its address. */
  referred?: { url: string; values: SeenValue[] };
  /** Fingerprint of the request's signature, where key, time and signature travel in fields of their own. */
  signature?: string;
}

export interface ResponseSeen extends Seen {
  type: 'response';
  id: string;
  method: string;
  url: string;
  /** 0 where no answer came. */
  status: number;
  resource: Resource;
  cookies: SeenSetCookie[];
  refused?: RefusedSetCookie[];
  /** Authentication schemes of WWW-Authenticate, lower case (RFC 9110 11.6.1). */
  challenges: string[];
  /** `Location` without query and fragment. */
  location?: string;
  /** The authorization request that `location` is. */
  authorization?: SeenAuthorization;
  /** Tokens in the fragment of `Location`: the page they are for cleans its address at once. */
  handed?: SeenValue[];
  /**
   * Things said in headers: `set-login:logged-in`, `set-login:logged-out`, `clear-site-data:cookies`, `hsts`,
   * `cors-any-with-credentials`, `cors-site` and `cors-site-with-credentials` (Access-Control-Allow-Origin is the site's
   * own), `referrer-policy:leaky`, `answered-with:<scheme>` (what only the server's side of HTTP authentication shows),
   * and the marks of protocols.
   * `cors-any-with-credentials`,
   * `vary:sec-fetch-site`, `vary:origin`, `answered-with:<scheme>` (what only the server's side of HTTP authentication shows), and
   * the marks of protocols.
   */
  marks: string[];
  /** Of an answer with content that could be about somebody: HTML or JSON. */
  caching?: Caching;
  contentType?: string;
  /** Fingerprints of what the body may hand out as a token, where a file has the body. */
  issued?: string[];
  fromCache?: boolean;
  /**
   * The request's last word. Chromium hides how a challenge was answered: it shows the 401, and then, as the end of the
   * same request, another status.
   */
  final?: boolean;
}

/** The cookie jar for the site's origins, as the cookies API tells it. Heals whatever a killed worker missed. */
export interface CookiesSeen extends Seen {
  type: 'cookies';
  /** The origins that were asked for. A known cookie of these that is not listed is gone. */
  origins: string[];
  cookies: SeenCookie[];
  /** Firefox before 140 and Safari cannot tell SameSite=None from none at all. */
  sameSiteCertain: boolean;
}

export interface CookieChanged extends Seen {
  type: 'cookie-changed';
  cookie: SeenCookie;
  removed: boolean;
}

export interface StorageSeen extends Seen {
  type: 'storage';
  origin: string;
  values: SeenValue[];
  /** Areas that were read to the end; a known place of these that is not listed is gone. */
  complete: ('localStorage' | 'sessionStorage' | 'indexedDB')[];
  /** Keys that were not read because of the limits on number, size and time. */
  unread: number;
}

/** The tab's top document changed (webNavigation.onCommitted). */
export interface PageSeen extends Seen {
  type: 'page';
  url: string;
  /** Names of parameters in the fragment, and their values' shapes: webRequest never sees a fragment. */
  values: SeenValue[];
  marks?: Mark[];
  /** The authorization request that `url` is: a page of the site sent its user there. */
  authorization?: SeenAuthorization;
}

/** Somebody asked for a token's signature to be checked. The secret or key that was tried is not told. */
export interface TokenChecked extends Seen {
  type: 'token-checked';
  /** Of the token. */
  fingerprint: string;
  /** A secret that stands in a list made the signature. */
  knownSecret: boolean;
  /** Which list: Coatcheck's own, or a file of the user's. */
  list?: 'bundled' | 'file';
  signature?: 'valid' | 'invalid';
  /** How many secrets were tried. */
  tried: number;
  /** Every list that was asked for was tried to its end. */
  complete: boolean;
}

/**
 * What a file of traffic cannot tell: `storage`: the page's; `cookies`: no readable Cookie, Set-Cookie or Authorization
 * header is in the whole file, so that they may have been taken out; `bodies`: of answers, in the whole file; `sent`: of some
 * requests to the site.
 */
export type Missing = 'storage' | 'cookies' | 'bodies' | 'sent';

/** All that was seen of the site came from a file, which ends here. */
export interface FileSeen extends Seen {
  type: 'file';
  missing: Missing[];
}

export type Observation =
  | RequestSeen
  | ResponseSeen
  | CookiesSeen
  | CookieChanged
  | StorageSeen
  | PageSeen
  | TokenChecked
  | FileSeen;
