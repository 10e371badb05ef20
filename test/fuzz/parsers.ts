/**
 * Every parser of `core/observe` (with those of `protocols.ts`) and `har`, what it is fed with, and what must hold. To add one is to add a row.
 *
 * A law throws where it is broken; a parser that throws breaks it too.
 */
import { assess } from '../../src/core/assess.ts';
import { cookieRole } from '../../src/core/classify/cookie-role.ts';
import { isLeakyPolicy, passwordParameters, readReferrer } from '../../src/core/observe/addresses.ts';
import { issuedValues } from '../../src/core/observe/answer.ts';
import { parseAuthorization, parseChallenges } from '../../src/core/observe/authorization.ts';
import { decodeBase64, decodeOctets, isBase64url } from '../../src/core/observe/base64.ts';
import { bodyFields } from '../../src/core/observe/body.ts';
import { readCaching } from '../../src/core/observe/caching.ts';
import { contentOf } from '../../src/core/observe/content.ts';
import { parseCookie } from '../../src/core/observe/cookie.ts';
import { parseCookieDate } from '../../src/core/observe/cookie-date.ts';
import { csrfFields, seenCsrfTokens } from '../../src/core/observe/csrf-tokens.ts';
import { readProof } from '../../src/core/observe/dpop.ts';
import { placesIn, withoutEscapes } from '../../src/core/observe/escapes.ts';
import { findTokens } from '../../src/core/observe/find-tokens.ts';
import { observeRequest } from '../../src/core/observe/http.ts';
import { observeResponse } from '../../src/core/observe/http-response.ts';
import { decodeJose, readToken } from '../../src/core/observe/jose.ts';
import { hasDuplicateMember, isTooDeep, openingBrace, parseJson, wellFormed } from '../../src/core/observe/json.ts';
import { readAuthorization, valuesOf } from '../../src/core/observe/oauth.ts';
import { protocolBody } from '../../src/core/observe/protocol.ts';
import { looksRandom } from '../../src/core/observe/random.ts';
import { refusedCookies } from '../../src/core/observe/refused.ts';
import { readSamlResponse } from '../../src/core/observe/saml.ts';
import { sealedFormat } from '../../src/core/observe/sealed.ts';
import { normaliseSecret, percentDecode } from '../../src/core/observe/secret.ts';
import { cookiePrefix, parseSetCookie, splitSetCookie } from '../../src/core/observe/set-cookie.ts';
import { safePath, shapeOf, tokenLike } from '../../src/core/observe/shape.ts';
import { leaves } from '../../src/core/observe/storage.ts';
import { isLocalHost, parseUrl } from '../../src/core/observe/url.ts';
import { observeStorage } from '../../src/core/observe/web-storage.ts';
import { observationsFromHar } from '../../src/har/har.ts';
import { HarFault, HarStream } from '../../src/har/stream.ts';
import { print as fingerprint, START } from '../helpers/observations.ts';
import { must, mustBeJson, mustBeMarks, mustBeShape, mustBeSmall } from './laws.ts';
import { type Json, nearlyJson, nearlyText } from './nearly.ts';
import { type Parser, texts } from './parser.ts';
import { cookieFeatures, history, print, rawRequest, rawResponse, rawStorage, SITE } from './raw.ts';
import * as samples from './samples.ts';

const TOKEN = /^[\w!#$%&'*+.^`|~-]+$/;
const FORM = 'application/x-www-form-urlencoded';
const context = { url: `${SITE}/a/b`, at: START };

const attributesOf = ({ attributes, partitioned }: NonNullable<ReturnType<typeof parseSetCookie>>): string =>
  [
    `; Path=${attributes.path}`,
    attributes.hostOnly ? '' : `; Domain=${attributes.domain}`,
    attributes.expires === undefined ? '' : `; Expires=${new Date(attributes.expires).toUTCString()}`,
    attributes.secure ? '; Secure' : '',
    attributes.httpOnly ? '; HttpOnly' : '',
    attributes.sameSite === 'unset' ? '' : `; SameSite=${attributes.sameSite}`,
    partitioned === true ? '; Partitioned' : '',
  ].join('');

export const textParsers: readonly Parser<string>[] = [
  texts('addresses', 'readReferrer and passwordParameters', samples.urls, (text) => {
    const query = parseUrl(text)?.query ?? [];
    const names = passwordParameters(query);
    must(names.length <= 5 && names.every((name) => name.length <= 128), 'few names, and short ones');
    must(
      names.every((name) => query.some((parameter) => parameter.name.startsWith(name) && parameter.value !== '')),
      'each is the name of a parameter with a value',
    );
    const page = readReferrer(parseUrl(text), 'https://stats.example', () => []);
    must(page === undefined || !/[?#]/.test(page.url), 'a page is told without its query');
    must(typeof isLeakyPolicy(text) === 'boolean', 'a policy is leaky or not');
  }),
  texts('answer', 'issuedValues', samples.bodies, (text) => {
    const values: string[] = [];
    const prints = issuedValues('application/json', text, (value) => String(values.push(value)));
    must(prints.length <= 20 && new Set(prints).size === prints.length, 'few values, each once');
    must(
      values.every((value) => value !== '' && value.length <= text.length),
      'a value lies in the text',
    );
    must(issuedValues('text/html', text, fingerprint).length === 0, 'a page is not searched');
  }),
  texts('caching', 'readCaching', samples.directives, (text) => {
    const names = ['cache-control', 'expires', 'age', 'vary', 'x-cache'];
    for (const name of names) {
      const caching = readCaching(new Map([[name, text]]), START);
      mustBeJson(caching);
      mustBeSmall(caching, 120);
    }
    const never = readCaching(new Map([['cache-control', `no-store, ${text}`]]), START);
    must(never.storable === 'never', 'no-store in front is heard, whatever follows');
  }),
  texts('authorization', 'parseAuthorization', samples.authorizations, (text) => {
    const { scheme, credentials } = parseAuthorization(text);
    must(scheme === '' || (TOKEN.test(scheme) && scheme.length <= 40), 'a scheme is a token');
    must(scheme === scheme.toLowerCase(), 'a scheme is in lower case');
    must(text.trim().endsWith(credentials), 'the credentials stand at the end');
    must(scheme !== '' || credentials === text.trim(), 'without a scheme all is credentials');
  }),
  texts('authorization', 'parseChallenges', samples.challenges, (text) => {
    const schemes = parseChallenges(text);
    must(new Set(schemes).size === schemes.length && schemes.length <= 20, 'each scheme once, and not too many');
    must(
      schemes.every((scheme) => TOKEN.test(scheme) && scheme.length <= 40),
      'schemes are tokens',
    );
    const again = parseChallenges(schemes.join(', '));
    must(again.join() === schemes.join(), 'a list of schemes is read as itself');
  }),
  texts('base64', 'decodeBase64', samples.base64Texts, (text) => {
    const decoded = decodeBase64(text);
    if (isBase64url(text)) must(decoded !== undefined, 'base64url is base64');
    if (decoded?.utf8 === true) {
      const bits = decodeOctets(text) ?? '';
      must(Buffer.from(bits, 'latin1').toString() === decoded.text, 'octets and text are the same');
    }
    const whole = text.toWellFormed();
    for (const form of ['base64', 'base64url'] as const) {
      const back = decodeBase64(Buffer.from(whole).toString(form));
      must(back?.utf8 === true && back.text === whole, 'what was encoded comes back');
    }
  }),
  texts('body', 'bodyFields', samples.bodies, (text) => {
    const type = text.startsWith('{') ? undefined : text.startsWith('--') ? 'multipart/form-data' : FORM;
    const names = bodyFields(type, { text });
    must(names.length <= 50 && new Set(names).size === names.length, 'each name once, and not too many');
    const isShort = names.every((name) => name !== '' && name.length <= 100);
    must(isShort, 'a name is a short word');
  }),
  texts('csrf-tokens', 'csrfFields, seenCsrfTokens', samples.csrfBodies, (text) => {
    const fields = csrfFields(['_csrf'], { text });
    must(fields.length <= 4, 'not too many fields');
    must(
      fields.every(({ name, value }) => name.length <= 100 && value !== '' && value.length <= 4096),
      'names and values are bounded',
    );
    const headers = [{ name: 'x-csrf-token', value: text }];
    const tokens = seenCsrfTokens({ headers, query: [], fields, cookies: `csrf=${text}` }, fingerprint);
    must(tokens.length <= 5, 'not too many tokens');
    must(
      tokens.every(({ bits }) => Number.isInteger(bits) && bits >= 0),
      'bits are a number',
    );
  }),
  texts('cookie-date', 'parseCookieDate', samples.cookieDates, (text) => {
    const date = parseCookieDate(text);
    if (date === undefined) return;
    must(Number.isInteger(date / 1000), 'a cookie-date is in whole seconds');
    must(parseCookieDate(new Date(date).toUTCString()) === date, 'a date is read back');
  }),
  texts('cookie', 'parseCookie', samples.cookies, (text) => {
    const pairs = parseCookie(text);
    must(pairs.length <= 300, 'not too many pairs');
    // A nameless pair is written without `=`, unless its value has one.
    const written = pairs.map(({ name, value }) => (name === '' && !value.includes('=') ? value : `${name}=${value}`));
    const again = parseCookie(written.join('; '));
    const expected = pairs.filter(({ name, value }) => name !== '' || value !== '');
    must(JSON.stringify(again) === JSON.stringify(expected), 'what is written is read back');
  }),
  texts('dpop', 'readProof', samples.tokens, (text) => {
    const context = { method: 'GET', url: `${SITE}/`, at: START, authorization: `DPoP ${text}` };
    const seen = readProof(text, context, print);
    must(seen !== undefined && seen.issues.length <= 10, 'what is shown with a bound token is judged');
    mustBeJson(seen);
  }),
  texts('escapes', 'withoutEscapes', samples.tokenTexts, (text) => {
    const plain = withoutEscapes(text);
    const place = placesIn(text);
    let last = -1;
    for (let at = 0; at < plain.length; at += 1) {
      const there = place(at);
      must(there > last, 'places ascend');
      must(
        text[there] === plain[at] || '%\\&'.includes(text[there] ?? ' '),
        'each place shows its character, or an escape',
      );
      last = there;
    }
    must(place(plain.length) === text.length, 'the end is the end');
  }),
  texts('find-tokens', 'findTokens', samples.tokenTexts, (text) => {
    let last = 0;
    for (const found of findTokens(text)) {
      const { token, kind, start, end, header } = found;
      must(
        start >= last && end > start && end <= text.length,
        'tokens are in the text, in order, apart from each other',
      );
      const written = withoutEscapes(text.slice(start, end));
      must(written.replaceAll('=', '') === token.replaceAll('=', ''), 'the token stands there as it is written');
      must(typeof header['alg'] === 'string' && header['alg'] !== '', 'a header has an alg');
      must(decodeJose(token)?.kind === kind, 'what is found is JOSE');
      must(kind === 'jws' || !('claims' in found), 'nobody sees into a JWE');
      mustBeJson(found);
      last = end;
    }
  }),
  texts('fingerprint', 'fingerprintWith', samples.values, (text) => {
    must(/^[0-9a-f]{32}$/.test(fingerprint(text)), 'a fingerprint is 128 bits');
  }),
  texts('http', 'observeRequest', samples.requests, (text) => {
    const seen = observeRequest(rawRequest(text), print);
    if (seen === undefined) return;
    mustBeJson(seen);
    for (const { shape } of seen.values) mustBeShape(shape);
    mustBeMarks(seen.marks ?? []);
    must(!/[?#@]/.test(seen.url.slice(0, seen.url.indexOf('/', 8))), 'the origin has no user');
    must(!/[?#]/.test(seen.url), 'the URL has no query and no fragment');
  }),
  texts('http-response', 'observeResponse', samples.responses, (text) => {
    const seen = observeResponse(rawResponse(text), print);
    if (seen === undefined) return;
    mustBeJson(seen);
    for (const { shape } of [...seen.cookies, ...(seen.handed ?? [])]) mustBeShape(shape);
    must(!/[?#]/.test(seen.url + (seen.location ?? '')), 'URLs have no query and no fragment');
  }),
  texts('jose', 'decodeJose', samples.tokens, (text) => {
    const shape = decodeJose(text);
    if (shape === undefined) return;
    mustBeJson(shape);
    must(shape.header.length <= 8_192 && (shape.claims?.length ?? 0) <= 8_192, 'what is kept is small');
    const { header, claims } = readToken(shape);
    must(typeof header['alg'] === 'string', 'a header has an alg');
    must(JSON.stringify(header) === shape.header, 'the header is read back');
    must(
      claims === undefined ? shape.claims === undefined : JSON.stringify(claims) === shape.claims,
      'claims are read back',
    );
  }),
  texts('json', 'parseJson', samples.json, (text) => {
    const value = parseJson(text);
    isTooDeep(text, 3);
    hasDuplicateMember(text);
    must(isTooDeep(`${'['.repeat(65)}${text}`), 'what is open is counted');
    // Put after anything, an object begins where it begins.
    const object = JSON.stringify({ [text]: text, a: [{}, text] });
    must(openingBrace(text + object) === text.length, 'an object is found backwards');
    const copy = wellFormed(value === undefined ? text : value).value;
    must(JSON.stringify(copy).isWellFormed(), 'a copy is well-formed');
    if (value !== undefined && text.isWellFormed() && !text.includes('\\u')) {
      must(JSON.stringify(copy) === JSON.stringify(value), 'a copy is the same');
    }
  }),
  texts('oauth', 'readAuthorization', samples.oauthMessages, (text) => {
    const seen = readAuthorization(valuesOf(parseUrl(`${SITE}/?${text}`)?.query ?? []));
    if (seen === undefined) return;
    mustBeJson(seen);
    must(
      seen.client !== '' && (seen.hidden || seen.responseTypes.length > 0),
      'it has a client, and says what it wants',
    );
    must(seen.responseTypes.join(' ').length <= 24, 'types are few words');
    must(!/[?#]/.test(seen.redirect ?? ''), 'what is kept of an address has no query');
    must(/^[a-z][a-z0-9+.-]*:/.test(seen.redirect ?? 'a:'), 'it has a scheme');
  }),
  texts('protocol', 'protocolBody', [...samples.oauthMessages, ...samples.bodies], (text) => {
    const seen = protocolBody(undefined, { text });
    if (seen === undefined) return;
    const { authorization, token } = seen;
    must(authorization === undefined || token === undefined, 'a message is of one kind');
    if (token !== undefined)
      must(JSON.stringify(token).length < 90, 'of a token request words of the protocol are kept');
  }),
  texts('saml', 'readSamlResponse', samples.samlResponses, (text) => {
    const seen = readSamlResponse(Buffer.from(text).toString('base64'));
    readSamlResponse(text);
    if (seen === undefined) return;
    mustBeJson(seen);
    mustBeSmall(seen, 600);
    must(Number.isInteger(seen.window ?? 0), 'a window is a whole number');
    must(
      seen.algorithms.every((name) => /^[a-z0-9-]{1,40}$/.test(name)),
      'algorithms are names',
    );
  }),
  texts('sealed', 'sealedFormat', samples.values, (text) => {
    const format = sealedFormat(text);
    if (format === undefined) return;
    must(/^[a-z0-9-]{1,30}$/.test(format.name), 'a format has a name');
    must(['server', 'client', 'unknown'].includes(format.state), 'a format has a state');
    must((format.inner?.length ?? 0) <= text.length, 'what is inside is not longer');
    mustBeJson(format);
  }),
  texts('secret', 'normaliseSecret', samples.values, (text) => {
    const secret = normaliseSecret(text);
    must(secret.length <= text.length, 'a secret does not grow');
    if (!text.includes('%')) must(normaliseSecret(secret) === secret, 'a bare secret stays');
    must(percentDecode(encodeURIComponent(text.toWellFormed())) === text.toWellFormed(), 'what was encoded comes back');
  }),
  texts('set-cookie', 'parseSetCookie', samples.setCookies, (text) => {
    const parsed = parseSetCookie(text, context);
    cookiePrefix(text);
    if (parsed === undefined) return;
    mustBeJson(parsed);
    const { name, value } = parsed;
    must(name.length + value.length <= 4_096, 'no browser keeps more');
    must(parsed.partitioned !== true || parsed.attributes.secure, 'a partition is for secure cookies');
    // A nameless cookie whose value has an `=` cannot be written.
    if (name === '' && value.includes('=')) return;
    // What the prefix demands is not all kept.
    if (parsed.refusal !== undefined) return;
    const again = parseSetCookie(`${name === '' ? value : `${name}=${value}`}${attributesOf(parsed)}`, context);
    must(JSON.stringify(again) === JSON.stringify(parsed), 'what is written is read back');
  }),
  texts('refused', 'refusedCookies', samples.setCookies, (text) => {
    const refused = refusedCookies([text, `__Host-${text}`, `${text}; SameSite=None`], context, print);
    must(refused.length <= 3, 'a line is told once at most');
    mustBeJson(refused);
    for (const { name, size = 0, why, shape } of refused) {
      must(name.length <= 256, 'a name is short');
      must(/^[0-9a-f]{32}$/.test(shape.fingerprint), 'a fingerprint is a hash');
      must(!why.endsWith('too-large') || size >= 3_892, 'what is large is large');
    }
  }),
  texts('content', 'contentOf', samples.values, (text) => {
    const content = contentOf(text, 'text', { tokenLike, safePath });
    mustBeJson(content ?? null);
    must((content?.members.length ?? 0) <= 8, 'few members are named');
  }),
  texts('set-cookie', 'splitSetCookie', samples.setCookies, (text) => {
    const lines = splitSetCookie(text);
    must(
      lines.every((line) => line !== '' && !line.includes('\n') && line === line.trim()),
      'a line is a line',
    );
    must(splitSetCookie(lines.join('\n')).join('\n') === lines.join('\n'), 'lines stay');
  }),
  texts('shape', 'shapeOf', samples.values, (text) => {
    const shape = shapeOf(text, print);
    mustBeShape(shape);
    must(text.length > 65_536 || shape.length === normaliseSecret(text).length, 'the length is that of the secret');
  }),
  texts('shape', 'tokenLike', samples.values, (text) => {
    must(!tokenLike(text) || text.length >= 20, 'what is short is no token');
  }),
  texts('random', 'looksRandom', samples.values, (text) => {
    must(!looksRandom(text) || (text.length >= 16 && !/\s/.test(text)), 'what is short or has spaces is not random');
  }),
  texts('storage', 'leaves', samples.stored, (text) => {
    const found = leaves(text);
    must(found.length <= 200, 'not too many leaves');
    must(
      found.every(({ path, value }) => value !== '' && path.length <= 200),
      'leaves have values, and short paths',
    );
    mustBeJson(found);
  }),
  texts('url', 'parseUrl', samples.urls, (text) => {
    const seen = parseUrl(text);
    if (seen === undefined) return;
    mustBeJson(seen);
    must(!/[?#]/.test(seen.url) && seen.url.startsWith(`${seen.origin}/`), 'what is kept is origin and path');
    must(parseUrl(seen.origin)?.origin === seen.origin, 'an origin is its own origin');
    must(seen.port >= 0 && seen.port < 65_536, 'a port is a port');
    must(seen.query.length <= 100 && seen.fragment.length <= 100 && seen.pathParams.length <= 100, 'not too many');
    const kept = parseUrl(seen.url);
    must(kept?.query.length === 0 && !kept.userinfo, 'what is kept has no secret place');
  }),
  texts('url', 'isLocalHost', samples.hosts, (text) => {
    must(!isLocalHost(`${text}x.example`), 'a name under another is not local');
    must(isLocalHost(`${text}.localhost`), 'a name under localhost is');
  }),
  texts('web-storage', 'observeStorage', samples.storages, (text) => {
    const seen = observeStorage(rawStorage(text), print);
    mustBeJson(seen);
    must(seen.values.length <= 100, 'not too many values');
    for (const { shape, name, path = '' } of seen.values) {
      mustBeShape(shape);
      must(name.length <= 256 && path.length <= 200, 'names are short');
      must(!path.split('.').some(tokenLike), 'no member of a path is a secret');
    }
  }),
];

/** What judges what was read: it must bear whatever the parsers let through. */
export const judges: readonly Parser<string>[] = [
  {
    name: 'cookieRole',
    file: 'core/classify/cookie-role.ts',
    input: nearlyText(samples.cookieFeatures),
    law: (text) => {
      const judged = cookieRole(cookieFeatures(text));
      mustBeJson(judged);
      must(judged.score >= 0 && judged.score <= 1, 'a score is a probability');
      must(judged.because.length > 0, 'a score has reasons');
    },
  },
  {
    name: 'assess',
    file: 'core/assess.ts',
    // A whole engine, not a parser: each run costs a millisecond.
    runs: 2_000,
    input: nearlyText(samples.histories, 1_500),
    law: (text) => {
      const observations = history(text);
      const reports = assess(observations);
      must(reports.length === Math.min(1, observations.length), 'each site has one report');
      mustBeJson(reports);
      for (const { verdict, checks, credentials } of reports) {
        must(verdict.confidence >= 0 && verdict.confidence <= 1, 'confidence is a probability');
        must(
          checks.every(({ outcome }) => outcome !== 'crashed'),
          'no rule crashes',
        );
        must(
          credentials.every(({ masked }) => [...masked].length <= 5),
          'at most four characters are visible',
        );
      }
    },
  },
];

/** The file's pages and entries by the streaming reader, in pieces of seven bytes; undefined if it says that it is no HAR. */
const streamed = (text: string): { pages: unknown[]; entries: unknown[] } | undefined => {
  const found = { pages: [] as unknown[], entries: [] as unknown[] };
  const reader = {
    page: (raw: unknown) => void found.pages.push(raw),
    entry: (raw: unknown) => void found.entries.push(raw),
    end: () => undefined,
  };
  try {
    const stream = new HarStream(reader);
    const bytes = Buffer.from(text);
    for (let from = 0; from < bytes.length; from += 7) stream.write(bytes.subarray(from, from + 7));
    stream.end();
    return found;
  } catch (error) {
    must(error instanceof HarFault && /^[^\n]{1,120}\.$/.test(error.message), `an error is one sentence, not ${error}`);
    return undefined;
  }
};

const parsedOf = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** `JSON.parse` takes the last of two members of one name, and the stream gives each as it comes. */
const namesOnce = (text: string): boolean =>
  ['log', 'pages', 'entries'].every((name) => text.split(`"${name}"`).length <= 2) && !text.includes('\\u');

const streamLaw = (given: string): void => {
  const text = given.toWellFormed().replaceAll('\ufeff', '');
  const found = streamed(text);
  const log = (parsedOf(text) as { log?: { pages?: unknown; entries?: unknown } } | null | undefined)?.log;
  if (!namesOnce(text)) return;
  const isHar =
    Array.isArray(log?.entries) && (log.pages === undefined || !isContainer(log.pages) || Array.isArray(log.pages));
  must((found !== undefined) === isHar, 'the stream takes what JSON.parse takes, if it is a HAR');
  if (found === undefined) return;
  must(JSON.stringify(found.entries) === JSON.stringify(log?.entries), 'the entries are the same');
  if (Array.isArray(log?.pages))
    must(JSON.stringify(found.pages) === JSON.stringify(log.pages), 'the pages are the same');
};

const isContainer = (value: unknown): boolean => typeof value === 'object' && value !== null;

const NO_HAR = /^(?:This is not a HAR file|Entry \d+ of the HAR cannot be read): [^\n]+\.$/;

export const treeParsers: readonly Parser<Json>[] = [
  {
    name: 'observationsFromHar',
    file: 'har/har.ts',
    input: nearlyJson(samples.hars),
    law: (har) => {
      let observations: unknown[] = [];
      try {
        observations = observationsFromHar(har);
      } catch (error) {
        must(error instanceof Error && NO_HAR.test(error.message), `an error is one clear sentence, and not ${error}`);
      }
      mustBeJson(observations);
      mustBeSmall(observations, 100_000);
    },
  },
  {
    name: 'HarStream, of JSON',
    file: 'har/stream.ts',
    input: nearlyJson(samples.hars),
    runs: 20_000,
    law: (har) => streamLaw(JSON.stringify(har)),
  },
];

export const streams: readonly Parser<string>[] = [
  {
    name: 'HarStream',
    file: 'har/stream.ts',
    input: nearlyText(
      samples.hars.map((har) => JSON.stringify(har)),
      1_500,
    ),
    runs: 20_000,
    law: streamLaw,
  },
];
