/** The README's table of who could attack what names tests that are there, and what it says of the code holds. */
import { describe, expect, it } from 'vitest';
import { filesIn, isThere, read } from './source.ts';

const privacy = /^## Privacy$([\s\S]*?)^## /m.exec(read('README.md'))?.[1] ?? '';
const rows = privacy
  .split('\n')
  .filter((line) => line.startsWith('| '))
  .slice(2)
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .map(([, who = '', , stops = '', shown = '']) => ({ who, stops, shown }));
const linked = (text: string): string[] => [...text.matchAll(/\]\((test\/[^)]+)\)/g)].map(([, file = '']) => file);

describe('the table of threats', () => {
  it('names attackers enough, and what stops each', () => {
    expect(rows.length).toBeGreaterThanOrEqual(10);
    for (const { who, stops } of rows) expect(stops, who).toMatch(/.{40,}/);
  });

  it.each(rows.map(({ who, shown }) => [who, linked(shown)] as const))(
    'against %s names tests that exist',
    (_, files) => {
      expect(files.length).toBeGreaterThan(0);
      expect(files.filter((file) => !isThere(file))).toEqual([]);
      expect(files.filter((file) => !/\.(?:spec|test)\.tsx?$/.test(file))).toEqual([]);
    },
  );

  it('says what is not defended', () => {
    expect(privacy).toMatch(/^Not defended: /m);
  });

  it('is right that nobody outside may connect', () => {
    const listening = filesIn('src', /\.tsx?$/).filter((file) => /on(?:Message|Connect)External/.test(read(file)));
    expect(listening).toEqual([]);
  });
});
