/** Thirty thousand requests over five hundred sites, each seen three times (`npm run bench soak` has more): nothing grows, and what was forgotten is told. */
import { beforeAll, describe, expect, it } from 'vitest';
import { ROOM } from '../../src/background/sites.ts';
import { type Soaked, soak, third } from '../bench/soak.ts';

describe('a worker that never rests', () => {
  let soaked: Soaked;

  beforeAll(async () => {
    soaked = await soak(30_000, 500);
  }, 300_000);

  it('holds as much at the end as in the middle', () => {
    expect(third(soaked.heap, 2)).toBeLessThan(third(soaked.heap, 1) + 2);
    expect(third(soaked.heap, 2)).toBeLessThan(third(soaked.heap, 1) * 1.05);
  });

  it('has written no more, and less than all sites together may', () => {
    expect(third(soaked.stored, 2)).toBeLessThan(third(soaked.stored, 1) * 1.02);
    expect(Math.max(...soaked.stored) * 1e6).toBeLessThan(1.05 * ROOM.all);
    expect(soaked.sites).toBeLessThanOrEqual(ROOM.sites);
  });

  it('tells of a site that is back how much of it was forgotten', () => {
    expect(soaked.first.dropped).toBeGreaterThan(5);
  });
});
