import { describe, expect, it } from 'vitest';
import { HarReader } from '../../src/har/reader.ts';
import { HarFault, HarStream } from '../../src/har/stream.ts';

const HAR = JSON.stringify({
  before: { entries: [{ no: 1 }], log: { entries: [{ no: 2 }] } },
  log: {
    version: '1.2',
    creator: { entries: ['no'], pages: {} },
    pages: [{ id: 'a', title: 'Käse 🧀 "\\\n' }, { id: 'b' }],
    entries: [{ n: -1.5e3, deep: { entries: [{ n: 0 }] } }, { url: 'https://é.example/', list: [] }, {}],
    comment: null,
  },
});
const { log } = JSON.parse(HAR);

const read = (text: string | Uint8Array, size = Number.POSITIVE_INFINITY) => {
  const found = { pages: [] as unknown[], entries: [] as unknown[], ends: 0 };
  const stream = new HarStream({
    page: (raw) => void found.pages.push(raw),
    entry: (raw) => void found.entries.push(raw),
    end: () => {
      found.ends += 1;
    },
  });
  const bytes = Buffer.from(text);
  for (let from = 0; from < bytes.length; from += size) stream.write(bytes.subarray(from, from + size));
  stream.end();
  return { ...found, count: stream.entries };
};

describe('the stream of a HAR', () => {
  it.each([1, 2, 3, 7, 100, 1_024, 1_000_000])('gives pages and entries in pieces of %i bytes', (size) => {
    expect(read(HAR, size)).toEqual({ pages: log.pages, entries: log.entries, ends: 1, count: 3 });
  });

  it('takes entries before pages, a byte order mark, and white space around', () => {
    const { pages, entries } = log;
    expect(read(`\ufeff\r\n${JSON.stringify({ log: { entries, pages } }, null, 2)}\n\n`)).toMatchObject({
      pages,
      entries,
    });
  });

  it('keeps a member named __proto__ as a member', () => {
    const [entry] = read('{"log":{"entries":[{"__proto__":{"x":1}}]}}').entries as object[];
    expect(Object.keys(entry ?? {})).toEqual(['__proto__']);
    expect(Object.getPrototypeOf(entry)).toBe(Object.prototype);
  });

  it('cut at any byte is told with the place', () => {
    const bytes = Buffer.from(HAR);
    for (let length = 1; length < bytes.length; length += 1) {
      const cut = () => read(bytes.subarray(0, length));
      expect(cut, String(length)).toThrow(HarFault);
      expect(cut, String(length)).toThrow(
        new RegExp(`^The JSON is cut off: it ends at byte ${length}(, after \\d whole entr(y|ies))?\\.$`),
      );
    }
  });

  it('tells what its reader says of an entry, and nothing of what breaks otherwise', () => {
    const stream = () => new HarStream(new HarReader(() => undefined));
    expect(() => stream().write(Buffer.from('{"log":{"entries":[{"request":7}]}}'))).toThrow(
      /^Entry 0 of the HAR cannot be read: /,
    );
    const broken = new HarStream({
      page: () => undefined,
      entry: () => (undefined as unknown as string).trim(),
      end: () => undefined,
    });
    expect(() => broken.write(Buffer.from('{"log":{"entries":[{}]}}'))).toThrow(TypeError);
  });
});
