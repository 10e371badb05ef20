import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { explain } from '../../src/cli/explain.ts';
import { distance, nearest } from '../../src/cli/nearest.ts';
import { pages } from '../../src/cli/pages.ts';
import { plainly } from '../../src/cli/paint.ts';
import { allRules } from '../../src/core/rules/index.ts';
import { coatcheck } from './run.ts';

const ids = allRules.map(({ meta }) => meta.id);

describe('explain', () => {
  it('prints a rule’s page, with what it says of itself, its examples and its sources', async () => {
    const { status, stdout, stderr } = await coatcheck(['explain', 'jwt-alg-none']);
    expect([status, stderr]).toEqual([0, '']);
    const { title, why, references } = allRules.find(({ meta }) => meta.id === 'jwt-alg-none')?.meta ?? {
      references: [],
    };
    expect(stdout.startsWith(`${title}\njwt-alg-none · critical`)).toBe(true);
    expect(stdout).toContain(why);
    for (const heading of [
      'Why it matters',
      'What triggers it',
      'What does not',
      'How to fix it',
      'When to set it aside',
    ])
      expect(stdout).toContain(`\n${heading}\n`);
    for (const { label, url } of references) expect(stdout).toContain(`- ${label}: ${url}`);
    expect(stdout).toMatch(/\n {4}→ critical\n/);
    expect(stdout).not.toContain('```');
  });

  it.each(ids)('has the whole page of %s', (id) => {
    const shown = explain(id, pages, plainly);
    const source = readFileSync(new URL(`../../src/core/rules/${id}.md`, import.meta.url), 'utf8');
    const lines = source.split('\n').filter((line) => line.trim() !== '' && !/^(#|```)/.test(line));
    expect(lines.filter((line) => !shown.includes(line))).toEqual([]);
  });

  it('lists all rules, worst first', async () => {
    const { status, stdout } = await coatcheck(['explain']);
    expect(status).toBe(0);
    const lines = stdout
      .trimEnd()
      .split('\n')
      .map((line) => line.trim().split(/ +/));
    expect(lines.map(([, id]) => id).sort()).toEqual([...ids].sort());
    expect(lines[0]?.[0]).toBe('critical');
    expect(lines.at(-1)?.[0]).toBe('info');
  });

  it('says which names are near to one that is none', async () => {
    const { status, stdout, stderr } = await coatcheck(['explain', 'jwt-alg-nne']);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(
      /^coatcheck: explain: there is no rule jwt-alg-nne\. Did you mean jwt-alg-none[^\n]*\?[^\n]*\n$/,
    );
  });
});

describe('names that are near', () => {
  it.each([
    ['', '', 0],
    ['kitten', 'sitting', 3],
    ['audti', 'audit', 2],
    ['abc', '', 3],
  ])('%j and %j differ in %i letters', (a, b, letters) => {
    expect(distance(a, b)).toBe(letters);
    expect(distance(b, a)).toBe(letters);
  });

  it('are those of which it is a part, then those that differ little', () => {
    expect(nearest('httponly', ids)[0]).toBe('session-cookie-without-httponly');
    expect(nearest('token-in-uri', ids)[0]).toBe('token-in-url');
    expect(nearest('zzzzzzzzzzzzzzzzzz', ids)).toEqual([]);
    expect(nearest('x'.repeat(1_000_000), ids)).toEqual([]);
  });
});
