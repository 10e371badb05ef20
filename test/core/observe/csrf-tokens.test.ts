import { describe, expect, it } from 'vitest';
import { csrfFields, type RawField, seenCsrfTokens } from '../../../src/core/observe/csrf-tokens.ts';
import { print } from '../../helpers/observations.ts';

const RANDOM = 'q8ZfT2mXv7LbN4sKd0RwYc1HjG6uPaE3';
const OTHER = 'B5xWn9CtQ2yVr8MeJk4ZsLh7UgDf1oPi';
const MAC = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';

describe('csrfFields', () => {
  it.each<[title: string, names: string[], body: Parameters<typeof csrfFields>[1], found: RawField[]]>([
    ['a form', ['_csrf', 'to'], { text: `to=bob&_csrf=${RANDOM}` }, [{ name: '_csrf', value: RANDOM }]],
    ['an encoded form', ['_csrf'], { text: 'a=1&%5Fcsrf=a%2Bb+c%3D' }, [{ name: '_csrf', value: 'a+b c=' }]],
    [
      'what webRequest parsed',
      ['_csrf'],
      { formData: { _csrf: [RANDOM, 'x'], to: ['bob'] } },
      [{ name: '_csrf', value: RANDOM }],
    ],
    ['JSON', ['csrfToken'], { text: JSON.stringify({ csrfToken: RANDOM }) }, [{ name: 'csrfToken', value: RANDOM }]],
    ['JSON one level down', ['_csrf'], { text: ` {"data":{"_csrf":"${RANDOM}"}}` }, [{ name: '_csrf', value: RANDOM }]],
    ['a list of JSON', ['_csrf'], { text: `[{"_csrf":"${RANDOM}"}]` }, [{ name: '_csrf', value: RANDOM }]],
    [
      'multipart',
      ['_token'],
      { text: `--b\r\nContent-Disposition: form-data; name="_token"\r\n\r\n${RANDOM}\r\n--b--` },
      [{ name: '_token', value: RANDOM }],
    ],
    [
      'a token of another name',
      ['wpEditToken'],
      { text: `wpEditToken=${RANDOM}` },
      [{ name: 'wpEditToken', value: RANDOM }],
    ],
  ])('finds the token in %s', (_title, names, body, found) => {
    expect(csrfFields(names, body)).toEqual(found);
  });

  it.each<[title: string, names: string[], body: Parameters<typeof csrfFields>[1]]>([
    ['another field', ['note'], { text: `_csrf=${RANDOM}` }],
    ['the token of a login', ['refresh_token'], { text: `refresh_token=${RANDOM}` }],
    ['the token of a device', ['push_token'], { text: `push_token=${RANDOM}` }],
    ['an empty field', ['_csrf'], { text: '_csrf=' }],
    ['a file', ['_csrf'], { formData: { _csrf: [new ArrayBuffer(8)] } }],
    ['JSON two levels down', ['_csrf'], { text: `{"a":{"b":{"_csrf":"${RANDOM}"}}}` }],
    ['a body over 64 KiB', ['_csrf'], { text: `_csrf=${RANDOM}&x=${'x'.repeat(65_536)}` }],
    ['no body', ['_csrf'], {}],
  ])('leaves %s alone', (_title, names, body) => {
    expect(csrfFields(names, body)).toEqual([]);
  });

  it('takes four, and of each 4 KiB', () => {
    const text = Array.from({ length: 6 }, (_, at) => `csrf${at}=${'x'.repeat(5000)}`).join('&');
    expect(csrfFields(['csrf0'], { text }).map(({ name, value }) => [name, value.length])).toEqual([
      ['csrf0', 4096],
      ['csrf1', 4096],
      ['csrf2', 4096],
      ['csrf3', 4096],
    ]);
  });
});

describe('seenCsrfTokens', () => {
  const seen = (token: string, cookie = '', name = 'x-csrf-token') =>
    seenCsrfTokens({ headers: [{ name, value: token }], query: [], fields: [], cookies: cookie }, print);

  it('tells where a token went along, and how many bits it may hold, but not what it is', () => {
    const tokens = seenCsrfTokens(
      {
        headers: [{ name: 'x-csrf-token', value: RANDOM }],
        query: [
          { name: '_csrf', value: '12345678' },
          { name: 'page', value: RANDOM },
        ],
        fields: [{ name: '_token', value: 'ab' }],
        cookies: '',
      },
      print,
    );
    expect(tokens).toEqual([
      { where: 'header', name: 'x-csrf-token', bits: 190 },
      { where: 'query', name: '_csrf', bits: 26 },
      { where: 'body', name: '_token', bits: 8 },
    ]);
    expect(JSON.stringify(tokens)).not.toContain(RANDOM.slice(0, 6));
  });

  it.each<[title: string, token: string, cookie: string]>([
    ['itself', RANDOM, `a=${OTHER}; csrf=${RANDOM}`],
    ['itself, encoded', 'a+b/c=dEfGh', `csrf=a%2Bb%2Fc%3DdEfGh`],
    ['itself with more behind it', RANDOM, `csrf=${RANDOM}${OTHER}`],
    ['a part of itself', `${RANDOM}:${OTHER}`, `csrf=${RANDOM}`],
    ['what stands before a point', `${RANDOM}.one-mac-of-two`, `csrf=${RANDOM}.another`],
    ['what stands before a bar', `${RANDOM}|x`, `csrf=${RANDOM}|y`],
  ])('knows a cookie that repeats %s', (_title, token, cookie) => {
    expect(seen(token, cookie)).toMatchObject([{ cookie: 'csrf' }]);
    expect(seen(token, cookie)[0]).not.toHaveProperty('signed');
  });

  it.each<[title: string, token: string, cookie: string]>([
    ['another value', RANDOM, `csrf=${OTHER}`],
    ['a short value, by chance', 'abcdefg', 'csrf=abcdefg'],
    ['a short part, by chance', `0123456789abcde${OTHER}`, 'csrf=0123456789abcde'],
    ['a short start, by chance', `0123456789abcde.${OTHER}`, `csrf=0123456789abcde.${RANDOM}`],
    ['no cookie', RANDOM, ''],
  ])('does not take %s for one', (_title, token, cookie) => {
    expect(seen(token, cookie)[0]).not.toHaveProperty('cookie');
  });

  it.each<[title: string, token: string, cookie: string]>([
    ['a MAC behind a bar in the cookie', RANDOM, `csrf=${RANDOM}|${MAC}`],
    ['a MAC before a point in both', `${MAC}.${RANDOM}`, `csrf=${MAC}.${RANDOM}`],
    ['a MAC in base64url', `${RANDOM}.${'aB3_'.repeat(10)}aB3`, `csrf=${RANDOM}.${'aB3_'.repeat(10)}aB3`],
  ])('knows %s for a signature', (_title, token, cookie) => {
    expect(seen(token, cookie)).toMatchObject([{ cookie: 'csrf', signed: true }]);
  });

  it('knows a value that only the server can make', () => {
    const sealed = Buffer.from(
      JSON.stringify({ iv: 'AAAAAAAAAAAAAAAAAAAAAA==', value: RANDOM, mac: MAC, tag: '' }),
    ).toString('base64');
    expect(seen(sealed, `XSRF-TOKEN=${sealed}`)).toMatchObject([{ cookie: 'XSRF-TOKEN', signed: true }]);
  });

  it.each([
    ['fields between bars', `2|1a2b3c4d|${MAC.slice(0, 32)}|1700000000`],
    ['a code alone', MAC],
    ['a code with next to nothing beside it', `${MAC}.1`],
  ])('takes %s for no signature', (_title, value) => {
    expect(seen(value, `_xsrf=${value}`)).toMatchObject([{ cookie: '_xsrf' }]);
    expect(seen(value, `_xsrf=${value}`)[0]).not.toHaveProperty('signed');
  });

  it('tells of eight at most', () => {
    const query = Array.from({ length: 12 }, (_, at) => ({ name: `csrf${at}`, value: RANDOM }));
    expect(seenCsrfTokens({ headers: [], query, fields: [], cookies: '' }, print)).toHaveLength(8);
  });
});
