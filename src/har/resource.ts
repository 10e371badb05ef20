/** What kind of resource an exchange is about. Chromium's exporters say it; elsewhere the headers and the answer do. */
import type { Resource } from '../core/observe/observation.ts';
import { type Exchange, headerOf } from './entry.ts';

/** `_resourceType`: the names of the DevTools protocol, in lower case (Network.ResourceType). */
const NAMED: ReadonlyMap<string, Resource> = new Map([
  ['document', 'document'],
  ['xhr', 'fetch'],
  ['fetch', 'fetch'],
  ['eventsource', 'fetch'],
  ['websocket', 'socket'],
  ['ping', 'beacon'],
  ['preflight', 'other'],
]);

/** Fetch Metadata, 2.1. */
const DESTINATIONS: ReadonlyMap<string, Resource> = new Map([
  ['document', 'document'],
  ['iframe', 'frame'],
  ['frame', 'frame'],
  ['embed', 'frame'],
  ['object', 'frame'],
  ['fencedframe', 'frame'],
  ['empty', 'fetch'],
  ['websocket', 'socket'],
]);

/** What pages are made of, and what they only show. */
const PARTS =
  /^(?:image|font|audio|video)\/|^text\/css|javascript|^application\/(?:wasm|font|x-font|vnd\.ms-fontobject)/i;
const DATA = /\bjson\b|^application\/(?:graphql|grpc|x-protobuf|octet-stream)|^text\/event-stream/i;
const FORM = /^(?:application\/x-www-form-urlencoded|multipart\/form-data)/i;

/** @returns the kind, and whether the file itself says so rather than the look of the exchange */
export const resourceOf = (exchange: Exchange): { resource: Resource; said: boolean } => {
  const named = byName(exchange);
  return named === undefined ? { resource: byLook(exchange), said: false } : { resource: named, said: true };
};

const byName = (exchange: Exchange): Resource | undefined => {
  const { requestHeaders: headers, resourceType, url } = exchange;
  if (/^wss?:/i.test(url) || resourceType?.toLowerCase() === 'websocket') return 'socket';
  const destination = DESTINATIONS.get(headerOf(headers, 'sec-fetch-dest')?.toLowerCase() ?? '');
  // Chromium calls a frame's document a document as well.
  if (destination === 'frame') return destination;
  if (resourceType !== undefined && resourceType !== '') {
    const resource = NAMED.get(resourceType.toLowerCase()) ?? 'other';
    return resource === 'document' && destination === undefined && exchange.initiatorType === 'parser'
      ? 'frame'
      : resource;
  }
  if (destination !== undefined) return destination;
  return headerOf(headers, 'sec-fetch-dest') === undefined ? undefined : 'other';
};

const byLook = ({ requestHeaders, responseHeaders, method, mimeType = '', status, post }: Exchange): Resource => {
  const upgrade = headerOf(requestHeaders, 'upgrade') ?? '';
  if (status === 101 || upgrade.toLowerCase() === 'websocket') return 'socket';
  if (headerOf(requestHeaders, 'x-requested-with') !== undefined) return 'fetch';
  const mode = headerOf(requestHeaders, 'sec-fetch-mode')?.toLowerCase();
  if (mode === 'navigate') return 'document';
  if (mode !== undefined) return PARTS.test(mimeType) ? 'other' : 'fetch';
  const accept = headerOf(requestHeaders, 'accept') ?? '';
  // Only navigations ask for pages so (Fetch standard, "fetch a navigation"): scripts and images never do.
  if (/^\s*text\/html/i.test(accept)) return 'document';
  if (PARTS.test(mimeType)) return 'other';
  const sent = post?.mimeType ?? headerOf(requestHeaders, 'content-type') ?? '';
  if (/^text\/ping/i.test(sent)) return 'beacon';
  if (DATA.test(mimeType) || DATA.test(accept)) return 'fetch';
  if (sent !== '' && !FORM.test(sent)) return 'fetch';
  if (headerOf(requestHeaders, 'authorization')?.toLowerCase().startsWith('bearer ') === true) return 'fetch';
  const allowsOrigin = headerOf(responseHeaders, 'access-control-allow-origin') !== undefined;
  return allowsOrigin && (method !== 'POST' || sent === '') ? 'fetch' : 'document';
};
