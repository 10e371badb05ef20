import { describe, expect, it } from 'vitest';
import type { Carrier, Credential } from '../../../src/core/report.ts';
import { START, STEP, type Story, story } from '../../helpers/observations.ts';
import { credentialAt } from './judged.ts';
import * as sites from './stories.ts';
import { adas, bearer, express, opaque, PASSWORD } from './values.ts';

const { FLAGS, SITE } = sites;

const one = (told: Story, at: string): Credential => {
  const found = credentialAt(told.report(), at);
  if (found === undefined) throw new Error(`No ${at}`);
  return found;
};

describe('a credential', () => {
  it('tells of a cookie where it came from, where it lies and where it goes', () => {
    expect(one(sites.expressOut(), 'cookie:connect.sid')).toEqual({
      id: 'cookie:connect.sid',
      role: 'session-id',
      decisive: true,
      format: 'sealed:express',
      issuerHint: 'express',
      carriers: [
        {
          where: 'cookie',
          name: 'connect.sid',
          origin: SITE,
          cookie: {
            domain: 'app.example',
            hostOnly: true,
            path: '/',
            secure: true,
            httpOnly: true,
            sameSite: 'lax',
            session: true,
          },
        },
      ],
      length: 78,
      entropyBits: expect.any(Number),
      masked: `…${decodeURIComponent(express('ada')).slice(-4)}`,
      issuedBy: { how: 'set-cookie', method: 'POST', url: `${SITE}/login`, at: START + 6 * STEP },
      sentTo: [{ origin: SITE, carrier: 'cookie', count: 5, firstAt: START + 3 * STEP, lastAt: START + 11 * STEP }],
      firstSeen: START + 2 * STEP,
      lastSeen: START + 11 * STEP,
      gone: START + 12 * STEP,
    });
  });

  it('tells of a token that a script got at the login', () => {
    const card = one(sites.jwtInStorage(), 'localStorage:token');

    expect(card).toMatchObject({
      issuedBy: { how: 'script', method: 'POST', url: `${SITE}/api/login` },
      token: { kind: 'jws', header: { alg: 'HS256' }, claims: { sub: 'ada' }, signature: 'unverified' },
      carriers: [
        { where: 'localStorage', name: 'token' },
        { where: 'header', name: 'Authorization' },
      ],
    });
    expect(card.token?.expiresAt).toBe(START + 3_600_000);
  });

  it('from before the watching does not pretend to know who issued it', () => {
    const told = story(SITE)
      .holds(`connect.sid=${express('ada')}; ${FLAGS}`)
      .readsJar();

    expect(one(told, 'cookie:connect.sid')).not.toHaveProperty('issuedBy');
  });

  it('that only a readable cookie could have got from a script says so', () => {
    const told = story(SITE)
      .get('/')
      .writesCookie(`token=${opaque('t')}; Path=/`);

    expect(one(told, 'cookie:token').issuedBy).toEqual({ how: 'script', at: START + 3 * STEP });
  });

  it('is gone when the last place is empty, and back when it is filled again', () => {
    const told = story(SITE)
      .get('/')
      .stores('token', adas('1'))
      .calls('GET', '/me', bearer(adas('1')))
      .clears('token');

    expect(one(told, 'localStorage:token').gone).toBe(START + 6 * STEP);
    expect(one(told.stores('token', adas('1')), 'localStorage:token')).not.toHaveProperty('gone');
  });
});

describe('one card', () => {
  /** Each card by its places. */
  const cards = (told: Story): string[] =>
    told
      .report()
      .credentials.map(({ carriers }) =>
        carriers
          .map((each) => placeOf(each))
          .toSorted()
          .join(' = '),
      )
      .toSorted();
  const placeOf = ({ where, name, path }: Carrier): string =>
    [where, name, ...(path === undefined ? [] : [path])].join(' ');

  it.each<[title: string, story: () => Story, expected: string[]]>([
    ['is the token in storage and in the header', sites.jwtInStorage, ['header Authorization = localStorage token']],
    [
      'is not shared by two tokens of one JSON',
      sites.supabaseIn,
      [
        'header Authorization = header apikey',
        'header Authorization = localStorage sb-abc-auth-token access_token',
        'localStorage sb-abc-auth-token refresh_token',
      ],
    ],
    [
      'is not shared by two people who follow each other',
      () =>
        story(SITE)
          .get('/')
          .calls('GET', '/', bearer(adas('1')))
          .calls('GET', '/', bearer(adas('2', { sub: 'bob' }))),
      ['header Authorization', 'header Authorization'],
    ],
    [
      'is not shared by two cookies of one name and different paths',
      () =>
        story(SITE)
          .get('/a/')
          .sets(`id=${opaque('a')}; Path=/a`, `id=${opaque('b')}; Path=/b`),
      ['cookie id', 'cookie id'],
    ],
    [
      'is not shared by small values that happen to be equal',
      () => story(SITE).get('/').sets('a=true; Path=/', 'b=true; Path=/'),
      ['cookie a', 'cookie b'],
    ],
    [
      'is the cookie that a redirect sets and another origin of the site gets',
      () =>
        story(SITE)
          .get('/')
          .sets(`sid=${opaque('s')}; Domain=app.example; Path=/`)
          .calls('GET', 'https://api.app.example/'),
      ['cookie sid'],
    ],
  ])('%s', (_title, told, expected) => {
    expect(cards(told())).toEqual(expected);
  });

  it('counts what is sent to each origin', () => {
    const told = story(SITE)
      .get('/')
      .sets(`sid=${opaque('s')}; Domain=app.example; Path=/`)
      .get('/')
      .calls('GET', 'https://api.app.example/');

    expect(one(told, 'cookie:sid').sentTo.map(({ origin, count }) => [origin, count])).toEqual([
      [SITE, 1],
      ['https://api.app.example', 1],
    ]);
  });
});

describe('roles', () => {
  it.each<[title: string, story: () => Story, id: string, role: Credential['role']]>([
    [
      'a cookie for the refresh endpoint alone',
      () =>
        sites
          .loginSets('x=y')
          .calls('POST', '/r')
          .sets(`rt2=${opaque('r')}; Path=/auth/refresh; HttpOnly`),
      'cookie:rt2',
      'refresh-token',
    ],
    [
      'an opaque cookie called a token',
      () => sites.loginSets(`access_token=${opaque('a')}`),
      'cookie:access_token',
      'session-id',
    ],
    [
      'a JWT in a cookie called a session',
      () => sites.loginSets(`session=${adas('1')}`),
      'cookie:session',
      'access-token',
    ],
    [
      'the code of a provider',
      () => story(SITE).get(`/callback?code=${opaque('c')}&state=${opaque('s')}`),
      'query:code',
      'state',
    ],
    [
      'a new cookie of any name that the login brought',
      () => sites.loginSets(`zzz=${opaque('z')}`),
      'cookie:zzz',
      'session-id',
    ],
    [
      'a key that came with the login and travels as Bearer',
      () =>
        story(SITE)
          .get('/')
          .calls('POST', '/login', PASSWORD)
          .calls('GET', '/', { headers: { apikey: opaque('k'), Authorization: `Bearer ${opaque('k')}` } }),
      'header:apikey',
      'access-token',
    ],
  ])('%s', (_title, told, id, role) => {
    expect(one(told(), id).role).toBe(role);
  });
});
