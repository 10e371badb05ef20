import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { baselines } from './baselines.ts';
import { figuresOf, type Judged, rangeOfF1 } from './figures.ts';
import { withTables } from './readme.ts';
import { cookieRoleTables } from './tables.ts';

const judged = (text: string): Judged[] =>
  text.split(' ').map((one) => {
    const [site = '', sign, score] = one.split(':');
    return { site, authenticates: sign === '+', score: Number(score) };
  });

describe('figures', () => {
  test('count what was named and what was to be found', () => {
    expect(figuresOf(judged('a:+:0.9 a:-:0.5 a:+:0.4 a:-:0.1 b:+:0.6'), 0.5)).toMatchObject({
      precision: 2 / 3,
      recall: 2 / 3,
      f1: 2 / 3,
    });
  });

  test('of a judge that finds nothing are zero', () => {
    expect(figuresOf(judged('a:+:0 b:-:0'), 0.5)).toMatchObject({ precision: 0, recall: 0, f1: 0 });
  });

  test('read the list from above, of equals the wrong ones first', () => {
    expect(figuresOf(judged('a:+:0.9 a:-:0.8 a:+:0.7'), 0.5).averagePrecision).toBeCloseTo((1 + 2 / 3) / 2);
    expect(figuresOf(judged('a:+:1 a:-:1 a:-:1'), 0.5).averagePrecision).toBeCloseTo(1 / 3);
  });

  test('rank within each site that has somebody to sign in', () => {
    const sites = 'a:+:0.9 a:-:0.1 b:-:0.9 b:+:0.8 c:-:0.9 c:-:0.8 c:+:0.8 d:-:1';
    expect(figuresOf(judged(sites), 0.5).top).toEqual([1 / 3, 2 / 3, 1]);
  });

  test('vary with the sites that are drawn, and in the same way each time', () => {
    const sites = judged('a:+:1 b:+:0 c:-:1 d:+:1 e:+:1');
    const [low, high] = rangeOfF1(sites, 0.5);
    expect(low).toBeLessThan(figuresOf(sites, 0.5).f1);
    expect(high).toBeGreaterThan(figuresOf(sites, 0.5).f1);
    expect(rangeOfF1(sites, 0.5)).toEqual([low, high]);
    expect(rangeOfF1(judged('a:+:1 b:+:1'), 0.5)).toEqual([1, 1]);
  });
});

describe('baselines', () => {
  const plain = {
    value: 'x'.repeat(10),
    domain: 'a.example',
    path: '/',
    secure: true,
    sameSite: 'lax',
    session: true,
  } as const;
  const sayers = (name: string, httpOnly: boolean, value: string = plain.value): number[] =>
    baselines.map(({ saysYes }) => Number(saysYes({ ...plain, name, httpOnly, value })));

  test.each<[string, boolean, string | undefined, number[]]>([
    ['PHPSESSID', false, undefined, [1, 1, 1, 0, 0]],
    ['phpsessid2', false, undefined, [0, 0, 1, 0, 0]],
    ['session', true, undefined, [0, 1, 1, 1, 1]],
    ['my_session_id', true, 'short', [0, 1, 1, 1, 0]],
    ['last_login', false, undefined, [0, 0, 1, 0, 0]],
    ['_ga', true, undefined, [0, 0, 0, 1, 0]],
    ['theme', false, undefined, [0, 0, 0, 0, 0]],
  ])('%s (HttpOnly: %s, value %s)', (name, httpOnly, value, expected) => {
    expect(sayers(name, httpOnly, value)).toEqual(expected);
  });
});

describe('the README', () => {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');

  test('shows what is measured (if not: npm run measure -- --write)', () => {
    expect(readme).toBe(withTables(readme, cookieRoleTables()));
  });

  test('is changed between its marks alone', () => {
    expect(withTables('a<!-- measured: cookieRole -->old<!-- end -->z', 'new')).toBe(
      'a<!-- measured: cookieRole -->\n\nnew\n\n<!-- end -->z',
    );
    expect(() => withTables('no marks', 'new')).toThrow(/no <!--/);
  });
});
