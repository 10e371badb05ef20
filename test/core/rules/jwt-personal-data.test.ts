import { describe, expect, test } from 'vitest';
import type { Credential } from '../../../src/core/report.ts';
import rule from '../../../src/core/rules/jwt-personal-data.ts';
import { runRules } from '../../../src/core/rules/run.ts';
import { bearer, decoded, facts, NOW, sentTo, session, stored } from '../../helpers/facts.ts';
import { ruleCases } from '../../helpers/rule-cases.ts';

const subject = 'authorization header';
const telling = (claims: Record<string, unknown>, changes: Partial<Credential> = {}) => ({
  credentials: [bearer({ token: decoded({ claims }), ...changes })],
});
const email = { email: 'ada@example.com' };
const { claims: _, ...sealed } = decoded({ kind: 'jwe' });
const idToken: Partial<Credential> = { role: 'id-token', decisive: false };
const elsewhere = [sentTo({ origin: 'https://api.other.example', carrier: 'header' })];

ruleCases(rule, {
  pass: [
    ['a subject', telling({ sub: '8f1c', preferred_username: 'ada', name: 'ada', scope: 'email phone' })],
    [
      'flags and empty claims',
      telling({ email_verified: true, email: '', phone_number: null, address: {}, phones: [] }),
    ],
    ['an ID token in memory, which is there to tell', telling({ ...email, given_name: 'Ada' }, idToken)],
    ['an encrypted token beside a sound one', { credentials: [bearer({ token: sealed }), bearer()] }],
  ],
  fail: [
    [
      'an e-mail address, by its name alone',
      telling(email),
      [
        {
          subject,
          severity: 'low',
          credential: 'c1',
          evidence: ['authorization header tells how to reach somebody: email.'],
        },
      ],
    ],
    [
      'a token in localStorage',
      { credentials: [stored('localStorage', { token: decoded({ claims: email }) })] },
      [{ subject: 'auth.access_token', severity: 'medium' }],
    ],
    [
      'a token in IndexedDB',
      telling(email, { carriers: [{ where: 'indexedDB', name: 'db', origin: 'https://app.example' }] }),
      [{ subject: 'db', severity: 'medium' }],
    ],
    [
      'a token in an address',
      telling(email, { sentTo: [sentTo({ carrier: 'query' })] }),
      [{ subject, severity: 'medium' }],
    ],
    ['a token that another site gets', telling(email, { sentTo: elsewhere }), [{ subject, severity: 'medium' }]],
    [
      'a cookie, which each site has for itself',
      telling(email, { sentTo: [sentTo({ origin: 'https://other.example', carrier: 'cookie' })] }),
      [{ subject, severity: 'low' }],
    ],
    [
      'another host of the site, which is no third party',
      telling(email, { sentTo: [sentTo({ origin: 'https://api.app.example', carrier: 'header' })] }),
      [{ subject, severity: 'low' }],
    ],
    [
      'the issuer, who knows it already',
      telling({ ...email, iss: 'https://login.other.example' }, { sentTo: elsewhere }),
      [{ subject, severity: 'low' }],
    ],
    [
      'an API that lets the site in by CORS, and is the site’s own',
      { ...telling(email, { sentTo: elsewhere }), corsAllowed: ['https://api.other.example'] },
      [{ subject, severity: 'low' }],
    ],
    ['a refresh token', telling(email, { role: 'refresh-token', decisive: false }), [{ subject, severity: 'low' }]],
    [
      'an ID token in storage as information',
      {
        credentials: [stored('sessionStorage', { ...idToken, token: decoded({ claims: email }) })],
      },
      [{ subject: 'auth.access_token', severity: 'info' }],
    ],
    [
      'an ID token that another site gets',
      telling(email, { ...idToken, sentTo: elsewhere }),
      [{ subject, severity: 'medium' }],
    ],
    [
      'an ID token that tells more than ID tokens are for',
      telling({ ...email, ssn: '078-05-1120' }, idToken),
      [{ subject, severity: 'low' }],
    ],
    ['an ID token that lets in', telling(email, { role: 'id-token' }), [{ subject, severity: 'low' }]],
  ],
  notApplicable: [
    ['a site without tokens', { credentials: [session()] }],
    ['an API key', telling(email, { role: 'api-key' })],
    ['a login’s transaction', telling(email, { role: 'state' })],
    ['a bot wall’s token', telling(email, { role: 'other' })],
    ['a token that the verdict has left behind', telling(email, { gone: NOW, decisive: false })],
  ],
  unknown: [['an encrypted token', { credentials: [bearer({ token: sealed })] }]],
});

describe('what a token tells', () => {
  const evidence = (claims: Record<string, unknown>) =>
    runRules(facts(telling(claims)), [rule]).findings[0]?.evidence[0];
  const paths = (claims: Record<string, unknown>) => evidence(claims)?.split(': ')[1]?.slice(0, -1);

  test.each([
    [{ 'https://shop.example/email': 'a@b.example' }, 'https://shop.example/email'],
    [{ 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress': 'a@b.example' }, null],
    [{ user: { profile: { phoneNumber: '+44' } } }, 'user.profile.phoneNumber'],
    [
      { 'https://hasura.io/jwt/claims': { 'x-hasura-user-email': 'a@b.example' } },
      'https://hasura.io/jwt/claims.x-hasura-user-email',
    ],
    [{ users: [{ surname: 'Lovelace' }] }, 'users.surname'],
    [{ sub: 'ada@example.com' }, 'sub'],
    [{ address: '12 St James’s Square, London' }, 'address'],
    [{ address: { locality: 'London' } }, 'address'],
    [{ name: 'Ada Lovelace' }, 'name'],
    [{ ipaddr: '192.0.2.1' }, 'ipaddr'],
    [{ personnummer: '19121212-1212', blood_type: 'A' }, 'personnummer, blood_type'],
  ])('%j', (claims, path) => {
    if (path === null) expect(evidence(claims)).toContain('emailaddress');
    else expect(evidence(claims)).toContain(`: ${path}.`);
  });

  test('looks no deeper than three levels', () => {
    expect(evidence({ a: { b: { c: { email: 'a@b.example' } } } })).toBeUndefined();
  });

  test('never shows a value', () => {
    expect(evidence({ email: 'ada@example.com', user: { ssn: '078-05-1120' } })).not.toMatch(/ada@|078/);
  });

  test('names ten, and counts the others', () => {
    const claims = Object.fromEntries(Array.from({ length: 30 }, (_each, at) => [`https://n${at}.example/email`, 'a']));
    expect(evidence(claims)).toMatch(/ and 20 more\.$/);
  });

  test.each<Record<string, unknown>>([
    { email_template: 'x' },
    { ip_restricted: 'x' },
    { country: 'SE', locale: 'sv', zoneinfo: 'Europe/Stockholm' },
    { address: '0x52908400098527886E0F7030069857D2E4169EE7', sn: '1' },
    { sub: 'Session Token', username: 'Ada Lovelace' },
    { device_name: 'Ada Lovelace’s phone' },
    { sub: 'a@b', picture: 'https://x.example/a.png', nickname: 'ada' },
    { constructor: 'x', __proto__: 'y' },
  ])('%j tells nothing', (claims) => {
    expect(paths(claims)).toBeUndefined();
  });
});
