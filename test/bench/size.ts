/** How large the built package is, and its parts; and of how many of a page's requests it is told. */
import { rmSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import puppeteer from 'puppeteer-core';
import { filesIn, importedFrom, injectedInto, popupScripts, read } from '../contract/source.ts';
import { FLAGS } from '../helpers/chromium.ts';
import { findBrowser } from '../helpers/find-browser.ts';
import { packageOf, zippedSize } from '../helpers/package-size.ts';
import type { Figure } from './figure.ts';
import { countingExtension } from './floor-extension.ts';
import { type Load, startLoadedSite } from './loaded-site.ts';

const ROOT = 'dist/chrome';
const KIB = 1024;

const gzipped = (files: Iterable<string>): number =>
  [...files].reduce((sum, file) => sum + gzipSync(read(file)).length, 0);

const sizes = (): Figure[] => {
  const { files, list } = packageOf(ROOT);
  const without = files.filter(({ path }) => path !== list);
  const worker = importedFrom([`${ROOT}/service-worker-loader.js`]);
  const raw = [...worker].reduce((sum, file) => sum + Buffer.byteLength(read(file)), 0);
  const scripts = filesIn(ROOT, /\.js$/);
  const injected = scripts.flatMap((file) => injectedInto(read(file)));
  const ofFiles = `${files.length} files, as zip packs them`;
  return [
    { name: 'package, zipped', value: zippedSize(files) / KIB, unit: 'KiB', how: ofFiles },
    {
      name: 'package without the list of known secrets',
      value: zippedSize(without) / KIB,
      unit: 'KiB',
      how: 'zipped',
      atMost: 300,
    },
    { name: 'worker with the whole engine', value: raw / KIB, unit: 'KiB', how: `${worker.size} files, minified` },
    { name: 'worker with the whole engine, compressed', value: gzipped(worker) / KIB, unit: 'KiB', how: 'gzip' },
    {
      name: 'popup until it can be read, compressed',
      value: gzipped(popupScripts(ROOT)) / KIB,
      unit: 'KiB',
      how: 'scripts, gzip',
      atMost: 40,
    },
    {
      name: 'script that is put into a page',
      value: Math.max(...injected.map((code) => Buffer.byteLength(code))),
      unit: 'bytes',
      how: 'as built',
      atMost: 4 * KIB,
    },
    { name: 'source maps', value: filesIn(ROOT, /\.map$/).length, unit: '', how: 'files', atMost: 0 },
  ];
};

/**
 * The mean page of the Web Almanac 2024 (desktop), in round figures: 71 requests, of which 24 scripts, 18 images, 8 styles,
 * 4 fonts; the rest asks for data.
 */
const ORDINARY: Load = { api: 16, images: 18, scripts: 24, styles: 8, fonts: 4 };

const PAGES: readonly { name: string; load: Load; atMost?: number }[] = [
  { name: 'an ordinary page', load: ORDINARY, atMost: 30 },
  { name: '200 images and 20 API requests', load: { api: 20, images: 200 } },
];

const share = async (): Promise<Figure[]> => {
  const executablePath = findBrowser();
  if (executablePath === undefined) throw new Error('No Chromium, Chrome or Edge was found on this machine.');
  const folder = countingExtension();
  const site = await startLoadedSite();
  const browser = await puppeteer.launch({ executablePath, pipe: true, enableExtensions: [folder], args: FLAGS });
  try {
    const target = await browser.waitForTarget((one) => one.type() === 'service_worker');
    const worker = await target.worker();
    if (worker === null) throw new Error('The counting extension has no worker.');
    const figures: Figure[] = [];
    for (const { name, load, atMost } of PAGES) {
      await worker.evaluate('counted = { all: 0, watched: 0 }');
      const page = await browser.newPage();
      await page.goto(site.page(load));
      await page.evaluate('took');
      const { all, watched } = (await worker.evaluate('counted')) as { all: number; watched: number };
      await page.close();
      const how = `${watched} of ${all}, by a listener with Coatcheck’s types beside one without`;
      const target = atMost === undefined ? {} : { atMost };
      figures.push({
        name: `requests it is told of, ${name}`,
        value: (watched / all) * 100,
        unit: '%',
        how,
        ...target,
      });
    }
    return figures;
  } finally {
    await browser.close();
    site.stop();
    rmSync(folder, { recursive: true });
  }
};

export const sizeBench = async (): Promise<Figure[]> => [...sizes(), ...(await share())];
