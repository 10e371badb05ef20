/**
 * One entry of a HAR → one exchange. What is missing is missing: exporters leave out whatever they like. What is there and
 * of another type than HAR 1.2 says is an error where the report would rest on it (address, headers), and left out elsewhere.
 */
import * as v from 'valibot';
import { issuedValues } from '../core/observe/answer.ts';
import { decodeBase64 } from '../core/observe/base64.ts';
import type { RawHeader } from '../core/observe/http.ts';
import type { Fingerprint } from '../core/observe/observation.ts';
import { cookieHeader, setCookieHeaders, splitJoined } from './cookies.ts';
import { withoutRedacted } from './redacted.ts';

/** Exporters write `null`, or another type, where they know nothing. */
const maybe = <Schema extends v.GenericSchema>(schema: Schema) => v.fallback(v.optional(schema), undefined);
const words = maybe(v.string());
/** Some exporters quote their numbers. */
const amount = maybe(
  v.pipe(
    v.union([v.number(), v.pipe(v.string(), v.nonEmpty(), v.transform(Number))]),
    v.number(),
    v.check((value) => Number.isFinite(value)),
  ),
);
const anything = maybe(v.array(v.unknown()));

const Header = v.object({ name: v.string(), value: v.optional(v.unknown()) });
const headers = v.nullish(v.array(Header), []);

const Parameter = v.object({ name: v.string(), value: v.fallback(v.string(), '') });
const PostData = v.object({
  mimeType: words,
  text: words,
  encoding: words,
  params: maybe(v.array(Parameter)),
});

const Response = v.object({
  status: amount,
  headers,
  cookies: anything,
  redirectURL: words,
  content: maybe(v.object({ mimeType: words, text: words, encoding: words })),
});

const Initiator = v.union([v.string(), v.object({ type: words, url: words })]);

const Entry = v.object({
  startedDateTime: words,
  time: amount,
  timings: maybe(v.object({ receive: amount })),
  pageref: words,
  _resourceType: words,
  _initiator: maybe(Initiator),
  _initiator_type: words,
  _frameref: words,
  _fromCache: maybe(v.union([v.string(), v.boolean()])),
  request: v.object({
    method: words,
    url: v.string(),
    headers,
    cookies: anything,
    postData: maybe(PostData),
    bodySize: amount,
  }),
  response: v.nullish(Response),
});

export interface PostedForm {
  mimeType?: string | undefined;
  text?: string | undefined;
  params?: { name: string; value: string }[] | undefined;
}

/** A request and its answer, with headers as a browser's events have them. */
export interface Exchange {
  index: number;
  /** Epoch milliseconds; undefined where the file's text is no time. */
  startedAt: number | undefined;
  /** From the request to the headers of its answer, in milliseconds. */
  took: number;
  pageref: string | undefined;
  frameref: string | undefined;
  resourceType: string | undefined;
  initiatorType: string | undefined;
  method: string;
  url: string;
  requestHeaders: RawHeader[];
  post: PostedForm | undefined;
  /** The file says nothing, or more than is read, of what was sent. */
  bodyUnread: boolean;
  /** 0 where no answer came. */
  status: number;
  responseHeaders: RawHeader[];
  redirectUrl: string | undefined;
  mimeType: string | undefined;
  fromCache: boolean;
  /** Fingerprints of what may be tokens in the answer's body; none where the file has no body. */
  issued: string[];
  hasBody: boolean;
}

const MAX_TOOK_MS = 86_400_000;
/** As much of a body as of a request's; base64 takes four characters for three octets. */
const MAX_TEXT = 65_536;
const MAX_BASE64 = 87_384;

/**
 * @param raw a member of `log.entries` (HAR 1.2, "entries")
 * @throws Error with one clear sentence that names the place
 */
export const readEntry = (raw: unknown, index: number, fingerprint: Fingerprint): Exchange => {
  const read = v.safeParse(Entry, raw);
  if (!read.success) throw new Error(`Entry ${index} of the HAR cannot be read: ${at(read.issues[0])}.`);
  const { request, response, ...entry } = read.output;
  const text = bodyOf(response?.content);
  const post = postOf(request.postData);
  const responseHeaders = withSetCookies(plain(response?.headers ?? []).flatMap(splitJoined), response?.cookies);
  const mimeType = response?.content?.mimeType ?? headerOf(responseHeaders, 'content-type');
  return {
    index,
    startedAt: timeOf(entry.startedDateTime),
    took: tookOf(entry.time, entry.timings?.receive),
    pageref: entry.pageref,
    frameref: entry._frameref,
    resourceType: entry._resourceType,
    initiatorType: typeof entry._initiator === 'object' ? entry._initiator.type : entry._initiator_type,
    method: request.method === undefined || request.method === '' ? 'GET' : request.method,
    url: request.url,
    requestHeaders: withCookies(plain(request.headers), request.cookies),
    post,
    bodyUnread: isUnread(post, request.bodySize),
    status: statusOf(response?.status),
    responseHeaders,
    redirectUrl: response?.redirectURL === '' ? undefined : response?.redirectURL,
    mimeType,
    fromCache: isCached(entry._fromCache),
    issued: text === undefined ? [] : issuedValues(mimeType, text, fingerprint),
    hasBody: response?.content?.text !== undefined && response.content.text !== '',
  };
};

/** What was received is not said: it may be long, and it may be a secret. */
export const at = (issue: v.BaseIssue<unknown>): string =>
  `expected ${issue.expected ?? 'another value'} at "${v.getDotPath(issue) ?? 'the top'}"`;

/** The first header of that name. @param name in lower case */
export const headerOf = (all: readonly RawHeader[], name: string): string | undefined =>
  all.find((header) => header.name.length === name.length && header.name.toLowerCase() === name)?.value;

/** HTTP/2 has pseudo-headers (RFC 9113, 8.3), which browsers show to no extension. */
const plain = (all: readonly { name: string; value?: unknown }[]): RawHeader[] =>
  all.filter(({ name }) => !name.startsWith(':')).map(({ name, value }) => ({ name, value: textOf(value) }));

const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';

const withCookies = (all: RawHeader[], cookies: readonly unknown[] | undefined): RawHeader[] => {
  const value = headerOf(all, 'cookie') === undefined ? cookieHeader(cookies ?? []) : undefined;
  return withoutRedacted(value === undefined ? all : [...all, { name: 'Cookie', value }]);
};

const withSetCookies = (all: RawHeader[], cookies: readonly unknown[] | undefined): RawHeader[] =>
  withoutRedacted(headerOf(all, 'set-cookie') === undefined ? [...all, ...setCookieHeaders(cookies ?? [])] : all);

/** Chrome writes 0 and Playwright -1 where no answer came. */
const statusOf = (status = 0): number => (status >= 100 && status <= 999 ? Math.floor(status) : 0);

const timeOf = (text: string | undefined): number | undefined => {
  const time = Date.parse(text ?? '');
  return Number.isNaN(time) || time < 0 ? undefined : time;
};

/** Headers are there when the rest of the answer begins to come (HAR 1.2, "timings"). */
const tookOf = (time = 0, receive = 0): number =>
  Math.min(MAX_TOOK_MS, Math.max(1, time - Math.max(0, Math.min(receive, time))));

const postOf = (post: v.InferOutput<typeof PostData> | undefined): PostedForm | undefined => {
  if (post === undefined) return undefined;
  const { mimeType, text, encoding, params } = post;
  if (encoding?.toLowerCase() !== 'base64' || text === undefined) return { mimeType, text, params };
  return { mimeType, params, text: text.length > MAX_BASE64 ? undefined : decodeBase64(text)?.text };
};

/** HAR 1.2 writes -1 where the size is not known. */
const isUnread = ({ text, params = [] }: PostedForm = {}, size = -1): boolean => {
  if (text !== undefined && text !== '') return text.length > MAX_TEXT;
  const isMissing = size < 0 ? text === undefined : size > 0;
  return isMissing && params.length === 0;
};

const bodyOf = (content: { text?: string | undefined; encoding?: string | undefined } | undefined) => {
  const { text, encoding } = content ?? {};
  if (text === undefined || text === '') return undefined;
  if (encoding?.toLowerCase() !== 'base64') return text.length > MAX_TEXT ? undefined : text;
  return text.length > MAX_BASE64 ? undefined : decodeBase64(text)?.text;
};

/** Chrome says `disk` and `memory`. */
const isCached = (said: string | boolean | undefined): boolean => said === true || said === 'disk' || said === 'memory';
