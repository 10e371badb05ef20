import { describe, expect, it, test } from 'vitest';
import { observeResponse } from '../../../src/core/observe/http-response.ts';
import { refusedCookies } from '../../../src/core/observe/refused.ts';
import { print, START } from '../../helpers/observations.ts';

const context = { url: 'https://app.example/login?next=%2F', at: START };
const read = (...lines: string[]) => refusedCookies(lines, context, print);
const told = (line: string) => read(line).map(({ why, broken }) => [why, broken]);

describe('refusedCookies', () => {
  test.each([
    ['sid=1; SameSite=None', 'samesite-none-without-secure', ['Secure']],
    ['sid=1;samesite = none ;HttpOnly', 'samesite-none-without-secure', ['Secure']],
    ['__Secure-sid=1; Path=/', 'prefix-violated', ['Secure']],
    ['__Host-sid=1; Path=/; HttpOnly', 'prefix-violated', ['Secure']],
    ['__Host-sid=1; Path=/app; Secure', 'prefix-violated', ['Path=/']],
    // The default path would be the same, but it has to be said.
    ['__Host-sid=1; Secure', 'prefix-violated', ['Path=/']],
    ['__Host-sid=1; Path=/; Secure; Domain=app.example', 'prefix-violated', ['Domain']],
    ['__hOST-sid=1', 'prefix-violated', ['Secure', 'Path=/']],
    ['__Http-sid=1; Secure', 'prefix-violated', ['HttpOnly']],
    ['__Host-Http-sid=1; Path=/', 'prefix-violated', ['Secure', 'HttpOnly']],
    // The prefix is told first: the name promises it.
    ['__Secure-sid=1; SameSite=None', 'prefix-violated', ['Secure']],
  ])('tells of %s', (line, why, broken) => expect(told(line)).toEqual([[why, broken]]));

  test.each([
    'sid=1; Path=/',
    'sid=1; SameSite=None; Secure',
    'sid=1; SameSite=Lax',
    '__Secure-sid=1; Secure; Path=/app; Domain=app.example',
    '__Host-sid=1; Path=/; Secure',
    '__Host-Http-sid=1; Path=/; Secure; HttpOnly',
    '_Host-sid=1; Path=/app',
    'a__Host-sid=1',
    // Lines that take a cookie away.
    'sid=1; SameSite=None; Max-Age=0',
    '__Host-sid=1; Max-Age=-1',
    '__Host-sid=; Path=/',
    // What nobody could keep for other reasons.
    '__Host-sid=1; Domain=other.example',
    '',
    '=',
  ])('has nothing to say of %j', (line) => expect(read(line)).toEqual([]));

  test.each([
    [4096, 'a', 'nearly-too-large'],
    [4097, 'a', 'too-large'],
    [3892, 'a', 'nearly-too-large'],
    // Two octets in UTF-8.
    [4098, '\u00fc', 'too-large'],
  ])('counts %i octets of name and value', (size, character, why) => {
    const octets = new TextEncoder().encode(character).length;
    const value = character.repeat((size - 4) / octets).padEnd(0);
    const line = `data=${value}`;
    const [seen] = read(`${line}; Path=/; Secure`);
    expect(seen?.why).toBe(why);
    expect(seen?.size).toBe(4 + new TextEncoder().encode(value).length);
  });

  it('lets be what has room, and the pieces of a split cookie', () => {
    const line = (name: string) => `${name}=${'a'.repeat(3950)}; Path=/`;
    expect(read(`data=${'a'.repeat(3887)}`)).toEqual([]);
    for (const name of ['authjs.session-token.0', '__Secure-next-auth.session-token.1', '.AspNetCore.CookiesC2']) {
      expect(read(`${line(name)}; Secure`)).toEqual([]);
    }
    expect(read(line('data.1'))).toHaveLength(1);
  });

  it('keeps a shape, and no value', () => {
    const [seen] = read('sid=Zk3Vq8mT1xW5yB7nD9hR2cL4jS6fG0pA; SameSite=None');
    expect(seen?.shape.fingerprint).toBe(print('Zk3Vq8mT1xW5yB7nD9hR2cL4jS6fG0pA'));
    expect(JSON.stringify(seen)).not.toContain('Zk3Vq8mT1xW5');
  });

  it('has an end', () => {
    expect(read(...Array.from({ length: 200 }, (_, at) => `c${at}=1; SameSite=None`))).toHaveLength(20);
    expect(read(`__Host-${'a'.repeat(100_000)}=${'b'.repeat(100_000)}`)[0]?.name).toHaveLength(256);
  });
});

describe('a response', () => {
  const response = (...lines: string[]) =>
    observeResponse(
      {
        id: '1',
        at: START,
        site: 'https://app.example',
        partition: null,
        method: 'GET',
        url: context.url,
        resource: 'document',
        status: 200,
        headers: lines.map((value) => ({ name: 'Set-Cookie', value })),
      },
      print,
    );

  it('sets no cookie that browsers refuse, and takes none away with such a line', () => {
    const seen = response('a=1', '__Host-b=1', 'c=1; SameSite=None', '__Host-d=1; Max-Age=0');
    expect(seen?.cookies.map(({ name }) => name)).toEqual(['a']);
    expect(seen?.refused?.map(({ name }) => name)).toEqual(['__Host-b', 'c']);
  });

  it('says nothing where all is well', () => {
    expect(response('a=1; Path=/')).not.toHaveProperty('refused');
  });
});
