/** What a logout and a refresh leave behind, told by the traffic alone. */
import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../../src/core/report.ts';
import { reportOf } from '../../helpers/transcript.ts';

const outcome = (rule: string, ...text: string[]): Outcome | undefined =>
  reportOf(text.join('\n')).checks.find((check) => check.rule === rule)?.outcome;

describe('a value from before the logout', () => {
  const refused = 'GET /account\nHTTP 303\nLocation: /login\nHTTP 200';
  const login =
    'POST /login\nusername=ada&password=lovelace\nHTTP 303\n' +
    'Set-Cookie: sid={session}; Path=/; Secure; HttpOnly; SameSite=Lax\nLocation: /account\nHTTP 200';
  const logout = 'POST /logout\nHTTP 303\nLocation: /login\nHTTP 200';
  const again = 'GET /account\nHTTP 200';

  it.each<[title: string, text: string[], expected: Outcome]>([
    ['is let in', [refused, login, logout, again], 'fail'],
    [
      'is let in, after a logout that said that the browser shall forget',
      [refused, login, 'POST /logout\nHTTP 200\nClear-Site-Data: "cookies"', again],
      'fail',
    ],
    [
      'is let in at an address that was shut by this logout',
      [login, logout, 'fetch GET /api/me\nHTTP 401', 'fetch GET /api/me\nHTTP 200'],
      'fail',
    ],
    ['is refused', [refused, login, logout, 'GET /account\nHTTP 401'], 'pass'],
    ['is sent to the login', [refused, login, logout, refused], 'pass'],
    ['is let in where everybody is', [login, logout, again], 'unknown'],
    [
      'is let in with parameters, which may be another page',
      [refused, login, logout, 'GET /account?page=home\nHTTP 200'],
      'unknown',
    ],
    [
      'is let in where a page with parameters was refused',
      ['GET /account?page=me\nHTTP 303\nLocation: /login\nHTTP 200', login, logout, again],
      'unknown',
    ],
    ['is let in by another method', [refused, login, logout, 'fetch POST /account\nHTTP 200'], 'unknown'],
    ['is let in out of the cache', [refused, login, logout, 'GET /account\nHTTP 304'], 'unknown'],
    [
      'is let in, after another login',
      [refused, login, logout, 'fetch POST /login\n{"username":"ada","password":"x"}\nHTTP 200', again],
      'unknown',
    ],
    [
      'is let in, after another login that was refused',
      [refused, login, logout, 'fetch POST /login\n{"username":"ada","password":"x"}\nHTTP 401', again],
      'fail',
    ],
    [
      'is let in beside a new credential',
      [refused, login, logout, 'GET /\nHTTP 200\nSet-Cookie: session={new}; Path=/; Secure; HttpOnly', again],
      'unknown',
    ],
    [
      'is let in beside a new anti-CSRF token',
      [refused, login, logout, 'GET /\nHTTP 200\nSet-Cookie: csrftoken={new}; Path=/; Secure', again],
      'fail',
    ],
    [
      'is let in after a logout that did nothing',
      [refused, login, 'POST /logout\nHTTP 303\nLocation: /\nHTTP 200', again],
      'unknown',
    ],
    ['is let in after a logout that was refused', [refused, login, 'POST /logout\nHTTP 403', again], 'not-applicable'],
  ])('%s', (_title, text, expected) => {
    expect(outcome('session-alive-after-logout', ...text)).toBe(expected);
  });

  it('is the browser’s own login, which no logout takes away', () => {
    const basic = 'GET /account\nHTTP 401\nWWW-Authenticate: Basic realm="x"\nGET /account\nHTTP 200';
    expect(outcome('session-alive-after-logout', basic, login, logout, again)).toBe('unknown');
  });
});

describe('a refresh token', () => {
  const cookie = (name: string): string => `Set-Cookie: rt={${name}}; Path=/auth; Secure; HttpOnly; SameSite=Strict`;
  const login = `fetch POST /auth/login\n{"username":"ada","password":"x"}\nHTTP 200\n${cookie('first')}`;
  const refresh = (...answer: string[]): string => ['fetch POST /auth/refresh', 'HTTP 200', ...answer].join('\n');
  const wait = 'wait 5 minutes';

  it.each<[title: string, text: string[], expected: Outcome]>([
    ['is good again', [login, refresh(), wait, refresh()], 'fail'],
    [
      'was good again once, and then was replaced',
      [login, refresh(), wait, refresh(cookie('second')), wait, refresh(cookie('third'))],
      'fail',
    ],
    ['is replaced', [login, refresh(cookie('second')), wait, refresh(cookie('third'))], 'pass'],
    ['is good again within seconds', [login, refresh(), refresh()], 'unknown'],
    ['is good once', [login, refresh()], 'unknown'],
    ['is refused the second time', [login, refresh(), wait, 'fetch POST /auth/refresh\nHTTP 401'], 'unknown'],
    [
      'goes along with something else',
      [login, 'fetch GET /auth/me\nHTTP 200', wait, 'fetch GET /auth/me\nHTTP 200'],
      'unknown',
    ],
    [
      'is no token, but a session that goes along',
      [
        'POST /login\nuser=a&password=x\nHTTP 303\nSet-Cookie: sid={s}; Path=/; HttpOnly\nLocation: /\nHTTP 200',
        refresh(),
        wait,
        refresh(),
      ],
      'not-applicable',
    ],
  ])('%s', (_title, text, expected) => {
    expect(outcome('refresh-token-reused', ...text)).toBe(expected);
  });

  const access = (minutes: number): string => `localStorage access_token = {jwt {"sub":"ada","exp":"+${minutes}m"}}`;
  const stored = (name: string): string => `localStorage refresh_token = {${name}}`;
  const byBody = 'fetch POST /oauth/token\n{"grant_type":"refresh_token","refresh_token":"{first}"}\nHTTP 200';

  it.each<[title: string, text: string[], expected: Outcome]>([
    ['stays in the storage while a new access token comes', [stored('first'), access(5), byBody, access(10)], 'fail'],
    ['is replaced in the storage', [stored('first'), access(5), byBody, stored('second'), access(10)], 'pass'],
    ['stays, but nobody looked again', [stored('first'), access(5), byBody], 'unknown'],
    ['came with the answer', [access(5), byBody, stored('second'), access(10)], 'unknown'],
    [
      'is one of two, and nobody knows which',
      [stored('first'), 'sessionStorage refresh_token = {o}', access(5), byBody, access(10)],
      'unknown',
    ],
  ])('%s', (_title, text, expected) => {
    expect(outcome('refresh-token-reused', 'GET /\nHTTP 200', ...text)).toBe(expected);
  });
});
