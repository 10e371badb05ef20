/** A secret in every place that carries one, in any dress, leaves at most its last four characters behind. */
import fc from 'fast-check';
import { describe, test } from 'vitest';
import { assess } from '../../src/core/assess.ts';
import { jsonOf } from '../../src/core/export/json.ts';
import { markdownOf } from '../../src/core/export/markdown.ts';
import { sarifOf } from '../../src/core/export/sarif.ts';
import { textOf } from '../../src/core/export/text.ts';
import { bodyFields } from '../../src/core/observe/body.ts';
import { observeRequest, type RawExchange } from '../../src/core/observe/http.ts';
import { observeResponse } from '../../src/core/observe/http-response.ts';
import { observePage } from '../../src/core/observe/page.ts';
import { shapeOf } from '../../src/core/observe/shape.ts';
import { observeStorage } from '../../src/core/observe/web-storage.ts';
import { observationsFromHar } from '../../src/har/har.ts';
import { START } from '../helpers/observations.ts';
import { must } from './laws.ts';
import { nearlyText } from './nearly.ts';
import { pageOf, print, SITE } from './raw.ts';
import * as samples from './samples.ts';

const SECRET = 'Qz7Xv9Kj3Wp5Yt1Rm8Nb2Lc4';
const PIECES = Array.from({ length: SECRET.length - 4 }, (_, at) => SECRET.slice(at, at + 5));

/** Names of headers and schemes are in lower case where they are told, methods in capitals. */
const mustNotTell = (output: unknown): void => {
  const text = (JSON.stringify(output) ?? '').toLowerCase();
  for (const piece of PIECES) must(!text.includes(piece.toLowerCase()), `nothing tells ${piece} of the secret`);
};

// Without the one whose payload is no base64, since a token's claims are kept, and may be read; and without objects,
// since of members' names only what looks like a secret is masked: with a letter like `ŝ` at its end it looks like none.
const dresses = nearlyText(samples.values.filter((value) => !value.includes('{"sub"') && !value.startsWith('{')));

/** The secret with something in front and behind, cut at any place of a value. */
const dressed = fc.tuple(dresses, fc.nat(1_000)).map(([dress, place]) => {
  const at = place % (dress.length + 1);
  return `${dress.slice(0, at)}${SECRET}${dress.slice(at)}`;
});

const about: RawExchange = {
  id: '1',
  at: START,
  site: SITE,
  partition: null,
  method: 'POST',
  url: `${SITE}/`,
  resource: 'document',
};
const inUrl = (value: string): string => encodeURIComponent(value.toWellFormed());
const inCookie = (value: string): string => value.replace(/[;\r\n]/g, '_');
const urlWith = (value: string): string => {
  const plain = inUrl(value);
  return `https://user:${plain}@app.example/a;jsessionid=${plain}?token=${plain}&${plain}&x=${plain}#access_token=${plain}`;
};

const inJson = (value: string): string => Buffer.from(JSON.stringify({ Authorization: value })).toString('base64url');
const page = (value: string) => observePage(pageOf(`${urlWith(value)}&id_token=${inUrl(value)}`), print);

const request = (value: string) =>
  observeRequest(
    {
      ...about,
      url: urlWith(value),
      headers: [
        { name: 'Cookie', value: `sid=${inCookie(value)}; ${inCookie(value).replaceAll('=', '')}` },
        { name: 'Authorization', value: `Bearer ${value}` },
        { name: 'X-Auth-Token', value },
        { name: 'Referer', value: urlWith(value) },
        { name: 'Sec-WebSocket-Protocol', value: `bearer, ${value}, header-${inJson(value)}` },
        { name: 'Proxy-Authorization', value: `Hawk id="ada", mac="${value}"` },
        { name: 'Signature', value: `keyid="ada", signature="${value}"` },
      ],
      fields: bodyFields('application/json', { text: JSON.stringify({ password: value, a: [{ b: value }] }) }),
    },
    print,
  );

const response = (value: string) =>
  observeResponse(
    {
      ...about,
      url: urlWith(value),
      status: 302,
      headers: [
        { name: 'Set-Cookie', value: `sid=${inCookie(value)}; Path=/` },
        { name: 'Location', value: urlWith(value) },
        { name: 'WWW-Authenticate', value: `Basic realm="${value.replace(/["\\\n]/g, '')}"` },
      ],
    },
    print,
  );

const storage = (value: string) =>
  observeStorage(
    {
      at: START,
      site: SITE,
      partition: null,
      origin: SITE,
      complete: ['localStorage'],
      unread: 0,
      entries: [
        { area: 'localStorage', key: 'token', value },
        {
          area: 'localStorage',
          key: 'auth',
          value: JSON.stringify({ access_token: value, in: JSON.stringify([value]) }),
        },
      ],
    },
    print,
  );

const har = (value: string) =>
  observationsFromHar({
    log: {
      entries: [
        {
          startedDateTime: '2026-01-15T12:00:00Z',
          request: {
            method: 'POST',
            url: urlWith(value),
            headers: [{ name: 'Authorization', value }],
            postData: { mimeType: 'application/x-www-form-urlencoded', text: `password=${inUrl(value)}` },
          },
          response: { status: 200, headers: [{ name: 'Set-Cookie', value: `a=${inCookie(value)}` }] },
        },
      ],
    },
  });

const report = (value: string) => {
  const [sent, received, kept] = [request(value), response(value), storage(value)];
  return sent === undefined || received === undefined ? [] : assess([sent, received, kept]);
};

const exported = (value: string): string[] => {
  const reports = report(value);
  return [jsonOf(reports), markdownOf(reports), sarifOf(reports), ...reports.map(textOf)];
};

describe('a secret', () => {
  test.each<[name: string, tell: (value: string) => unknown, runs: number]>([
    ['a shape', (value) => shapeOf(value, print), 10_000],
    ['a request', request, 3_000],
    ['a response', response, 3_000],
    ['storage', storage, 3_000],
    ['a page', page, 3_000],
    ['a HAR', har, 1_000],
    ['a report', report, 500],
    ['an export', exported, 200],
  ])('is not in %s', { timeout: 120_000 }, (_, tell, numRuns) => {
    fc.assert(
      fc.property(dressed, (value) => mustNotTell(tell(value))),
      { numRuns },
    );
  });
});

/** A member's name, behind others; a segment of a path, behind others. What is too long is cut somewhere in them. */
const named = (before: number) =>
  observeStorage(
    {
      ...{ at: START, site: SITE, partition: null, origin: SITE, complete: ['localStorage'], unread: 0 },
      entries: [
        {
          area: 'localStorage',
          key: 'auth',
          value: JSON.stringify({ ['a'.repeat(before)]: { [SECRET]: { token: 'Hs8Gt2Jw6Kq4Zx9Vb3Nd' } } }),
        },
      ],
    },
    print,
  );

const inPath = (before: number) =>
  observeResponse(
    {
      ...about,
      url: `${SITE}/${'a'.repeat(before)}/${SECRET}/b`,
      status: 200,
      headers: [{ name: 'Set-Cookie', value: 'a=b' }],
    },
    print,
  );

describe('a secret that is a name', () => {
  test.each<[name: string, tell: (before: number) => unknown, lengths: number]>([
    ['a path in storage', named, 250],
    ['the path of a cookie', inPath, 2_100],
  ])('is not in %s, wherever that is cut', (_, tell, lengths) => {
    for (let before = 0; before <= lengths; before += 1) mustNotTell(tell(before));
  });
});

/** A secret for a name, in each place that has names, with odd characters around it. */
const asName = (name: string) => {
  const { token, tree } = {
    token: 'Hs8Gt2Jw6Kq4Zx9Vb3Nd',
    tree: JSON.stringify({ a: { [name]: { token: 'Hs8Gt2Jw6Kq4Zx9Vb3Nd' } } }),
  };
  const word = name.replace(/[^\w.-]/g, '');
  const cookie = name.replace(/[;=\s]/g, '');
  const path = `/${inUrl(name)}/a?${inUrl(name)}=1&token=${token}`;
  const sent = observeRequest(
    {
      ...about,
      method: word,
      url: `${SITE}${path}`,
      headers: [
        { name: 'Cookie', value: `${cookie}=${token}` },
        { name: `X-${word}`, value: token },
        { name: 'Authorization', value: `${word} ${token}` },
        { name: 'Content-Type', value: `application/${word}` },
      ],
      fields: bodyFields('application/json', { text: tree }),
      csrfFields: [{ name: `csrf_${name}`, value: token }],
    },
    print,
  );
  const received = observeResponse(
    {
      ...about,
      method: word,
      url: `${SITE}${path}`,
      status: 401,
      headers: [
        { name: 'Set-Cookie', value: `${cookie}=${token}; Path=/${word}` },
        { name: 'Set-Cookie', value: `__Host-${cookie}=${token}; Domain=app.example` },
        { name: 'WWW-Authenticate', value: `${word} realm="a"` },
        { name: 'Set-Login', value: word },
        { name: 'Location', value: path },
      ],
    },
    print,
  );
  const areas = ['localStorage', 'sessionStorage', 'indexedDB'] as const;
  const kept = observeStorage(
    {
      ...{ at: START, site: SITE, partition: null, origin: SITE, complete: [...areas], unread: 0 },
      entries: areas.flatMap((area) => [
        { area, key: name, value: token },
        { area, key: 'auth', value: tree },
        { area, key: `firebaseLocalStorageDb/firebaseLocalStorage/${name}`, value: tree },
      ]),
    },
    print,
  );
  const seen = [sent, received, kept].filter((one) => one !== undefined);
  return [seen, assess(seen)];
};

/** Between characters that are written in no token, and behind a word. */
const names = fc
  .tuple(
    fc.constantFrom('', 'token:', 'a.', 'refresh-token-', 'a ', 'ŝ', '🍪', '"', 'sid['),
    fc.constantFrom('', 'ŝ', ']', ' b', ':x', '.b', '🍪', '"}'),
  )
  .map(([before, behind]) => `${before}${SECRET}${behind}`);

test('a secret for a name is nowhere', { timeout: 120_000 }, () => {
  fc.assert(
    fc.property(names, (name) => mustNotTell(asName(name))),
    { numRuns: 1_000 },
  );
});
