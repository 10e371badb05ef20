/** What a check says of a token, seen through the whole engine. */
import { describe, expect, it } from 'vitest';
import type { SiteReport } from '../../../src/core/report.ts';
import { type Story, story } from '../../helpers/observations.ts';
import { adas, bearer } from './values.ts';

const SITE = 'https://app.example';
const token = (jti: string): string => adas(jti);
const asked = (jti = '1'): Story =>
  story(SITE)
    .get('/')
    .calls('GET', '/api', bearer(token(jti)));
const signatures = (told: Story): (string | undefined)[] =>
  told.report().credentials.map((credential) => credential.token?.signature);
const outcome = (report: SiteReport): string | undefined =>
  report.checks.find(({ rule }) => rule === 'jwt-weak-secret')?.outcome;

describe('the signature of a token', () => {
  it('is unverified until somebody checks it', () => {
    expect(signatures(asked())).toEqual(['unverified']);
    expect(signatures(asked().tells(token('1'), { tried: 9, complete: true }))).toEqual(['unverified']);
  });

  it.each(['valid', 'invalid'] as const)('is %s when the check says so', (signature) => {
    expect(signatures(asked().tells(token('1'), { signature }))).toEqual([signature]);
  });

  it('is known of that token alone', () => {
    expect(signatures(asked().tells(token('2'), { signature: 'valid' }))).toEqual(['unverified']);
    const renewed = asked()
      .tells(token('1'), { signature: 'valid' })
      .calls('GET', '/api', bearer(token('2')));
    expect(signatures(renewed)).toEqual(['unverified']);
  });

  it('is known of a token inside a cookie that a framework signed', () => {
    const told = story(SITE)
      .get('/')
      .sets(`sid=${encodeURIComponent(`s:${token('1')}.${'k'.repeat(43)}`)}; Path=/`)
      .get('/again')
      .tells(token('1'), { signature: 'valid' });
    expect(signatures(told)).toEqual(['valid']);
  });
});

describe('a known secret', () => {
  const signed = (jti: string): string => adas(jti);
  const sent = (...all: string[]): Story =>
    all.reduce((told, each) => told.calls('GET', '/api', bearer(signed(each))), story(SITE).get('/'));
  const found = { knownSecret: true, list: 'bundled', signature: 'valid' } as const;

  it('stays known when the server hands out the next token', () => {
    const told = sent('1')
      .tells(signed('1'), found)
      .calls('GET', '/api', bearer(signed('2')));
    expect(outcome(told.report())).toBe('fail');
    expect(signatures(told)).toEqual(['unverified']);
  });

  it('of another token says nothing', () => {
    expect(outcome(sent('1').tells(signed('9'), found).report())).toBe('unknown');
  });

  it('is not there after all lists were tried', () => {
    expect(outcome(sent('1').tells(signed('1'), { tried: 500, complete: true }).report())).toBe('pass');
    expect(outcome(sent('1').tells(signed('1'), { tried: 100 }).report())).toBe('unknown');
  });
});
