/**
 * Tells what a browser does on a site, and gives the observations that the engine makes of it. Raw header text goes in
 * through the real entrance, so a test speaks of cookies and headers as they are on the wire:
 *
 *     story('https://app.example').get('/login').post('/login', { fields: ['password'] }).sets('sid=…').redirects('/')
 *
 * A small jar keeps what `sets` sets and sends it along, as a browser does.
 */
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { type AssessOptions, assess } from '../../src/core/assess.ts';
import { findSecret, hmacToken } from '../../src/core/check/weak-secret.ts';
import { weakSecrets } from '../../src/core/knowledge/weak-secrets.ts';
import { bodyFields } from '../../src/core/observe/body.ts';
import { cookieShapes } from '../../src/core/observe/chunks.ts';
import { csrfFields } from '../../src/core/observe/csrf-tokens.ts';
import { fingerprintWith } from '../../src/core/observe/fingerprint.ts';
import { observeRequest, type RawHeader, type RawRequest } from '../../src/core/observe/http.ts';
import { observeResponse } from '../../src/core/observe/http-response.ts';
import type {
  Observation,
  Resource,
  SeenCookie,
  TokenChecked,
  ValueShape,
} from '../../src/core/observe/observation.ts';
import { askedOperation, asksOnly } from '../../src/core/observe/operation.ts';
import { observePage } from '../../src/core/observe/page.ts';
import { protocolBody } from '../../src/core/observe/protocol.ts';
import { parseSetCookie } from '../../src/core/observe/set-cookie.ts';
import { shapeOf } from '../../src/core/observe/shape.ts';
import { type Area, observeStorage } from '../../src/core/observe/web-storage.ts';
import type { CookieAttributes, SiteReport } from '../../src/core/report.ts';
import { partitionSite } from '../../src/core/site/origins.ts';
import { reduce } from '../../src/core/site/reduce.ts';
import { emptyState, type SiteState } from '../../src/core/site/state.ts';

/** Thursday, 15 January 2026, noon UTC. */
export const START = Date.UTC(2026, 0, 15, 12);
/** Between one step of a story and the next. */
export const STEP = 1000;

export const print = fingerprintWith(new Uint8Array(32).fill(7));

type CheckResult = Pick<TokenChecked, 'knownSecret' | 'list' | 'signature' | 'tried' | 'complete'>;

export interface Ask {
  /** Names of the fields of the body. */
  fields?: readonly string[];
  /** The body was not seen: the fields, and whatever else was in it. */
  bodyUnread?: boolean;
  /** The body itself, instead of its fields: it is read as the adapters read it. */
  body?: string;
  /** What the body names as its operation. */
  operation?: 'login' | 'logout';
  headers?: Record<string, string>;
  resource?: Resource;
  /** False for a `fetch` with `credentials: 'omit'`. */
  cookies?: boolean;
  /** Origin that asked, where it is another one. */
  initiator?: string;
}

interface Kept {
  name: string;
  value: string;
  attributes: CookieAttributes;
}

interface Exchange {
  id: string;
  method: string;
  url: string;
  resource: Resource;
  status: number;
  headers: RawHeader[];
  final: boolean;
}

export const story = (site: string): Story => new Story(site);

export class Story {
  readonly #site: string;
  readonly #seen: Observation[] = [];
  readonly #jar = new Map<string, Kept>();
  readonly #stored = new Map<string, { area: Area; key: string; value: string }>();
  readonly #origins: Set<string>;
  #open: Exchange | undefined;
  #at = START;
  #count = 0;

  constructor(site: string) {
    this.#site = site;
    this.#origins = new Set([site]);
  }

  // --- requests

  /** Goes to a page. */
  get(path: string, ask: Ask = {}): this {
    return this.#ask('GET', path, { resource: 'document', ...ask });
  }

  /** Sends a form. */
  post(path: string, ask: Ask = {}): this {
    const headers = { 'Content-Type': 'application/x-www-form-urlencoded', ...ask.headers };
    return this.#ask('POST', path, { resource: 'document', ...ask, headers });
  }

  /** The page's script asks, to the site itself or, with a whole URL, elsewhere. */
  calls(method: string, path: string, ask: Ask = {}): this {
    const type: Record<string, string> = ask.fields === undefined ? {} : { 'Content-Type': 'application/json' };
    return this.#ask(method, path, { resource: 'fetch', ...ask, headers: { ...type, ...ask.headers } });
  }

  // --- the answer to the last request; without a word it is 200

  sets(...lines: string[]): this {
    const { url, headers } = this.#exchange();
    for (const line of lines) {
      headers.push({ name: 'Set-Cookie', value: line });
      this.#keep(line, url);
    }
    return this;
  }

  answers(status: number, headers: Record<string, string> = {}): this {
    const open = this.#exchange();
    open.status = status;
    open.headers.push(...Object.entries(headers).map(([name, value]) => ({ name, value })));
    return this;
  }

  /** The browser goes on with the same request, and the server answers once more. */
  thenAnswers(status: number, headers: Record<string, string> = {}): this {
    const { id, method, url, resource } = this.#exchange();
    this.#close();
    this.#open = { id, method, url, resource, status, headers: [], final: false };
    return this.answers(status, headers);
  }

  /** The request's last word, where the browser tells it (Chromium hides its answer to a challenge until then). */
  endsWith(status: number, headers: Record<string, string> = {}): this {
    const { id, method, url, resource } = this.#exchange();
    this.#close();
    this.#open = { id, method, url, resource, status, headers: [], final: true };
    return this.answers(status, headers);
  }

  /** Redirects, and the browser follows with the same request. */
  redirects(to: string, status = 303): this {
    const { id, url, resource } = this.answers(status, { Location: to }).#exchange();
    this.#close();
    this.#send({ id, method: 'GET', url: new URL(to, url).href, resource }, {});
    return this;
  }

  // --- what happens in the browser

  /** A cookie from before the watching began: it is sent, but nobody saw it being set. */
  holds(line: string): this {
    this.#keep(line, `${this.#site}/`);
    return this;
  }

  /** The page's script writes into web storage, and the storage is read. */
  stores(key: string, value: string, area: Area = 'localStorage'): this {
    this.#stored.set(`${area} ${key}`, { area, key, value });
    return this.readsStorage();
  }

  /** The tab shows an address, fragment and all. */
  shows(path: string): this {
    this.#close();
    const seen = observePage({ ...this.#about(), url: new URL(path, this.#site).href }, print);
    return seen === undefined ? this : this.#see(seen);
  }

  clears(key: string, area: Area = 'localStorage'): this {
    this.#stored.delete(`${area} ${key}`);
    return this.readsStorage();
  }

  readsStorage(): this {
    this.#close();
    const raw = {
      ...this.#about(),
      origin: this.#site,
      entries: [...this.#stored.values()],
      complete: ['localStorage' as const, 'sessionStorage' as const, 'indexedDB' as const],
      unread: 0,
    };
    return this.#see(observeStorage(raw, print));
  }

  /** The cookies API is asked for all cookies of the origins seen so far. */
  readsJar(): this {
    this.#close();
    const kept = [...this.#jar.values()];
    const shapes = cookieShapes(kept, print, ({ attributes: { domain, path } }) => `${domain}${path}`);
    const cookies = kept.map(({ name, attributes }, at) => ({ name, attributes, shape: shapes[at] as ValueShape }));
    const origins = [...this.#origins];
    return this.#see({ type: 'cookies', ...this.#about(), origins, cookies, sameSiteCertain: true });
  }

  /** The page's script writes a cookie. */
  writesCookie(line: string): this {
    this.#close();
    const kept = this.#keep(line, `${this.#site}/`);
    return kept === undefined ? this : this.#see(this.#changed(kept, false));
  }

  /** A cookie goes away without a response: a script deleted it, or the user did. */
  losesCookie(name: string): this {
    this.#close();
    for (const [key, kept] of this.#jar) {
      if (kept.name !== name) continue;
      this.#jar.delete(key);
      this.#see(this.#changed(kept, true));
    }
    return this;
  }

  /** The user asks whether a token's secret is a well-known one. */
  checksSecrets(token: string): this {
    const read = hmacToken(token);
    if (read === undefined) throw new Error('No token was named that is signed with a secret.');
    const found = findSecret(read, weakSecrets.map(utf8ToBytes));
    return this.#checked(token, {
      knownSecret: found !== undefined,
      ...(found === undefined ? {} : { list: 'bundled', signature: 'valid' }),
      tried: weakSecrets.length,
      complete: true,
    });
  }

  /** What a check of any kind said of a token. */
  tells(token: string, result: Partial<CheckResult>): this {
    return this.#checked(token, { knownSecret: false, tried: 0, complete: false, ...result });
  }

  waits(milliseconds: number): this {
    this.#close();
    this.#at += milliseconds;
    return this;
  }

  // --- what comes of it

  observations(): Observation[] {
    this.#close();
    return [...this.#seen];
  }

  state(): SiteState {
    return this.observations().reduce(reduce, emptyState(this.#site, null, START));
  }

  report(options?: AssessOptions): SiteReport {
    const [report, ...others] = assess(this.observations(), options);
    if (report === undefined || others.length > 0) throw new Error('A story is about one site.');
    return report;
  }

  #ask(method: string, path: string, ask: Ask & { resource: Resource }): this {
    this.#close();
    this.#count += 1;
    const url = new URL(path, this.#site).href;
    this.#origins.add(new URL(url).origin);
    this.#send({ id: String(this.#count), method, url, resource: ask.resource }, ask);
    return this;
  }

  #send(request: Pick<Exchange, 'id' | 'method' | 'url' | 'resource'>, ask: Ask): void {
    const headers = Object.entries(ask.headers ?? {}).map(([name, value]) => ({ name, value }));
    const cookie = ask.cookies === false ? '' : this.#cookieHeader(request.url);
    if (cookie !== '') headers.push({ name: 'Cookie', value: cookie });
    const from = ask.initiator === undefined ? {} : { initiator: ask.initiator };
    const body = ask.body === undefined ? bodyOf(ask) : readBody(ask.headers?.['Content-Type'], ask.body);
    const seen = observeRequest({ ...this.#about(), ...request, ...from, headers, ...body }, print);
    if (seen !== undefined) this.#see(seen);
    this.#open = { ...request, status: 200, headers: [], final: false };
  }

  #close(): void {
    if (this.#open === undefined) return;
    const { final, ...open } = this.#open;
    this.#open = undefined;
    const seen = observeResponse({ ...this.#about(), ...open, ...(final ? { final } : {}) }, print);
    if (seen !== undefined) this.#see(seen);
  }

  #exchange(): Exchange {
    if (this.#open === undefined) throw new Error('There is no request to answer.');
    return this.#open;
  }

  #about(): { at: number; site: string; partition: null } {
    this.#at += STEP;
    return { at: this.#at, site: this.#site, partition: null };
  }

  #see(seen: Observation): this {
    this.#seen.push(seen);
    return this;
  }

  #checked(token: string, result: CheckResult): this {
    this.#close();
    return this.#see({ type: 'token-checked', ...this.#about(), fingerprint: print(token), ...result });
  }

  #changed(kept: Kept, removed: boolean): Observation {
    return { type: 'cookie-changed', ...this.#about(), cookie: shaped(kept), removed };
  }

  #keep(line: string, url: string): Kept | undefined {
    const parsed = parseSetCookie(line, { url, at: this.#at });
    if (parsed === undefined || parsed.refusal !== undefined) return undefined;
    const { name, value, deletes } = parsed;
    const partition = parsed.partitioned === true ? { partitionKey: partitionSite(this.#site) } : {};
    const attributes = { ...parsed.attributes, ...partition };
    const key = `${attributes.domain}|${attributes.path}|${attributes.partitionKey ?? ''}|${name}`;
    if (deletes) this.#jar.delete(key);
    else this.#jar.set(key, { name, value, attributes });
    return { name, value, attributes };
  }

  #cookieHeader(url: string): string {
    const { hostname, pathname } = new URL(url);
    return [...this.#jar.values()]
      .filter(({ attributes }) => {
        const host =
          hostname === attributes.domain || (!attributes.hostOnly && hostname.endsWith(`.${attributes.domain}`));
        return host && `${pathname}/`.startsWith(attributes.path.replace(/\/?$/, '/'));
      })
      .map(({ name, value }) => `${name}=${value}`)
      .join('; ');
  }
}

type Body = Pick<RawRequest, 'fields' | 'operation' | 'protocol' | 'reads' | 'csrfFields' | 'bodyUnread'>;

const bodyOf = ({ fields = [], operation, bodyUnread = false }: Ask): Body => ({
  fields,
  bodyUnread,
  ...(operation === undefined ? {} : { operation }),
});

const readBody = (contentType: string | undefined, text: string): Body => {
  const operation = askedOperation({ text });
  const protocol = protocolBody(contentType, { text });
  const fields = bodyFields(contentType, { text });
  return {
    ...bodyOf({ fields, ...(operation === undefined ? {} : { operation }) }),
    ...(protocol === undefined ? {} : { protocol }),
    reads: asksOnly({ text }),
    csrfFields: csrfFields(fields, { text }),
  };
};

const shaped = ({ name, value, attributes }: Kept): SeenCookie => ({ name, attributes, shape: shapeOf(value, print) });
