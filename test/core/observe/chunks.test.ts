import fc from 'fast-check';
import { sealData } from 'iron-session';
import { EncryptJWT } from 'jose';
import { describe, expect, it, test } from 'vitest';
import { splitCookie } from '../../../src/core/knowledge/chunks.ts';
import { chunkName } from '../../../src/core/knowledge/names.ts';
import { cookieShapes, wholesOf } from '../../../src/core/observe/chunks.ts';
import { shapeOf } from '../../../src/core/observe/shape.ts';
import { hex, opaque } from '../classify/values.ts';
import { nearly, quickest, RUNS } from './hostile.ts';
import { jwt } from './tokens.ts';

const show = (secret: string): string => `<${secret}>`;
const cut = (text: string, size: number): string[] => text.match(new RegExp(`.{1,${size}}`, 'gs')) ?? [];
const named = (base: string, separator: string, pieces: string[], first = 0) =>
  pieces.map((value, at) => ({ name: `${base}${separator}${first + at}`, value }));
const random = (word: string, length: number): string =>
  Array.from({ length: Math.ceil(length / 43) }, (_, at) => opaque(`${word} ${at}`))
    .join('')
    .slice(0, length);

/** The whole values that were found, by the names of their pieces. */
const found = (cookies: { name: string; value: string }[]): Record<string, string> => {
  const wholes = wholesOf(cookies);
  return Object.fromEntries([...(wholes ?? [])].map(([at, { value }]) => [cookies[at]?.name, value]));
};
const all = (cookies: { name: string }[], whole: string): Record<string, string> =>
  Object.fromEntries(cookies.map(({ name }) => [name, whole]));

const session = {
  access_token: jwt({ sub: 'ada', email: 'ada@app.example' }),
  refresh_token: 'v1.MjQ0NzEyMzQ1',
  user: {},
};
const supabase = `base64-${Buffer.from(JSON.stringify(session)).toString('base64url')}`;
const protectedTicket = `CfDJ8${random('ticket', 2_500)}`;
const signedByProxy = `${random('proxy', 2_400)}|1768478400|${Buffer.from(hex('mac')).toString('base64url')}=`;
const jweOf = (): Promise<string> =>
  new EncryptJWT({ sub: 'ada', pad: random('pad', 900) })
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
    .encrypt(new Uint8Array(32));

describe('chunkName', () => {
  test.each([
    ['sb-x-auth-token.0', ['sb-x-auth-token', '.', 0]],
    ['__session__0', ['__session', '__', 0]],
    ['_oauth2_proxy_10', ['_oauth2_proxy', '_', 10]],
    ['AWSELBAuthSessionCookie-1', ['AWSELBAuthSessionCookie', '-', 1]],
    ['.AspNetCore.CookiesC2', ['.AspNetCore.Cookies', 'C', 2]],
    ['a__b_1', ['a__b', '_', 1]],
    ['sid', undefined],
    ['md5', undefined],
    ['a.00', undefined],
    ['a.100', undefined],
    ['.0', undefined],
    ['0', undefined],
    ['', undefined],
    [`${'x'.repeat(300)}.0`, undefined],
  ])('of %s', (name, parts) => {
    const piece = chunkName(name);
    expect(piece && [piece.base, piece.separator, piece.index]).toEqual(parts);
  });
});

describe('splitCookie', () => {
  test.each([
    ['sb-abcdef-auth-token.0', 'supabase'],
    ['__Secure-authjs.session-token.0', 'next'],
    ['next-auth.session-token.0', 'next'],
    ['__Secure-better-auth.session_data.0', 'better-auth'],
    ['better-auth.account_data.0', 'better-auth'],
    ['appSession.0', 'auth0'],
    ['__session__0', 'auth0'],
    ['__Host-_oauth2_proxy_0', 'oauth2-proxy'],
    ['mod_auth_openidc_session_0', 'mod-auth-openidc'],
    ['AWSELBAuthSessionCookie-0', 'aws-alb'],
    ['FedAuth', 'aspnet'],
    ['MSISAuth', 'entra'],
    ['AppServiceAuthSession', 'azure-app-service'],
  ])('knows what splits %s', (name, stack) => {
    expect(splitCookie(name)?.stack).toBe(stack);
    expect(splitCookie(name)?.source.length).toBeGreaterThan(8);
  });

  test.each(['__session_0', 'appSession', 'authjs.session-token.1', 'session.0', 'sb-auth-token.0'])(
    'does not know %s',
    (name) => {
      expect(splitCookie(name)).toBeUndefined();
    },
  );
});

describe('pieces', () => {
  it.each<[string, string, string, string]>([
    ['Supabase', 'sb-abc-auth-token', '.', supabase],
    ['a session of Supabase under a name of its own', 'my-session', '.', supabase],
    ['oauth2-proxy', '_oauth2_proxy', '_', signedByProxy],
    ['oauth2-proxy under a name of its own', 'intranet', '_', signedByProxy],
    ['an encrypted session of a load balancer', 'AWSELBAuthSessionCookie', '-', random('alb', 4_000)],
    ['JSON', 'state', '.', encodeURIComponent(JSON.stringify(session))],
    ['a JWT', 'jwt', '_', jwt({ sub: 'ada', roles: random('roles', 300) })],
    ['a long sealed cookie without an end', 'ticket', '.', protectedTicket],
  ])('of %s are joined', (_title, base, separator, whole) => {
    const cookies = named(base, separator, cut(whole, Math.max(100, Math.ceil(whole.length / 2))));
    expect(cookies.length).toBe(2);
    expect(found(cookies)).toEqual(all(cookies, whole));
  });

  it('of what jose and iron-session really write are joined', async () => {
    for (const whole of [await jweOf(), await sealData({ pad: random('iron', 900) }, { password: random('p', 32) })]) {
      const cookies = named('app', '.', cut(whole, 500));
      expect(cookies.length).toBeGreaterThan(2);
      expect(found(cookies)).toEqual(all(cookies, whole));
    }
  });

  it('are put in order by number, not by place or spelling', async () => {
    const whole = await jweOf();
    const cookies = named('__Secure-authjs.session-token', '.', cut(whole, 100));
    expect(cookies.length).toBeGreaterThan(11);
    const shuffled = [{ name: 'a', value: '1' }, ...cookies.toReversed(), { name: 'z', value: '1' }];
    expect(found(shuffled)).toEqual(all(cookies, whole));
  });

  it.each(['chunks-2', 'chunks:2'])('of ASP.NET Core are those that the first cookie (%s) counts', (count) => {
    const pieces = named('.AspNetCore.Cookies', 'C', cut(protectedTicket, 2_000), 1);
    const cookies = [{ name: '.AspNetCore.Cookies', value: count }, ...pieces];
    expect(found(cookies)).toEqual(all(cookies, protectedTicket));
    // One that an earlier, longer session left behind.
    expect(found([...cookies, { name: '.AspNetCore.CookiesC3', value: 'rest' }])).toEqual(
      all(cookies, protectedTicket),
    );
  });

  it('of Windows Identity Foundation begin without a number', () => {
    const [first = '', second = ''] = cut(random('wif', 2_600), 2_000);
    const cookies = [
      { name: 'FedAuth1', value: second },
      { name: 'FedAuth', value: first },
    ];
    expect(found(cookies)).toEqual(all(cookies, first + second));
  });

  const [zero = '', one = '', two = ''] = cut(supabase, Math.ceil(supabase.length / 3));
  const sb = (index: number, value: string) => ({ name: `sb-abc-auth-token.${index}`, value });
  it.each<[string, { name: string; value: string }[]]>([
    ['the first is missing', [sb(1, one), sb(2, two)]],
    ['the second is missing', [sb(0, zero), sb(2, two)]],
    ['there is only one', [sb(0, supabase)]],
    ['one name comes twice', [sb(0, zero), sb(0, one), sb(1, one), sb(2, two)]],
    ['one is empty', [sb(0, zero), sb(1, ''), sb(2, two)]],
    [
      'the count of ASP.NET Core is not reached',
      [
        { name: 'aC1', value: 'x' },
        { name: 'a', value: 'chunks-2' },
      ],
    ],
    [
      'nobody counts',
      [
        { name: 'aC1', value: 'CfDJ8x' },
        { name: 'aC2', value: 'y' },
      ],
    ],
    [
      'the count is no count',
      [
        { name: 'aC1', value: 'x' },
        { name: 'a', value: 'chunks-many' },
      ],
    ],
    [
      'two cookies count',
      [
        { name: 'aC1', value: 'x' },
        { name: 'a', value: 'chunks-1' },
        { name: 'a', value: 'chunks-1' },
      ],
    ],
    ['the one without a number is missing', [{ name: 'FedAuth1', value: 'x' }]],
  ])('are not joined if %s', (_title, cookies) => {
    expect(found(cookies)).toEqual({});
  });

  it.each<[string, { name: string; value: string }[]]>([
    ['random values', named('foo', '_', [opaque('1'), opaque('2')])],
    ['a JWT and a random value', named('foo', '_', [jwt({ sub: 'a' }), opaque('2')])],
    ['two JWT', named('account', '.', [jwt({ sub: 'a' }), jwt({ sub: 'b' })])],
    ['two JSON', named('account', '.', ['{"a":1}', '{"b":1}'])],
    ['a random value and a JWT', named('foo', '_', [opaque('1'), jwt({ sub: 'a' })])],
    ['two sealed values', named('foo', '_', [protectedTicket, protectedTicket])],
    ['a short sealed value and words', named('foo', '_', [protectedTicket.slice(0, 80), 'dark'])],
    [
      'signed ids of Fastify',
      named('foo', '_', [`${opaque('a')}.${'A'.repeat(43)}`, `${opaque('b')}.${'B'.repeat(43)}`]),
    ],
    ['analytics', named('_ga_X', '_', ['GS1.1.1700000000', 'GS1.1.1700000001'])],
    ['numbers from one on', named('foo', '_', cut(supabase, 200), 1)],
    [
      'another separator',
      [
        { name: 'a.0', value: zero },
        { name: 'a_1', value: one + two },
      ],
    ],
    [
      'another base',
      [
        { name: 'a.0', value: zero },
        { name: 'b.1', value: one + two },
      ],
    ],
    ['more than 64 KiB', named('sb-abc-auth-token', '.', cut(random('long', 70_000), 3_000))],
  ])('are not made of %s', (_title, cookies) => {
    expect(found(cookies)).toEqual({});
  });

  it('of another path or domain are no pieces', () => {
    const cookies = named('sb-abc-auth-token', '.', cut(supabase, 100)).map((cookie, at) => ({
      ...cookie,
      path: `/${at}`,
    }));
    expect(wholesOf(cookies, ({ path }) => path)).toBeUndefined();
    expect(wholesOf(cookies, () => '/')?.size).toBe(cookies.length);
  });
});

describe('cookieShapes', () => {
  const pieces = named('sb-abc-auth-token', '.', cut(supabase, Math.ceil(supabase.length / 2)));
  const cookies = [{ name: 'theme', value: 'dark' }, ...pieces];

  it('gives each piece the shape of the whole, and says whose piece it is', () => {
    const [theme, first, second] = cookieShapes(cookies, show);
    const whole = shapeOf(supabase, show);

    expect(theme).toEqual(shapeOf('dark', show));
    expect(first).toEqual({ ...whole, chunk: { of: 'sb-abc-auth-token', own: `<${pieces[0]?.value}>` } });
    expect(second).toEqual({ ...whole, chunk: { of: 'sb-abc-auth-token', own: `<${pieces[1]?.value}>` } });
  });

  it('gives all others the shape they have alone', () => {
    const others = [...named('foo', '_', [opaque('1'), opaque('2')]), { name: 'a', value: '' }];
    expect(cookieShapes(others, show)).toEqual(others.map(({ value }) => shapeOf(value, show)));
  });

  it('changes with each of the pieces', () => {
    const other = cookies.with(2, { name: 'sb-abc-auth-token.1', value: `${pieces[1]?.value}`.replace(/.$/, 'A') });
    const prints = cookieShapes(cookies, show).map(({ fingerprint }) => fingerprint);
    const changed = cookieShapes(other, show).map(({ fingerprint }) => fingerprint);
    expect(changed.map((print, at) => print === prints[at])).toEqual([true, false, false]);
  });

  it('never throws, and shows at most four characters', () => {
    const name = fc.oneof(
      fc.constantFrom('a', 'a.0', 'a.1', 'aC1', 'FedAuth', 'FedAuth1', '__proto__', '__proto__.0'),
      fc.string(),
    );
    const value = nearly('chunks-1', 'chunks-2', 'base64-', 'eyJhIjoiYiJ9', '{"a":', 'CfDJ8', '}');
    fc.assert(
      fc.property(fc.array(fc.record({ name, value }), { maxLength: 8 }), (jar) => {
        const shapes = cookieShapes(jar, () => 'f');
        expect(shapes).toHaveLength(jar.length);
        for (const { masked } of shapes) expect([...masked.replace('…', '')].length).toBeLessThanOrEqual(4);
      }),
      { numRuns: RUNS },
    );
  });

  it('costs nothing to speak of where no name ends in a number', () => {
    const jar = Array.from({ length: 40 }, (_, at) => ({
      name: `cookie_${String.fromCharCode(97 + (at % 26))}`,
      value: opaque(`${at}`),
    }));
    const looking = quickest(() => wholesOf(jar), 30);
    const shaping = quickest(() => jar.map(({ value }) => shapeOf(value, () => '')), 30);
    expect(looking).toBeLessThan(shaping / 5);
  });
});
