import { describe, expect, it } from 'vitest';
import { remembering } from '../../src/core/remember.ts';

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
    const long = 'x'.repeat(301);
    expect([ask(long), ask(long), ask('x'.repeat(300)), ask('x'.repeat(300))]).toEqual([301, 301, 300, 300]);
    expect(asked).toHaveLength(3);
  });

  it('takes names such as __proto__ for names', () => {
    const { ask } = counting();
    expect([ask('__proto__'), ask('constructor')]).toEqual([9, 11]);
  });
});
