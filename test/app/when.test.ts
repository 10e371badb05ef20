import { describe, expect, it } from 'vitest';
import { dateTime, duration, lifeNow, numericDate, relative } from '../../src/app/when.ts';
import { DAY, HOUR, MINUTE, NOW } from '../helpers/reports.ts';

describe('duration', () => {
  it.each([
    [0, '0 s'],
    [-5, '0 s'],
    [59_999, '59 s'],
    [MINUTE, '1 min'],
    [14 * MINUTE + 5000, '14 min 5 s'],
    [3 * HOUR + 12 * MINUTE, '3 h 12 min'],
    [DAY + 2 * HOUR, '1 d 2 h'],
    [12 * DAY, '12 days'],
    [400 * DAY, '400 days'],
    [800 * DAY, '2 years'],
  ])('%d → %s', (length, text) => expect(duration(length)).toBe(text));
});

describe('relative', () => {
  it('looks ahead', () => expect(relative(NOW + 14 * MINUTE, NOW)).toBe('in 14 min'));
  it('looks back', () => expect(relative(NOW - DAY, NOW)).toBe('1 day ago'));
});

describe('lifeNow', () => {
  const life = { label: 'Token', start: NOW, end: NOW + 100_000 };
  it.each([
    ['before its time', NOW - 50_000, { spent: 0, expired: false, ending: false }],
    ['half way', NOW + 50_000, { spent: 0.5, expired: false, ending: false }],
    ['ending', NOW + 95_000, { spent: 0.95, expired: false, ending: true }],
    ['at the end', NOW + 100_000, { spent: 1, expired: true, ending: false }],
  ])('%s', (_, now, expected) => expect(lifeNow(life, now)).toMatchObject(expected));
  it('says what is left', () => expect(lifeNow(life, NOW + 50_000).text).toBe('50 s left'));
  it('says since when it is over', () => expect(lifeNow(life, NOW + 100_000 + HOUR).text).toBe('expired 1 h ago'));
  it('survives a life of no length', () => expect(lifeNow({ ...life, end: NOW }, NOW - 1).spent).toBe(1));
});

describe('numericDate', () => {
  it.each([
    [1_763_723_229, 1_763_723_229_000],
    [0, 0],
    [1.5, 1500],
    ['1763723229', undefined],
    [1e300, undefined],
    [Number.NaN, undefined],
    [null, undefined],
    [{}, undefined],
  ])('%j', (value, at) => expect(numericDate(value)).toBe(at));
  it('dateTime never throws', () => expect(dateTime(1e300)).toBe('not a date'));
});
