/** From what happened to the findings: roles before places, and silence where nothing is wrong. */
import { describe, expect, it } from 'vitest';
import type { Finding } from '../../../src/core/report.ts';
import { reportOf } from '../../helpers/transcript.ts';

const findings = (rule: string, text: string): Pick<Finding, 'severity' | 'confidence' | 'subject'>[] =>
  reportOf(text)
    .findings.filter((finding) => finding.rule === rule)
    .map(({ severity, confidence, subject }) => ({ severity, confidence, subject }));

const login = `
POST /login
username=ada&password=lovelace
HTTP 303
Set-Cookie: sid={session}; Path=/; Secure; HttpOnly; SameSite=Lax
Location: /account
HTTP 200
Content-Type: text/html
Cache-Control: no-store
`;
const html = 'HTTP 200\nContent-Type: text/html';
const cached = (text: string) => findings('authenticated-response-cacheable', text);

describe('answers that shared caches may keep', () => {
  it('are firm where the server had refused the address', () => {
    const refused = 'GET /orders\nHTTP 302\nLocation: /login\nHTTP 200\n';
    const hit = `GET /orders\n${html}\nX-Cache: HIT\n`;
    expect(cached(`${refused}${login}${hit}`)).toEqual([
      { severity: 'high', confidence: 'firm', subject: 'app.example' },
    ]);
    expect(cached(`${login}${hit}`)).toEqual([{ severity: 'high', confidence: 'tentative', subject: 'app.example' }]);
  });

  it('that the server calls public are no hit, unless it refuses others', () => {
    const shared = `GET /orders\n${html}\nCache-Control: public, max-age=0, must-revalidate\nX-Cache: HIT\n`;
    expect(cached(`${login}${shared}`)).toEqual([]);
    expect(cached(`GET /orders\nHTTP 401\n${login}${shared}`)).toEqual([
      { severity: 'high', confidence: 'firm', subject: 'app.example' },
    ]);
  });

  it.each([
    ['vary with the cookie', `GET /orders\n${html}\nVary: Cookie\nX-Cache: HIT\n`],
    ['were the same for a visitor', ''],
  ])('do not count if they %s', (_title, more) => {
    const open = `GET /news\n${html}\nCache-Control: max-age=60\n`;
    expect(cached(more === '' ? `${open}${login}${open}` : `${login}${more}`)).toEqual([]);
  });

  it('do not count where the session stands in the address, which is another one for each', () => {
    const visit = 'fetch GET /api/me?access_token={jwt {"sub":"ada","iat":"-1m","exp":"+1h"}}\nHTTP 200\n';
    expect(cached(`${visit}Content-Type: application/json\nCache-Control: public\n`)).toEqual([]);
  });
});

describe('tokens that go elsewhere', () => {
  const jwt = '{jwt {"sub":"ada","iat":"-1m","exp":"+1h"}}';
  const own = `fetch GET /api/me\nAuthorization: Bearer ${jwt}\nHTTP 200\n`;
  const sent = (text: string) => findings('token-sent-to-third-party', text);

  it('may go to the provider at which the login was asked for', () => {
    const asked =
      'GET https://app.example/start\nHTTP 302\nLocation: https://login.example.net/authorize?client_id=a&response_type=code&state=b\nHTTP 200\n';
    const userinfo = `fetch GET https://login.example.net/userinfo\nAuthorization: Bearer ${jwt}\nHTTP 200\n`;
    expect(sent(`${asked}${own}${userinfo}`)).toEqual([]);
    expect(sent(`${own}${userinfo}`)).toEqual([
      { severity: 'high', confidence: 'firm', subject: 'Authorization header' },
    ]);
  });
});

describe('keys in the browser', () => {
  it('are each told with their own place', () => {
    const text =
      'GET /\nHTTP 200\nfetch GET https://api.stripe.com/v1/x\nAuthorization: Bearer sk_live_51H8example0Key9That1Is2No3Real4One\nHTTP 200\nlocalStorage key = sk-ant-api03-Ab3dEf6hIj9kLm2nOp5qRs8tUv1wXy4z\n';
    expect(findings('secret-key-in-browser', text)).toEqual([
      { severity: 'critical', confidence: 'firm', subject: 'Authorization header' },
      { severity: 'critical', confidence: 'tentative', subject: 'key' },
    ]);
  });
});

describe('a Referer', () => {
  it('with the code of a login, or with an unknown value, is no leak', () => {
    const hit = (query: string) =>
      `${login}fetch GET https://stats.example.net/hit\nReferer: https://app.example/a?${query}\nHTTP 204\n`;
    expect(findings('token-in-referrer', hit('code={code}&state={state}'))).toEqual([]);
    expect(findings('token-in-referrer', hit('token={unknown}'))).toEqual([]);
  });
});
