import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { calm } from '../../src/door/calm.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const calmed = () => {
  const told = vi.fn();
  return { told, ...calm(told, 250) };
};

it('tells the first at once', () => {
  const { told, tell } = calmed();
  tell();
  expect(told).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(1000);
  expect(told).toHaveBeenCalledTimes(1);
});

it('tells a burst twice: at its begin, and when all of it has come', () => {
  const { told, tell } = calmed();
  for (let time = 0; time < 20; time += 1) tell();
  expect(told).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(250);
  expect(told).toHaveBeenCalledTimes(2);
  vi.advanceTimersByTime(1000);
  expect(told).toHaveBeenCalledTimes(2);
});

it('tells four times a second where it never ends, and the last', () => {
  const { told, tell } = calmed();
  for (let time = 0; time < 100; time += 1) {
    tell();
    vi.advanceTimersByTime(10);
  }
  vi.advanceTimersByTime(250);
  expect(told).toHaveBeenCalledTimes(5);
});

it('tells at once again after a rest', () => {
  const { told, tell } = calmed();
  tell();
  vi.advanceTimersByTime(300);
  tell();
  expect(told).toHaveBeenCalledTimes(2);
});

it('tells nothing after its end', () => {
  const { told, tell, stop } = calmed();
  tell();
  tell();
  stop();
  vi.advanceTimersByTime(1000);
  expect(told).toHaveBeenCalledTimes(1);
});
