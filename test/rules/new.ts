/** `npm run new:rule <id>` */
import { existsSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { idsIn, indexOf, RULES } from './list.ts';
import { scaffold, wrongWith } from './scaffold.ts';

const fail = (sentence: string): never => {
  console.error(sentence);
  process.exit(1);
};

const wrong = wrongWith(process.argv.slice(2));
if (wrong !== undefined) fail(wrong);
const id = process.argv[2] ?? '';
const written = scaffold(id);
const files: [file: URL, text: string][] = [
  [new URL(`${id}.ts`, RULES), written.rule],
  [new URL(`${id}.md`, RULES), written.page],
  [new URL(`../core/rules/${id}.test.ts`, import.meta.url), written.test],
];
const taken = files.find(([file]) => existsSync(file))?.[0];
if (taken !== undefined) fail(`${fileURLToPath(taken)} is there already; nothing was written.`);

for (const [file, text] of files) writeFileSync(file, text);
writeFileSync(new URL('index.ts', RULES), indexOf(idsIn(RULES)));

console.log(`Written, and registered in src/core/rules/index.ts:
  src/core/rules/${id}.ts        what it says, which facts it reads, the judgement
  src/core/rules/${id}.md        its page; the examples are carried out
  test/core/rules/${id}.test.ts  its cases: every guard has one

Its tests are red until they are filled in: npx vitest run --project unit ${id}
Then: npm run rules (the README's table), and a site of the lab that shows it (test/lab/sites).`);
