/** Each rule has a page, and what the page says of the rule is true: its examples are carried out. */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Severity } from '../../src/core/report.ts';
import { allRules } from '../../src/core/rules/index.ts';
import { bySeverity } from '../../src/core/rules/severity.ts';
import { reportOf } from '../helpers/transcript.ts';

const SECTIONS = [
  'Why it matters',
  'What is checked',
  'What triggers it',
  'What does not',
  'How to fix it',
  'When to set it aside',
];
const SEVERITIES: readonly string[] = ['critical', 'high', 'medium', 'low', 'info'] satisfies Severity[];
const QUIET: readonly string[] = ['pass', 'not-applicable', 'unknown'];

interface Example {
  section: string;
  expected: string;
  text: string;
}

const read = (id: string): string => {
  const file = new URL(`../../src/core/rules/${id}.md`, import.meta.url);
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
};

const sectionsOf = (page: string): [title: string, text: string][] =>
  page
    .split(/^## /m)
    .slice(1)
    .map((part) => [part.slice(0, part.indexOf('\n')), part.slice(part.indexOf('\n') + 1)]);

const examplesOf = (page: string): Example[] =>
  sectionsOf(page).flatMap(([section, text]) =>
    [...text.matchAll(/^```http ?([\w-]*)\n(.*?)^```$/gms)].map(([, expected = '', block = '']) => ({
      section,
      expected,
      text: block,
    })),
  );

describe.each(allRules.map(({ meta }) => [meta.id, meta] as const))('the page of %s', (id, meta) => {
  const page = read(id);
  const examples = examplesOf(page);
  const sections = sectionsOf(page);

  it('begins with the title, and has each section once, with something in it', () => {
    expect(page.split('\n')[0]).toBe(`# ${meta.title}`);
    expect(sections.map(([title]) => title)).toEqual(SECTIONS);
    for (const [title, text] of sections) expect(text.trim().length, title).toBeGreaterThan(40);
  });

  it('has examples that trigger it and examples that do not, each with what comes of it', () => {
    const of = (section: string): string[] =>
      examples.filter((one) => one.section === section).map((one) => one.expected);
    expect(of('What triggers it').length).toBeGreaterThan(0);
    expect(of('What does not').length).toBeGreaterThan(0);
    expect(of('What triggers it').filter((word) => !SEVERITIES.includes(word))).toEqual([]);
    expect(of('What does not').filter((word) => !QUIET.includes(word))).toEqual([]);
    expect(examples.length).toBe(page.match(/^```http/gm)?.length);
  });

  it.each(examples.map((one, at) => [at + 1, one.section, one.expected, one.text] as const))(
    'example %i, %s: %s',
    (_at, section, expected, text) => {
      const { findings, checks } = reportOf(text);
      const outcome = checks.find((check) => check.rule === id)?.outcome;
      const severities = findings.filter(({ rule }) => rule === id).map(({ severity }) => severity);
      if (section === 'What triggers it') expect([outcome, severities.sort(bySeverity)[0]]).toEqual(['fail', expected]);
      else expect(outcome).toBe(expected);
    },
  );
});
