/** What an answer's headers let caches do with it (RFC 9111), seen from a shared cache: a proxy or a CDN. */

/**
 * `declared`: `public` or `s-maxage`. `allowed`: `must-revalidate` with a lifetime, which also holds for requests with
 * Authorization (section 3.5). `fresh`: a lifetime, and nothing else. `heuristic`: nothing is said, but there is a
 * Last-Modified to guess from (4.2.2). `silent`: nothing is said. `never`: it may not be kept, or not be used unasked.
 */
export type Storable = 'declared' | 'allowed' | 'fresh' | 'heuristic' | 'silent' | 'never';

export interface Caching {
  storable: Storable;
  /** `public` or `s-maxage`: the server means it to be for everybody, or says so. */
  shared: boolean;
  /** A shared cache says that it had the answer. */
  hit: boolean;
  /** Of Vary, what has to do with credentials: another value of these is another answer (4.1). */
  varies: ('cookie' | 'authorization')[];
}

const SAYS_HIT: readonly string[] = [
  'cache-status',
  'cf-cache-status',
  'x-cache',
  'x-cache-status',
  'x-proxy-cache',
  'x-vercel-cache',
];

/** Besides the standard ones, those by which caches say hit or miss: Cloudflare, Fastly, CloudFront, Vercel, nginx. */
export const CACHING_HEADERS: ReadonlySet<string> = new Set([
  'cache-control',
  'expires',
  'pragma',
  'age',
  'vary',
  'last-modified',
  ...SAYS_HIT,
]);

const MAX_TEXT = 2_048;
const MAX_PARTS = 50;

/** @param headers those of `CACHING_HEADERS`, lower-case name → value; repeated ones joined by a comma @param at when */
export function readCaching(headers: ReadonlyMap<string, string>, at: number): Caching {
  const text = (name: string): string => (headers.get(name) ?? '').slice(0, MAX_TEXT);
  const fields = partsOf(text('vary')).map((field) => field.toLowerCase());
  const directives = directivesOf(text('cache-control'));
  return {
    shared: isShared(directives),
    storable: fields.includes('*') ? 'never' : storableOf(directives, text, at),
    hit: isHit(text),
    varies: (['cookie', 'authorization'] as const).filter((field) => fields.includes(field)),
  };
}

type Text = (name: string) => string;

const isShared = (directives: ReadonlyMap<string, string>): boolean =>
  directives.has('public') || (secondsOf(directives.get('s-maxage')) ?? 0) > 0;

function storableOf(directives: ReadonlyMap<string, string>, text: Text, at: number): Storable {
  // With field names (`private="set-cookie"`) they speak of these fields alone (5.2.2.4, 5.2.2.7).
  if (['no-store', 'no-cache', 'private'].some((name) => directives.get(name) === '')) return 'never';
  const lifetime = secondsOf(directives.get('s-maxage')) ?? secondsOf(directives.get('max-age'));
  const seconds = lifetime ?? secondsUntil(text('expires'), at);
  if (seconds !== undefined && seconds <= 0) return 'never';
  if (isShared(directives)) return 'declared';
  if (seconds !== undefined) return directives.has('must-revalidate') ? 'allowed' : 'fresh';
  if (directives.size === 0 && /\bno-cache\b/i.test(text('pragma'))) return 'never';
  return text('last-modified') === '' ? 'silent' : 'heuristic';
}

/** Name → value; '' where it has none. The first of a name counts. */
function directivesOf(text: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const part of partsOf(text)) {
    const equals = part.indexOf('=');
    const name = (equals === -1 ? part : part.slice(0, equals)).trim().toLowerCase();
    const value = equals === -1 ? '' : part.slice(equals + 1).trim();
    if (!found.has(name)) found.set(name, value);
  }
  return found;
}

function secondsOf(value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  const digits = /^"?(\d{1,10})"?$/.exec(value)?.[1];
  // What cannot be read is stale (4.2.1).
  return digits === undefined ? 0 : Number(digits);
}

/** Dates that cannot be read, `0` above all, are past (5.3). */
function secondsUntil(expires: string, at: number): number | undefined {
  if (expires === '') return undefined;
  const time = Date.parse(expires);
  return Number.isNaN(time) || !/[a-z]/i.test(expires) ? 0 : (time - at) / 1000;
}

/**
 * RFC 9211; developers.cloudflare.com: cache responses; docs.aws.amazon.com: CloudFront response headers; squid: TCP_HIT.
 * What was revalidated the origin has decided about for this very request.
 */
function isHit(text: Text): boolean {
  const said = SAYS_HIT.flatMap((name) => partsOf(text(name)));
  if (said.some((word) => /(?:^|[^a-z])hit(?:$|[^a-z])/i.test(word) && !/refresh|revalidat/i.test(word))) return true;
  if (/^(?:stale|updating)$/i.test(text('cf-cache-status').trim())) return true;
  const missed = said.some((word) => /(?:^|[^a-z])(?:miss|bypass|dynamic|pass|expired)(?:$|[^a-z])/i.test(word));
  return !missed && /^\s*0{0,9}[1-9]\d{0,9}\s*$/.test(text('age'));
}

function partsOf(text: string): string[] {
  return text
    .split(',', MAX_PARTS)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
