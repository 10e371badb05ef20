import { describe, expect, test } from 'vitest';
import { readCaching } from '../../../src/core/observe/caching.ts';
import { START } from '../../helpers/observations.ts';

const read = (...lines: string[]) =>
  readCaching(
    new Map(lines.map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()])),
    START,
  );

describe('what a shared cache may do with an answer', () => {
  test.each([
    ['silent', []],
    ['heuristic', ['last-modified: Thu, 01 Jan 2026 00:00:00 GMT']],
    ['never', ['cache-control: no-store']],
    ['never', ['cache-control: private, max-age=60']],
    ['never', ['cache-control: No-Cache']],
    ['never', ['cache-control: public, max-age=0, must-revalidate']],
    ['never', ['cache-control: max-age=60, s-maxage=0']],
    ['never', ['cache-control: max-age=sixty']],
    ['never', ['expires: 0']],
    ['never', ['expires: -1']],
    ['never', ['expires: Thu, 01 Jan 1970 00:00:00 GMT']],
    ['never', ['pragma: no-cache']],
    ['never', ['cache-control: public, max-age=60', 'vary: Accept, *']],
    ['declared', ['cache-control: public']],
    ['declared', ['cache-control: public, max-age=60']],
    ['declared', ['cache-control: max-age=0, s-maxage=60']],
    ['declared', ['cache-control: public, max-age="60"']],
    ['allowed', ['cache-control: max-age=60, must-revalidate']],
    ['fresh', ['cache-control: max-age=60']],
    ['fresh', ['expires: Fri, 16 Jan 2026 12:00:00 GMT']],
    ['fresh', ['cache-control: max-age=60', 'expires: 0']],
    ['fresh', ['cache-control: max-age=60, private="set-cookie"']],
    ['fresh', ['cache-control: x-private, max-age=60']],
    ['silent', ['cache-control: must-revalidate', 'pragma: no-cache']],
  ] as const)('%s: %j', (storable, lines) => {
    expect(read(...lines).storable).toBe(storable);
  });
});

describe('a hit', () => {
  test.each([
    [true, ['x-cache: HIT']],
    [true, ['x-cache: Hit from cloudfront']],
    [true, ['x-cache: TCP_HIT from proxy']],
    [true, ['x-cache: MISS, HIT']],
    [true, ['cf-cache-status: HIT']],
    [true, ['cf-cache-status: STALE']],
    [true, ['cache-status: "Nginx"; hit; ttl=376']],
    [true, ['age: 120']],
    [false, ['age: 0']],
    [false, ['age: soon']],
    [false, ['age: 120', 'x-cache: MISS']],
    [false, ['age: 120', 'cf-cache-status: DYNAMIC']],
    [false, ['x-cache: RefreshHit from cloudfront']],
    [false, ['x-cache: TCP_REFRESH_HIT']],
    [false, ['cf-cache-status: REVALIDATED']],
    [false, ['x-cache: white']],
    [false, []],
  ] as const)('%s: %j', (hit, lines) => {
    expect(read(...lines).hit).toBe(hit);
  });
});

test('says which credentials an answer varies with, and whether it is for everybody', () => {
  expect(read('vary: Accept-Encoding, COOKIE, authorization').varies).toEqual(['cookie', 'authorization']);
  expect(read('vary: X-Cookie').varies).toEqual([]);
  expect(read('cache-control: max-age=0, public').shared).toBe(true);
  expect(read('cache-control: s-maxage=0').shared).toBe(false);
});
