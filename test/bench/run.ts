/** `npm run bench [NAME]`: measures what was promised, in a real browser with the built extension. */
import { engineBench } from './engine.ts';
import type { Figure } from './figure.ts';
import { popupBench } from './popup.ts';
import { soakBench } from './soak.ts';

const BENCHES: Record<string, () => Promise<Figure[]>> = { engine: engineBench, popup: popupBench, soak: soakBench };

const wanted = process.argv[2];
for (const [name, bench] of Object.entries(BENCHES)) {
  if (wanted !== undefined && wanted !== name) continue;
  console.log(`\n${name}\n`);
  for (const { name: what, value, unit, how } of await bench())
    console.log(`${what.padEnd(42)}${value.toFixed(1).padStart(8)} ${unit}   ${how}`);
}
