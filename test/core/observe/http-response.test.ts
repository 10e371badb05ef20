import { describe, expect, it } from 'vitest';
import { observeResponse, type RawResponse } from '../../../src/core/observe/http-response.ts';
import type { ResponseSeen } from '../../../src/core/observe/observation.ts';

const AT = Date.UTC(2026, 0, 15, 12);
const OPAQUE = 'F9mZ1QxLk8PzR3tUvW2yB4nC6';

const response = (headers: Record<string, string>, change: Partial<RawResponse> = {}): ResponseSeen => {
  const raw: RawResponse = {
    id: '1',
    at: AT,
    site: 'https://app.example',
    partition: null,
    method: 'get',
    url: 'https://app.example/a',
    resource: 'fetch',
    status: 200,
    headers: Object.entries(headers).map(([name, value]) => ({ name, value })),
  };
  const seen = observeResponse({ ...raw, ...change }, (secret) => `<${secret}>`);
  if (seen === undefined) throw new Error('Nothing was observed.');
  return seen;
};

describe('a response', () => {
  it('tells cookies, challenges, the way on and what the site says of itself', () => {
    const seen = response(
      {
        'Set-Cookie': `sid=${OPAQUE}; Path=/; HttpOnly`,
        'WWW-Authenticate': 'Basic realm="a, Digest b", Bearer',
        Location: `/next?code=${OPAQUE}#x`,
        'Set-Login': ' logged-in ',
        'Clear-Site-Data': '"cache", "cookies"',
        'Strict-Transport-Security': 'max-age=63072000; includeSubDomains',
        'Content-Type': 'text/html; charset=utf-8',
        'Access-Control-Allow-Origin': '*',
        'Access-Control-Allow-Credentials': 'true',
      },
      { status: 401, final: true, fromCache: true, method: 'post' },
    );

    expect(seen).toMatchObject({
      method: 'POST',
      status: 401,
      final: true,
      fromCache: true,
      cookies: [{ name: 'sid', deletes: false, shape: { fingerprint: `<${OPAQUE}>` }, attributes: { httpOnly: true } }],
      challenges: ['basic', 'bearer'],
      location: 'https://app.example/next',
      marks: ['set-login:logged-in', 'clear-site-data:cookies', 'hsts', 'cors-any-with-credentials'],
      contentType: 'text/html',
    });
  });

  it('of Firefox has several cookies in one header', () => {
    const seen = response({
      'set-cookie': 'a=1; Path=/; Expires=Wed, 01 Jan 2031 00:00:00 GMT\nb=2; Secure\n\nc=; Max-Age=0',
    });

    expect(seen.cookies.map(({ name, deletes }) => [name, deletes])).toEqual([
      ['a', false],
      ['b', false],
      ['c', true],
    ]);
  });

  it.each<[header: string, value: string]>([
    ['Strict-Transport-Security', 'max-age=0'],
    ['Strict-Transport-Security', 'x-max-age=63072000'],
    ['Strict-Transport-Security', ''],
    ['Clear-Site-Data', '"storage"'],
    ['Clear-Site-Data', 'cookies'],
    ['Access-Control-Allow-Origin', '*'],
    ['Access-Control-Allow-Credentials', 'true'],
    ['Location', 'javascript:alert(1)'],
    ['Set-Cookie', ''],
  ])('says nothing by %s: %s', (header, value) => {
    const seen = response({ [header]: value });

    expect([seen.marks, seen.cookies, seen.location]).toEqual([[], [], undefined]);
  });
});

describe('a cookie whose path is named after its secret', () => {
  it('keeps the path without it', () => {
    const uid = 'nM_nYM0GHW8AIfd8foiYYKicABMu2fXIu6sgGj_83Pu';
    const seen = observeResponse(
      {
        id: '1',
        at: 1,
        site: 'https://id.example',
        partition: null,
        method: 'GET',
        url: 'https://id.example/auth',
        resource: 'document',
        status: 303,
        headers: [{ name: 'Set-Cookie', value: `_interaction=${uid}; Path=/interaction/${uid}; HttpOnly` }],
      },
      () => 'print',
    );

    expect(seen?.cookies[0]?.attributes.path).toBe('/interaction/…');
    expect(JSON.stringify(seen)).not.toContain(uid);
  });
});
