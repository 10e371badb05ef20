/** A page that keeps much: each entry has its turn, and what was left is counted. */
import { describe, expect, it } from 'vitest';
import { observeRequest } from '../../src/core/observe/http.ts';
import { observeResponse } from '../../src/core/observe/http-response.ts';
import { observeStorage, type RawStorage } from '../../src/core/observe/web-storage.ts';
import { jwt } from '../core/observe/tokens.ts';
import { NOON, print } from './fakes.ts';

const SHOP = 'https://shop.example';
const storage = (entries: [key: string, value: string][]) => {
  const raw: RawStorage = {
    at: NOON,
    site: SHOP,
    partition: null,
    origin: SHOP,
    entries: entries.map(([key, value]) => ({ area: 'localStorage', key, value })),
    complete: ['localStorage'],
    unread: 0,
  };
  return observeStorage(raw, print);
};

describe('storage', () => {
  it('full of tokens in one entry does not hide the token of another', () => {
    const many = JSON.stringify(Array.from({ length: 150 }, (_, at) => jwt({ sub: String(at) })));
    const { values, unread, complete } = storage([
      ['many', many],
      ['access_token', jwt({ sub: 'a' })],
    ]);
    expect(values).toHaveLength(100);
    expect(values.map(({ name }) => name)).toContain('access_token');
    expect(unread).toBe(51);
    expect(complete).toEqual([]);
  });

  it.each([
    ['too deep', '['.repeat(65) + ']'.repeat(65)],
    ['too many strings', JSON.stringify(new Array(201).fill('a'))],
    ['too long', 'a'.repeat(262_145)],
  ])('with a value that is %s says that something was left', (_, value) => {
    expect(storage([['a', value]])).toMatchObject({ unread: 1, complete: ['localStorage'] });
  });

  it('with values within the limits says nothing', () => {
    expect(storage([['a', JSON.stringify(new Array(199).fill('a'))]])).toMatchObject({ unread: 0 });
  });
});

describe('headers', () => {
  const about = {
    id: '1',
    at: NOON,
    site: SHOP,
    partition: null,
    method: 'GET',
    url: `${SHOP}/`,
    resource: 'fetch' as const,
  };
  const marks = (length: number, count = 1): unknown[] => {
    const headers = Array.from({ length: count }, (_, at) => ({ name: `x-${at}`, value: 'a'.repeat(length) }));
    return [
      observeRequest({ ...about, headers, fields: [] }, print)?.marks ?? [],
      observeResponse({ ...about, headers, status: 200 }, print)?.marks ?? [],
    ];
  };

  it('that are cut, or too many, are said to be', () => {
    expect(marks(65_536)).toEqual([[], []]);
    expect(marks(65_537)).toEqual([['cut'], ['cut']]);
    expect(marks(1, 401)).toEqual([['cut'], ['cut']]);
  });
});
