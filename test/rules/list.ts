/** What is written out of the rules: their list in `src/core/rules/index.ts`, and their table in the README. */
import { readdirSync, readFileSync } from 'node:fs';
import type { RuleMeta } from '../../src/core/rules/rule.ts';

export const RULES = new URL('../../src/core/rules/', import.meta.url);
export const README = new URL('../../README.md', import.meta.url);
const BLOCK = /(?<=<!-- rules: written by `npm run rules` -->\n)[\s\S]*?(?=<!-- \/rules -->)/;

/** Ids of the rules in the folder, in the order of the alphabet: a rule is a file with a default export. */
export const idsIn = (folder: URL): string[] =>
  readdirSync(folder)
    .filter(
      (file) => file.endsWith('.ts') && /^export default defineRule/m.test(readFileSync(new URL(file, folder), 'utf8')),
    )
    .map((file) => file.slice(0, -'.ts'.length))
    .sort();

const nameOf = (id: string): string => id.replace(/-([a-z0-9])/g, (_dash, letter: string) => letter.toUpperCase());

export const indexOf = (ids: readonly string[]): string => {
  // `rule.ts` has its place in the alphabet, as the formatter wants it.
  const imports = [...ids.map((id) => [`./${id}.ts`, nameOf(id)] as const), ['./rule.ts', 'type { Rule }'] as const]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, name]) => `import ${name} from '${path}';`);
  return [
    '/** Every rule, by name; written by `npm run rules`. A rule that is not in this list does not run; a test compares it. */',
    ...imports,
    '',
    'export const allRules: readonly Rule[] = [',
    ...ids.map((id) => `  ${nameOf(id)},`),
    '];',
    '',
  ].join('\n');
};

const cell = (text: string): string => text.replaceAll('|', '\\|');

export const tableOf = (metas: readonly RuleMeta[]): string =>
  [
    '| rule | says | severity |',
    '|---|---|---|',
    ...metas.map(
      ({ id, title, severity }) => `| [\`${id}\`](src/core/rules/${id}.md) | ${cell(title)} | ${severity} |`,
    ),
    '',
  ].join('\n');

/** @throws if the README has no place for it */
export const tableIn = (readme: string): string => {
  const found = BLOCK.exec(readme)?.[0];
  if (found === undefined) throw new Error('README.md has lost the marks around the table of the rules.');
  return found;
};

export const withTable = (readme: string, table: string): string => {
  tableIn(readme);
  return readme.replace(BLOCK, () => table);
};
