import { describe, expect, it } from 'vitest';
import { type Chip, cookieChips, storageChips } from '../../src/app/credentials/chips.ts';
import type { CookieAttributes, Where } from '../../src/core/report.ts';
import type { Engine } from '../../src/core/rules/facts.ts';
import { cookieAttributes, SITE } from '../helpers/reports.ts';

type Change = Partial<CookieAttributes>;

const of = (change: Change, origin = SITE, decisive = true, engine: Engine = 'chromium'): Chip[] =>
  cookieChips(cookieAttributes(change), origin, decisive, engine);

const words = (chips: Chip[]): string[] => chips.map(({ text, tone }) => (tone === 'warn' ? `!${text}` : text));

describe('cookieChips', () => {
  const cases: [string, Change, string[]][] = [
    ['healthy', {}, ['HttpOnly', 'Secure', 'SameSite=Lax', 'host-only', 'session']],
    [
      'bare',
      { httpOnly: false, secure: false, sameSite: 'unset' },
      ['!no HttpOnly', '!no Secure', '!no SameSite (as Lax)', 'host-only', 'session'],
    ],
    ['SameSite=None', { sameSite: 'none' }, ['HttpOnly', 'Secure', '!SameSite=None', 'host-only', 'session']],
    [
      'wide and lasting',
      { hostOnly: false, session: false },
      ['HttpOnly', 'Secure', 'SameSite=Lax', 'for shop.example and below', 'persistent'],
    ],
    ['prefixed', { prefix: '__Host-' }, ['__Host-', 'HttpOnly', 'Secure', 'SameSite=Lax', 'host-only', 'session']],
    [
      'for one path, partitioned',
      { path: '/app', partitionKey: 'https://a.example' },
      ['HttpOnly', 'Secure', 'SameSite=Lax', 'host-only', 'session', 'path /app', 'partitioned'],
    ],
  ];
  it.each(cases)('%s', (_, change, expected) => expect(words(of(change))).toEqual(expected));

  it.each([
    ['chromium', 'no SameSite (as Lax)', /two minutes/],
    ['firefox', 'no SameSite (as None)', /separate jar/],
    ['safari', 'no SameSite (as None)', /other sites/],
    ['unknown', 'no SameSite', /Some browsers/],
  ] as const)('says what %s does without SameSite', (engine, text, hint) => {
    const chip = of({ sameSite: 'unset' }, SITE, true, engine).find(({ topic }) => topic === 'same-site');
    expect(chip).toMatchObject({ text, tone: 'warn' });
    expect(chip?.hint).toMatch(hint);
  });

  it.each([
    ['__Host-', /Path=\/, and for this host alone/],
    ['__Secure-', /Secure, over HTTPS/],
    ['__Http-', /Secure and HttpOnly/],
    ['__Host-Http-', /HttpOnly and Path=\//],
  ] as const)('says what the browser enforces for %s', (prefix, hint) => {
    expect(of({ prefix })[0]?.hint).toMatch(hint);
  });

  it('says how long a lasting cookie can last', () => {
    expect(of({ session: false }).find(({ topic }) => topic === 'lifetime')?.hint).toContain('400 days');
  });

  it('blames no Secure on localhost', () => {
    expect(words(of({ secure: false }, 'http://localhost:3000'))).not.toContain('!no Secure');
    expect(words(of({ secure: false }, 'https://localhost:3000'))).not.toContain('!no Secure');
  });

  it('blames nothing on cookies that do not decide', () => {
    const chips = of({ httpOnly: false, secure: false, sameSite: 'none' }, SITE, false);
    expect(words(chips)).toEqual(['SameSite=None', 'host-only', 'session']);
    expect(words(of({ sameSite: 'unset' }, SITE, false))).not.toContain('!no SameSite (as Lax)');
  });

  it('leads each flag to its own place', () => {
    const topics = of({ prefix: '__Host-', path: '/app', partitionKey: 'x' }).map(({ topic }) => topic);
    expect(topics).toEqual(['prefix', 'http-only', 'secure', 'same-site', 'domain', 'lifetime', 'path', 'partitioned']);
  });
});

describe('storageChips', () => {
  const at = (where: Where, decisive = true): string[] =>
    words(storageChips({ where, name: 'x', origin: SITE }, decisive));

  it.each([
    ['localStorage', ['!readable by scripts', 'until deleted']],
    ['sessionStorage', ['!readable by scripts', 'until the tab closes']],
    ['indexedDB', ['!readable by scripts', 'until deleted']],
    ['header', []],
  ] as const)('%s', (where, expected) => expect(at(where)).toEqual(expected));

  it('warns of no value that does not decide', () => expect(at('localStorage', false)[0]).toBe('readable by scripts'));
});
