import { describe, expect, it } from 'vitest';
import { joinPlaces } from '../../../src/core/classify/join.ts';
import { type Timeline, timelineOf } from '../../../src/core/classify/timeline.ts';
import { type Story, story } from '../../helpers/observations.ts';
import { judged } from './judged.ts';
import * as sites from './stories.ts';
import { adas, bearer, express, opaque, PASSWORD } from './values.ts';

const { FLAGS, SITE, expressBefore, expressIn, expressOut } = sites;
const NEW = `connect.sid=${express('new')}; ${FLAGS}`;
const CLEARED = 'connect.sid=; Path=/; Max-Age=0';
const SID = 'cookie:connect.sid';

const timeline = (told: Story): Timeline => {
  const { facts, tally } = told.state();
  return timelineOf(facts, joinPlaces(facts, tally));
};
const logins = (told: Story): string[] => timeline(told).logins.map(({ how, outcome }) => `${how} ${outcome}`);
const tokenIn = (): Story =>
  story(SITE)
    .get('/')
    .calls('POST', '/api/login', PASSWORD)
    .stores('token', adas('1'))
    .calls('GET', '/me', bearer(adas('1')));

describe('a login', () => {
  it.each<[title: string, story: () => Story, expected: string[]]>([
    ['leads on to another page', expressIn, ['password-form accepted']],
    [
      'is refused if it leads back to its own page',
      () => expressBefore().post('/login', PASSWORD).redirects('/login'),
      ['password-form refused'],
    ],
    [
      'is refused there though the session is new',
      () => expressBefore().post('/login', PASSWORD).sets(NEW).redirects('/login?failed=1'),
      ['password-form refused'],
    ],
    ['is refused if the form comes back', () => expressBefore().post('/login', PASSWORD), ['password-form refused']],
    [
      'is refused with 401',
      () => expressBefore().calls('POST', '/api/login', PASSWORD).answers(401),
      ['password-json refused'],
    ],
    ['is refused with 422', () => expressBefore().post('/login', PASSWORD).answers(422), ['password-form refused']],
    [
      'may fail first and succeed then',
      () =>
        expressBefore().post('/login', PASSWORD).redirects('/login').post('/login', PASSWORD).sets(NEW).redirects('/'),
      ['password-form refused', 'password-form accepted'],
    ],
    [
      'stays open while nothing has come of it',
      () => story(SITE).get('/').calls('POST', '/api/login', PASSWORD),
      ['password-json unknown'],
    ],
    [
      'is not accepted because of the state of another login',
      () =>
        story(SITE)
          .get('/')
          .calls('POST', '/api/login', PASSWORD)
          .sets(
            `.AspNetCore.Correlation.x1=${opaque('correlation')}; ${FLAGS}`,
            `MSCSProfile=${opaque('who')}; ${FLAGS}`,
          ),
      ['password-json unknown'],
    ],
    [
      'may return from a provider',
      () => story(SITE).get('/').get('/callback?code=abc&state=xyz').sets(NEW).redirects('/'),
      ['oauth-callback accepted'],
    ],
    [
      'may come by SAML',
      () =>
        story(SITE)
          .post('/acs', { fields: ['SAMLResponse', 'RelayState'] })
          .sets(NEW)
          .redirects('/'),
      ['saml accepted'],
    ],
    [
      'may come by passkey',
      () =>
        story(SITE)
          .get('/')
          .calls('POST', '/webauthn/verify', { fields: ['id', 'authenticatorData', 'signature'] })
          .sets(NEW),
      ['webauthn accepted'],
    ],
  ])('%s', (_title, told, expected) => {
    expect(logins(told())).toEqual(expected);
  });

  it.each<[title: string, fields: string[]]>([
    ['changes the password', ['old_password', 'new_password', 'confirm']],
    ['changes the password, as Django names it', ['old_password', 'new_password1', 'new_password2']],
    ['changes the password, as APIs name it', ['currentPassword', 'newPassword']],
    ['has no password', ['username', 'comment']],
  ])('is no form that %s', (_title, fields) => {
    const told = expressIn().post('/account', { fields }).redirects('/account');

    expect(logins(told)).toEqual(['password-form accepted']);
    expect(judged(told)).toMatchObject({ signedIn: 'yes', decisive: [`session-id ${SID}`] });
  });

  it('that was refused signs nobody in', () => {
    expect(judged(expressBefore().post('/login', PASSWORD).redirects('/login')).signedIn).toBe('no');
  });

  it('tells what came to be with it from what it left alone', () => {
    const told = expressBefore().calls('POST', '/api/login', PASSWORD).stores('token', adas('1'));

    expect(timeline(told).logins).toMatchObject([{ appeared: ['localStorage:token'], kept: [SID] }]);
  });

  it('of a careless site is known to have kept the session', () => {
    expect(timeline(sites.careless()).logins).toMatchObject([{ appeared: [], kept: [SID] }]);
  });

  it('does not bring the random parameters of later addresses', () => {
    const told = sites.careless().get(`/todos?ref=${opaque('campaign')}`);

    expect(timeline(told).logins).toMatchObject([{ appeared: [], kept: [SID] }]);
  });

  it('is not told by a jar that is first read after it', () => {
    const told = story(SITE)
      .holds(NEW)
      .calls('POST', '/api/login', { ...PASSWORD, cookies: false })
      .readsJar();

    expect(timeline(told).logins).toMatchObject([{ appeared: [], outcome: 'unknown' }]);
  });
});

describe('a logout', () => {
  const logouts = (told: Story): { cleared: string[]; kept: string[] }[] =>
    timeline(told).logouts.map(({ cleared, kept }) => ({ cleared, kept }));

  it.each<[title: string, story: () => Story, expected: { cleared: string[]; kept: string[] }[]]>([
    ['clears the cookie', expressOut, [{ cleared: [SID], kept: [] }]],
    [
      'by GET clears it as well',
      () => expressIn().get('/logout').sets(CLEARED).readsJar(),
      [{ cleared: [SID], kept: [] }],
    ],
    [
      'may give a fresh anonymous session instead',
      () => expressIn().get('/logout').sets(NEW).redirects('/'),
      [{ cleared: [SID], kept: [] }],
    ],
    [
      'may leave the cookie where it is',
      () => expressIn().post('/logout').redirects('/').get('/'),
      [{ cleared: [], kept: [SID] }],
    ],
    [
      'by a script empties the storage',
      () => tokenIn().calls('POST', '/api/logout').clears('token'),
      [{ cleared: ['localStorage:token'], kept: [] }],
    ],
    [
      'of a session from before the watching clears it',
      () => story(SITE).holds(NEW).get('/').post('/logout').sets(CLEARED).redirects('/'),
      [{ cleared: [SID], kept: [] }],
    ],
    [
      'of such a session may leave it, as the jar tells later',
      () => story(SITE).holds(NEW).get('/').post('/logout').redirects('/').readsJar(),
      [{ cleared: [], kept: [SID] }],
    ],
    ['that failed is none', () => expressIn().post('/logout').answers(403), []],
    ['is no page that only asks', () => expressIn().get('/logout').readsJar(), []],
  ])('%s', (_title, told, expected) => {
    expect(logouts(told())).toEqual(expected);
  });

  it('remains a clean one after the next login', () => {
    const cookie = story(SITE)
      .get('/login')
      .post('/login', PASSWORD)
      .sets(`connect.sid=${express('one')}; ${FLAGS}`);
    const again = cookie.redirects('/').post('/logout').sets(CLEARED).redirects('/').post('/login', PASSWORD).sets(NEW);
    const storage = tokenIn().calls('POST', '/api/logout').clears('token').calls('POST', '/api/login', PASSWORD);

    expect(logouts(again.redirects('/').readsJar())).toEqual([{ cleared: [SID], kept: [] }]);
    expect(logouts(storage.stores('token', adas('2')))).toEqual([{ cleared: ['localStorage:token'], kept: [] }]);
  });

  it.each<[title: string, story: () => Story, expected: string]>([
    ['a page that asks leaves everybody signed in', () => expressIn().get('/logout').readsJar(), 'yes'],
    ['signs out', expressOut, 'no'],
    ['signs out though the cookie stays', () => expressIn().post('/logout').redirects('/').get('/'), 'no'],
    ['signs out of a token', () => tokenIn().calls('POST', '/api/logout').clears('token'), 'no'],
    ['is undone by the next login', () => expressOut().post('/login', PASSWORD).sets(NEW).redirects('/'), 'yes'],
  ])('%s', (_title, told, expected) => {
    expect(judged(told()).signedIn).toBe(expected);
  });

  it('is told to whom it signed out', () => {
    expect(expressOut().report().verdict.summary).toBe(
      'The server recognises this browser by the cookie `connect.sid`. You are signed out now.',
    );
  });
});

describe('evidence', () => {
  const codes = (told: Story, id: string): string[] =>
    told
      .report()
      .verdict.evidence.filter(({ credential, weight }) => credential === id && Math.abs(weight) >= 2)
      .map(({ code }) => code);

  it.each<[id: string, story: () => Story, expected: string[]]>([
    [SID, expressOut, ['cleared-at-logout', 'rotated-at-login']],
    [SID, sites.careless, ['carried-over-login']],
    [
      'localStorage:token',
      sites.jwtInStorage,
      ['authorization-header', 'sent-from-storage', 'issued-at-login', 'opens-what-was-refused'],
    ],
    ['http-auth:basic', sites.basic, ['challenge-answered']],
    ['header:Authorization', sites.opaqueBearer, ['authorization-header', 'issued-at-login']],
  ])('names what happened to %s', (id, told, expected) => {
    expect(codes(told(), id)).toEqual(expected);
  });

  it('without any behaviour never makes more than a likely candidate', () => {
    const told = story(SITE)
      .holds(`__Host-session_id=${opaque('x')}; ${FLAGS}`)
      .readsJar();

    expect(told.report().verdict.confidence).toBe(0.7);
  });
});
