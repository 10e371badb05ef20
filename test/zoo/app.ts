/** What an application of the zoo is: how it is installed and driven, and the truth about it. */
import type { Page } from 'puppeteer-core';
import type { Kind, Mechanism, SameSite, StateLocation, Where } from '../../src/core/report.ts';
import type { Home } from './home.ts';
import type { Column } from './judge.ts';

/** Everybody signs in as the same person, so that a leak of the password can be searched for. */
export const user = { name: 'alice', password: 'Wonder-land1' } as const;

/** A credential as the report must show it. */
export interface TrueCredential {
  /** Where it is kept; `header` for what the browser hides or the page keeps in memory. */
  where: Where;
  /** The name of the cookie, of the storage entry, or of the header. */
  name: string | RegExp;
  format: string | RegExp;
  /** Of a cookie. */
  flags?: { httpOnly: boolean; secure: boolean; sameSite: SameSite };
  /** It may be called decisive and need not be: one of two cookies of which either is enough. */
  optional?: true;
}

/** Established by ablation (`--prove`) and by reading the application, never by reading a report. */
export interface Truth {
  kind: Kind;
  state: StateLocation;
  /** All credentials on which the sign-in rests. Nothing else may be called decisive. */
  decisive: TrueCredential[];
  /** What the application reads together with them and is no credential, such as the user's name beside a token. */
  beside?: Pick<TrueCredential, 'where' | 'name'>[];
  /** Each must be among those of the report. */
  mechanisms: Mechanism[];
  /** Signed in still when the page has been loaded anew? A token in the page's memory is gone then. Absent: yes. */
  reloaded?: 'no';
}

export interface ZooApp {
  /** Names its folder and its recording. */
  name: string;
  /** Its folder, where it shares the packages of another. */
  folder?: string;
  title: string;
  /** Language, framework, and how its pages are made. */
  stack: string;
  packages: {
    /** `name@version`, into the application's own folder. */
    npm?: readonly string[];
    /** Members that its package.json needs besides, such as `overrides`. */
    npmSettings?: Record<string, unknown>;
    apt?: readonly string[];
  };
  /** What is to be done once, after the packages are there. */
  install?(home: Home): Promise<void>;
  /** Starts it on loopback with fresh data, and gives its address without a slash at the end. */
  start(home: Home): Promise<string>;
  /** Opens it as a visitor does who is not signed in. */
  open(page: Page, url: string): Promise<void>;
  /** Signs in from there, and waits for what only a signed-in user gets to see. */
  login(page: Page, url: string): Promise<void>;
  /** Uses it a little, as a signed-in user does: other pages, a request that writes. */
  use?(page: Page, url: string): Promise<void>;
  /** By the application's own control; absent where there is none. */
  logout?(page: Page, url: string): Promise<void>;
  /** Asks the server, in any profile: is this browser signed in? */
  isSignedIn(page: Page, url: string): Promise<boolean>;
  truth: Truth;
  /** Columns in which "not sure" is all that can be said, each with its reason in `traps`. */
  unsure?: readonly Column[];
  /** Columns in which the report is wrong today, each with its reason in `traps`. The README's table shows them. */
  wrong?: readonly Column[];
  /** What is easily got wrong about it, for the reader. */
  traps: readonly string[];
}
