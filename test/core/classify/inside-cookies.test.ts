/** Tokens inside cookies: in JSON, in pieces, and in both. */
import { describe, expect, it } from 'vitest';
import { assess } from '../../../src/core/assess.ts';
import type { CookieChanged } from '../../../src/core/observe/observation.ts';
import type { Carrier, Credential, SiteReport } from '../../../src/core/report.ts';
import { print, type Story, story } from '../../helpers/observations.ts';
import { judged } from './judged.ts';
import { base64Json, FLAGS, loginSets, SITE } from './stories.ts';
import { adas, bearer, hex, opaque, PASSWORD } from './values.ts';

const READABLE = 'Path=/; SameSite=Lax; Max-Age=34560000';
const SB = 'sb-abcdef-auth-token';
const cut = (text: string, count: number): string[] => {
  const size = Math.ceil(text.length / count);
  return Array.from({ length: count }, (_, at) => text.slice(at * size, (at + 1) * size));
};
const supabase = (word: string): string =>
  `base64-${Buffer.from(JSON.stringify({ access_token: adas(word), refresh_token: opaque(`r ${word}`).slice(0, 12), user: { id: 'u', name: hex(word, 400) } })).toString('base64url')}`;
const lines = (value: string, count: number, base = SB, flags = READABLE): string[] =>
  cut(value, count).map((piece, at) => `${base}.${at}=${piece}; ${flags}`);
const gone = (name: string): string => `${name}=; Path=/; Max-Age=0`;

const places = ({ carriers }: Pick<Credential, 'carriers'>): string[] =>
  carriers.map(({ where, name, path = '' }: Carrier) => `${where} ${name}${path === '' ? '' : ` ${path}`}`);
const cards = (report: SiteReport): Record<string, string[]> =>
  Object.fromEntries(report.credentials.map((one) => [`${one.role} ${one.format}`, places(one)]));
const decisive = (told: Story): Credential | undefined => told.report().credentials.find((one) => one.decisive);

const signsIn = (...set: string[]): Story =>
  story(SITE)
    .get('/login')
    .post('/login', PASSWORD)
    .sets(...set)
    .redirects('/')
    .get('/account');
const jwtCookie = {
  kind: 'token',
  state: 'client',
  carriers: ['cookie'],
  mechanisms: ['jwt-cookie'],
  signedIn: 'yes',
  sure: 'confirmed',
};

const pocketbase = (word: string): string =>
  encodeURIComponent(
    JSON.stringify({ token: adas(word), record: { id: 'a1b2c3d4e5f6g7h', email: 'ada@app.example' } }),
  );

describe('a token inside a cookie', () => {
  it.each<[string, string, string, Record<string, string[]>]>([
    [
      'of Supabase',
      SB,
      supabase('1'),
      { 'access-token jwt': [`cookie ${SB} access_token`], 'refresh-token text': [`cookie ${SB} refresh_token`] },
    ],
    ['of PocketBase', 'pb_auth', pocketbase('1'), { 'access-token jwt': ['cookie pb_auth token'] }],
    [
      'of Express',
      'auth',
      `j:${encodeURIComponent(JSON.stringify({ jwt: adas('1') }))}`,
      { 'access-token jwt': ['cookie auth jwt'] },
    ],
    ['in base64', 'session', base64Json({ jwt: adas('1'), views: 1 }), { 'access-token jwt': ['cookie session jwt'] }],
    [
      'in JSON in JSON',
      'app',
      encodeURIComponent(JSON.stringify({ auth: JSON.stringify({ accessToken: adas('1') }) })),
      { 'access-token jwt': ['cookie app auth.accessToken'] },
    ],
    [
      'behind the id of the user',
      'steamLoginSecure',
      `76561198000000000%7C%7C${adas('1')}`,
      { 'access-token jwt': ['cookie steamLoginSecure'] },
    ],
    [
      'beside an ID token',
      'auth_token',
      encodeURIComponent(
        JSON.stringify({ id_token: adas('i', { nonce: 'n' }), access_token: adas('1'), refresh_token: opaque('r') }),
      ),
      {
        'access-token jwt': ['cookie auth_token access_token'],
        'id-token jwt': ['cookie auth_token id_token'],
        'refresh-token opaque': ['cookie auth_token refresh_token'],
      },
    ],
  ])('%s carries the login', (_title, name, value, expected) => {
    const told = signsIn(`${name}=${value}; ${FLAGS}`);

    expect(judged(told)).toEqual({ ...jwtCookie, decisive: [expect.stringContaining(`access-token cookie:${name}`)] });
    expect(cards(told.report())).toEqual(expected);
    expect(decisive(told)).toMatchObject({
      masked: `…${adas('1').slice(-4)}`,
      length: adas('1').length,
      token: { claims: { sub: 'ada' } },
    });
  });

  it('is one with the Bearer that a script copies it to', () => {
    const told = signsIn(`pb_auth=${pocketbase('1')}; ${READABLE}`).calls('GET', '/api/me', bearer(adas('1')));

    expect(cards(told.report())).toEqual({ 'access-token jwt': ['cookie pb_auth token', 'header Authorization'] });
    expect(decisive(told)).toMatchObject({ issuerHint: 'pocketbase', decisive: true });
    expect(told.report().verdict).toMatchObject({ kind: 'token', carriers: ['cookie', 'header'] });
  });

  it('goes to the server with all that is beside it in the cookie', () => {
    const told = signsIn(`${SB}=${supabase('1')}; ${READABLE}`);

    expect(told.report().credentials.map(({ role, sentTo }) => [role, sentTo])).toEqual([
      ['access-token', [expect.objectContaining({ carrier: 'cookie', count: 2 })]],
      ['refresh-token', [expect.objectContaining({ carrier: 'cookie', count: 2 })]],
    ]);
  });

  it('rides along by itself, whatever is beside it in the cookie', () => {
    const told = signsIn(`${SB}=${supabase('1')}; Path=/; Secure; HttpOnly; SameSite=None`).post('/transfer', {
      fields: ['to', 'amount'],
    });
    const exposed = told.report().findings.filter(({ rule }) => rule === 'csrf-exposed');

    expect(exposed.map(({ credential }) => credential)).toEqual([`cookie:${SB}:access_token`]);
  });

  it('may be an opaque session: then the server looks it up', () => {
    const told = signsIn(
      `app=${encodeURIComponent(JSON.stringify({ sessionToken: opaque('s'), theme: 'dark' }))}; ${FLAGS}`,
    );

    expect(judged(told)).toMatchObject({
      kind: 'session',
      state: 'server',
      mechanisms: ['session-cookie'],
      decisive: ['session-id cookie:app:sessionToken'],
    });
  });

  it('stays one credential when it is renewed and goes when the cookie goes', () => {
    const told = signsIn(`pb_auth=${pocketbase('1')}; ${READABLE}`)
      .calls('POST', '/api/refresh')
      .sets(`pb_auth=${pocketbase('2')}; ${READABLE}`)
      .calls('GET', '/api/me');
    const out = told.post('/logout').sets(gone('pb_auth')).redirects('/login');

    expect(cards(out.report())).toEqual({ 'access-token jwt': ['cookie pb_auth token'] });
    expect(decisive(out)).toMatchObject({ masked: `…${adas('2').slice(-4)}`, gone: expect.any(Number) });
    expect(out.report().verdict).toMatchObject({ signedIn: 'no' });
    expect(out.report().verdict.evidence.map(({ code }) => code)).toContain('cleared-at-logout');
    expect(out.report().findings.map(({ rule }) => rule)).not.toContain('logout-keeps-credential');
  });

  it('is gone when the cookie no longer holds it, though the cookie is still there', () => {
    const empty = encodeURIComponent(JSON.stringify({ token: '', record: null }));
    const told = signsIn(`pb_auth=${pocketbase('1')}; ${READABLE}`)
      .post('/logout')
      .sets(`pb_auth=${empty}; ${READABLE}`)
      .redirects('/login');

    expect(told.report().verdict).toMatchObject({ signedIn: 'no' });
    expect(told.report().verdict.evidence.map(({ code }) => code)).toContain('cleared-at-logout');
    expect(told.report().findings.map(({ rule }) => rule)).not.toContain('logout-keeps-credential');
    expect(told.report().credentials).toMatchObject([{ gone: expect.any(Number) }]);
  });

  it('of a refresh token that left the cookie is gone, and the access token is not', () => {
    const both = { access_token: adas('1'), refresh_token: opaque('r') };
    const [first, second] = [both, { access_token: adas('2') }].map((value) =>
      encodeURIComponent(JSON.stringify(value)),
    );
    const told = signsIn(`app=${first}; ${FLAGS}`).get('/renew').sets(`app=${second}; ${FLAGS}`).get('/');
    const [access, refresh] = ['access-token', 'refresh-token'].map((role) =>
      told.report().credentials.find((one) => one.role === role),
    );

    expect(access?.gone).toBeUndefined();
    expect(refresh?.gone).toBeGreaterThan(0);
  });

  it.each<[string, string, string]>([
    [
      'the key that MSAL encrypts its storage with',
      'msal.cache.encryption',
      encodeURIComponent(JSON.stringify({ id: '7c9e6679-7425-40de-944b-e07fc1f90ae7', key: opaque('k') })),
    ],
    [
      'what SuperTokens tells scripts of the session',
      'sFrontToken',
      base64Json({ uid: hex('u'), ate: 1, up: { token: adas('1') } }),
    ],
    ['a consent', 'didomi_token', base64Json({ user_id: hex('u'), token: adas('1') })],
    [
      'a measurement',
      'ph_x_posthog',
      encodeURIComponent(JSON.stringify({ distinct_id: hex('u'), session: opaque('s') })),
    ],
    ['an anti-CSRF value', '_csrf', encodeURIComponent(JSON.stringify({ token: opaque('t') }))],
    [
      'a login that is under way',
      'auth_verification',
      encodeURIComponent(JSON.stringify({ nonce: opaque('n'), id_token: adas('1') })),
    ],
  ])('is not looked for in %s', (_title, name, value) => {
    const told = signsIn(`${name}=${value}; ${FLAGS}`, `sid=${opaque('sid')}; ${FLAGS}`);

    expect(judged(told)).toMatchObject({ kind: 'session', decisive: ['session-id cookie:sid'] });
    expect(told.report().credentials.flatMap(places)).toEqual(['cookie sid', `cookie ${name}`]);
  });

  it('that is only called one is none if it is a word', () => {
    const told = signsIn(
      `app=${encodeURIComponent(JSON.stringify({ token: 'undefined', session: 'closed' }))}; ${FLAGS}`,
      `sid=${opaque('sid')}; ${FLAGS}`,
    );

    expect(judged(told)).toMatchObject({ kind: 'session', decisive: ['session-id cookie:sid'] });
  });

  it('is judged with its cookie once, not once for each token in it', () => {
    const told = signsIn(`${SB}=${supabase('1')}; ${READABLE}`);
    const readable = told.report().findings.filter(({ rule }) => rule === 'session-cookie-without-httponly');

    expect(readable.map(({ subject, credential }) => [subject, credential])).toEqual([
      [SB, `cookie:${SB}:access_token`],
    ]);
  });
});

describe('a cookie in pieces', () => {
  const whole = supabase('1');
  const access = [`cookie ${SB}.0 access_token`, `cookie ${SB}.1 access_token`];
  const refresh = [`cookie ${SB}.0 refresh_token`, `cookie ${SB}.1 refresh_token`];

  it.each<[string, () => Story]>([
    ['Set-Cookie', () => signsIn(...lines(whole, 2))],
    ['Set-Cookie in any order', () => signsIn(...lines(whole, 2).toReversed())],
    [
      'the Cookie header alone',
      () =>
        lines(whole, 2)
          .reduce((told, line) => told.holds(line), story(SITE))
          .get('/')
          .get('/account'),
    ],
    [
      'the jar alone',
      () =>
        lines(whole, 2)
          .reduce((told, line) => told.holds(line), story(SITE))
          .readsJar(),
    ],
    [
      'all of them',
      () =>
        signsIn(...lines(whole, 2))
          .readsJar()
          .get('/')
          .readsJar(),
    ],
    [
      'the script that writes them',
      () =>
        lines(whole, 2)
          .reduce(
            (told, line) => told.writesCookie(line),
            story(SITE).get('/login').calls('POST', '/api/login', PASSWORD),
          )
          .get('/account'),
    ],
    [
      'the script and the jar',
      () =>
        lines(whole, 2)
          .reduce(
            (told, line) => told.writesCookie(line),
            story(SITE).get('/login').calls('POST', '/api/login', PASSWORD),
          )
          .readsJar(),
    ],
  ])('is one credential with a carrier for each piece, seen by %s', (_title, tell) => {
    const told = tell();
    const found = decisive(told);

    expect(cards(told.report())).toEqual({ 'access-token jwt': access, 'refresh-token text': refresh });
    expect(found).toMatchObject({
      format: 'jwt',
      issuerHint: 'supabase',
      length: adas('1').length,
      token: { claims: { sub: 'ada' } },
    });
    expect(told.report().verdict).toMatchObject({ kind: 'token', mechanisms: ['jwt-cookie'] });
  });

  it('counts as sent once with each request, however many pieces it has', () => {
    const told = signsIn(...lines(whole, 3))
      .get('/a')
      .get('/b');

    expect(decisive(told)?.sentTo).toMatchObject([{ carrier: 'cookie', count: 4 }]);
  });

  it('is one with the Bearer', () => {
    const told = signsIn(...lines(whole, 2)).calls('GET', 'https://abc.supabase.co/rest', bearer(adas('1')));

    expect(places(decisive(told) as Credential)).toEqual([...access, 'header Authorization']);
  });

  it('is not another one when the browser reports its pieces one by one', () => {
    const set = lines(whole, 2);
    const told = set.reduce((before, line) => before.writesCookie(line), signsIn(...set)).get('/');
    const places = Object.values(told.state().facts.places);

    expect(places.map(({ values, issuedBy }) => [values.length, issuedBy?.how])).toEqual([
      [1, 'set-cookie'],
      [1, 'set-cookie'],
    ]);
  });

  it('is told from one of the same name on another path', () => {
    const [first = '', second = ''] = lines(whole, 2);
    const [, other = ''] = lines(supabase('2'), 2);
    const told = [other.replace('.1=', '.0=').replace('Path=/', 'Path=/app'), first, second]
      .reduce((before, line) => before.writesCookie(line), story(SITE).get('/'))
      .get('/account');
    const wholes = Object.values(told.state().facts.places).filter(({ values }) => values.at(-1)?.chunk !== undefined);

    expect(wholes.map(({ name, cookie }) => [name, cookie?.path])).toEqual([
      [`${SB}.0`, '/'],
      [`${SB}.1`, '/'],
    ]);
  });

  it('holds the last value, though a piece of the one before is reported late', () => {
    const [old = ''] = lines(whole, 2);
    const seen = signsIn(...lines(whole, 2))
      .get('/renew')
      .sets(...lines(supabase('2'), 2))
      .observations();
    const at = (seen.at(-1)?.at ?? 0) + 5;
    const reported = story(SITE)
      .writesCookie(old)
      .observations()
      .find(({ type }) => type === 'cookie-changed');
    const [report] = assess([...seen, { ...(reported as CookieChanged), at }]);

    expect(report?.credentials.find((one) => one.decisive)).toMatchObject({ masked: `…${adas('2').slice(-4)}` });
    expect(report?.credentials.map(({ carriers }) => carriers.length)).toEqual([2, 2]);
  });

  it('keeps the flags of each piece', () => {
    const [first = '', second = ''] = lines(whole, 2, SB, FLAGS);
    const told = signsIn(first, second.replace('HttpOnly; ', ''));
    const findings = told.report().findings.filter(({ rule }) => rule === 'session-cookie-without-httponly');

    expect(decisive(told)?.carriers.map(({ cookie }) => cookie?.httpOnly)).toEqual([true, false]);
    expect(findings.map(({ subject }) => subject)).toEqual([`${SB}.1`]);
  });

  it.each<[string, (told: Story) => Story, string[]]>([
    ['the value changes', (told) => told.sets(...lines(supabase('2'), 2)), access],
    ['it gets longer', (told) => told.sets(...lines(supabase('2'), 3)), [...access, `cookie ${SB}.2 access_token`]],
  ])('stays one when %s', (_title, change, expected) => {
    const told = change(signsIn(...lines(whole, 2)).get('/renew')).get('/');

    expect(cards(told.report())['access-token jwt']).toEqual(expected);
  });

  it('is another value when one piece is another', () => {
    const body = (word: string): string => JSON.stringify({ pad: hex('same', 600), access_token: adas(word) });
    const [first, other] = ['1', '2'].map((word) =>
      cut(`base64-${Buffer.from(body(word)).toString('base64url')}`, 3),
    ) as [string[], string[]];
    const set = (pieces: string[]): string[] => pieces.map((piece, at) => `${SB}.${at}=${piece}; ${READABLE}`);
    const changed = set(other).filter((_, at) => other[at] !== first[at]);
    const told = signsIn(...set(first))
      .get('/renew')
      .sets(...changed)
      .get('/');

    expect(changed.length).toBeLessThan(3);
    expect(told.report().credentials).toHaveLength(1);
    expect(decisive(told)).toMatchObject({ masked: `…${adas('2').slice(-4)}`, token: { claims: { jti: '2' } } });
    // The piece that stayed is still the one that the login set.
    expect(decisive(told)?.issuedBy).toMatchObject({ how: 'set-cookie', url: `${SITE}/login` });
  });

  it('needs fewer cookies when it gets shorter', () => {
    const told = signsIn(...lines(whole, 3))
      .get('/renew')
      .sets(...lines(supabase('2'), 2), `${SB}.2=deleted; Path=/; Max-Age=0`)
      .get('/');

    expect(cards(told.report())['access-token jwt']).toEqual(access);
    expect(told.report().credentials.filter(({ role }) => role === 'access-token')).toHaveLength(1);
    expect(decisive(told)?.masked).toBe(`…${adas('2').slice(-4)}`);
    expect(Object.values(told.state().facts.places).map(({ values }) => values.length)).toEqual([2, 2, 1]);
  });

  it('fits into one cookie again', () => {
    const told = signsIn(...lines(whole, 2))
      .get('/renew')
      .sets(`${SB}=${supabase('2')}; ${READABLE}`, gone(`${SB}.0`), gone(`${SB}.1`))
      .get('/');

    expect(
      told
        .report()
        .credentials.filter(({ role }) => role === 'access-token')
        .map(places),
    ).toEqual([[`cookie ${SB} access_token`]]);
  });

  it('goes when all pieces go, and not before', () => {
    const told = signsIn(...lines(whole, 2));
    const half = told
      .post('/logout')
      .sets(gone(`${SB}.0`))
      .redirects('/');

    expect(decisive(half)?.gone).toBeUndefined();
    expect(
      decisive(
        half
          .get('/out')
          .sets(gone(`${SB}.1`))
          .get('/'),
      )?.gone,
    ).toBeGreaterThan(0);
  });

  it('knows that a logout kept it', () => {
    const written = lines(whole, 2).reduce(
      (told, line) => told.writesCookie(line),
      story(SITE).get('/login').calls('POST', '/api/login', PASSWORD),
    );
    // Nothing but the jar tells the whole value, and only after the logout.
    const told = written.calls('POST', 'https://abc.supabase.co/auth/v1/logout', { cookies: false }).readsJar();

    expect(decisive(told)?.role).toBe('access-token');
    expect(told.report().findings.map(({ rule }) => rule)).toContain('logout-keeps-credential');
  });

  it('of which one is missing is not put together, and is still one', () => {
    const [first = '', , third = ''] = lines(whole, 3);
    const told = signsIn(first, third);

    expect(told.report().credentials.map(places)).toEqual([[`cookie ${SB}.0`, `cookie ${SB}.2`]]);
    expect(told.report().credentials[0]?.token).toBeUndefined();
  });

  it.each<[string, string[], string, string[]]>([
    [
      'Auth.js',
      cut(
        `eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..${opaque('iv').slice(0, 16)}.${opaque('data').repeat(60)}.${opaque('tag').slice(0, 22)}`,
        2,
      ).map((piece, at) => `__Secure-authjs.session-token.${at}=${piece}; ${FLAGS}`),
      'jwe',
      ['__Secure-authjs.session-token.0', '__Secure-authjs.session-token.1'],
    ],
    [
      'nextjs-auth0',
      cut(
        `eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..${opaque('iv').slice(0, 16)}.${opaque('data').repeat(60)}.${opaque('tag').slice(0, 22)}`,
        2,
      ).map((piece, at) => `__session__${at}=${piece}; ${FLAGS}`),
      'jwe',
      ['__session__0', '__session__1'],
    ],
    [
      'ASP.NET Core',
      [
        '.AspNetCore.Cookies=chunks-2',
        `.AspNetCore.CookiesC1=CfDJ8${opaque('1').repeat(60)}`,
        `.AspNetCore.CookiesC2=${opaque('2').repeat(20)}`,
      ].map((line) => `${line}; ${FLAGS}`),
      'sealed:aspnetcore',
      ['.AspNetCore.Cookies', '.AspNetCore.CookiesC1', '.AspNetCore.CookiesC2'],
    ],
    [
      'oauth2-proxy',
      cut(`${opaque('s').repeat(60)}|1768478400|${opaque('mac')}=`, 2).map(
        (piece, at) => `_oauth2_proxy_${at}=${piece}; ${FLAGS}`,
      ),
      'sealed:oauth2-proxy',
      ['_oauth2_proxy_0', '_oauth2_proxy_1'],
    ],
    [
      'a load balancer',
      cut(opaque('alb').repeat(60), 2).map((piece, at) => `AWSELBAuthSessionCookie-${at}=${piece}; ${FLAGS}`),
      'opaque',
      ['AWSELBAuthSessionCookie-0', 'AWSELBAuthSessionCookie-1'],
    ],
  ])('of %s is one session', (_title, set, format, names) => {
    const [credential, ...others] = signsIn(...set).report().credentials;

    expect(others).toEqual([]);
    expect(credential).toMatchObject({ decisive: true, role: 'session-id', format });
    expect(credential?.carriers.map(({ name }) => name)).toEqual(names);
  });

  it.each<[string, string[]]>([
    ['two accounts', [`user_session_0=${opaque('a')}`, `user_session_1=${opaque('b')}`]],
    ['other formats', [`foo_0=${adas('1')}`, `foo_1=${opaque('b')}`]],
    ['numbers from one on', [`foo_1=${cut(whole, 2)[0]}`, `foo_2=${cut(whole, 2)[1]}`]],
  ])('is not made of %s', (_title, set) => {
    expect(
      loginSets(...set)
        .report()
        .credentials.every(({ carriers }) => carriers.length === 1),
    ).toBe(true);
  });

  it('is one again for a worker that was killed between its pieces', () => {
    const [first = '', second = ''] = lines(whole, 2);
    const told = story(SITE)
      .get('/login')
      .calls('POST', '/api/login', PASSWORD)
      .writesCookie(first)
      .writesCookie(second)
      .get('/');
    const state = told.state();
    const places = Object.values(state.facts.places).map(({ values }) => values.map(({ fingerprint }) => fingerprint));

    expect(places).toEqual([[print(whole)], [print(whole)]]);
    expect(JSON.parse(JSON.stringify(state))).toEqual(state);
  });
});

describe('what is remembered of tokens in cookies', () => {
  it('holds no secret, not even as the name of a member', () => {
    const value = { [opaque('owner')]: { access_token: adas('1'), refresh_token: opaque('r') } };
    const pieces = lines(`base64-${Buffer.from(JSON.stringify(value)).toString('base64url')}`, 2);
    const told = signsIn(`app=${encodeURIComponent(JSON.stringify(value))}; ${FLAGS}`, ...pieces)
      .readsJar()
      .get('/');
    const text = JSON.stringify([told.observations(), told.state(), told.report()]);
    const secrets = [adas('1'), opaque('r'), opaque('owner'), ...pieces.map((line) => line.split(/[=;]/)[1] as string)];

    for (const secret of secrets) {
      for (const piece of secret.split('.').slice(-1)) expect(text).not.toContain(piece.slice(0, 12));
    }
  });
});
