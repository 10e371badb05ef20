import { describe, expect, it } from 'vitest';
import { bearer, cookie, decoded, httpAuth, login, logout, MINUTE, NOW, sentTo, session } from '../../helpers/facts.ts';
import { sessionFromLogin, story, tokenFromLogin, told } from './telling.ts';

describe('the story of a login', () => {
  it('tells a refusal', () => {
    expect(told({ logins: [login({ outcome: 'refused' })] })).toEqual([
      ['login-submitted', 'browser', 'server'],
      ['login-refused', 'server', 'browser'],
    ]);
  });

  it.each(['oauth-callback', 'saml'] as const)('shows the identity provider with %s', (how) => {
    expect(told({ logins: [login({ how })] })).toEqual([['login-submitted', 'provider', 'server']]);
  });

  it('tells a challenge and its answer once, though the login was noticed as well', () => {
    const basic = bearer({ format: 'basic', role: 'login', sentTo: [sentTo({ carrier: 'header' })] });

    expect(
      story({
        credentials: [basic],
        httpAuth: [httpAuth({ credential: 'c1' })],
        logins: [login({ how: 'http-auth' })],
      }),
    ).toMatchObject([
      { kind: 'challenge', from: 'server', to: 'browser', text: 'The server asked for a login (401, Basic).' },
      { kind: 'login-submitted', from: 'browser', to: 'server' },
      {
        kind: 'credential-sent',
        from: 'browser',
        text: 'The browser sends the login along with each request, by itself.',
      },
      { kind: 'credential-checked', text: 'The server checks the login anew for each request.' },
    ]);
  });

  it('tells a challenge that nobody answered', () => {
    expect(told({ httpAuth: [httpAuth({ answered: false })] })).toEqual([['challenge', 'server', 'browser']]);
  });
});

describe('the story', () => {
  it('is empty where nothing was seen', () => {
    expect(story({})).toEqual([]);
  });

  it('leaves out what lets nobody in', () => {
    expect(story({ credentials: [session({}, { decisive: false, role: 'csrf-token' })] })).toEqual([]);
  });

  it('tells what happened at one time credential by credential', () => {
    const second = { ...sessionFromLogin, id: 'c2', carriers: [cookie({ name: 'second' })] };

    expect(
      story({ credentials: [sessionFromLogin, second], logins: [login()] }).map((step) => step.credential),
    ).toEqual([undefined, 'c1', 'c1', 'c2', 'c2', 'c1', 'c1', 'c2', 'c2']);
  });

  it('is told in the order of time', () => {
    const times = story({
      credentials: [tokenFromLogin, { ...sessionFromLogin, id: 'c2' }],
      logins: [login({ at: NOW + 2 * MINUTE }), login({ at: NOW - MINUTE })],
      logouts: [logout()],
    }).map(({ at }) => at);

    expect(times).toEqual(times.toSorted((a, b) => a - b));
  });

  it('gives addresses as paths and no value at all', () => {
    const secret = 'S3CRET';
    const steps = story({
      credentials: [{ ...tokenFromLogin, masked: secret, token: decoded({ claims: { sub: secret } }) }],
      logins: [login({ url: `https://user:${secret}@app.example/login?next=${secret}#${secret}` })],
    });

    expect(JSON.stringify(steps)).not.toContain(secret);
    expect(steps[0]?.url).toBe('/login');
  });
});
