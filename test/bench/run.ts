/**
 * `npm run bench [NAME]`: measures what was promised, in a real browser with the built extension. `-- --write` puts the
 * figures into the README, each bench in its own place; `-- --rounds 6` is for a first look at `load`, `-- --megabytes 50` at `har`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { withTables } from '../measure/readme.ts';
import { asBuilt } from './as-built.ts';
import type { engineBench } from './engine.ts';
import { type Figure, inWords, tableOf, verdict } from './figure.ts';
import type { harBench } from './har.ts';
import { pageBench } from './page.ts';
import { pageLoadBench } from './page-load.ts';
import { popupBench } from './popup.ts';
import { browserVersion } from './quiet-browser.ts';
import { sizeBench } from './size.ts';
import { soakBench } from './soak.ts';

const { argv } = process;
const numberAfter = (option: string): number | undefined =>
  argv.includes(option) ? Number(argv[argv.indexOf(option) + 1]) : undefined;
const COMMAND = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));

const BENCHES: Record<string, () => Promise<Figure[]>> = {
  size: sizeBench,
  engine: async () => ((await asBuilt('engine.ts')).engineBench as typeof engineBench)(),
  soak: soakBench,
  popup: popupBench,
  page: pageBench,
  har: async () => ((await asBuilt('har.ts')).harBench as typeof harBench)(COMMAND, numberAfter('--megabytes')),
  load: () => pageLoadBench(numberAfter('--rounds')),
};

const README = new URL('../../README.md', import.meta.url);

const write = async (name: string, figures: readonly Figure[]): Promise<void> => {
  const date = new Date().toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' });
  const machine = `${date}, ${await browserVersion()}, ${cpus().length} cores (${cpus()[0]?.model.trim()}).`;
  const told = `${tableOf(figures)}\n\n\`npm run bench ${name}\`: ${machine}`;
  writeFileSync(README, withTables(readFileSync(README, 'utf8'), told, `<!-- bench: ${name} -->`));
  console.log(`\nREADME.md: ${name} written`);
};

const wanted = argv.slice(2).find((word) => word in BENCHES);
for (const [name, bench] of Object.entries(BENCHES)) {
  if (wanted !== undefined && wanted !== name) continue;
  console.log(`\n${name}\n`);
  const figures = await bench();
  for (const figure of figures) {
    const about = [verdict(figure), figure.how].filter((text) => text !== '').join(' · ');
    console.log(`${figure.name.padEnd(96)}${inWords(figure.value, figure.unit).padStart(12)}   ${about}`);
  }
  if (argv.includes('--write')) await write(name, figures);
}
