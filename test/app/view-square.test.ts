import { describe, expect, it } from 'vitest';
import { acrossOf, downOf, edgesOf, type Spot, squareInWords, squareOf } from '../../src/app/view-square.ts';
import {
  API,
  credential,
  NOW,
  otherCookie,
  SITE,
  siteReport,
  tokenCredential,
  tokenReport,
} from '../helpers/reports.ts';

describe('the square', () => {
  const report = siteReport();
  const header = [{ origin: API, carrier: 'header' as const, count: 1, firstAt: NOW, lastAt: NOW }];
  const cookie = [{ origin: SITE, carrier: 'cookie' as const, count: 1, firstAt: NOW, lastAt: NOW }];
  it.each([
    ['an opaque cookie', credential(), 'ambient', 'server'],
    ['a sealed cookie', credential({ format: 'sealed:rails' }), 'ambient', 'client'],
    ['a JWT in a header', tokenCredential(), 'script', 'client'],
    ['a JWT in a cookie', tokenCredential({ sentTo: cookie }), 'ambient', 'client'],
    ['a JWT both ways', tokenCredential({ sentTo: [...cookie, ...header] }), 'both', 'client'],
    ['an opaque token in a header', credential({ sentTo: header }), 'script', 'server'],
    ['Basic, which the browser sends', credential({ format: 'basic', sentTo: header }), 'ambient', 'server'],
    ['Basic that the browser hides', credential({ format: 'basic', sentTo: [], carriers: [] }), 'ambient', 'server'],
    [
      'kept in storage, not sent yet',
      tokenCredential({ sentTo: [], carriers: [{ where: 'localStorage', name: 't', origin: SITE }] }),
      'script',
      'client',
    ],
  ] as const)('%s', (_, one, across, down) => {
    expect([acrossOf(one), downOf(one, report)]).toEqual([across, down]);
  });

  it('shows decisive credentials that still exist, one spot per place', () => {
    const spots = squareOf(
      siteReport({
        credentials: [credential(), credential({ id: 'b' }), credential({ id: 'g', gone: NOW }), otherCookie('_ga')],
      }),
    );
    expect(spots).toHaveLength(1);
    expect(spots[0]).toMatchObject({
      ids: ['c-session', 'b'],
      names: ['connect.sid', 'connect.sid'],
      word: 'connect.sid',
    });
  });

  it('names a credential with a long key by its role', () => {
    expect(squareOf(tokenReport())[0]?.word).toBe('access token');
  });

  it('touches the edges at which something stands, and no others', () => {
    expect([...edgesOf(squareOf(siteReport()))].sort()).toEqual(['ambient', 'server']);
    const unknown: Spot = { across: 'both', down: 'unknown', ids: ['x'], names: ['x'], word: 'x' };
    expect([...edgesOf([unknown])].sort()).toEqual(['ambient', 'script']);
    expect(edgesOf([]).size).toBe(0);
  });

  it('says the same in words', () => {
    expect(squareInWords(squareOf(tokenReport()))).toContain('hard to revoke');
    expect(squareInWords([])).toBe('No credential to place yet.');
  });
});
