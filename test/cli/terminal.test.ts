/** What a terminal gets, and a pipe does not: progress and colour. */
import { describe, expect, it } from 'vitest';
import { inColour, painted, paintFor, plainly } from '../../src/cli/paint.ts';
import { Progress } from '../../src/cli/progress.ts';

const terminal = (isTTY: boolean) => {
  const texts: string[] = [];
  return { isTTY, texts, write: (text: string) => texts.push(text) };
};
const MB = 1_000_000;
const LINE = '\r\u001b[2K';

describe('progress', () => {
  it('is one line that is written over, and gone in the end', () => {
    const to = terminal(true);
    const progress = new Progress(to, [100 * MB]);
    for (const bytes of [10, 10.4, 50]) progress.seen('a.har', bytes * MB);
    progress.clear();
    progress.clear();
    expect(to.texts).toEqual([`${LINE}Reading … 10 %`, `${LINE}Reading … 50 %`, LINE]);
  });

  it('counts several files together', () => {
    const to = terminal(true);
    const progress = new Progress(to, [100 * MB, 300 * MB]);
    progress.seen('a.har', 100 * MB);
    progress.seen('b.har', 100 * MB);
    expect(to.texts).toEqual([`${LINE}Reading 2 files … 25 %`, `${LINE}Reading 2 files … 50 %`]);
  });

  it('counts megabytes where nobody knows how many there are', () => {
    const to = terminal(true);
    const progress = new Progress(to, [undefined]);
    for (const bytes of [4, 24]) progress.seen('-', bytes * MB);
    expect(to.texts).toEqual([`${LINE}Reading … 24 MB`]);
  });

  it.each([
    ['a pipe', false, 100],
    ['a short file', true, 19],
  ])('is not told of %s', (_what, isTTY, size) => {
    const to = terminal(isTTY);
    const progress = new Progress(to, [size * MB]);
    progress.seen('a.har', 10 * MB);
    progress.clear();
    expect(to.texts).toEqual([]);
  });
});

describe('colour', () => {
  it.each([
    [true, {}, true],
    [false, {}, false],
    [true, { TERM: 'dumb' }, false],
    [true, { NO_COLOR: '1' }, false],
    [true, { NO_COLOR: '' }, true],
    [false, { FORCE_COLOR: '1' }, true],
    [true, { FORCE_COLOR: '0' }, false],
    [true, { FORCE_COLOR: '1', NO_COLOR: '1' }, false],
  ])('terminal %s with %j: %s', (isTTY, environment, expected) => {
    expect(paintFor({ isTTY }, environment) === inColour).toBe(expected);
  });

  it('is of our own words alone, wherever a site writes the same', () => {
    const text =
      '    HIGH     Token in the address: HIGH   [token-in-url]\n         HIGH     in the text\nHIGH at the start';
    const [finding = '', ...rest] = painted((_style, part) => `<${part}>`, text).split('\n');
    expect(finding).toBe('    <HIGH>     Token in the address: HIGH   <[token-in-url]>');
    expect(rest).toEqual(text.split('\n').slice(1));
    expect(painted(plainly, text)).toBe(text);
  });
});
