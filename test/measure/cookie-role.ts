/** `npm run measure`: prints how well `cookieRole` does on the labelled cookies; with `--write` it goes into the README. */
import { readFileSync, writeFileSync } from 'node:fs';
import { BEGIN, END, withTables } from './readme.ts';
import { cookieRoleTables } from './tables.ts';

const tables = cookieRoleTables();
console.log(tables);
if (process.argv.includes('--write')) {
  const readme = new URL('../../README.md', import.meta.url);
  writeFileSync(readme, withTables(readFileSync(readme, 'utf8'), tables));
  console.log(`\nREADME.md: written between ${BEGIN} and ${END}`);
}
