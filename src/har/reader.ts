/** Entries of a HAR → Observations, one by one, so that a file of any size is read with little memory. */
import { bodyFields } from '../core/observe/body.ts';
import { csrfFields } from '../core/observe/csrf-tokens.ts';
import { fingerprintWith } from '../core/observe/fingerprint.ts';
import { observeRequest, type RawExchange } from '../core/observe/http.ts';
import { observeResponse, type RawResponse } from '../core/observe/http-response.ts';
import type { Missing, Observation, RequestSeen } from '../core/observe/observation.ts';
import { askedOperation, asksOnly } from '../core/observe/operation.ts';
import { observePage } from '../core/observe/page.ts';
import { protocolBody } from '../core/observe/protocol.ts';
import { Recall } from '../core/observe/recall.ts';
import { isThirdParty } from '../core/site/origins.ts';
import { originOf } from '../core/site/urls.ts';
import { type Exchange, headerOf, type PostedForm, readEntry } from './entry.ts';
import { isCredential } from './redacted.ts';
import { type Flight, Sites } from './sites.ts';
import { Window } from './window.ts';

export { at } from './entry.ts';

/** Requests and answers that wait for others which may be older: exporters list entries as they end, or by page. */
const MAX_WAITING = 2_000;
/** Of their headers and bodies together, in characters. */
const MAX_WEIGHT = 16_000_000;

/** What browsers ask by themselves, before a request and for a tunnel through a proxy (Fiddler, Charles). */
const NO_REQUESTS: ReadonlySet<string> = new Set(['OPTIONS', 'CONNECT']);

/** An entry on its way: its request is told at one time, its answer at another. */
interface Waiting {
  exchange: Exchange;
  flight?: Flight | undefined;
  isTold: boolean;
  weight: number;
}

interface Event {
  what: 'request' | 'response';
  waiting: Waiting;
}

/** An answer comes before what is asked at the same moment. */
const RANK = { response: 0, request: 1 } as const;

/**
 * Reads the entries of one file. Nothing of them is kept but what the observations say, and what waits in a window of a
 * bounded size for its turn.
 */
export class HarReader {
  readonly #take: (observation: Observation) => void;
  readonly #fingerprint = fingerprintWith(crypto.getRandomValues(new Uint8Array(32)));
  readonly #recall = new Recall();
  readonly #sites = new Sites();
  readonly #window = new Window<Event>();
  readonly #byExchange = new Map<Exchange, Waiting>();
  /** Entries without a time, before the first with one. */
  #undated: Exchange[] = [];
  #clock: number | undefined;
  #count = 0;
  #weight = 0;
  /** Of each site that was told of: when it was last. */
  readonly #told = new Map<string, number>();
  #hasCredentials = false;
  #hasBodies = false;
  /** Sites that were sent something that the file does not hold. */
  readonly #unread = new Set<string>();

  /** @param take is given the observations, within each site in the order of time */
  constructor(take: (observation: Observation) => void) {
    this.#take = take;
  }

  /** The next member of `log.pages`; they may also come after the entries, or not at all. What is no page is no news. */
  page(raw: unknown): void {
    if (typeof raw !== 'object' || raw === null) return;
    const { id, title } = raw as { id?: unknown; title?: unknown };
    if (typeof id === 'string' && typeof title === 'string') this.#sites.page(id, title);
  }

  /**
   * The next member of `log.entries`.
   * @throws Error with one clear sentence that names the place
   */
  entry(raw: unknown): void {
    const exchange = readEntry(raw, this.#count, this.#fingerprint);
    this.#count += 1;
    this.#hasCredentials ||= exchange.requestHeaders.some(isCredential) || exchange.responseHeaders.some(isCredential);
    this.#hasBodies ||= exchange.hasBody;
    this.#clock = exchange.startedAt ?? this.#clock;
    if (NO_REQUESTS.has(exchange.method.toUpperCase())) return;
    if (this.#clock === undefined && this.#undated.length < MAX_WAITING) this.#undated.push(exchange);
    else this.#date(exchange);
    while (this.#window.size > MAX_WAITING || this.#weight > MAX_WEIGHT) this.#next();
  }

  /** There are no more entries: what was held back is given. */
  end(): void {
    this.#dateAll();
    while (this.#window.size > 0) this.#next();
    const missing: Missing[] = [
      'storage',
      ...(this.#hasCredentials ? [] : ['cookies' as const]),
      ...(this.#hasBodies ? [] : ['bodies' as const]),
    ];
    for (const [site, at] of this.#told) {
      const sent = this.#unread.has(site) ? ['sent' as const] : [];
      this.#take({ type: 'file', at, site, partition: null, missing: [...missing, ...sent] });
    }
  }

  #date(exchange: Exchange): void {
    this.#dateAll();
    this.#wait(exchange);
  }

  #dateAll(): void {
    const undated = this.#undated;
    this.#undated = [];
    for (const exchange of undated) this.#wait(exchange);
  }

  #wait(exchange: Exchange): void {
    const at = exchange.startedAt ?? this.#clock ?? 0;
    const waiting: Waiting = { exchange, isTold: false, weight: weightOf(exchange) };
    this.#weight += waiting.weight;
    this.#byExchange.set(exchange, waiting);
    this.#window.push(at, RANK.request, { what: 'request', waiting });
    this.#window.push(at + exchange.took, RANK.response, { what: 'response', waiting });
  }

  #next(): void {
    const next = this.#window.pop();
    if (next === undefined) return;
    const { what, waiting } = next.item;
    if (what === 'request') this.#request(waiting, next.at);
    else if (!waiting.isTold) this.#response(waiting, next.at);
  }

  #request(waiting: Waiting, at: number): void {
    const { exchange } = waiting;
    const post = postOf(exchange.post);
    const flight = this.#sites.of(exchange, at, post.fields, () => this.#ahead());
    waiting.flight = flight;
    if (flight === undefined) return;
    // A redirect is followed once its answer is there, however the two were rounded.
    const before = flight.before === undefined ? undefined : this.#byExchange.get(flight.before);
    if (before !== undefined && !before.isTold) this.#response(before, at);
    const { initiator, afterLogin } = flight;
    const seen = observeRequest(
      {
        ...about(exchange, flight, at),
        headers: exchange.requestHeaders,
        ...post,
        bodyUnread: exchange.bodyUnread,
        ...(initiator === undefined ? {} : { initiator }),
        ...(afterLogin ? { afterLogin } : {}),
      },
      this.#fingerprint,
      this.#recall,
    );
    this.#tell(seen, flight);
    if (seen !== undefined) this.#sentAway(seen, flight);
  }

  #response(waiting: Waiting, at: number): void {
    const { exchange, flight } = waiting;
    waiting.isTold = true;
    this.#weight -= waiting.weight;
    this.#byExchange.delete(exchange);
    if (flight === undefined) return;
    const raw: RawResponse = {
      ...about(exchange, flight, at),
      status: exchange.status,
      headers: exchange.responseHeaders,
      issued: exchange.issued,
      ...(exchange.fromCache ? { fromCache: true } : {}),
    };
    this.#tell(observeResponse(raw, this.#fingerprint, this.#recall), flight);
    const isDocument = flight.resource === 'document' || flight.resource === 'frame';
    if (exchange.status === 401 && isDocument && !this.#isAskedAgain(exchange))
      this.#tell(observeResponse({ ...raw, final: true }, this.#fingerprint, this.#recall), flight);
    if (flight.resource === 'document' && exchange.url.includes('#')) {
      const { site, partition } = raw;
      this.#tell(observePage({ at, site, partition, url: exchange.url }, this.#fingerprint), flight);
    }
  }

  /** The browser shows its answer to a challenge as another entry, with the login in it. */
  #isAskedAgain({ url }: Exchange): boolean {
    for (const { exchange } of this.#ahead())
      if (exchange.url === url && headerOf(exchange.requestHeaders, 'authorization') !== undefined) return true;
    return false;
  }

  /** The same, told on every site that it belongs to. */
  #tell(seen: Observation | undefined, { sites }: Flight): void {
    if (seen === undefined) return;
    for (const site of sites) this.#give({ ...seen, site });
  }

  /** A link or a script of one site sends its user to the authorization server of another: it is that site's request. */
  #sentAway({ authorization, at, url }: RequestSeen, { initiator, resource, sites }: Flight): void {
    if (authorization === undefined || resource !== 'document' || initiator === undefined) return;
    if (sites.includes(initiator)) return;
    this.#give({ type: 'page', at, site: initiator, partition: null, url, values: [], authorization });
  }

  #give(observation: Observation): void {
    const { site } = observation;
    const last = this.#told.get(site) ?? 0;
    const at = Math.max(last, observation.at);
    this.#told.set(site, at);
    if (isUnread(observation)) this.#unread.add(site);
    this.#take(at === observation.at ? observation : { ...observation, at });
  }

  *#ahead(): Generator<{ at: number; exchange: Exchange }> {
    for (const { at, item } of this.#window.items())
      if (item.what === 'request') yield { at, exchange: item.waiting.exchange };
  }
}

const about = (exchange: Exchange, flight: Flight, at: number): RawExchange => ({
  id: flight.id,
  at,
  site: flight.sites[0] as string,
  partition: null,
  method: exchange.method,
  url: exchange.url,
  resource: flight.resource,
});

/** What goes to another site is that site's concern. */
const isUnread = (seen: Observation): boolean =>
  seen.type === 'request' && seen.bodyUnread === true && !isThirdParty(originOf(seen.url), seen.site);

const postOf = (post: PostedForm | undefined) => {
  const { mimeType, text, params } = post ?? {};
  const formData = params && Object.fromEntries(params.map(({ name, value }) => [name, [value]]));
  const body = { ...(formData ? { formData } : {}), ...(text === undefined ? {} : { text }) };
  const fields = bodyFields(mimeType, body);
  const operation = askedOperation(body);
  const protocol = protocolBody(mimeType, protocolText(post));
  return {
    fields,
    csrfFields: csrfFields(fields, body),
    reads: asksOnly(body),
    ...(operation === undefined ? {} : { operation }),
    ...(protocol === undefined ? {} : { protocol }),
  };
};

/** The text says it as it was sent; without one the parameters do. */
const protocolText = ({ text, params = [] }: PostedForm = {}) =>
  text === undefined || text === ''
    ? { formData: Object.fromEntries(params.map(({ name, value }) => [name, value])) }
    : { text };

const weightOf = ({ url, requestHeaders, responseHeaders, post }: Exchange): number => {
  let weight = url.length + (post?.text?.length ?? 0);
  for (const { name, value } of requestHeaders) weight += name.length + value.length;
  for (const { name, value } of responseHeaders) weight += name.length + value.length;
  for (const { name, value } of post?.params ?? []) weight += name.length + value.length;
  return weight;
};
