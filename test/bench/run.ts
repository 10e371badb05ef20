/** `npm run bench [NAME]`: measures what was promised, in a real browser with the built extension. */
import { type Figure, inWords, verdict } from './figure.ts';
import { pageBench } from './page.ts';
import { pageLoadBench } from './page-load.ts';
import { popupBench } from './popup.ts';
import { sizeBench } from './size.ts';

const { argv } = process;
const after = (flag: string): string | undefined => (argv.includes(flag) ? argv[argv.indexOf(flag) + 1] : undefined);
const rounds = after('--rounds');

const BENCHES: Record<string, () => Promise<Figure[]>> = {
  popup: popupBench,
  size: sizeBench,
  page: pageBench,
  load: () => pageLoadBench(rounds === undefined ? undefined : Number(rounds)),
};

const wanted = argv.slice(2).find((word) => word in BENCHES);
for (const [name, bench] of Object.entries(BENCHES)) {
  if (wanted !== undefined && wanted !== name) continue;
  console.log(`\n${name}\n`);
  for (const figure of await bench()) {
    const { name: what, value, unit, how } = figure;
    console.log(
      `${what.padEnd(72)}${inWords(value, unit).padStart(12)}   ${[verdict(figure), how].filter(Boolean).join(' · ')}`,
    );
  }
}
