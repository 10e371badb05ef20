/** Random values of every common alphabet against names of programs and words of many languages. */
import { createCipheriv } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { looksRandom } from '../../../src/core/observe/random.ts';

const RUNS = 10_000;
const SMALL = 'abcdefghijklmnopqrstuvwxyz';
const DIGITS = '0123456789';
const CAPITALS = SMALL.toUpperCase();

/** The same ones each time: the key stream of AES-CTR. */
const stream = createCipheriv('aes-128-ctr', Buffer.alloc(16), Buffer.alloc(16));
const sample = (alphabet: string, length: number): string[] =>
  Array.from({ length: RUNS }, () =>
    Array.from(
      { length },
      () => alphabet[Math.floor((stream.update(Buffer.alloc(2)).readUInt16LE() / 65_536) * alphabet.length)],
    ).join(''),
  );

const share = (all: readonly string[], taken: (one: string) => boolean): number =>
  all.filter(taken).length / all.length;

describe('of random values all but this share are seen', () => {
  test.each([
    ['base64url, 16 octets', `${SMALL}${CAPITALS}${DIGITS}-_`, 22, 0.005],
    ['base64url, 24 octets', `${SMALL}${CAPITALS}${DIGITS}-_`, 32, 0.001],
    ['base64url, 32 octets', `${SMALL}${CAPITALS}${DIGITS}-_`, 43, 0.0005],
    ['letters and digits, 20', SMALL + CAPITALS + DIGITS, 20, 0.005],
    ['small letters and digits, 24', SMALL + DIGITS, 24, 0.001],
    ['small letters and digits, 32', SMALL + DIGITS, 32, 0.0005],
    ['five bits a character, as PHP writes ids', `${DIGITS}abcdefghijklmnopqrstuv`, 26, 0.002],
    ['base32', `${CAPITALS}234567`, 26, 0.002],
    ['hexadecimal', `${DIGITS}abcdef`, 32, 0.0005],
    ['letters alone', SMALL + CAPITALS, 32, 0.03],
    ['small letters alone', SMALL, 32, 0.03],
  ])('%s', (_name, alphabet, length, most) => {
    expect(share(sample(alphabet, length), (value) => !looksRandom(value))).toBeLessThan(most);
  });

  test('but digits alone are a number', () => {
    expect(sample(DIGITS, 24).filter(looksRandom)).toEqual([]);
  });
});

const { resolve } = createRequire(import.meta.url);

describe('of what is made of words no more than this share is taken for random', () => {
  test('names of programs', () => {
    const declared = readFileSync(resolve('devtools-protocol/types/protocol.d.ts'), 'utf8');
    const names = [...new Set(declared.match(/\b[A-Za-z]\w{19,60}\b/g))];
    expect(names.length).toBeGreaterThan(1_000);
    // But for the checksums among them.
    expect(names.filter((name) => looksRandom(name) && !/[0-9a-f]{32}/.test(name))).toEqual([]);
  });

  /** Texts of axe, joined as names are: `four-words-in-row`, `four_words_in_row`, `fourWordsInRow`, `fourwordsinrow`. */
  const joined = (language: string): string[] => {
    const folder = join(dirname(resolve('axe-core/package.json')), 'locales');
    const file = readdirSync(folder).find((name) => name === `${language}.json`) ?? '';
    const texts = readFileSync(join(folder, file), 'utf8').match(/(?<=: ")[^"]+/g) ?? [];
    const plain = texts
      .join(' ')
      .normalize('NFD')
      .replaceAll(/\p{Mark}/gu, '');
    const words = plain.match(/\b[a-zA-Z]{2,}\b/g) ?? [];
    const fours = Array.from({ length: Math.floor(words.length / 4) }, (_, at) => words.slice(at * 4, at * 4 + 4));
    const camel = ([first = '', ...others]: string[]): string =>
      first + others.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
    return fours.flatMap((four) => [four.join('-'), four.join('_'), camel(four), four.join('').toLowerCase()]);
  };

  test.each([
    ['_template', 0.001],
    ['da', 0.01],
    ['de', 0.002],
    ['es', 0.002],
    ['fr', 0.002],
    ['it', 0.002],
    ['nb', 0.01],
    ['pt_PT', 0.002],
    ['sv', 0.002],
    // Few of the pairs are theirs.
    ['eu', 0.03],
    ['pl', 0.1],
  ])('%s', (language, most) => {
    const names = joined(language);
    expect(names.length).toBeGreaterThan(1_000);
    expect(share(names, looksRandom)).toBeLessThan(most);
  });
});
