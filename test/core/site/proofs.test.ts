/** DPoP proofs and how tokens are attached, from headers to what the rules read. */
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Observation } from '../../../src/core/observe/observation.ts';
import { reduce } from '../../../src/core/site/reduce.ts';
import { CAPS, emptyState } from '../../../src/core/site/state.ts';
import { START, type Story, story } from '../../helpers/observations.ts';
import { adas, opaque } from '../classify/values.ts';
import { jwt } from '../observe/tokens.ts';

const SITE = 'https://app.example';
const ACCESS = opaque('access');
const hashOf = (token: string) => createHash('sha256').update(token).digest('base64url');
const header = { typ: 'dpop+jwt', alg: 'ES256', jwk: { kty: 'EC', crv: 'P-256', x: 'a', y: 'b' } };
const proof = (jti: string, htu: string, changes: Record<string, unknown> = {}): string =>
  jwt({ jti, htm: 'GET', htu, iat: START / 1000, ath: hashOf(ACCESS), ...changes }, header);
const dpop = (jti: string, path: string, changes?: Record<string, unknown>) => ({
  headers: { Authorization: `DPoP ${ACCESS}`, DPoP: proof(jti, `${SITE}${path}`, changes) },
});
const proofsOf = (told: Story) =>
  Object.values(told.state().facts.proofs).map(({ issues, acceptedAt, refusedAt }) => [
    issues.join(),
    acceptedAt !== undefined,
    refusedAt !== undefined,
  ]);
const visit = (): Story => story(SITE).get('/');

describe('proofs', () => {
  it.each<[title: string, story: () => Story, expected: ReturnType<typeof proofsOf>]>([
    [
      'that fit are one fact',
      () => visit().calls('GET', '/a', dpop('1', '/a')).calls('GET', '/b', dpop('2', '/b')),
      [['', true, false]],
    ],
    ['that do not fit are another', () => visit().calls('GET', '/a', dpop('1', '/b')), [['url', true, false]]],
    ['may be refused', () => visit().calls('GET', '/a', dpop('1', '/b')).answers(401), [['url', false, true]]],
    [
      'that only lack the nonce of the server are not refused for anything else',
      () =>
        visit().calls('GET', '/a', dpop('1', '/a')).answers(401, { 'WWW-Authenticate': 'DPoP error="use_dpop_nonce"' }),
      [['', false, false]],
    ],
    [
      'are made for one request each',
      () => visit().calls('GET', '/a', dpop('1', '/a')).calls('GET', '/a', dpop('1', '/a')),
      [
        ['', true, false],
        ['replayed', true, false],
      ],
    ],
  ])('%s', (_title, told, expected) => {
    expect(proofsOf(told())).toEqual(expected);
  });

  it('are not held against the address that a redirect takes them to', () => {
    const [asked, ...others] = visit().calls('GET', '/a', dpop('1', '/a')).redirects('/b', 307).observations().slice(2);
    const carried = others.map((seen) =>
      seen.type === 'request' ? { ...seen, proof: { issues: ['url' as const], jti: 'same' } } : seen,
    );
    const told = [asked as Observation, ...carried].reduce(reduce, emptyState(SITE, null, START));
    expect(carried.map(({ type }) => type)).toEqual(['response', 'request', 'response']);
    expect(Object.values(told.facts.proofs).map(({ issues }) => issues)).toEqual([[]]);
  });

  it('are known by the credential that they go along with', () => {
    const { findings, credentials } = visit().calls('GET', '/a', dpop('1', '/b')).report();
    const finding = findings.find(({ rule }) => rule === 'dpop-mismatch');
    expect(credentials.map(({ id }) => id)).toContain(finding?.credential);
    expect(finding?.severity).toBe('medium');
  });

  it('do not grow without bound', () => {
    const told = visit();
    for (let at = 0; at < CAPS.proofs + 3; at += 1) {
      told.calls('GET', `https://a${at}.app.example/`, dpop(`${at}`, '/'));
    }
    for (let at = 0; at < 2 * CAPS.proofIds; at += 1) told.calls('GET', '/a', dpop(`x${at}`, '/a'));
    const { facts, tally } = told.state();
    expect(Object.keys(facts.proofs)).toHaveLength(CAPS.proofs);
    expect(tally.proofs).toHaveLength(CAPS.proofIds);
    expect(tally.dropped).toBeGreaterThanOrEqual(3);
  });
});

describe('a bound token', () => {
  const bound = adas('bound', { cnf: { jkt: 'thumb' } });
  const bare = { headers: { Authorization: `Bearer ${bound}` } };
  const proven = (jti: string) => ({
    headers: { Authorization: `DPoP ${bound}`, DPoP: proof(jti, `${SITE}/a`, { ath: hashOf(bound) }) },
  });
  const outcomeOf = (told: Story) => told.report().checks.find(({ rule }) => rule === 'jwt-binding-unused')?.outcome;

  it.each<[title: string, story: () => Story, outcome: string]>([
    ['is let in bare', () => visit().calls('GET', '/a', bare), 'fail'],
    ['is refused bare', () => visit().calls('GET', '/a', bare).answers(401), 'pass'],
    [
      'comes with a proof each time',
      () => visit().calls('GET', '/a', proven('1')).calls('GET', '/a', proven('2')),
      'pass',
    ],
    [
      'comes with a proof, and then bare',
      () => visit().calls('GET', '/a', proven('1')).calls('GET', '/a', bare),
      'unknown',
    ],
    [
      'comes bare, and then with a proof',
      () => visit().calls('GET', '/a', bare).calls('GET', '/a', proven('1')),
      'unknown',
    ],
    [
      'took the place of one that was not bound',
      () =>
        visit()
          .calls('GET', '/a', { headers: { Authorization: `DPoP ${adas('free')}` } })
          .calls('GET', '/a', proven('1')),
      'pass',
    ],
  ])('%s', (_title, told, outcome) => {
    expect(outcomeOf(told())).toBe(outcome);
  });
});

describe('an expired token', () => {
  const old = { headers: { Authorization: `Bearer ${adas('old', { exp: 1_600_000_000 })}` } };
  const usesOf = (told: Story) => Object.values(told.state().facts.expiredUses).map(({ url }) => url);

  it.each(['/auth/refresh', '/logout', '/login', '/oauth/revoke', '/session/renew-token'])(
    'may be shown at %s',
    (path) => {
      expect(usesOf(visit().calls('POST', path, old))).toEqual([]);
    },
  );

  it('is remembered where it opened what was shut, rather than where all is open', () => {
    const told = visit()
      .calls('GET', '/api/me')
      .answers(401)
      .calls('GET', '/open', old)
      .calls('GET', '/api/me', old)
      .calls('GET', '/open/too', old);
    expect(usesOf(told)).toEqual([`${SITE}/api/me`]);
  });
});

describe('the time of a token', () => {
  it('counts from when it came, not from when its credential came', () => {
    const now = START / 1000;
    const token = (id: string, iat: number) => ({
      headers: { Authorization: `Bearer ${adas(id, { iat, exp: iat + 600 })}` },
    });
    const told = visit()
      .calls('GET', '/a', token('1', now))
      .waits(3_600_000)
      .calls('GET', '/a', token('2', now + 3_600));
    expect(told.report().credentials.filter(({ token: decoded }) => decoded !== undefined)).toHaveLength(1);
    expect(told.report().findings.map(({ rule }) => rule)).not.toContain('jwt-time-odd');
  });
});
