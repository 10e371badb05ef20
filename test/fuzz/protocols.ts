/** Rows of the table of parsers: what is attached to requests, what is split, packed and signed, and what it is a sign of. */

import {
  bodyCredentials,
  readAuthorization,
  readSignature,
  readSubprotocols,
} from '../../src/core/observe/attached.ts';
import { parseAuthorization } from '../../src/core/observe/authorization.ts';
import { bodyFields } from '../../src/core/observe/body.ts';
import { cookieShapes, wholesOf } from '../../src/core/observe/chunks.ts';
import { withoutSecrets } from '../../src/core/observe/claim-secrets.ts';
import { parseCookie } from '../../src/core/observe/cookie.ts';
import * as envelopes from '../../src/core/observe/envelopes.ts';
import { headerName } from '../../src/core/observe/interest.ts';
import { noteCritical, noteSignature } from '../../src/core/observe/jose-issues.ts';
import { fragmentMarks, locationMarks, type MarkedRequest, requestMarks } from '../../src/core/observe/marks.ts';
import { shownName } from '../../src/core/observe/names.ts';
import { askedOperation } from '../../src/core/observe/operation.ts';
import { handedValues, observePage } from '../../src/core/observe/page.ts';
import { opensAsJson, partsOf } from '../../src/core/observe/parts.ts';
import { normaliseSecret } from '../../src/core/observe/secret.ts';
import { authParameters, readSigned } from '../../src/core/observe/signed.ts';
import { parseUrl } from '../../src/core/observe/url.ts';
import { must, mustBeJson, mustBeMarks, mustBeShape, mustBeValues } from './laws.ts';
import { type Parser, texts } from './parser.ts';
import { pageOf, print, rawRequest, SITE } from './raw.ts';
import * as samples from './samples.ts';

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);
const inOrder = (marks: readonly string[]): string => marks.toSorted().join();

/** `FedAuth` is in front of `FedAuth1`. */
const numberOf = (name: string): number => Number(/(?<!\d)\d{1,2}$/.exec(name)?.[0] ?? -1);

const markedRequest = (text: string): MarkedRequest | undefined => {
  const { method, url, headers, resource } = rawRequest(text);
  const seen = parseUrl(url);
  if (seen === undefined) return undefined;
  const named = headers.map(({ name, value }) => [name.toLowerCase(), value] as const);
  const body = bodyFields(undefined, { text: text.split('\n').at(-1) ?? '' });
  return { method, url: seen, resource, headers: new Map(named), body };
};

const ROLES = ['access-token', undefined, 'session-id', 'id-token', 'refresh-token'];
const ASKED = [undefined, 'login', 'logout'];
const SESSION = 'nXv4Qp8Zk2Lw6Tb1';
/** What the mutants of a request never have. */
const SAYS_NOTHING = 'x-says-nothing';

export const protocolParsers: readonly Parser<string>[] = [
  texts('attached', 'readAuthorization', samples.attached, (text) => {
    const seen = readAuthorization('Authorization', text, print);
    mustBeValues(seen, 1);
    mustBeJson(seen);
    const { scheme } = parseAuthorization(text);
    must(
      seen.every((value) => value.where === 'header' && value.scheme === scheme),
      'a value keeps its scheme',
    );
    must(same(readAuthorization('Authorization', ` ${text}\t`, print), seen), 'white space around says nothing');
    const isNew = seen.some(({ shape }) => ['key-id', 'digest', 'negotiate'].includes(shape.format));
    must(!isNew || seen[0]?.shape.entropyBits === 0, 'of what is new each time only a name is kept');
  }),
  texts('attached', 'readSubprotocols', samples.subprotocols, (text) => {
    const seen = readSubprotocols(text, print);
    mustBeValues(seen, 20);
    mustBeJson(seen);
    must(new Set(seen.map(({ shape }) => shape.fingerprint)).size === seen.length, 'each token once');
    must(
      seen.every(({ where, shape }) => where === 'header' && shape.length > 0),
      'a token is no empty text',
    );
    const isSpaced = /, |,\t/.test(text);
    must(!isSpaced || same(readSubprotocols(text.replace(/,[ \t]/g, ','), print), seen), 'white space says nothing');
  }),
  texts('attached', 'readSignature', samples.signatures, (text) => {
    const seen = readSignature('signature-input', text, print);
    mustBeValues(seen, 1);
    must(
      seen.every(({ shape }) => shape.format === 'key-id' && shape.token === undefined),
      'a signature is kept as its key',
    );
    must(seen.length === 0 || /keyid/i.test(text), 'a key has a name');
  }),
  texts('attached', 'bodyCredentials', samples.credentialBodies, (text) => {
    const about = { method: 'POST', path: '/api/items', origin: SITE };
    const names = bodyFields(undefined, { text });
    const seen = bodyCredentials(about, names, print);
    mustBeValues(seen, 2);
    for (const { where, name, shape } of seen) {
      must(where === 'body' && names.includes(name), 'a field has its own name');
      must(shape.format === 'unseen' && shape.length === 0, 'what a field holds is not looked at');
    }
    must(bodyCredentials(about, [...names, 'password'], print).length === 0, 'a login is no session');
    must(bodyCredentials({ ...about, method: 'GET' }, names, print).length === 0, 'GET has no body');
  }),
  texts('chunks', 'cookieShapes', samples.splitCookies, (text) => {
    const cookies = parseCookie(text);
    const shapes = cookieShapes(cookies, print);
    must(shapes.length === cookies.length, 'each cookie has a shape');
    const wholes = wholesOf(cookies.toReversed());
    for (const whole of new Set(wholes?.values())) {
      const pieces = cookies.filter((_, at) => wholes?.get(cookies.length - 1 - at) === whole);
      // In ASP.NET Core the cookie without a number says how many there are, and is no piece.
      const isCounted = pieces.some(({ name }) => name === `${whole.of}C1`);
      const real = pieces.filter(({ name }) => !isCounted || name !== whole.of);
      const inOrder = real.sort((a, b) => numberOf(a.name) - numberOf(b.name));
      must(inOrder.map(({ value }) => value).join('') === whole.value, 'a whole is its pieces, one after the other');
    }
    shapes.forEach((shape, at) => {
      mustBeShape(shape);
      const { name = '', value = '' } = cookies[at] ?? {};
      const whole = wholes?.get(cookies.length - 1 - at);
      must(shape.chunk?.of === whole?.of, 'the order of cookies says nothing');
      if (shape.chunk === undefined || whole === undefined) return;
      must(shape.fingerprint === print(normaliseSecret(whole.value)), 'a piece has the shape of the whole');
      must(name.startsWith(whole.of) && name.length <= whole.of.length + 4, 'a piece has a number');
      must(shape.chunk.own === print(normaliseSecret(value)), 'a piece is known again');
    });
  }),
  // Each of these 20,000 is opened in all ways there are.
  {
    ...texts('envelopes', 'openers', samples.packed, (text) => {
      // In `sealed.ts` a pattern stands before each of them; none may rely on it for its safety.
      const match = /^([\s\S]*)$/.exec(text);
      if (match === null) return;
      for (const open of Object.values(envelopes)) {
        const opened = open(match);
        if (opened === undefined) continue;
        const { name = 'a', state = 'server', inner = '' } = opened;
        mustBeJson(opened);
        must(/^[a-z0-9-]{1,30}$/.test(name), 'a format has a name');
        must(['server', 'client', 'unknown'].includes(state), 'a format has a state');
        must(typeof inner === 'string' && inner.length <= text.length, 'what is inside is a text, and not longer');
      }
    }),
    runs: 20_000,
  },
  texts('claim-secrets', 'withoutSecrets', samples.json, (text) => {
    const claims = { password: text, note: 'a', key: { d: text, kty: 'EC' } };
    const { value, found } = withoutSecrets(claims);
    mustBeJson(JSON.parse(JSON.stringify(value)));
    must(Object.keys(value).join() === Object.keys(claims).join(), 'names stay');
    const kept = JSON.stringify(value);
    const isLong = text.length >= 20 && !/^[*•.x-]*$/i.test(text);
    must(!isLong || (found && !kept.includes(JSON.stringify(text).slice(1, -1))), 'a password does not stay');
    must(same(withoutSecrets(value).value, value), 'what was cut is cut');
  }),
  texts('jose-issues', 'noteSignature', samples.signatureTexts, (text) => {
    for (const alg of ['ES256', 'ES512', 'HS256', 'none', text.slice(0, 10)]) {
      const issues = new Set<string>();
      noteSignature(alg, text, issues);
      must(
        issues.size <= 3 && [...issues].every((issue) => /^[a-z0-9-]{3,40}$/.test(issue)),
        'an issue is a word of ours',
      );
    }
    const whole = new Set<string>();
    noteSignature('ES256', Buffer.alloc(64, 7).toString('base64url'), whole);
    must(whole.size === 0, 'a signature of the right length is fine');
    const critical = new Set<string>();
    noteCritical({ alg: 'ES256', crit: [text], [text]: 1 }, critical);
    must(
      [...critical].every((issue) => /^[a-z0-9-]{3,40}$/.test(issue)),
      'what is wrong with crit is a word of ours',
    );
  }),
  texts('interest', 'headerName', samples.headerNames, (text) => {
    const name = text.toLowerCase();
    const { interest, ordinary } = headerName(name);
    must(['always', 'by-look', 'never'].includes(interest), 'an interest is one of three');
    must(headerName(name).interest === interest, 'what is remembered is what was judged');
    const sec = headerName(`sec-${name}x`);
    must(sec.ordinary && sec.interest === 'never', 'what only browsers set is no token');
    const isCarrier = name === 'authorization' || name === 'cookie';
    must(!ordinary || (interest === 'always') === isCarrier || name.startsWith('sec-'), 'a form sets no token');
  }),
  texts('marks', 'requestMarks', samples.markedRequests, (text) => {
    const request = markedRequest(text);
    if (request === undefined) return;
    const marks = requestMarks(request);
    mustBeMarks(marks);
    const { headers, body } = request;
    const reversed = { ...request, headers: new Map([...headers].reverse()), body: body.toReversed() };
    must(inOrder(requestMarks(reversed)) === inOrder(marks), 'the order of headers and of fields says nothing');
    const get = { ...request, method: 'GET' };
    must(same(requestMarks(get), requestMarks({ ...get, body: [] })), 'GET has no body');
    const more = { ...request, headers: new Map([...headers, [SAYS_NOTHING, '1'] as const]) };
    must(same(requestMarks(more), marks), 'other headers say nothing');
  }),
  texts('marks', 'locationMarks', samples.pages, (text) => {
    const target = parseUrl(text);
    if (target === undefined) return;
    const marks = locationMarks(target);
    mustBeMarks(marks);
    const inFragment = fragmentMarks(target.fragment);
    mustBeMarks(inFragment);
    must(
      inFragment.every((mark) => marks.includes(mark)),
      'a redirect leads to its fragment as well',
    );
    // Names alone: what the values are, nobody has to know.
    const empty = target.fragment.map(({ name }) => ({ name, value: '' }));
    must(same(fragmentMarks(empty), inFragment), 'the names in a fragment are enough');
  }),
  texts('names', 'shownName', [...samples.stored, ...samples.cookies, ...samples.headerNames], (text) => {
    const shown = shownName(text);
    must(shown.length <= 256, 'a name is short');
    must(shownName(shown) === shown, 'what was masked once is masked');
    const name = `${text.slice(0, 200)} Qz7Xv9Kj3Wp5Yt1Rm8Nb2Lc4`;
    must(shownName(name).includes('Qz7Xv9Kj') === (shownName(name) === name), 'a token in a name is masked as a whole');
  }),
  texts('operation', 'askedOperation', samples.operations, (text) => {
    must(ASKED.includes(askedOperation({ text })), 'an operation is one of two');
    const asked = askedOperation({ formData: { action: [text] } });
    must(ASKED.includes(asked), 'an operation is one of two');
    must(askedOperation({ text: JSON.stringify({ action: text }) }) === asked, 'a form and JSON ask for the same');
    must(askedOperation({ text: JSON.stringify([{ action: text }]) }) === asked, 'a list asks for its first');
    must(asked === undefined || text.length <= 100, 'a name is short');
    const query = JSON.stringify({ query: `query Login { login }\n${text}` });
    must(askedOperation({ text: query }) === undefined, 'what reads signs nobody in');
  }),
  texts('page', 'observePage', samples.pages, (text) => {
    const seen = observePage(pageOf(text), print);
    const target = parseUrl(text);
    if (seen === undefined) {
      must(target === undefined || handedValues(target, print).length === 0, 'a page tells what it was handed');
      return;
    }
    mustBeJson(seen);
    mustBeValues(seen.values, 10);
    mustBeMarks(seen.marks ?? []);
    must(!/[?#]/.test(seen.url) && seen.url === target?.url, 'what is kept is origin and path');
    must(
      seen.values.every(({ where, name }) => where === 'fragment' && /^[\w.~[\]…-]+$/.test(name)),
      'a value has a name',
    );
    must(observePage(pageOf(text.split('#')[0] ?? ''), print) === undefined, 'without a fragment there is nothing');
  }),
  texts('parts', 'partsOf', samples.stored, (text) => {
    const parts = partsOf(text);
    mustBeJson(parts);
    must(parts.length <= 6, 'there are six parts at most');
    const places = parts.map(({ role }) => ROLES.indexOf(role));
    must(!places.includes(-1) && same(places, places.toSorted()), 'what lets somebody in comes first');
    must(
      parts.every(({ path, value }) => path.length <= 200 && value !== '' && value.length <= text.length),
      'a part is smaller than the whole',
    );
    must(opensAsJson(text) || parts.every(({ path }) => path === ''), 'only JSON has members');
    const [first] = partsOf(JSON.stringify({ access_token: SESSION, note: text.slice(0, 10_000) }));
    must(same(first, { path: 'access_token', value: SESSION, role: 'access-token' }), 'an access token comes first');
  }),
  texts('signed', 'readSigned', samples.attached, (text) => {
    const { scheme, credentials } = parseAuthorization(text);
    const signed = readSigned(scheme, credentials);
    mustBeJson(signed ?? null);
    must(signed === undefined || (signed.key !== '' && signed.key.length <= 1_024), 'a key has a short name');
    const named = authParameters(text);
    must(named.size <= 64, 'there are not too many parameters');
    for (const [name, value] of named) {
      must(/^[a-z_][\w.*-]{0,63}$/.test(name) && name === name.toLowerCase(), 'a name is a word in lower case');
      must(value.length <= 1_024, 'a value is bounded');
    }
    const signature = text.replaceAll('"', '').slice(0, 1_000);
    const again = readSigned('signature', `keyId="a",signature="${signature}"`);
    must(same(again, { key: 'a', application: false }), 'a signature is no key');
  }),
];
