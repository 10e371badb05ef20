/** `npm run rules`: writes the list of rules and the README's table of them anew. */
import { readFileSync, writeFileSync } from 'node:fs';
import { idsIn, indexOf, README, RULES, tableOf, withTable } from './list.ts';

writeFileSync(new URL('index.ts', RULES), indexOf(idsIn(RULES)));
const { allRules } = await import('../../src/core/rules/index.ts');
writeFileSync(README, withTable(readFileSync(README, 'utf8'), tableOf(allRules.map(({ meta }) => meta))));
console.log(`${allRules.length} rules in src/core/rules/index.ts and in README.md`);
