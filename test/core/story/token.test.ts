import { describe, expect, it } from 'vitest';
import { bearer, cookie, credential, login, ORIGIN, sentTo, stored } from '../../helpers/facts.ts';
import { texts, tokenFromLogin, told } from './telling.ts';

describe('the story of a token', () => {
  it('goes through the page, and ends with the signature', () => {
    const logins = [login({ how: 'password-json', url: `${ORIGIN}/api/login` })];

    expect(texts({ credentials: [tokenFromLogin], logins })).toEqual([
      'The page sent your name and password to the server.',
      'The server answered with an access token (`auth.access_token`).',
      'The page keeps `auth.access_token` in localStorage.',
      'The page’s script puts `auth.access_token` into the `Authorization` header of each request.',
      'The server checks the signature of `auth.access_token` and reads who you are from it, without a look-up.',
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
      'The server looks the access token up to find out who you are.',
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
      'The page keeps `rt` in localStorage.',
      'The page trades the refresh token (`rt`) for a new access token.',
    ]);
  });

  it('tells each way of travelling on its own', () => {
    const both = credential({ carriers: [cookie()], sentTo: [sentTo(), sentTo({ carrier: 'query' })] });

    expect(texts({ credentials: [both] })).toContain('The page sends `connect.sid` in the URL.');
    expect(texts({ credentials: [both] })).toContain(
      'The browser sends `connect.sid` along with each request, by itself.',
    );
  });
});
