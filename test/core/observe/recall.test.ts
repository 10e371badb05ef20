import { describe, expect, it } from 'vitest';
import { Latest, Recall } from '../../../src/core/observe/recall.ts';
import { shapeOf } from '../../../src/core/observe/shape.ts';
import { parseUrl } from '../../../src/core/observe/url.ts';

describe('the latest of each place', () => {
  it('is made anew when the text is another, and only then', () => {
    const latest = new Latest<number>();
    let made = 0;
    const ask = (place: string, raw: string): number =>
      latest.of(place, raw, () => {
        made += 1;
        return made;
      });
    expect([ask('a', 'x'), ask('a', 'x'), ask('b', 'x'), ask('a', 'y'), ask('b', 'x'), ask('a', 'x')]).toEqual([
      1, 1, 2, 3, 2, 4,
    ]);
  });

  it('remembers that there was nothing to make', () => {
    const latest = new Latest<undefined>();
    latest.of('a', 'x', () => undefined);
    expect(latest.size).toBe(1);
    latest.of('a', 'x', () => expect.fail('made again'));
  });

  it('forgets all before it grows beyond its size, but not for a place that it knows', () => {
    const latest = new Latest<string>(2);
    for (const [place, raw] of [
      ['a', '1'],
      ['b', '1'],
      ['b', '2'],
    ] as const)
      latest.of(place, raw, () => raw);
    expect(latest.size).toBe(2);
    latest.of('c', '1', () => '1');
    expect(latest.size).toBe(1);
  });
});

it('forgets all before its texts grow too long together, however few they are', () => {
  const latest = new Latest<number>();
  const header = 'x'.repeat(65_536);
  for (let place = 0; place < 15; place += 1) latest.of(`${place}`, header, () => place);
  expect(latest.size).toBe(15);
  // The same place with another text takes no more room.
  for (let at = 0; at < 100; at += 1) latest.of('0', `${at}`.padEnd(65_536), () => at);
  expect(latest.size).toBe(15);
  latest.of('15', header, () => 15);
  expect(latest.size).toBe(1);
  expect(latest.of('15', header, () => expect.fail('made again'))).toBe(15);
});

it('a recall that is cleared holds nothing', () => {
  const recall = new Recall();
  const url = 'https://app.example/?token=abc';
  recall.urls.of(url, url, () => parseUrl(url));
  recall.headers.of('a', 'b', () => []);
  recall.csrfTokens.of('a', 'b', () => ({ where: 'header', name: 'x', bits: 1 }));
  recall.shapes.of('a', 'b', () => shapeOf('b', () => 'print'));
  recall.clear();
  expect([recall.urls.size, recall.headers.size, recall.csrfTokens.size, recall.shapes.size]).toEqual([0, 0, 0, 0]);
});
