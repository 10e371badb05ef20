/** What the site does well, and what was left alone; through the whole engine where a story can tell it. */
import { describe, expect, it } from 'vitest';
import { goodNews } from '../../src/core/good-news.ts';
import type { SiteReport } from '../../src/core/report.ts';
import { credential, finding, otherCookie, siteReport, tokenReport, verdict } from '../helpers/reports.ts';
import { reportOf } from '../helpers/transcript.ts';

const login = (cookie: string, before = '', site = ''): SiteReport =>
  reportOf(`GET ${site}/
HTTP 200
${before}
POST ${site}/login
username=ada&password=lovelace
HTTP 303
Set-Cookie: ${cookie}
Location: /account
HTTP 200
GET ${site}/orders
HTTP 200`);

const good = (report: SiteReport): string[] => goodNews(report).good.map(({ code }) => code);
const spared = (report: SiteReport): Record<string, string> =>
  Object.fromEntries(goodNews(report).spared.map(({ code, text }) => [code, text]));

const SOUND = 'sid={session}; Path=/; Secure; HttpOnly; SameSite=Lax';

describe('done well', () => {
  it('nothing, on a plain site', () => {
    expect(goodNews(login(SOUND))).toEqual({ good: [], spared: [] });
  });

  it('a prefix that the browser enforces', () => {
    const report = login('__Host-sid={session}; Path=/; Secure; HttpOnly; SameSite=Lax');
    expect(goodNews(report).good).toEqual([
      {
        code: 'host-prefix',
        credential: 'cookie:__Host-sid',
        text: 'The browser itself sees to it that `__Host-sid` comes from this host alone, over HTTPS (`__Host-`).',
      },
    ]);
  });

  it('not the prefix of a cookie that carries nothing', () => {
    expect(good(login(SOUND, 'Set-Cookie: __Host-theme=dark; Path=/; Secure'))).toEqual([]);
  });

  it.each([
    ['device-bound-session', 'device-bound'],
    ['dpop', 'dpop'],
    ['webauthn', 'passkey'],
  ] as const)('%s', (mechanism, code) => {
    expect(good(siteReport({ verdict: verdict({ mechanisms: ['session-cookie', mechanism] }) }))).toEqual([code]);
  });

  it('PKCE with S256, and not with anything less', () => {
    const checked = (pkce: 'pass' | 'fail' | 'not-applicable', plain: 'pass' | 'fail' | 'not-applicable') =>
      siteReport({
        checks: [
          { rule: 'oauth-without-pkce', outcome: pkce },
          { rule: 'oauth-pkce-plain', outcome: plain },
        ],
      });
    expect(good(checked('pass', 'pass'))).toEqual(['pkce']);
    expect(good(checked('pass', 'fail'))).toEqual([]);
    expect(good(checked('fail', 'pass'))).toEqual([]);
    expect(good(checked('not-applicable', 'not-applicable'))).toEqual([]);
  });

  it('a token that lives for minutes, in its own unit', () => {
    const bearer = (end: string): SiteReport =>
      reportOf(`fetch GET /api/me
Authorization: Bearer {jwt {"sub":"ada","iat":"-1m","exp":"${end}"}}
HTTP 200
fetch GET /api/orders
Authorization: Bearer {jwt {"sub":"ada","iat":"-1m","exp":"${end}"}}
HTTP 200`);
    expect(goodNews(bearer('+9m')).good.map(({ text }) => text)).toEqual([
      '`Authorization header` lives 10 minutes: a thief has little of it.',
    ]);
    expect(good(bearer('+20m'))).toEqual([]);
    expect(goodNews(bearer('+20m'), 3_600_000).good).toHaveLength(1);
  });

  it('but not where that helps nobody', () => {
    const unsigned = reportOf(`fetch GET /api/me
Authorization: Bearer {jwt {"alg":"none"} {"sub":"ada","iat":"-1m","exp":"+9m"}}
HTTP 200
fetch GET /api/orders
Authorization: Bearer {jwt {"alg":"none"} {"sub":"ada","iat":"-1m","exp":"+9m"}}
HTTP 200`);
    expect(unsigned.findings.map(({ rule }) => rule)).toContain('jwt-alg-none');
    expect(good(unsigned)).toEqual([]);
    const unproven = siteReport({
      verdict: verdict({ mechanisms: ['bearer-jwt', 'dpop'] }),
      findings: [finding({ rule: 'jwt-binding-unused' })],
    });
    expect(good(unproven)).toEqual([]);
  });

  describe('the tokens of a provider', () => {
    const federated = (change: Partial<SiteReport> = {}): SiteReport =>
      siteReport({
        verdict: verdict({ mechanisms: ['session-cookie', 'oidc'] }),
        credentials: [credential()],
        checks: [{ rule: 'token-in-local-storage', outcome: 'pass' }],
        ...change,
      });

    it('stay on the server', () => {
      expect(goodNews(federated()).good.map(({ text }) => text)).toEqual([
        'The tokens of the provider stay on the server: the browser has `connect.sid` alone.',
      ]);
    });

    it('do not where the browser has one, or where nobody looked', () => {
      const token = tokenReport().credentials;
      expect(good(federated({ credentials: [credential(), ...token] }))).not.toContain('tokens-on-server');
      expect(good(federated({ checks: [{ rule: 'token-in-local-storage', outcome: 'unknown' }] }))).toEqual([]);
      expect(good(federated({ credentials: [] }))).toEqual([]);
      expect(good(federated({ verdict: verdict() }))).toEqual([]);
      expect(good(federated({ credentials: [{ ...credential(), format: 'jwt' }] }))).toEqual([]);
    });
  });
});

describe('left alone', () => {
  it.each([
    [
      'an anti-CSRF cookie',
      'XSRF-TOKEN={csrf}; Path=/; Secure; SameSite=Lax',
      'csrf-readable',
      /^`XSRF-TOKEN` may be readable: /,
    ],
    [
      'a visitor’s number',
      '_ga=GA1.1.1234567890.1700000000; Path=/',
      'analytics',
      /^`_ga` measures visits and lets nobody in/,
    ],
    ['a load balancer', 'AWSALB={lb}; Path=/', 'load-balancer', /^`AWSALB` says which machine answers/],
    ['consent', 'OptanonConsent=datestamp; Path=/', 'consent', /^`OptanonConsent` remembers what was agreed to/],
    ['a preference', 'theme=dark; Path=/', 'preference', /^`theme` remembers a choice/],
  ])('%s', (_, line, code, text) => {
    expect(spared(login(SOUND, `Set-Cookie: ${line}`))).toEqual({ [code]: expect.stringMatching(text) });
  });

  it('nothing where no flag is missing', () => {
    expect(spared(login(SOUND, 'Set-Cookie: theme=dark; Path=/; Secure; HttpOnly; SameSite=Lax'))).toEqual({});
    expect(spared(login(SOUND, 'Set-Cookie: csrftoken={csrf}; Path=/; Secure; HttpOnly; SameSite=Lax'))).toEqual({});
  });

  it('several of a kind in one sentence, with a few names', () => {
    const line = (name: string): string => `Set-Cookie: ${name}=GA1.1.1234567890.1700000000; Path=/`;
    expect(spared(login(SOUND, ['_ga', '_gid'].map(line).join('\n')))['analytics']).toMatch(
      /^`_ga` and `_gid` measure visits and let nobody in/,
    );
    const many = ['_ga', '_gid', '_fbp', '_hjid', '_clck', '_uetsid'].map(line).join('\n');
    expect(spared(login(SOUND, many))['analytics']).toMatch(/^(`\w+`, ){2}`\w+` and 3 more measure visits/);
  });

  it('the line that takes a cookie away', () => {
    const report = reportOf(`POST /login
username=ada&password=lovelace
HTTP 303
Set-Cookie: ${SOUND}
Location: /account
HTTP 200
POST /logout
HTTP 303
Set-Cookie: sid=; Path=/; Max-Age=0
Location: /
HTTP 200`);
    expect(spared(report)).toEqual({ deletion: expect.stringContaining('`sid`') });
  });

  it('a session without Secure on this machine, and nowhere else', () => {
    const plain = 'sid={session}; Path=/; HttpOnly; SameSite=Lax';
    expect(spared(login(plain, '', 'http://localhost:3000'))).toEqual({ localhost: expect.stringContaining('`sid`') });
    expect(spared(login(plain, '', 'http://app.localhost'))).toHaveProperty('localhost');
    expect(spared(login(plain, '', 'http://localhost.example'))).toEqual({});
    expect(spared(login(plain))).toEqual({});
  });

  it('names are data: a backtick does not end one', () => {
    const cookie = otherCookie('_ga`x', { role: 'csrf-token' });
    const [carrier] = cookie.carriers;
    if (carrier?.cookie !== undefined) carrier.cookie.httpOnly = false;
    expect(spared(siteReport({ credentials: [cookie] }))['csrf-readable']).toMatch(/^`_ga´x` may/);
  });
});
