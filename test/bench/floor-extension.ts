/**
 * Extensions that ask for events and do nothing with them: what watching costs at the least, whoever watches. What
 * Coatcheck costs is held against them.
 */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BODY_TYPES, DOCUMENT_TYPES, WATCHED_TYPES } from '../../src/background/requests.ts';

interface Listener {
  event: string;
  types?: readonly string[];
  options: string[];
}

const HEADERS_ONLY: Listener[] = [
  { event: 'onSendHeaders', options: ['requestHeaders', 'extraHeaders'] },
  { event: 'onHeadersReceived', options: ['responseHeaders', 'extraHeaders'] },
];

/** As src/background/index.ts asks for them. */
const AS_COATCHECK: Listener[] = [
  { event: 'onBeforeRequest', types: BODY_TYPES, options: ['requestBody'] },
  { event: 'onSendHeaders', types: WATCHED_TYPES, options: ['requestHeaders', 'extraHeaders'] },
  { event: 'onHeadersReceived', types: WATCHED_TYPES, options: ['responseHeaders', 'extraHeaders'] },
  { event: 'onBeforeRedirect', types: DOCUMENT_TYPES, options: ['responseHeaders', 'extraHeaders'] },
  { event: 'onCompleted', types: DOCUMENT_TYPES, options: ['responseHeaders', 'extraHeaders'] },
  { event: 'onErrorOccurred', types: DOCUMENT_TYPES, options: [] },
];

const FLOORS = {
  /** A passive inspector of headers: both directions, of every request. */
  headers: HEADERS_ONLY,
  /** The very events that Coatcheck asks for, with its filters. */
  same: AS_COATCHECK,
};

const code = ({ event, types, options }: Listener, body: string): string =>
  `chrome.webRequest.${event}.addListener(() => {${body}}, ${JSON.stringify({ urls: ['<all_urls>'], types })}, ${JSON.stringify(options)});\n`;

const written = (background: string): string => {
  const folder = mkdtempSync(join(tmpdir(), 'coatcheck-floor-'));
  const manifest = {
    manifest_version: 3,
    name: 'Floor',
    version: '1.0.0',
    permissions: ['cookies', 'storage', 'webNavigation', 'webRequest'],
    host_permissions: ['<all_urls>'],
    background: { service_worker: 'background.js' },
  };
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest));
  writeFileSync(join(folder, 'background.js'), background);
  return folder;
};

/** @returns the folder of an unpacked extension; whoever asked for it deletes it */
export const floorExtension = (which: keyof typeof FLOORS): string =>
  written(FLOORS[which].map((listener) => code(listener, '')).join(''));

/** One that counts: of all requests, those of the types that Coatcheck watches. As `counted` in its worker. */
export const countingExtension = (): string => {
  const all = { event: 'onBeforeRequest', options: [] };
  return written(
    `globalThis.counted = { all: 0, watched: 0 };\n${code(all, 'counted.all += 1;')}` +
      code({ ...all, types: WATCHED_TYPES }, 'counted.watched += 1;'),
  );
};
