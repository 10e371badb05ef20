/**
 * What it costs a page that somebody watches: without an extension, with one whose listeners do nothing (the floor), with
 * one that does nothing with the very events that Coatcheck asks for, and with Coatcheck.
 */
import { rmSync } from 'node:fs';
import { EXTENSION } from '../helpers/chromium.ts';
import type { Figure } from './figure.ts';
import { floorExtension } from './floor-extension.ts';
import { startLoadedSite } from './loaded-site.ts';
import { inMiddle, mean, ratioOf } from './ratio.ts';
import { type PageKind, type Sample, sideBySide } from './side-by-side.ts';

const PAGES: readonly PageKind[] = [
  { name: '200 API requests', load: { api: 200, images: 0 } },
  { name: '200 images and 20 API requests', load: { api: 20, images: 200 } },
  { name: '200 API requests, first visit', load: { api: 200, images: 0 }, first: true },
];

const NONE = 'no extension';
const FLOOR = 'floor';
/** The same once more: what lies between the two is chance. */
const AGAIN = 'floor again';
const SAME = 'floor of the same events';
const OURS = 'Coatcheck';

const SITTINGS = 3;

type Series = ReadonlyMap<string, readonly Sample[]>;

const loads = (series: Series, name: string): number[] => (series.get(name) ?? []).map(({ load }) => load);
const cpus = (series: Series, name: string): number[] => (series.get(name) ?? []).map(({ cpu }) => cpu);
const owns = (series: Series, name: string): number[] => (series.get(name) ?? []).flatMap(({ own }) => own ?? []);

const compared = (name: string, values: number[], base: number[], atMost?: number): Figure => {
  const { middle, low, high } = ratioOf(values, base);
  const how = `${values.length} pairs, 95 % of redrawn sets within ${low.toFixed(3)}–${high.toFixed(3)}`;
  return { name, value: middle, unit: '×', how, told: true, ...(atMost === undefined ? {} : { atMost }) };
};

/** Of each request that Coatcheck watches it is told three times: as it begins, is sent, and is answered. */
const perEvent = (page: string, series: Series, requests: number): Figure[] => {
  const [ours, same] = [owns(series, OURS), owns(series, SAME)];
  if (ours.length === 0 || same.length === 0) return [];
  const name = `${page}: CPU of its own process, ${OURS} over ${SAME}, per event`;
  return [{ name, value: (mean(ours) - mean(same)) / (3 * requests), unit: 'ms/event', how: 'mean', atMost: 0.1 }];
};

const figuresOf = (page: string, series: Series, requests: number): Figure[] => [
  ...perEvent(page, series, requests),
  ...[...series.keys()].flatMap((name): Figure[] => [
    {
      name: `${page}: load time, ${name}`,
      value: inMiddle(loads(series, name)),
      unit: 'ms',
      how: 'navigation to last answer, median',
    },
    {
      name: `${page}: CPU, ${name}`,
      value: inMiddle(cpus(series, name)),
      unit: 'ms',
      how: 'all processes of the browser, median',
    },
    // The clock of a process ticks every 10 ms: only over many loads it means something.
    ...(owns(series, name).length === 0 || name === NONE
      ? []
      : [
          {
            name: `${page}: CPU of its own process, ${name}`,
            value: mean(owns(series, name)),
            unit: 'ms',
            how: 'mean',
          },
        ]),
  ]),
  compared(`${page}: load time, ${OURS} to ${FLOOR}`, loads(series, OURS), loads(series, FLOOR), 1.05),
  compared(`${page}: load time, ${AGAIN} to ${FLOOR}`, loads(series, AGAIN), loads(series, FLOOR)),
  compared(`${page}: load time, ${OURS} to ${NONE}`, loads(series, OURS), loads(series, NONE)),
  compared(`${page}: CPU, ${OURS} to ${FLOOR}`, cpus(series, OURS), cpus(series, FLOOR), 1.1),
  compared(`${page}: CPU, ${AGAIN} to ${FLOOR}`, cpus(series, AGAIN), cpus(series, FLOOR)),
  compared(`${page}: CPU, ${OURS} to ${SAME}`, cpus(series, OURS), cpus(series, SAME)),
  compared(`${page}: CPU, ${OURS} to ${NONE}`, cpus(series, OURS), cpus(series, NONE)),
];

/** @param rounds loads of each page by each contender */
export const pageLoadBench = async (rounds = 15): Promise<Figure[]> => {
  const site = await startLoadedSite();
  const floor = floorExtension('headers');
  const same = floorExtension('same');
  const contenders = new Map([
    [NONE, null],
    [FLOOR, floor],
    [AGAIN, floor],
    [SAME, same],
    [OURS, EXTENSION],
  ]);
  try {
    const sittings = Math.min(SITTINGS, rounds);
    const plan = { pages: PAGES, contenders, sittings, rounds: Math.ceil(rounds / sittings) };
    const samples = await sideBySide(site, plan);
    return PAGES.flatMap(({ name, load }) => figuresOf(name, samples.get(name) ?? new Map(), load.api + 1));
  } finally {
    site.stop();
    for (const folder of [floor, same]) rmSync(folder, { recursive: true });
  }
};
