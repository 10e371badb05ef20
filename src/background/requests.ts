/** webRequest → Observations. Dumb: picks, hands over, forgets. */

import { SAFE_METHODS } from '../core/knowledge/methods.ts';
import { passwordField } from '../core/knowledge/words.ts';
import { bodyFields } from '../core/observe/body.ts';
import { csrfFields, type RawField } from '../core/observe/csrf-tokens.ts';
import { observeRequest, type RawExchange, type RawHeader, type RawRequest } from '../core/observe/http.ts';
import { observeFailure, observeResponse, type RawResponse } from '../core/observe/http-response.ts';
import type { Fingerprint, Observation, RequestSeen, Resource } from '../core/observe/observation.ts';
import { askedOperation, asksOnly, type Operation } from '../core/observe/operation.ts';
import { type ProtocolBody, protocolBody } from '../core/observe/protocol.ts';
import { Recall } from '../core/observe/recall.ts';
import { type Attributed, initiatorOf, type RequestDetails, sitesOf } from './attribution.ts';
import type { Tabs } from './tabs.ts';

/** Images, fonts, styles, scripts and media teach nothing; what is filtered out costs nothing. */
export const WATCHED_TYPES = ['main_frame', 'sub_frame', 'xmlhttprequest', 'websocket', 'other'] as const;

/** A socket's request has no body to be read, and what is filtered out costs nothing. */
export const BODY_TYPES = WATCHED_TYPES.filter((type) => type !== 'websocket');

/** Where the end of a request is listened to as well: documents are few, and only there browsers ask for a password. */
export const DOCUMENT_TYPES = ['main_frame', 'sub_frame'] as const;

export interface HeaderLike {
  name: string;
  value?: string | undefined;
  binaryValue?: ArrayLike<number> | undefined;
}

export interface BodyDetails extends RequestDetails {
  requestBody?: { formData?: Record<string, unknown>; raw?: { bytes?: ArrayBuffer }[] } | null | undefined;
}

export interface SentDetails extends RequestDetails {
  timeStamp: number;
  requestHeaders?: HeaderLike[] | undefined;
}

export interface ReceivedDetails extends RequestDetails {
  timeStamp: number;
  statusCode: number;
  responseHeaders?: HeaderLike[] | undefined;
  fromCache?: boolean | undefined;
}

export interface FailedDetails extends RequestDetails {
  timeStamp: number;
  error: string;
}

/** What is known of a body once it was read. */
interface BodySeen {
  fields: string[];
  operation: Operation | undefined;
  protocol: ProtocolBody | undefined;
  reads: boolean;
  csrfFields: RawField[];
}

const NO_BODY: BodySeen = {
  fields: [],
  operation: undefined,
  protocol: undefined,
  reads: false,
  csrfFields: [],
};
const MAX_BODY = 65_536;
const MAX_BINARY = 16_384;
const MAX_WAITING = 500;

export class Requests {
  readonly #tabs: Tabs;
  readonly #watches: (origin: string) => boolean;
  readonly #recall: Recall;
  /** What the bodies of requests tell whose headers have not been seen yet: of those that may have one, each. */
  readonly #bodies = new Map<string, BodySeen>();
  /** Documents that were answered with a 401: how the browser reacted shows at their end alone. */
  readonly #challenged = new Map<string, true>();
  /** Sites that a navigation passed through, by request. */
  readonly #chains = new Map<string, Attributed[]>();
  /** Where a navigation submitted a password, by request: its redirects may lead to another site. */
  readonly #passwords = new Map<string, string>();

  /** @param watches sites that are not watched cost no more than the question whose request it is */
  constructor(tabs: Tabs, watches: (origin: string) => boolean, recall = new Recall()) {
    this.#tabs = tabs;
    this.#watches = watches;
    this.#recall = recall;
  }

  /** Everything half seen, of all sites: requests in flight tell what they have yet to tell. */
  forget(): void {
    for (const memory of [this.#recall, this.#bodies, this.#challenged, this.#chains, this.#passwords]) memory.clear();
  }

  body(details: BodyDetails): void {
    if (SAFE_METHODS.has(details.method) || this.#isPaused(details)) return;
    const seen = readBody(details.requestBody);
    if (seen !== undefined) bounded(this.#bodies).set(details.requestId, seen);
  }

  sent(details: SentDetails, fingerprint: Fingerprint): Observation[] {
    if (details.method === 'OPTIONS') return [];
    const read = this.#bodies.get(details.requestId);
    const body = read ?? NO_BODY;
    this.#bodies.delete(details.requestId);
    const initiator = initiatorOf(details);
    const [first, ...others] = this.#sites(details);
    if (first === undefined) return [];
    const from = this.#passwords.get(details.requestId);
    if (details.type === 'main_frame' && body.fields.some(passwordField))
      bounded(this.#passwords).set(details.requestId, first.origin);
    // Member by member: a literal full of spreads takes as long as reading what is in it.
    const raw: RawRequest = Object.assign(exchangeOf(details, first), {
      headers: plainHeaders(details.requestHeaders),
      fields: body.fields,
      reads: body.reads,
      csrfFields: body.csrfFields,
      // A worker that began between the two events of a request never got to see its body.
      bodyUnread: read === undefined,
    });
    if (initiator !== undefined) raw.initiator = initiator;
    if (from !== undefined && from !== first.origin) raw.afterLogin = true;
    if (body.operation !== undefined) raw.operation = body.operation;
    if (body.protocol !== undefined) raw.protocol = body.protocol;
    const seen = observeRequest(raw, fingerprint, this.#recall);
    const told = toldTo(seen, others);
    told.push(...sentAway(seen, first, others));
    return told;
  }

  /** A document's request, or one hop of it, has ended. */
  ended(details: ReceivedDetails, fingerprint: Fingerprint): Observation[] {
    if (!this.#challenged.delete(details.requestId)) return [];
    return this.#response(details, fingerprint, true);
  }

  received(details: ReceivedDetails, fingerprint: Fingerprint): Observation[] {
    if (details.method === 'OPTIONS') return [];
    const isDocument = details.type === 'main_frame' || details.type === 'sub_frame';
    if (details.statusCode === 401 && isDocument) bounded(this.#challenged).set(details.requestId, true);
    return this.#response(details, fingerprint, false);
  }

  /** A request got no answer: few errors have anything to tell. */
  failed(details: FailedDetails): Observation[] {
    const [first, ...others] = this.#sites(details);
    if (first === undefined) return [];
    return toldTo(observeFailure(exchangeOf(details, first), details.error), others);
  }

  #response(details: ReceivedDetails, fingerprint: Fingerprint, final: boolean): Observation[] {
    const [first, ...others] = this.#sites(details);
    if (first === undefined) return [];
    const raw: RawResponse = Object.assign(exchangeOf(details, first), {
      status: details.statusCode,
      headers: plainHeaders(details.responseHeaders),
    });
    if (details.fromCache === true) raw.fromCache = true;
    if (final) raw.final = true;
    return toldTo(observeResponse(raw, fingerprint, this.#recall), others);
  }

  #sites(details: RequestDetails): Attributed[] {
    if (details.type !== 'main_frame') return this.#watched(sitesOf(details, this.#tabs));
    const sites = sitesOf(details, this.#tabs, this.#chains.get(details.requestId));
    if (sites.length > 1 || details.method !== 'GET') bounded(this.#chains).set(details.requestId, sites);
    return this.#watched(sites);
  }

  /** All of them if one is watched: who comes first decides what is said. */
  #watched(sites: Attributed[]): Attributed[] {
    return sites.some(({ origin }) => this.#watches(origin)) ? sites : [];
  }

  /** Before the restore nobody knows whose a request is; then it is read, and judged when its headers are. */
  #isPaused(details: RequestDetails): boolean {
    const sites = sitesOf(details, this.#tabs, this.#chains.get(details.requestId));
    return sites.length > 0 && this.#watched(sites).length === 0;
  }
}

const exchangeOf = (details: RequestDetails & { timeStamp: number }, site: Attributed): RawExchange => ({
  // With a sign in front: records with numbers for names are slow to copy.
  id: `#${details.requestId}`,
  at: details.timeStamp,
  site: site.origin,
  partition: site.partition,
  method: details.method,
  url: details.url,
  resource: resourceOf(details.type),
});

/** The same observation, told to further sites. */
const toldTo = (seen: Observation | undefined, others: readonly Attributed[]): Observation[] =>
  seen === undefined ? [] : [seen, ...others.map(({ origin, partition }) => ({ ...seen, site: origin, partition }))];

/** A link or a script of one site sends its user to the authorization server of another: it is that site's request. */
const sentAway = (seen: RequestSeen | undefined, first: Attributed, others: readonly Attributed[]): Observation[] => {
  const { authorization, initiator: from, resource } = seen ?? {};
  if (seen === undefined || authorization === undefined || resource !== 'document' || from === undefined) return [];
  if ([first, ...others].some(({ origin }) => origin === from)) return [];
  const { partition } = first;
  return [{ type: 'page', at: seen.at, site: from, partition, url: seen.url, values: [], authorization }];
};

/** Keeps a map of things in flight from growing for ever: what is that old was never answered. */
const bounded = <Value>(map: Map<string, Value>): Map<string, Value> => {
  const oldest = map.size >= MAX_WAITING ? map.keys().next().value : undefined;
  if (oldest !== undefined) map.delete(oldest);
  return map;
};

/** Names and values of a form that was sent as text; a text with some `=` in it, such as base64, is none. */
const FORM_TEXT = /^[\w.~[\]%+-]{1,100}=[^&=\s]*(?:&[\w.~[\]%+-]{1,100}=[^&=\s]*)*$/;

/** Undefined where there is a body that cannot be read. */
const readBody = (body: BodyDetails['requestBody']): BodySeen | undefined => {
  const { formData, raw } = body ?? {};
  if (formData !== undefined) return bodySeen(bodyFields(undefined, { formData }), { formData });
  // Of an empty body, such as that of a form without fields, Chromium says nothing but that there was an error.
  if (raw === undefined || raw.length === 0) return NO_BODY;
  const text = textOf(raw);
  return text === undefined ? undefined : bodySeen(textFields(text), { text });
};

const bodySeen = (fields: string[], body: { formData?: Record<string, unknown>; text?: string }): BodySeen =>
  fields.length === 0
    ? NO_BODY
    : {
        fields,
        operation: askedOperation(body),
        protocol: protocolBody(undefined, body),
        reads: fields.includes('query') && asksOnly(body),
        csrfFields: csrfFields(fields, body),
      };

const textOf = (raw: readonly { bytes?: ArrayBuffer }[]): string | undefined => {
  const bytes = raw.length === 1 ? raw[0]?.bytes : undefined;
  if (bytes === undefined || bytes.byteLength > MAX_BODY) return undefined;
  return new TextDecoder().decode(bytes).trimStart();
};

const textFields = (text: string): string[] => {
  if (text.startsWith('{') || text.startsWith('[')) return bodyFields('application/json', { text });
  const isForm = FORM_TEXT.test(text) && /=[^&]/.test(text);
  return isForm ? bodyFields('application/x-www-form-urlencoded', { text }) : [];
};

/** A value that is no UTF-8 arrives as bytes. */
const plainHeader = (header: HeaderLike): RawHeader => ({
  name: header.name,
  value: header.value ?? String.fromCharCode(...Array.from(header.binaryValue ?? []).slice(0, MAX_BINARY)),
});

const plainHeaders = (headers: readonly HeaderLike[] = []): readonly RawHeader[] =>
  headers.every(isPlain) ? headers : headers.map(plainHeader);

const isPlain = (header: HeaderLike): header is RawHeader => header.value !== undefined;

const RESOURCES: ReadonlyMap<string, Resource> = new Map([
  ['main_frame', 'document'],
  ['sub_frame', 'frame'],
  ['xmlhttprequest', 'fetch'],
  ['websocket', 'socket'],
  ['ping', 'beacon'],
  ['beacon', 'beacon'],
]);

export const resourceOf = (type: string): Resource => RESOURCES.get(type) ?? 'other';
