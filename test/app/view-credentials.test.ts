import { describe, expect, it } from 'vitest';
import { cardOf } from '../../src/app/credentials/view-card.ts';
import {
  claimGroups,
  groupOf,
  headerRows,
  segmentsOf,
  shortenSegments,
  shownValue,
  signatureNote,
} from '../../src/app/credentials/view-token.ts';
import { nameOf, requestName, sortedCredentials } from '../../src/app/view-credentials.ts';
import {
  cookieCarrier,
  credential,
  decodedToken,
  HOUR,
  MINUTE,
  NOW,
  otherCookie,
  SITE,
  siteReport,
  tokenCredential,
} from '../helpers/reports.ts';

describe('cardOf', () => {
  it('tells an opaque session cookie', () => {
    const card = cardOf(credential(), SITE, NOW, 'chromium');
    expect(card).toMatchObject({
      name: 'connect.sid',
      role: { name: 'Session id' },
      facts: ['opaque', 'Express', '96 characters', 'at most 247 bits'],
      sent: [{ to: 'shop.example', own: true, by: 'as a cookie', count: 42 }],
      lives: [],
      endless: 'Until the browser closes, or the server forgets it.',
    });
    expect(card.issued).toMatch(/^POST \/login · Set-Cookie · \d\d:58:09$/);
  });
  it('shows where a token is kept, not the header it travels in', () => {
    const card = cardOf(tokenCredential(), SITE, NOW, 'chromium');
    expect(card.kept.map(({ where, path }) => [where, path])).toEqual([['localStorage', 'body.access_token']]);
    expect(card.sent[0]).toMatchObject({ own: false, to: 'api.shop.example', by: 'in a header' });
    expect(card.lives).toEqual([{ label: 'Token', start: NOW - 46 * MINUTE, end: NOW + 14 * MINUTE }]);
  });
  it('shows both lives of a JWT in a cookie', () => {
    const card = cardOf(
      tokenCredential({ carriers: [cookieCarrier('jwt', { session: false, expires: NOW + HOUR })] }),
      SITE,
      NOW,
      'chromium',
    );
    expect(card.lives.map((life) => life.label)).toEqual(['Token', 'Cookie']);
  });
  it('names a credential without any place by its role', () => {
    expect(nameOf(credential({ role: 'login', carriers: [] }))).toBe('Login');
  });
  it.each([
    ['POST', `${SITE}/login`, 'POST /login'],
    ['POST', 'https://login.example/oauth/token', 'POST login.example/oauth/token'],
    [undefined, 'not a url', 'not a url'],
    [undefined, undefined, ''],
  ])('requestName %s %s', (method, url, expected) => expect(requestName(method, url, SITE)).toBe(expected));
});

describe('a card without a value', () => {
  it.each([
    [
      'hidden by the browser',
      { id: 'http-auth:basic', role: 'login', format: 'basic', length: 0 },
      /shows it to no extension/,
    ],
    ['made anew each time', { id: 'header:Authorization', role: 'login', format: 'digest', length: 0 }, /made anew/],
    ['a key that signs', { format: 'key-id', length: 20 }, /never travels/],
    ['a field of a body', { format: 'unseen', length: 0 }, /only the names of the fields/],
  ] as const)('says why: %s', (_, change, words) => {
    expect(cardOf(credential(change), SITE, NOW, 'chromium').unknown).toMatch(words);
  });

  it('has nothing to explain where the value was seen', () => {
    expect(
      cardOf(credential({ role: 'login', format: 'basic', length: 24 }), SITE, NOW, 'chromium'),
    ).not.toHaveProperty('unknown');
    expect(cardOf(tokenCredential(), SITE, NOW, 'chromium')).not.toHaveProperty('unknown');
  });

  it.each([
    ['key-id', 'id of a signing key'],
    ['unseen', 'value not seen'],
  ])('calls %s by a plain name', (format, name) => {
    expect(cardOf(credential({ format }), SITE, NOW, 'chromium').facts[0]).toBe(name);
  });
});

describe('sortedCredentials', () => {
  it('puts decisive ones first, whatever the order of arrival', () => {
    const mixed = [otherCookie('_ga'), tokenCredential(), otherCookie('XSRF', { role: 'csrf-token' }), credential()];
    const { decisive, others } = sortedCredentials(siteReport({ credentials: mixed }));
    expect(decisive.map(({ id }) => id)).toEqual(['c-session', 'c-access']);
    expect(others.map(({ id }) => id)).toEqual(['c-XSRF', 'c-_ga']);
  });
});

describe('claims', () => {
  it.each([
    ['sub', 'who'],
    ['email', 'who'],
    ['scope', 'may'],
    ['https://shop.example/roles', 'may'],
    ['cognito:groups', 'may'],
    ['exp', 'itself'],
    ['plan', 'rest'],
    ['__proto__', 'rest'],
    ['constructor', 'rest'],
  ])('%s belongs to %s', (name, group) => expect(groupOf(name)).toBe(group));

  it('keeps who you are apart from what you may do', () => {
    const groups = claimGroups(decodedToken());
    expect(groups.map(({ group }) => group)).toEqual(['who', 'may', 'itself', 'rest']);
    expect(groups[0]?.rows.map(({ name }) => name)).toEqual(['sub', 'email', 'name']);
    expect(groups[1]?.rows.map(({ name }) => name)).toEqual(['scope', 'permissions', 'https://shop.example/roles']);
  });
  it('names registered claims plainly, and claims like those of Object not at all', () => {
    const rows = claimGroups(decodedToken({ claims: { iss: 'x', toString: 'y' } })).flatMap((group) => group.rows);
    expect(rows.map(({ name, plain }) => [name, plain])).toEqual([
      ['iss', 'Issuer: who made the token'],
      ['toString', undefined],
    ]);
  });
  it('names the header', () => {
    expect(headerRows(decodedToken()).map(({ plain }) => plain)).toEqual(['Algorithm', 'Type', 'Key id']);
  });

  const deep = (): unknown => {
    let value: unknown = 1;
    for (let level = 0; level < 8000; level += 1) value = [value];
    return { value };
  };
  it.each([
    ['a date', 'exp', 1_763_723_229, 'date'],
    ['a date that is none', 'exp', 'soon', 'text'],
    ['a date out of range', 'exp', 1e300, 'text'],
    ['a number elsewhere', 'level', 1_763_723_229, 'text'],
    ['scopes in one string', 'scope', 'a b', 'list'],
    ['a list', 'roles', ['a', 1], 'list'],
    ['an object', 'address', { a: 1 }, 'json'],
    ['null', 'x', null, 'text'],
    ['nesting that overflows JSON.stringify', 'x', deep(), 'json'],
  ])('shows %s', (_, name, value, kind) => expect(shownValue(name, value).kind).toBe(kind));
});

describe('segmentsOf', () => {
  it('splits a compact token', () => {
    expect(segmentsOf('aa.bb.cc')?.map(({ text }) => text)).toEqual(['aa', 'bb', 'cc']);
    expect(segmentsOf('Bearer aa.bb.cc')?.map(({ text }) => text)).toEqual(['aa', 'bb', 'cc']);
  });
  it.each(['opaque', 'a.b', 'a.b.c.d.e', '{"a.b.c": 1}', ''])('leaves %s whole', (value) => {
    expect(segmentsOf(value)).toBeUndefined();
  });
});

describe('signatureNote', () => {
  it.each([
    ['unverified', 'Decoded, signature not verified.'],
    ['valid', 'Decoded, signature verified.'],
    ['invalid', 'Decoded, but the signature does not fit the key that was given.'],
  ] as const)('%s', (signature, text) => expect(signatureNote(decodedToken({ signature })).text).toBe(text));
});

describe('shortenSegments', () => {
  const segments = segmentsOf('aaaa.bbbb.cc') ?? [];
  it.each([
    [20, ['aaaa', 'bbbb', 'cc']],
    [6, ['aaaa', 'bb']],
    [4, ['aaaa']],
    [0, []],
  ])('keeps the first %d characters, each in its part', (max, kept) => {
    expect(shortenSegments(segments, max).map(({ text }) => text)).toEqual(kept);
  });
});
