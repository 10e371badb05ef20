import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { issueText } from '../../../src/core/knowledge/token-issues.ts';

const source = ['jose', 'jose-issues'].map((name) => readFileSync(`src/core/observe/${name}.ts`, 'utf8')).join('\n');
const told = [...source.matchAll(/issues(?:\.add\(|, )'([a-z0-9-]+)'/g)].map(([, issue = '']) => issue);

describe('what is odd about a token', () => {
  it('is looked for in the engine’s own source', () => {
    expect(told.length).toBeGreaterThan(15);
  });

  it.each(told)('%s has a sentence', (issue) => {
    expect(issueText(issue)).toMatch(/^[A-Z].*\.$/);
  });

  it.each(['constructor', '__proto__', 'of-another-version'])('%s stays what it is', (issue) => {
    expect(issueText(issue)).toBe(issue);
  });
});
