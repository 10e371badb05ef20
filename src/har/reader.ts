/**
 * Entries of a HAR → Observations, one by one, so that a file of any size is read with little memory. First version: entries
 * as Chromium and Firefox write them, all counted to the first page's site.
 */
import * as v from 'valibot';
import { bodyFields } from '../core/observe/body.ts';
import { csrfFields } from '../core/observe/csrf-tokens.ts';
import { fingerprintWith } from '../core/observe/fingerprint.ts';
import { observeRequest } from '../core/observe/http.ts';
import { observeResponse } from '../core/observe/http-response.ts';
import type { Observation, Resource } from '../core/observe/observation.ts';
import { askedOperation, asksOnly } from '../core/observe/operation.ts';
import { protocolBody } from '../core/observe/protocol.ts';
import { parseUrl } from '../core/observe/url.ts';

const Header = v.object({ name: v.string(), value: v.string() });

const Entry = v.object({
  startedDateTime: v.string(),
  time: v.optional(v.number(), 0),
  _resourceType: v.optional(v.string()),
  request: v.object({
    method: v.string(),
    url: v.string(),
    headers: v.array(Header),
    postData: v.optional(
      v.object({
        mimeType: v.optional(v.string()),
        text: v.optional(v.string()),
        params: v.optional(v.array(v.object({ name: v.string(), value: v.optional(v.string(), '') }))),
      }),
    ),
  }),
  response: v.object({ status: v.number(), headers: v.array(Header) }),
});

type HarEntry = v.InferOutput<typeof Entry>;

/** Reads the entries of one file. Nothing of them is kept but what the observations say. */
export class HarReader {
  readonly #take: (observation: Observation) => void;
  readonly #fingerprint = fingerprintWith(crypto.getRandomValues(new Uint8Array(32)));
  readonly #waiting: HarEntry[] = [];
  #count = 0;

  /** @param take is given the observations, within each site in the order of time */
  constructor(take: (observation: Observation) => void) {
    this.#take = take;
  }

  /**
   * The next member of `log.pages`; they may also come after the entries, or not at all.
   * @throws Error with one clear sentence that names the place
   */
  page(_raw: unknown): void {}

  /**
   * The next member of `log.entries`.
   * @throws Error with one clear sentence that names the place
   */
  entry(raw: unknown): void {
    const entry = v.safeParse(Entry, raw);
    if (!entry.success) throw new Error(`Entry ${this.#count} of the HAR cannot be read: ${at(entry.issues[0])}.`);
    this.#count += 1;
    this.#waiting.push(entry.output);
  }

  /** There are no more entries: what was held back is given. */
  end(): void {
    const site = siteOfFile(this.#waiting);
    if (site === undefined) return;
    for (const [index, entry] of this.#waiting.entries())
      for (const seen of observationsOf(entry, String(index), site, this.#fingerprint)) this.#take(seen);
  }
}

/** What was received is not said: it may be long, and it may be a secret. */
export const at = (issue: v.BaseIssue<unknown>): string =>
  `expected ${issue.expected ?? 'another value'} at "${v.getDotPath(issue) ?? 'the top'}"`;

const siteOfFile = (entries: readonly HarEntry[]): string | undefined => {
  const first = entries.find((entry) => entry._resourceType === 'document') ?? entries[0];
  return first === undefined ? undefined : parseUrl(first.request.url)?.origin;
};

const RESOURCES: ReadonlyMap<string, Resource> = new Map([
  ['document', 'document'],
  ['xhr', 'fetch'],
  ['fetch', 'fetch'],
  ['websocket', 'socket'],
  ['ping', 'beacon'],
]);

const observationsOf = (
  { request, response, startedDateTime, time, _resourceType }: HarEntry,
  id: string,
  site: string,
  fingerprint: (value: string) => string,
): Observation[] => {
  if (request.method === 'OPTIONS') return [];
  const resource = RESOURCES.get(_resourceType ?? 'document') ?? 'other';
  const started = Date.parse(startedDateTime) || 0;
  const about = { id, site, partition: null, method: request.method, url: request.url, resource };
  const { postData } = request;
  const formData = postData?.params && Object.fromEntries(postData.params.map(({ name, value }) => [name, [value]]));
  const body = { ...(formData ? { formData } : {}), ...(postData?.text === undefined ? {} : { text: postData.text }) };
  const fields = bodyFields(postData?.mimeType, body);
  const operation = askedOperation(body);
  const protocol = protocolBody(postData?.mimeType, protocolText(postData));
  const sent = observeRequest(
    {
      ...about,
      at: started,
      headers: request.headers,
      fields,
      ...(operation === undefined ? {} : { operation }),
      ...(protocol === undefined ? {} : { protocol }),
      reads: asksOnly(body),
      csrfFields: csrfFields(fields, body),
      ...(operation === undefined ? {} : { operation }),
    },
    fingerprint,
  );
  const received = observeResponse(
    { ...about, at: started + Math.max(1, time), status: response.status, headers: response.headers },
    fingerprint,
  );
  return [sent, received].filter((seen) => seen !== undefined);
};

/** The text says it as it was sent; without one the parameters do. */
const protocolText = ({ text, params = [] }: NonNullable<HarEntry['request']['postData']> = {}) =>
  text === undefined || text === ''
    ? { formData: Object.fromEntries(params.map(({ name, value }) => [name, value])) }
    : { text };
