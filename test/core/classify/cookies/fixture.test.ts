import { describe, expect, test } from 'vitest';
import { isHeldOut, labelledCookies, parseLine } from './fixture.ts';
import { maker } from './values.ts';

const ROLES = 'session-id access-token id-token refresh-token api-key login csrf-token remember-me state other'.split(
  ' ',
);

describe('the labelled cookies', () => {
  const all = labelledCookies();
  const sites = [...new Set(all.map(({ site }) => site))];

  test('are many, and as many of them authenticate as in the field', () => {
    expect(all.length).toBeGreaterThan(300);
    expect(sites.length).toBeGreaterThan(100);
    const share = all.filter(({ authenticates }) => authenticates).length / all.length;
    expect(share).toBeGreaterThan(0.13);
    expect(share).toBeLessThan(0.2);
  });

  test('have a role of the contract, and a name', () => {
    expect(all.filter(({ role, cookie }) => !ROLES.includes(role) || cookie.name === '')).toEqual([]);
  });

  test('stand once in each site', () => {
    const keys = all.map(({ site, cookie }) => `${site} ${cookie.name} ${cookie.path}`);
    expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([]);
  });

  test('have no placeholder left over', () => {
    expect(
      all.filter(({ cookie }) =>
        /<(?:hex|HEX|dec|b\d\d|B36|b64u|b64of|jwt|time|ms)\b/.test(cookie.name + cookie.value),
      ),
    ).toEqual([]);
  });

  test('are the same every time', () => {
    expect(labelledCookies()).toEqual(all);
  });

  test('are held out for about a third, by site', () => {
    const share = sites.filter(isHeldOut).length / sites.length;
    expect(share).toBeGreaterThan(0.25);
    expect(share).toBeLessThan(0.42);
    // So that nobody changes the rule unawares.
    expect(['github.com', 'reddit.com', 'portal.acme'].map(isHeldOut)).toEqual([false, true, true]);
  });
});

describe('a line', () => {
  test('is read as Set-Cookie is', () => {
    const line = '+ session-id __Host-sid=<hex:8>-a=b; HttpOnly; Secure; Strict; Path=/app; 2h';
    expect(parseLine(line, 'a.example')).toEqual({
      site: 'a.example',
      authenticates: true,
      role: 'session-id',
      cookie: {
        name: '__Host-sid',
        value: expect.stringMatching(/^[0-9a-f]{8}-a=b$/),
        domain: 'a.example',
        path: '/app',
        httpOnly: true,
        secure: true,
        sameSite: 'strict',
        session: false,
        expires: 1_767_697_872_345,
      },
    });
    expect(parseLine('- other a=; Domain', 'a.example').cookie).toMatchObject({
      value: '',
      domain: '.a.example',
      session: true,
      sameSite: 'unset',
    });
  });

  test.each(['session-id a=b', '+ a=b', '+ other a=b; Httponly', '+ other a=b; Domian', '+ other a'])(
    'may not be %j',
    (line) => {
      expect(() => parseLine(line, 'a.example')).toThrow(/a\.example/);
    },
  );
});

describe('a made value', () => {
  test.each([
    ['<hex:5>', /^[0-9a-f]{5}$/],
    ['<HEX:4>', /^[0-9A-F]{4}$/],
    ['<dec:9>', /^[1-9]\d{8}$/],
    ['<b36:6>.<B36:6>', /^[0-9a-z]{6}\.[0-9A-Z]{6}$/],
    ['<b62:64>', /^[0-9A-Za-z]{64}$/],
    ['<b64:64>', /^[0-9A-Za-z+/]{64}$/],
    ['<b64u:64>', /^[0-9A-Za-z_-]{64}$/],
    ['<uuid>', /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/],
    ['<time> <ms>', /^176[67]\d{6} 176[67]\d{9}$/],
    ['<b64of:{"a":"<hex:2>"}><dec:1>', /^eyJhIjoi\w{4,5}(?:%3D|\w)*\d$/],
    ['<jwt:sub,exp>', /^ey[\w-]+\.ey[\w-]+\.[\w-]{342}$/],
    ['<unknown> <b> a<b', /^<unknown> <b> a<b$/],
  ])('of %s looks like %s', (template, form) => {
    expect(maker('seed')(template)).toMatch(form);
  });

  test('depends on its seed alone', () => {
    expect(maker('a')('<hex:32>')).toBe(maker('a')('<hex:32>'));
    expect(maker('a')('<hex:32>')).not.toBe(maker('b')('<hex:32>'));
  });
});
