/** URLs → what may be remembered of them, and the parameters that may carry credentials. */
import { percentDecode } from './secret.ts';
import { tokenLike, withoutTokens } from './shape.ts';

export interface Parameter {
  name: string;
  value: string;
}

export interface SeenUrl {
  /** Of the http family: a `wss:` socket belongs to its `https:` origin. */
  origin: string;
  scheme: 'http' | 'https' | 'ws' | 'wss';
  /** Without port; IPv6 in brackets. */
  host: string;
  /** The port in use, also where the URL leaves it out. */
  port: number;
  /**
   * Origin and path: no userinfo, query or fragment; token-like segments and values of path parameters read `…`, and so
   * does what follows after 2,048 characters.
   */
  url: string;
  query: Parameter[];
  /** Parameters in the fragment: `#access_token=…` and `#/route?access_token=…`. */
  fragment: Parameter[];
  /** The URL had a user name or password in front of the host. */
  userinfo: boolean;
  /** Parameters of path segments: `;jsessionid=…` (RFC 3986 section 3.3), and the tickets of ASP.NET, `(S(…))`. */
  pathParams: Parameter[];
}

const MAX_URL = 65_536;
/** Of a name in DNS (RFC 1035 section 2.3.4). */
const MAX_HOST = 253;
const MAX_KEPT = 2_048;
const MAX_PARAMETERS = 100;
const MAX_NAME = 100;
/** Flags have no value and short names. */
const MIN_SECRET = 20;
const CUT = '…';

const families = new Map<string, { scheme: SeenUrl['scheme']; http: 'http' | 'https'; port: number }>([
  ['http:', { scheme: 'http', http: 'http', port: 80 }],
  ['https:', { scheme: 'https', http: 'https', port: 443 }],
  ['ws:', { scheme: 'ws', http: 'http', port: 80 }],
  ['wss:', { scheme: 'wss', http: 'https', port: 443 }],
]);

/**
 * Takes a URL apart. `query`, `fragment` and `pathParams` hold raw values, percent-decoded once: they are to be turned
 * into shapes, not kept. A secret without a name has the name `…`. `url` may be kept; short secrets in its path (a six-digit code) cannot be told from words.
 *
 * @returns undefined for anything but http, https, ws and wss, for more than 64 KiB, and for a host name that no DNS
 *   has. Never throws.
 */
export function parseUrl(url: string): SeenUrl | undefined {
  const parsed = url.length > MAX_URL ? undefined : parsedUrl(url);
  const family = families.get(parsed?.protocol ?? '');
  if (parsed === undefined || family === undefined || parsed.hostname.length > MAX_HOST) return undefined;
  const origin = `${family.http}://${parsed.host}`;
  const path = readPath(parsed.pathname);
  const kept = `${origin}${path.text}`;
  return {
    origin,
    scheme: family.scheme,
    host: parsed.hostname,
    port: parsed.port === '' ? family.port : Number(parsed.port),
    url: kept.length <= MAX_KEPT ? kept : `${kept.slice(0, MAX_KEPT)}${CUT}`,
    query: parameters(parsed.search.slice(1)),
    fragment: fragmentParameters(parsed.hash.slice(1)),
    userinfo: parsed.username !== '' || parsed.password !== '',
    pathParams: path.parameters,
  };
}

/** Asking first whether it can be parsed would parse it twice. */
function parsedUrl(url: string): URL | undefined {
  try {
    return new URL(url);
  } catch {
    return undefined;
  }
}

/** localhost, *.localhost, 127.0.0.0/8 and [::1] (Secure Contexts section 3.1, "potentially trustworthy"). */
export function isLocalHost(host: string): boolean {
  const name = host.toLowerCase().replace(/\.$/, '');
  if (name === 'localhost' || name.endsWith('.localhost')) return true;
  return name === '[::1]' || name === '::1' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(name);
}

/** A path that may be kept: segments that look like a secret read `…`, since some servers name a cookie's path after its value, and so does what follows after 2,048 characters. */
export function keptPath(path: string): string {
  if (path.length <= MAX_KEPT) return readPath(path).text;
  // Cut between segments: half a secret looks like none.
  return `${readPath(path.slice(0, path.lastIndexOf('/', MAX_KEPT - 1) + 1)).text}${CUT}`;
}

/** Whether a parameter of a kept address stands in its path or in its query, which is cut off. */
export function placeInUrl(url: string, name: string): 'path' | 'query' {
  if (name === TICKETS.get('S')) return /\/\([A-Z(…)]{0,40}S\(…\)/.test(url) ? 'path' : 'query';
  return url.includes(`;${name}=${CUT}`) ? 'path' : 'query';
}

/** Short words between slashes: no parameters, no tickets, nothing as long as a secret. */
const PLAIN_PATH = /^(?:\/[\w.~-]{0,19})*$/;

function readPath(path: string): { text: string; parameters: Parameter[] } {
  if (PLAIN_PATH.test(path)) return { text: path, parameters: [] };
  const found: Parameter[] = [];
  const segments = path.split('/').map((segment) => {
    const tickets = cookieless(segment);
    if (tickets !== undefined) {
      found.push(...tickets.parameters.slice(0, MAX_PARAMETERS - found.length));
      return tickets.text;
    }
    const [name = '', ...params] = segment.split(';');
    const kept = params.map((param) => {
      const parameter = toParameter(param);
      if (found.length < MAX_PARAMETERS && parameter.name !== '') found.push(parameter);
      return param.includes('=') ? `${visible(param.slice(0, param.indexOf('=')))}=${CUT}` : visible(param);
    });
    return [visible(name), ...kept].join(';');
  });
  return { text: segments.join('/'), parameters: found };
}

const COOKIELESS = /^\((?:[A-Z]\([^()]{1,2048}\)){1,6}\)$/;
/** Of session, forms authentication and anonymous user. */
const TICKETS: ReadonlyMap<string, string> = new Map([
  ['S', 'ASP.NET_SessionId'],
  ['F', '.ASPXAUTH'],
]);

/** `/(S(lit3py55t21z5v55vlm25s55))/`: ASP.NET without cookies (learn.microsoft.com: sessionState, cookieless). */
function cookieless(segment: string): { text: string; parameters: Parameter[] } | undefined {
  const plain = segment.includes('%28') ? percentDecode(segment) : segment;
  if (!plain.startsWith('(') || !COOKIELESS.test(plain)) return undefined;
  const tickets = [...plain.matchAll(/([A-Z])\(([^()]+)\)/g)].map(([, kind = '', value = '']) => ({ kind, value }));
  return {
    text: `(${tickets.map(({ kind }) => `${kind}(${CUT})`).join('')})`,
    parameters: tickets.flatMap(({ kind, value }) => {
      const name = TICKETS.get(kind);
      return name === undefined ? [] : [{ name, value }];
    }),
  };
}

function visible(segment: string): string {
  return tokenLike(segment) ? CUT : withoutTokens(segment);
}

function parameters(text: string): Parameter[] {
  if (text === '') return [];
  return text
    .split('&', MAX_PARAMETERS)
    .map(toParameter)
    .filter(({ name }) => name !== '' && name.length <= MAX_NAME);
}

/**
 * `+` stays in values, because base64 has it; in names it is a space. A secret is no name: a link may be `/verify?` and
 * a token, and a `=` at its end may be its own. So what is long and has no value is one itself.
 */
function toParameter(text: string): Parameter {
  const equals = text.indexOf('=');
  const name = percentDecode((equals === -1 ? text : text.slice(0, equals)).replaceAll('+', ' '));
  const value = equals === -1 ? '' : percentDecode(text.slice(equals + 1));
  if (value === '' || value === '=') return name.length < MIN_SECRET ? { name, value } : { name: CUT, value: name };
  return { name: tokenLike(name) ? CUT : withoutTokens(name), value };
}

/** `a=1&b=2`, `/route?a=1`, `!/route?a=1`, `/a=1`. A fragment without `=` is a place in the page. */
function fragmentParameters(fragment: string): Parameter[] {
  if (!fragment.includes('=')) return [];
  const mark = fragment.indexOf('?');
  const text = mark === -1 ? fragment.replace(/^[!/]+/, '') : fragment.slice(mark + 1);
  return parameters(text).filter(({ name }) => /^[\w.~[\]-]+$/.test(name));
}
