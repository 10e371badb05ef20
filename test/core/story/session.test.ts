import { describe, expect, it } from 'vitest';
import {
  anonymous,
  cookie,
  credential,
  HOUR,
  login,
  logout,
  MINUTE,
  NOW,
  sentTo,
  session,
} from '../../helpers/facts.ts';
import { sessionFromLogin, story, texts, told } from './telling.ts';

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
        text: 'The server answered with a session id (`connect.sid`).',
        method: 'POST',
        url: '/login',
        credential: 'c1',
      },
      {
        at: NOW,
        from: 'browser',
        to: 'browser',
        kind: 'credential-kept',
        text: 'The browser keeps `connect.sid` in the cookie jar.',
        credential: 'c1',
      },
      {
        at: NOW + MINUTE,
        from: 'browser',
        to: 'server',
        kind: 'credential-sent',
        text: 'The browser sends `connect.sid` along with each request, by itself.',
        credential: 'c1',
        count: 4,
      },
      {
        at: NOW + MINUTE,
        from: 'server',
        to: 'server',
        kind: 'credential-checked',
        text: 'The server looks `connect.sid` up to find out who you are.',
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
        text: '`connect.sid` was deleted.',
        credential: 'c1',
      },
    ]);
  });

  it('says what a logout left behind', () => {
    expect(texts({ credentials: [sessionFromLogin], logouts: [logout({ kept: ['c1'] })] }).slice(-2)).toEqual([
      'You logged out.',
      '`connect.sid` is still there after the logout.',
    ]);
  });

  it('says that a session without a login is anonymous', () => {
    expect(texts({ credentials: [sessionFromLogin], verdict: anonymous })[0]).toBe(
      'Nobody had logged in yet; the server handed out a session id (`connect.sid`) all the same, an anonymous session.',
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

  it('tells of the sending after the issuing, though an earlier value went along before', () => {
    const rotated = { ...sessionFromLogin, sentTo: [sentTo({ firstAt: NOW - HOUR })] };

    expect(told({ credentials: [rotated] }).map(([kind]) => kind)).toEqual([
      'credential-issued',
      'credential-kept',
      'credential-sent',
      'credential-checked',
    ]);
  });

  it('does not move a sending that ended before', () => {
    const earlier = { ...sessionFromLogin, sentTo: [sentTo({ firstAt: NOW - HOUR, lastAt: NOW - MINUTE })] };

    expect(story({ credentials: [earlier] })[0]).toMatchObject({ kind: 'credential-sent', at: NOW - HOUR });
  });

  it('tells that a session ran out without a logout', () => {
    expect(texts({ credentials: [session({}, { gone: NOW + HOUR })] }).at(-1)).toBe(
      '`connect.sid` is no longer there.',
    );
  });

  it.each([
    ['opaque', 'The server looks `connect.sid` up to find out who you are.'],
    ['sealed:express', 'The server looks `connect.sid` up to find out who you are.'],
    ['sealed:iron', 'The server opens `connect.sid` and reads who you are from it, without a look-up.'],
    ['jwe', 'The server opens `connect.sid` and reads who you are from it, without a look-up.'],
    ['sealed:hono', 'The server opens `connect.sid` and reads from it who you are, or what to look up.'],
    ['negotiate', 'The server checks the login anew for each request.'],
  ])('tells what a server does with a cookie of format %s', (format, text) => {
    expect(texts({ credentials: [session({}, { format })] }).at(-1)).toBe(text);
  });

  it('calls a session that the cookie itself holds a sealed one', () => {
    expect(texts({ credentials: [{ ...sessionFromLogin, format: 'sealed:flask' }] })[0]).toBe(
      'The server answered with a sealed session (`connect.sid`).',
    );
    expect(texts({ credentials: [{ ...sessionFromLogin, format: 'sealed:express' }] })[0]).toContain('a session id');
  });
});
