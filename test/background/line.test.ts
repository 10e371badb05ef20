import { afterEach, describe, expect, test, vi } from 'vitest';
import { Line } from '../../src/background/line.ts';

const joined = (line: Line, ...moments: number[]): number[] => {
  const left: number[] = [];
  for (const at of moments) line.join(at, () => left.push(at));
  return left;
};

describe('a line', () => {
  test('lets nobody out before it is opened', () => {
    const line = new Line();
    expect(joined(line, 1, 2)).toEqual([]);
  });

  test('is left in the order in which things happened, not in that in which they were told', () => {
    const line = new Line();
    const left = joined(line, 3, 1, 4, 2);
    line.open();
    expect(left).toEqual([1, 2, 3, 4]);
  });

  test('is left as it was joined by what happened at once', () => {
    const line = new Line();
    const left: string[] = [];
    for (const name of ['a', 'b', 'c']) line.join(7, () => left.push(name));
    line.open();
    expect(left).toEqual(['a', 'b', 'c']);
  });

  test('is gone once it is open: what joins then comes at once, however old', () => {
    const line = new Line();
    const left = joined(line, 5);
    line.open();
    line.join(1, () => left.push(1));
    expect(left).toEqual([5, 1]);
  });

  test('is left once by each', () => {
    const line = new Line();
    const left = joined(line, 1);
    line.open();
    line.open();
    expect(left).toEqual([1]);
  });
});

describe('a line that settles', () => {
  afterEach(() => void vi.useRealTimers());

  const settling = (line: Line, from: Promise<unknown> = Promise.resolve()): (() => boolean) => {
    let isSettled = false;
    void line.settled({ from, quiet: 100, most: 1_000 }).then(() => {
      isSettled = true;
    });
    return () => isSettled;
  };

  test('waits for the browser first, and then for a while without news', async () => {
    vi.useFakeTimers();
    let loaded = (): void => undefined;
    const isSettled = settling(
      new Line(),
      new Promise<void>((resolve) => {
        loaded = resolve;
      }),
    );
    await vi.advanceTimersByTimeAsync(5_000);
    expect(isSettled()).toBe(false);
    loaded();
    await vi.advanceTimersByTimeAsync(99);
    expect(isSettled()).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(isSettled()).toBe(true);
  });

  test('waits as long as there is news, but no longer than it may', async () => {
    vi.useFakeTimers();
    const line = new Line();
    const isSettled = settling(line);
    for (let at = 0; at < 10; at += 1) {
      expect(isSettled(), `after ${at} of them`).toBe(false);
      await vi.advanceTimersByTimeAsync(50);
      line.join(at, () => undefined);
      await vi.advanceTimersByTimeAsync(50);
    }
    expect(isSettled()).toBe(true);
  });
});
