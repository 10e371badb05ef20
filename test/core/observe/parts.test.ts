import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { opensAsJson, partsOf } from '../../../src/core/observe/parts.ts';
import { shapeOf } from '../../../src/core/observe/shape.ts';
import { nearly, RUNS } from './hostile.ts';
import { jwt, RFC_JWT } from './tokens.ts';

const OPAQUE = 'F9mZ1QxLk8PzR3tUvW2yB4nC6';
const OTHER = jwt({ sub: 'b' });
const parts = (value: unknown): string[] =>
  partsOf(typeof value === 'string' ? value : JSON.stringify(value)).map(({ path, value: part }) => `${path}=${part}`);

describe('partsOf', () => {
  test.each<[string, unknown, string[]]>([
    ['a token by its name', { access_token: OPAQUE, theme: 'dark' }, [`access_token=${OPAQUE}`]],
    ['a token by its look', { whatever: RFC_JWT, id: OPAQUE }, [`whatever=${RFC_JWT}`]],
    [
      'the first that lets in',
      { refresh_token: OPAQUE, id_token: OTHER, sid: 'abcdefgh', token: RFC_JWT },
      [`token=${RFC_JWT}`, 'sid=abcdefgh', `id_token=${OTHER}`, `refresh_token=${OPAQUE}`],
    ],
    ['a token behind Bearer', { token: `Bearer ${OPAQUE}` }, [`token=Bearer ${OPAQUE}`]],
    ['a token deep inside', { a: [{ b: { token: OPAQUE } }] }, [`a.0.b.token=${OPAQUE}`]],
    ['the one token in another text', `765||${RFC_JWT}`, [`=${RFC_JWT}`]],
    ['no token of several in another text', `${RFC_JWT} ${OTHER}`, []],
    ['no state, nonce or key', { state: RFC_JWT, nonce: OPAQUE, apiKey: OPAQUE, code: OPAQUE }, []],
    ['no short value', { token: '1234567' }, []],
    ['no sentence', { token: 'there is no token here' }, []],
    ['no random value without a name', { visitor: OPAQUE, csrfSecret: OPAQUE }, []],
    ['nothing in nothing', '', []],
    ['nothing in words', 'hello', []],
    [
      'at most six',
      Object.fromEntries(Array.from({ length: 9 }, (_, at) => [`t${at}`, RFC_JWT])),
      Array.from({ length: 6 }, (_, at) => `t${at}=${RFC_JWT}`),
    ],
  ])('finds %s', (_title, value, found) => {
    expect(parts(value)).toEqual(found);
  });

  test('never throws', () => {
    fc.assert(
      fc.property(nearly('{"token":', `"${RFC_JWT}"`, '}', '[', 'j:', 'base64-', '%7B', '||', RFC_JWT), (value) => {
        expect(partsOf(value).length).toBeLessThanOrEqual(6);
      }),
      { numRuns: RUNS },
    );
  });
});

describe('opensAsJson', () => {
  test.each([
    ['{"a":1}', true],
    ['[1]', true],
    ['j:{"a":1}', true],
    ['"a"', false],
    ['1', false],
    ['{"a":', false],
    [RFC_JWT, false],
    ['__proto__', false],
  ])('of %s is %s', (value, opens) => {
    expect(opensAsJson(value)).toBe(opens);
  });
});

describe('the shape of a value with tokens in it', () => {
  const shape = (value: unknown) => shapeOf(JSON.stringify(value), (secret) => `<${secret}>`);

  test('tells each of them by its shape, and itself by the first', () => {
    const { parts: inside, inner, token } = shape({ refresh_token: OPAQUE, access_token: RFC_JWT });

    expect(inside).toMatchObject([
      { path: 'access_token', shape: { fingerprint: `<${RFC_JWT}>`, format: 'jwt', token: { kind: 'jws' } } },
      { path: 'refresh_token', shape: { fingerprint: `<${OPAQUE}>`, format: 'opaque', masked: '…4nC6' } },
    ]);
    expect([inner, token?.kind]).toEqual([`<${RFC_JWT}>`, 'jws']);
  });

  test('tells itself by none of two alike', () => {
    expect(shape({ a: { token: RFC_JWT }, b: { token: OTHER } })).not.toHaveProperty('inner');
  });

  test('masks members whose names are secrets', () => {
    expect(shape({ [OPAQUE]: { token: RFC_JWT } }).parts?.[0]?.path).toBe('…4nC6.token');
  });

  test.each([
    ['a JWT', RFC_JWT],
    ['an opaque token', OPAQUE],
    ['a signed one', `s:${RFC_JWT}.Xl2KqqtbZ4KK+4bQ/0QUuIp5rS+9cMiVeuE2sdUsN8I`],
    ['what Laravel sealed', Buffer.from(JSON.stringify({ iv: 'a', value: RFC_JWT, mac: 'b' })).toString('base64')],
  ])('is no such value: %s', (_title, value) => {
    expect(shapeOf(value, () => 'f')).not.toHaveProperty('parts');
  });
});
