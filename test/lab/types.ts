/** What a site of the lab is, what Coatcheck should say about it, and what a site needs to run. */
import type { Express } from 'express';
import type { WebSocket } from 'ws';
import type { Kind, StateLocation, Verdict, Where } from '../../src/core/report.ts';
import type { Vault } from './vault.ts';

export interface Decisive {
  where: Where;
  name: string;
  format: string;
}

export interface Expected {
  kind: Kind;
  state: StateLocation;
  signedIn: Verdict['signedIn'];
  decisive: Decisive[];
}

export interface Stages {
  /** The page was opened, nothing else. */
  before: Expected;
  /** Login, `#act` and `#load` (where there is no login: `#act` and `#load`). */
  after: Expected;
  /** Logout (where there is none: as `after`). */
  out: Expected;
}

export type Variant = 'sound' | 'careless';

interface Description {
  id: string;
  variant: Variant;
  title: string;
  /** Two sentences: what the site does, what to look for in Coatcheck. */
  lesson: string;
  /** `basic`: the browser asks, whatever the scheme. `provider`: a link leads to the login page of another origin. */
  login: 'form' | 'fetch' | 'basic' | 'provider' | 'none';
  expected: Stages;
  /**
   * Every rule that speaks in Chromium, in the stage `after` or in the stage `out`: findings about a credential may go
   * when the credential goes. Holds as the lab is being served: on http://*.localhost no rule speaks about transport,
   * elsewhere those that do are included.
   */
  rules: string[];
}

export interface LabSite extends Description {
  /** Host name without port. */
  host: string;
  /** Scheme, host and port. */
  origin: string;
}

/** How the lab is served: it decides about `Secure`, cookie prefixes, and what counts as careless. */
export interface Place {
  tls: boolean;
  /** *.localhost: browsers trust it without TLS. */
  local: boolean;
}

export interface Context {
  site: LabSite;
  place: Place;
  vault: Vault;
  /** Start page. */
  home: string;
  /** Same host, second port. */
  apiOrigin: string;
  /** Another site, which has nothing to do with the lab's: it answers whoever asks. */
  strangerOrigin: string;
  /** Another site. */
  partnerOrigin: string;
}

export interface SiteSpec extends Description {
  /** First part of the host name, where `<id>` or `<id>-careless` would not do. */
  label?: string;
  app: (context: Context) => Express;
  /** What the site's host answers on the second port. */
  api?: (context: Context) => Express;
  /** What another site answers that belongs to it. */
  partner?: (context: Context) => Express;
  /** What it says over each WebSocket that a page opens. */
  socket?: (context: Context) => (socket: WebSocket) => void;
}

/** Null where a variant makes no sense in this place. */
export type SiteMaker = (place: Place) => SiteSpec | null;

/** Over https on a public host a session cookie that could carry `__Host-` is told so, as a hint. */
export const prefixHint = ({ tls, local }: Place): string[] => (tls && !local ? ['session-cookie-without-prefix'] : []);

export const user = { name: 'ada', password: 'analytical-engine' } as const;

export const isUser = (name: unknown, password: unknown): boolean => name === user.name && password === user.password;

const nothing: Expected = { kind: 'none', state: 'unknown', signedIn: 'no', decisive: [] };

export const unsigned: Stages = { before: nothing, after: nothing, out: nothing };

/** Nothing before the login; after the logout everything that was learnt, but nobody is signed in. */
export function stages(kind: Kind, state: StateLocation, ...decisive: Decisive[]): Stages {
  return {
    before: nothing,
    after: { kind, state, signedIn: 'yes', decisive },
    out: { kind, state, signedIn: 'no', decisive },
  };
}
