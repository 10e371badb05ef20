import { describe, expect, it } from 'vitest';
import type { Step } from '../../../src/core/report.ts';
import { type StoryFacts, tellStory } from '../../../src/core/story/story.ts';
import {
  anonymous,
  bearer,
  cookie,
  credential,
  decoded,
  facts,
  HOUR,
  httpAuth,
  login,
  logout,
  MINUTE,
  NOW,
  ORIGIN,
  sentTo,
  session,
  stored,
} from '../../helpers/facts.ts';

const story = (changes: Partial<StoryFacts>): Step[] => tellStory(facts(changes));
const told = (changes: Partial<StoryFacts>): [string, string, string][] =>
  story(changes).map(({ kind, from, to }) => [kind, from, to]);
const texts = (changes: Partial<StoryFacts>): string[] => story(changes).map(({ text }) => text);

const sessionFromLogin = session(
  {},
  {
    issuedBy: { how: 'set-cookie', method: 'POST', url: `${ORIGIN}/login`, at: NOW },
    sentTo: [sentTo({ firstAt: NOW + MINUTE, count: 4 })],
  },
);
const tokenFromLogin = stored('localStorage', {
  issuedBy: { how: 'script', method: 'POST', url: `${ORIGIN}/api/login`, at: NOW },
  sentTo: [sentTo({ carrier: 'header', firstAt: NOW + MINUTE, count: 2 })],
});

describe('the story of a session', () => {
  it('is the textbook’s, from the form to the look-up', () => {
    expect(story({ credentials: [sessionFromLogin], logins: [login()] })).toEqual([
      {
        at: NOW,
        from: 'browser',
        to: 'server',
        kind: 'login-submitted',
        text: 'You submitted the login form.',
        method: 'POST',
        url: '/login',
      },
      {
        at: NOW,
        from: 'server',
        to: 'browser',
        kind: 'credential-issued',
        text: 'The server answered with a session id (connect.sid).',
        method: 'POST',
        url: '/login',
        credential: 'c1',
      },
      {
        at: NOW,
        from: 'browser',
        to: 'browser',
        kind: 'credential-kept',
        text: 'The browser keeps it in the cookie jar (connect.sid).',
        credential: 'c1',
      },
      {
        at: NOW + MINUTE,
        from: 'browser',
        to: 'server',
        kind: 'credential-sent',
        text: 'The browser sends connect.sid along with each request, by itself.',
        credential: 'c1',
        count: 4,
      },
      {
        at: NOW + MINUTE,
        from: 'server',
        to: 'server',
        kind: 'credential-checked',
        text: 'The server looks connect.sid up to find out who you are.',
        credential: 'c1',
      },
    ]);
  });

  it('ends with the logout and the cookie’s end', () => {
    const gone = { ...sessionFromLogin, gone: NOW + HOUR };

    expect(story({ credentials: [gone], logouts: [logout({ cleared: ['c1'] })] }).slice(-2)).toEqual([
      {
        at: NOW + HOUR,
        from: 'browser',
        to: 'server',
        kind: 'logout-requested',
        text: 'You logged out.',
        method: 'POST',
        url: '/logout',
      },
      {
        at: NOW + HOUR,
        from: 'browser',
        to: 'browser',
        kind: 'credential-cleared',
        text: 'connect.sid was deleted.',
        credential: 'c1',
      },
    ]);
  });

  it('says what a logout left behind', () => {
    expect(texts({ credentials: [sessionFromLogin], logouts: [logout({ kept: ['c1'] })] }).slice(-2)).toEqual([
      'You logged out.',
      'connect.sid is still there after the logout.',
    ]);
  });

  it('says that a session without a login is anonymous', () => {
    expect(texts({ credentials: [sessionFromLogin], verdict: anonymous })[0]).toBe(
      'Nobody had logged in yet; the server handed out a session id (connect.sid) all the same, an anonymous session.',
    );
  });

  it('says that a session from before the first login was anonymous', () => {
    const logins = [login({ at: NOW + MINUTE })];

    expect(texts({ credentials: [sessionFromLogin], logins })[0]).toContain('anonymous session');
  });

  it('does not call anonymous what a refused login left', () => {
    const logins = [login({ at: NOW + MINUTE, outcome: 'refused' })];

    expect(texts({ credentials: [sessionFromLogin], logins })[0]).not.toContain('anonymous');
  });

  it('does not call anonymous what was there before a logout', () => {
    const logins = [login({ at: NOW + 2 * HOUR })];

    expect(texts({ credentials: [sessionFromLogin], logins, logouts: [logout()] })[0]).not.toContain('anonymous');
  });

  it('does not invent where a session came from that was there before', () => {
    expect(told({ credentials: [session({}, { firstSeen: NOW - HOUR })] })).toEqual([
      ['credential-kept', 'browser', 'browser'],
      ['credential-sent', 'browser', 'server'],
      ['credential-checked', 'server', 'server'],
    ]);
    expect(told({ credentials: [session({}, { issuedBy: { how: 'unknown', at: NOW } })] })).toHaveLength(3);
  });

  it('tells one jar once, whichever origins the cookie goes to', () => {
    const twice = credential({
      carriers: [cookie(), cookie({ origin: 'https://api.app.example' })],
      sentTo: [sentTo({ count: 2, firstAt: NOW + 1 }), sentTo({ origin: 'https://api.app.example', count: 3 })],
    });

    expect(story({ credentials: [twice] })).toMatchObject([
      { kind: 'credential-kept' },
      { kind: 'credential-sent', count: 5, at: NOW },
      { kind: 'credential-checked' },
    ]);
  });

  it('tells that a session ran out without a logout', () => {
    expect(texts({ credentials: [session({}, { gone: NOW + HOUR })] }).at(-1)).toBe('connect.sid is no longer there.');
  });

  it.each([
    ['opaque', 'The server looks connect.sid up to find out who you are.'],
    ['sealed:express', 'The server looks connect.sid up to find out who you are.'],
    ['sealed:iron', 'The server opens connect.sid and reads who you are from it, without a look-up.'],
    ['jwe', 'The server opens connect.sid and reads who you are from it, without a look-up.'],
    ['sealed:aspnetcore', 'The server opens connect.sid and reads from it who you are, or what to look up.'],
    ['negotiate', 'The server checks the login anew for each request.'],
  ])('tells what a server does with a cookie of format %s', (format, text) => {
    expect(texts({ credentials: [session({}, { format })] }).at(-1)).toBe(text);
  });

  it('calls a session that the cookie itself holds a sealed one', () => {
    expect(texts({ credentials: [{ ...sessionFromLogin, format: 'sealed:flask' }] })[0]).toBe(
      'The server answered with a sealed session (connect.sid).',
    );
    expect(texts({ credentials: [{ ...sessionFromLogin, format: 'sealed:express' }] })[0]).toContain('a session id');
  });
});

describe('the story of a token', () => {
  it('goes through the page, and ends with the signature', () => {
    const logins = [login({ how: 'password-json', url: `${ORIGIN}/api/login` })];

    expect(texts({ credentials: [tokenFromLogin], logins })).toEqual([
      'The page sent your name and password to the server.',
      'The server answered with an access token (auth.access_token).',
      'The page keeps it in localStorage (auth).',
      "The page's script puts auth.access_token into a header of each request.",
      'The server checks the signature of auth.access_token and reads who you are from it, without a look-up.',
    ]);
    expect(told({ credentials: [tokenFromLogin], logins })).toEqual([
      ['login-submitted', 'page', 'server'],
      ['credential-issued', 'server', 'page'],
      ['credential-kept', 'page', 'page'],
      ['credential-sent', 'page', 'server'],
      ['credential-checked', 'server', 'server'],
    ]);
  });

  it('tells that an opaque one is looked up', () => {
    expect(texts({ credentials: [bearer({ format: 'opaque' })] }).at(-1)).toBe(
      'The server looks authorization header up to find out who you are.',
    );
  });

  it('tells that a refresh token is traded, not checked', () => {
    const refresh = stored('localStorage', {
      role: 'refresh-token',
      decisive: false,
      carriers: [{ where: 'localStorage', name: 'rt', origin: ORIGIN }],
      sentTo: [sentTo({ carrier: 'body' })],
    });

    expect(texts({ credentials: [refresh] })).toEqual([
      'The page keeps it in localStorage (rt).',
      'The page trades the refresh token (rt) for a new access token.',
    ]);
  });

  it('tells each way of travelling on its own', () => {
    const both = credential({ carriers: [cookie()], sentTo: [sentTo(), sentTo({ carrier: 'query' })] });

    expect(texts({ credentials: [both] })).toContain('The page sends connect.sid in the URL.');
    expect(texts({ credentials: [both] })).toContain(
      'The browser sends connect.sid along with each request, by itself.',
    );
  });
});

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
