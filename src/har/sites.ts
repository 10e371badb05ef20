/**
 * Whose request is it? The top document says: by page of the file, else by where the request says it comes from, else by
 * time. Redirects are followed as a browser's events show them: one request with several hops, which is told on every site
 * that it passed through (compare `background/requests` and `background/attribution`).
 */
import { passwordField } from '../core/knowledge/words.ts';
import type { Resource } from '../core/observe/observation.ts';
import { parseUrl } from '../core/observe/url.ts';
import { type Exchange, headerOf } from './entry.ts';
import { resourceOf } from './resource.ts';

/** Where one exchange belongs. */
export interface Flight {
  /** The same for all hops of a chain of redirects. */
  id: string;
  /** Top-level origins; the first one is the exchange's own, the others are told as well. */
  sites: string[];
  resource: Resource;
  /** Origin of the page that asked. */
  initiator: string | undefined;
  /** The chain began with a password, at another origin. */
  afterLogin: boolean;
  /** The hop before, whose answer comes first whatever the clocks say. */
  before: Exchange | undefined;
}

/** What the next hop of a chain has to know. */
interface Hop {
  exchange: Exchange;
  flight: Flight;
  /** Sites that the chain passed through, where they are told. */
  chain: string[];
  /** Where it submitted a password. */
  password: string | undefined;
  until: number;
}

/** One page of the file, or a tab, or the file without pages. */
interface Page {
  /** Origins of its top documents, the present one last. */
  origins: string[];
  /** The frame of the first document: the tab's own (Playwright). */
  frame: string | undefined;
}

const MAX_SITES = 4;
const MAX_PAGES = 1_000;
const MAX_ORIGINS = 8;
const MAX_HOPS = 500;
/** Redirects are followed at once; clocks and slow servers are allowed for. */
const HOP_MS = 60_000;

export class Sites {
  /** By `pageref`; '' for entries without one. */
  readonly #pages = new Map<string, Page>();
  /** Origins that the file's list of pages names, by id. */
  readonly #titled = new Map<string, string>();
  /** Redirects on their way, by address. */
  readonly #hops = new Map<string, Hop>();
  /** Of the last top document of all. */
  #latest: string | undefined;

  /** Chromium and Safari have the page's address for its title. */
  page(id: string, title: string): void {
    const origin = /^https?:\/\//i.test(title) ? parseUrl(title)?.origin : undefined;
    if (origin !== undefined) bounded(this.#titled, MAX_PAGES).set(id, origin);
  }

  /**
   * @param fields names of the body's fields
   * @param ahead what follows, in no order: a page's first requests may be listed before their document
   * @returns undefined for addresses that are not http, https, ws or wss
   */
  of(
    exchange: Exchange,
    at: number,
    fields: readonly string[],
    ahead: () => Iterable<{ at: number; exchange: Exchange }>,
  ): Flight | undefined {
    const own = parseUrl(exchange.url)?.origin;
    if (own === undefined) return undefined;
    const hop = this.#hopTo(exchange.url, at);
    const resource = hop?.flight.resource ?? this.#resourceOf(exchange);
    const flight: Flight = {
      id: hop?.flight.id ?? `#${exchange.index}`,
      sites: [],
      resource,
      initiator: undefined,
      afterLogin: false,
      before: hop?.exchange,
    };
    if (resource === 'document') this.#navigate(exchange, at, own, fields, flight, hop);
    else {
      const site = hop?.flight.sites[0] ?? this.#siteOf(exchange, at, own, ahead);
      flight.sites = [site];
      flight.initiator = hop?.flight.initiator ?? originIn(exchange, own) ?? site;
      this.#follow(exchange, at, flight, [], undefined);
    }
    return flight;
  }

  #navigate(
    exchange: Exchange,
    at: number,
    own: string,
    fields: readonly string[],
    flight: Flight,
    hop: Hop | undefined,
  ): void {
    const { method } = exchange;
    const initiator = hop === undefined ? this.#initiatorOf(exchange, own) : hop.flight.initiator;
    const sites = [own];
    if (initiator !== undefined && initiator !== own && method !== 'GET') sites.push(initiator);
    for (const earlier of hop?.chain ?? []) if (!sites.includes(earlier)) sites.push(earlier);
    flight.sites = sites.slice(0, MAX_SITES);
    flight.initiator = initiator;
    flight.afterLogin = hop?.password !== undefined && hop.password !== own;
    const chain = sites.length > 1 || method !== 'GET' ? flight.sites : (hop?.chain ?? []);
    const password = fields.some(passwordField) ? own : hop?.password;
    if (this.#follow(exchange, at, flight, chain, password) || showsNothing(exchange.status)) return;
    const page = this.#pageOf(exchange);
    page.frame ??= exchange.frameref;
    page.origins = [...page.origins.filter((origin) => origin !== own), own].slice(-MAX_ORIGINS);
    this.#latest = own;
  }

  /** @returns whether the answer leads on */
  #follow(exchange: Exchange, at: number, flight: Flight, chain: string[], password: string | undefined): boolean {
    const target = redirectOf(exchange);
    if (target === undefined) return false;
    const until = at + exchange.took + HOP_MS;
    bounded(this.#hops, MAX_HOPS).set(target, { exchange, flight, chain, password, until });
    return true;
  }

  #hopTo(url: string, at: number): Hop | undefined {
    const target = withoutFragment(url);
    const hop = this.#hops.get(target);
    this.#hops.delete(target);
    return hop === undefined || hop.until < at ? undefined : hop;
  }

  /** Frames have documents, too. */
  #resourceOf(exchange: Exchange): Resource {
    const { resource } = resourceOf(exchange);
    const { frameref } = exchange;
    const frame = frameref === undefined ? undefined : this.#pages.get(exchange.pageref ?? '')?.frame;
    return resource === 'document' && frame !== undefined && frame !== frameref ? 'frame' : resource;
  }

  #pageOf({ pageref = '' }: Exchange): Page {
    const known = this.#pages.get(pageref);
    if (known !== undefined) return known;
    const page: Page = { origins: [], frame: undefined };
    bounded(this.#pages, MAX_PAGES).set(pageref, page);
    return page;
  }

  #siteOf(
    exchange: Exchange,
    at: number,
    own: string,
    ahead: () => Iterable<{ at: number; exchange: Exchange }>,
  ): string {
    const origins = this.#pages.get(exchange.pageref ?? '')?.origins ?? [];
    const said = originIn(exchange, own);
    if (said !== undefined && origins.includes(said)) return said;
    const shown = origins.at(-1) ?? this.#titled.get(exchange.pageref ?? '');
    return shown ?? this.#documentAhead(exchange, at, ahead) ?? this.#latest ?? said ?? own;
  }

  /** The page's own first document comes after it in the file; or there is no page, and the first of all documents does. */
  #documentAhead(
    { pageref }: Exchange,
    at: number,
    ahead: () => Iterable<{ at: number; exchange: Exchange }>,
  ): string | undefined {
    if (pageref === undefined && this.#latest !== undefined) return undefined;
    let first: { at: number; exchange: Exchange } | undefined;
    for (const one of ahead()) {
      const { exchange } = one;
      if (one.at < at || (first !== undefined && one.at >= first.at) || exchange.pageref !== pageref) continue;
      if (redirectOf(exchange) === undefined && resourceOf(exchange).resource === 'document') first = one;
    }
    return first === undefined ? undefined : parseUrl(first.exchange.url)?.origin;
  }

  /** The page that sent its user there; undefined for an address that somebody typed. */
  #initiatorOf(exchange: Exchange, own: string): string | undefined {
    const from = headerOf(exchange.requestHeaders, 'sec-fetch-site')?.toLowerCase();
    if (from === 'none') return undefined;
    return originIn(exchange, own) ?? (from === undefined ? undefined : this.#latest);
  }
}

/** By Origin (RFC 6454), by Fetch Metadata, by Referer. */
const originIn = ({ requestHeaders }: Exchange, own: string): string | undefined => {
  const origin = headerOf(requestHeaders, 'origin');
  const said = origin === undefined || origin === 'null' ? undefined : parseUrl(origin)?.origin;
  if (said !== undefined) return said;
  if (headerOf(requestHeaders, 'sec-fetch-site')?.toLowerCase() === 'same-origin') return own;
  const referer = headerOf(requestHeaders, 'referer');
  return referer === undefined ? undefined : parseUrl(referer)?.origin;
};

/** No content, and no answer: the page before stays. */
const showsNothing = (status: number): boolean => status === 0 || status === 204 || status === 205;

/** The address that the answer leads to (RFC 9110 15.4), without its fragment. */
const redirectOf = ({ status, url, redirectUrl, responseHeaders }: Exchange): string | undefined => {
  if (status < 300 || status > 399 || status === 304) return undefined;
  const target = headerOf(responseHeaders, 'location') ?? redirectUrl;
  if (target === undefined || target === '') return undefined;
  try {
    return withoutFragment(new URL(target, url).href);
  } catch {
    return undefined;
  }
};

const withoutFragment = (url: string): string => {
  const mark = url.indexOf('#');
  return mark === -1 ? url : url.slice(0, mark);
};

const bounded = <Value>(map: Map<string, Value>, most: number): Map<string, Value> => {
  const oldest = map.size >= most ? map.keys().next().value : undefined;
  if (oldest !== undefined) map.delete(oldest);
  return map;
};
