import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { remembering } from '../../src/core/remember.ts';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** In MB after garbage collection. */
const heap = (): number => {
  collect();
  return process.memoryUsage().heapUsed / 1e6;
};

const counting = (most?: number) => {
  const asked: string[] = [];
  const ask = remembering((question) => {
    asked.push(question);
    return question.length;
  }, most);
  return { ask, asked };
};

describe('remembering', () => {
  it('asks once for what comes again', () => {
    const { ask, asked } = counting();
    expect([ask('a'), ask('bb'), ask('a'), ask('bb')]).toEqual([1, 2, 1, 2]);
    expect(asked).toEqual(['a', 'bb']);
  });

  it('knows by heart that there is no answer', () => {
    const asked: string[] = [];
    const ask = remembering((question): string | undefined => void asked.push(question));
    expect([ask('a'), ask('a')]).toEqual([undefined, undefined]);
    expect(asked).toEqual(['a']);
  });

  it('begins anew when it knows enough', () => {
    const { ask, asked } = counting(2);
    for (const question of ['a', 'b', 'c', 'c', 'a']) ask(question);
    expect(asked).toEqual(['a', 'b', 'c', 'a']);
  });

  it('answers what is endless, and does not keep it', () => {
    const { ask, asked } = counting();
    const long = 'x'.repeat(129);
    expect([ask(long), ask(long), ask('x'.repeat(128)), ask('x'.repeat(128))]).toEqual([129, 129, 128, 128]);
    expect(asked).toHaveLength(3);
  });

  it('holds on to nothing but the question, where that was cut out of a longer text', () => {
    const { ask } = counting();
    const before = heap();
    for (let n = 0; n < 400; n += 1) ask(`${n}`.padStart(65_536, 'Zk3vQm8W').slice(-100));
    // The texts are 26 MB.
    expect(heap() - before).toBeLessThan(5);
    expect(ask('a')).toBe(1);
  });

  it('takes names such as __proto__ for names', () => {
    const { ask } = counting();
    expect([ask('__proto__'), ask('constructor')]).toEqual([9, 11]);
  });
});
