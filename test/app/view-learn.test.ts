import { describe, expect, it } from 'vitest';
import { notesOf } from '../../src/app/learn/view-learn.ts';
import {
  API,
  cookieCarrier,
  credential,
  DAY,
  decodedToken,
  finding,
  NOW,
  nothingReport,
  otherCookie,
  siteReport,
  tokenCredential,
  tokenReport,
  verdict,
} from '../helpers/reports.ts';

describe('the processes', () => {
  it('tie a session to its cookie', () => {
    const notes = notesOf(siteReport());
    expect(notes).toMatchObject({
      session: '`connect.sid`, set by `POST /login`.',
      'session-kept': 'kept until the browser closes; scripts cannot read it.',
      'session-lookup': '`connect.sid` was sent 42 times, so looked up as often.',
      'session-csrf': '`connect.sid` is SameSite=Lax, which limits it.',
      difference: 'the state lives on the server, and it travels as a cookie.',
      authentication: 'the server knows it from `connect.sid`.',
      choice: 'this site chose a session.',
    });
    expect(notes).not.toHaveProperty('token');
    expect(notes).not.toHaveProperty('session-end');
  });

  it('tie a token to its place, its way, its life and its claims', () => {
    const notes = notesOf(tokenReport());
    expect(notes).toMatchObject({
      'token-kept': 'in localStorage.',
      'token-sent': '128 times, in a header.',
      'token-check': 'it says that it is signed with `RS256`.',
      'token-revoke': '`@@auth0spajs@@::shop-web` is good for 1 h from its issue.',
      difference: 'the state lives in the browser, and it travels in a header.',
    });
    expect(notes['token-theft']).toContain('localStorage');
    expect(notes.authentication).toContain('`sub`');
    expect(notes.authorization).toContain('`scope`');
    expect(notes).not.toHaveProperty('session');
  });

  it('tell of a token in a cookie', () => {
    const carriers = [cookieCarrier('jwt')];
    const sentTo = [{ origin: API, carrier: 'cookie' as const, count: 1, firstAt: NOW, lastAt: NOW }];
    expect(notesOf(tokenReport({ credentials: [tokenCredential({ carriers, sentTo })] }))).toMatchObject({
      'token-kept': 'in a cookie, by the browser.',
      'token-sent': 'once, as a cookie.',
    });
  });

  it('tell the end of a session', () => {
    expect(notesOf(siteReport({ credentials: [credential({ gone: NOW })] }))['session-end']).toMatch(/is gone/);
    const alive = siteReport({ findings: [finding({ rule: 'session-alive-after-logout' })] });
    expect(notesOf(alive)['session-end']).toMatch(/still worked/);
  });

  it('tell of forged requests only while the finding stands', () => {
    const csrf = finding({ rule: 'csrf-exposed' });
    expect(notesOf(siteReport({ findings: [csrf] }))['session-csrf']).toMatch(/found open/);
    const waived = { ...csrf, waived: { reason: 'internal', at: NOW } };
    expect(notesOf(siteReport({ findings: [waived] }))['session-csrf']).toMatch(/limits it/);
  });

  it('say nothing where nothing was seen', () => expect(notesOf(nothingReport())).toEqual({}));
});

describe('the words', () => {
  const cookies = siteReport({
    credentials: [
      credential({
        carriers: [
          cookieCarrier('a', { sameSite: 'strict', path: '/app', prefix: '__Host-' }),
          cookieCarrier('b', {
            httpOnly: false,
            sameSite: 'unset',
            hostOnly: false,
            session: false,
            expires: NOW + DAY,
          }),
          cookieCarrier('c', { partitionKey: 'https://other.example' }),
        ],
        firstSeen: NOW,
      }),
      otherCookie('_ga'),
    ],
  });

  it('show the flags of the cookies that decide, and of no others', () => {
    expect(notesOf(cookies)).toMatchObject({
      cookie: '2 cookies were seen.',
      'http-only': '`a` and `c`: set. `b`: not set.',
      secure: '`a`, `b` and `c`: set.',
      'same-site': '`a`: Strict. `b`: not set. `c`: Lax.',
      domain: '`a` and `c`: only `shop.example`. `b`: `shop.example` and below.',
      path: '`a`: only under `/app`.',
      lifetime: '`a` and `c`: until the browser closes. `b`: for 1 day.',
      prefix: '`a`: __Host-.',
      partitioned: '`c`: partitioned.',
    });
  });

  it('show the flags of no cookie that is gone', () => {
    expect(notesOf(siteReport({ credentials: [credential({ gone: NOW })] }))).not.toHaveProperty('secure');
  });

  it('name at most three', () => {
    const carriers = ['a', 'b', 'c', 'd', 'e'].map((name) => cookieCarrier(name));
    expect(notesOf(siteReport({ credentials: [credential({ carriers })] })).secure).toBe(
      '`a`, `b`, `c` and 2 more: set.',
    );
  });

  it('let no name break out of its quotes', () => {
    const carriers = [cookieCarrier('a`b')];
    expect(notesOf(siteReport({ credentials: [credential({ carriers })] })).secure).toBe('`a´b`: set.');
  });

  it('show values by form and role', () => {
    const notes = notesOf(
      tokenReport({
        credentials: [
          tokenCredential({ token: decodedToken({ signature: 'valid' }) }),
          credential({ carriers: [cookieCarrier('sid')] }),
          otherCookie('XSRF', { role: 'csrf-token' }),
        ],
      }),
    );
    expect(notes).toMatchObject({
      jwt: '`@@auth0spajs@@::shop-web`.',
      'access-token': '`@@auth0spajs@@::shop-web`.',
      'web-storage': '`@@auth0spajs@@::shop-web`.',
      claims: '`iss`, `sub`, `aud` and 9 more.',
      signature: 'that of `@@auth0spajs@@::shop-web` was checked: it is valid.',
      opaque: '`sid`.',
      guessing: '`sid` holds at most 247 bits.',
      'csrf-token': '`XSRF`.',
      origin: '`@@auth0spajs@@::shop-web` is also sent to `api.shop.example`.',
    });
    expect(notesOf(tokenReport())).not.toHaveProperty('signature');
  });

  it('show ways to sign in', () => {
    const mechanisms = ['oauth-code', 'oidc', 'basic', 'digest'] as const;
    expect(notesOf(siteReport({ verdict: verdict({ mechanisms: [...mechanisms] }) }))).toMatchObject({
      oauth: 'OAuth code flow, seen here.',
      oidc: 'OpenID Connect, seen here.',
      'http-auth': 'Basic and Digest, seen here.',
    });
  });

  it('show how sure Coatcheck is', () => {
    expect(notesOf(siteReport())).toMatchObject({
      'signed-in': 'signed in.',
      evidence: '3 for it, 1 against it.',
      confidence: 'very sure, 96%.',
      transport: 'the page came over HTTPS.',
    });
    expect(notesOf(siteReport({ site: 'http://shop.example' })).transport).toContain('plain HTTP');
  });

  it('show what Risks says, after what was seen', () => {
    const one = siteReport({ findings: [finding(), finding({ rule: 'rule-of-tomorrow' })] });
    expect(notesOf(one)['http-only']).toBe('`connect.sid`: set. Risks says: Session cookie is readable by scripts.');
    const two = siteReport({ findings: [finding({ rule: 'token-in-url' }), finding({ rule: 'password-in-url' })] });
    expect(notesOf(two)['secret-in-url']).toBe('Risks has 2 findings on this.');
    const waived = siteReport({ findings: [finding({ waived: { reason: 'x', at: NOW } })] });
    expect(notesOf(waived)['http-only']).toBe('`connect.sid`: set.');
  });
});
