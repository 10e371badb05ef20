/** Each rule is registered, tested, explained and sourced. */
import { existsSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { allRules } from '../../src/core/rules/index.ts';
import type { Rule } from '../../src/core/rules/rule.ts';

const folder = new URL('../../src/core/rules/', import.meta.url);
const tests = new URL('../core/rules/', import.meta.url);
const names = readdirSync(folder)
  .filter((file) => file.endsWith('.ts'))
  .map((file) => file.slice(0, -'.ts'.length));
const modules = await Promise.all(
  names.map(async (name) => ({
    name,
    module: (await import(new URL(`${name}.ts`, folder).href)) as { default?: Rule },
  })),
);
const rules = modules.flatMap(({ name, module }) =>
  module.default === undefined ? [] : [{ name, rule: module.default }],
);

/** The guide has no test of SAML messages, nor of where a login form sends its password. */
const UNTESTED_BY_WSTG: ReadonlySet<string> = new Set([
  'login-form-third-party',
  ...['saml-long-window', 'saml-over-http', 'saml-unsigned', 'saml-weak-signature'],
]);

describe('the list of rules', () => {
  it('holds each rule of the folder once, in the order of the names', () => {
    expect(allRules.map(({ meta }) => meta.id)).toEqual(rules.map(({ name }) => name).sort());
  });

  it('is not empty', () => {
    expect(rules.length).toBeGreaterThan(10);
  });
});

describe.each(rules)('$name', ({ name, rule: { meta, needs } }) => {
  it('has its file’s name', () => {
    expect(meta.id).toBe(name);
  });

  it('names a failing state, and forbids nothing', () => {
    expect(meta.id).toMatch(/^(?!no-)[a-z]+(-[a-z0-9]+)+$/);
  });

  it('has a test', () => {
    expect(existsSync(new URL(`${name}.test.ts`, tests))).toBe(true);
  });

  it('says why in at most 200 characters', () => {
    expect(meta.why).toMatch(/^.{20,200}$/);
    expect(meta.title).toMatch(/^[A-Z].{5,79}$/);
    expect(meta.fix.length).toBeGreaterThan(20);
  });

  it('cites its sources over https, each once: OWASP ASVS 5.0, a CWE, and the WSTG where it has a test for it', () => {
    const addresses = meta.references.map(({ url }) => url);
    expect(addresses.every((url) => new URL(url).protocol === 'https:')).toBe(true);
    const cites = (start: string): boolean => meta.references.some(({ label }) => label.startsWith(start));
    expect([cites('CWE-'), cites('OWASP ASVS 5.0'), cites('WSTG-')]).toEqual([true, true, !UNTESTED_BY_WSTG.has(name)]);
    expect(new Set(meta.references.map(({ label }) => label)).size).toBe(meta.references.length);
  });

  it('has a meta that survives a structured clone', () => {
    expect(structuredClone(meta)).toEqual(meta);
  });

  it('declares each need once', () => {
    expect(needs.length).toBeGreaterThan(0);
    expect(new Set(needs).size).toBe(needs.length);
  });
});
