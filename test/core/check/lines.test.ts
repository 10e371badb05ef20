import { describe, expect, it } from 'vitest';
import { Lines, MAX_LINE } from '../../../src/core/check/lines.ts';

const octets = (text: string): Uint8Array => new TextEncoder().encode(text);
const text = (line: Uint8Array): string => new TextDecoder().decode(line);

const linesOf = (...pieces: string[]): string[] => {
  const lines = new Lines();
  return [...pieces.flatMap((piece) => [...lines.of(octets(piece))]), ...lines.rest()].map(text);
};

describe('lines of a word list', () => {
  it.each<[string[], string[]]>([
    [[], []],
    [[''], []],
    [['a'], ['a']],
    [['a\nb\n'], ['a', 'b']],
    [['a\r\nb\r\n'], ['a', 'b']],
    [['a\n\n\nb'], ['a', 'b']],
    [
      ['a', 'b\nc', 'd', '\n', 'e'],
      ['ab', 'cd', 'e'],
    ],
    [
      ['a\r', '\nb'],
      ['a', 'b'],
    ],
    [['a b \n c'], ['a b ', ' c']],
  ])('%j holds %j', (pieces, lines) => {
    expect(linesOf(...pieces)).toEqual(lines);
  });

  it('is the same however the file is cut', () => {
    const whole = 'alpha\r\nbeta\n\ngamma\ndelta';
    for (let at = 0; at <= whole.length; at += 1) {
      expect(linesOf(whole.slice(0, at), whole.slice(at))).toEqual(['alpha', 'beta', 'gamma', 'delta']);
    }
  });

  it('leaves out what is too long, and goes on behind it', () => {
    const longest = 'x'.repeat(MAX_LINE);
    expect(linesOf(`${longest}\r\n`, `${longest}xx\na`)).toEqual([longest, 'a']);
    expect(linesOf('x'.repeat(700), 'x'.repeat(700), 'x\nb')).toEqual(['b']);
  });

  it('holds no more than a line, however long the file has none', () => {
    const lines = new Lines();
    const piece = new Uint8Array(1 << 20).fill(0x61);
    for (let count = 0; count < 200; count += 1) expect([...lines.of(piece)]).toEqual([]);
    expect([...lines.of(octets('\nend\n'))].map(text)).toEqual(['end']);
  });

  it('keeps octets that are no UTF-8', () => {
    const lines = new Lines();
    expect([...lines.of(Uint8Array.of(0xe9, 0xff, 0x0a))]).toEqual([Uint8Array.of(0xe9, 0xff)]);
  });
});
