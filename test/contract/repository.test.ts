/** The repository's own order. */
import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { blanked, filesIn, read, top } from './source.ts';

const VISIBLE =
  `package.json tsconfig.json vite.config.ts manifest.json src test README.md package-lock.json LICENSE`.split(/\s+/);
/** Made by the tools, and ignored by git. */
const MADE = ['node_modules', 'dist'];
const MAX_LINES = 400;
const LEFT_OUT = /\.(only|skip|todo)\s*[(.`]|(?<![.\w])(xit|fit|xdescribe|fdescribe)\s*\(/;

const sources = filesIn('src', /\.(tsx?|css|html|mjs)$/);
const tests = filesIn('test', /\.(test|spec)\.tsx?$/);

describe('the repository', () => {
  it('shows these names at its top, and no others', () => {
    const shown = readdirSync(top).filter((name) => !name.startsWith('.') && !MADE.includes(name));
    expect(shown.sort()).toEqual(VISIBLE.sort());
  });

  it('keeps what tools make out of git', () => {
    const ignored = read('.gitignore').split('\n');
    for (const name of MADE) expect(ignored).toContain(`${name}/`);
  });

  it('locks its dependencies by digest, from whatever registry they come', () => {
    const lock = read('package-lock.json');
    expect(lock).not.toContain('"resolved"');
    expect(lock).toContain('"integrity"');
  });

  it.each(tests)('%s runs all of its tests', (file) => {
    expect(blanked(read(file))).not.toMatch(LEFT_OUT);
  });

  it.each(sources)('%s has at most 400 lines', (file) => {
    expect(read(file).trimEnd().split('\n').length).toBeLessThanOrEqual(MAX_LINES);
  });

  it.each(filesIn('src', /\.tsx?$/))('%s writes nothing to the console', (file) => {
    expect(blanked(read(file))).not.toMatch(/(?<![.\w])console\b|(?<![.\w])debugger\b/);
  });

  it('would notice a test that is left out', () => {
    expect(blanked("describe.each(list).skip('x', () => {}); it.only('y')")).toMatch(LEFT_OUT);
    expect(blanked("it('says .only', () => {}) // it.skip(")).not.toMatch(LEFT_OUT);
  });
});
