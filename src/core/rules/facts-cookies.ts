/** What rules read of cookies: those that the browser keeps, and those that it does not. */
import type { ContentKind, RefusedSetCookie } from '../observe/observation.ts';
import type { CookieAttributes, Role } from '../report.ts';

/** A cookie in the jar, or that was in it. */
export interface KeptCookie {
  credential: string;
  name: string;
  attributes: CookieAttributes;
  /** When it was set with these attributes, or first seen with them. */
  at: number;
  /** Somebody saw it being set, so `at` is when. */
  seenSet: boolean;
  /** False where the browser could not tell SameSite=None from none at all, and nobody saw the cookie being set. */
  sameSiteSure: boolean;
  /** When the first of its values came, and when it went. */
  from: number;
  gone?: number;
}

/** A cookie that a server wanted to set and that browsers do not keep, or keep only just. */
export interface RefusedCookie {
  name: string;
  /** Without query. */
  url: string;
  at: number;
  why: RefusedSetCookie['why'];
  /** What it would have been, by its name and the shape of its value. */
  role: Role;
  /** Asked for by another site than this one. */
  thirdParty: boolean;
  /** It was sent later on: this browser kept it. */
  keptHere: boolean;
  /** Attributes that the prefix demands and the line lacks, or has and must not: `Secure`, `Path=/`, `Domain`. */
  broken?: string[];
  /** Octets of name and value. */
  size?: number;
}

/** What an unsigned, unencrypted value says in plain text to everybody who holds it. */
export interface ReadableContent {
  credential: string;
  kind: ContentKind;
  /** Names, never values, of the members that tell of a user. */
  members: string[];
}
