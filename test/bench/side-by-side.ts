/**
 * The same loads of pages in several browsers, in turns, so that each meets the machine's moods. One load at a time: two
 * would measure each other.
 */
import type { Load, LoadedSite } from './loaded-site.ts';
import { type QuietBrowser, quietBrowser } from './quiet-browser.ts';

export interface PageKind {
  name: string;
  load: Load;
  /** The site has a name each time that was never seen. */
  first?: true;
}

/** One load of a page, in milliseconds. */
export interface Sample {
  load: number;
  /** Of all processes of the browser. */
  cpu: number;
  /** Of the extension's process, where the system tells which one it is. */
  own: number | undefined;
}

/** By page, then by contender. */
export type Samples = Map<string, Map<string, Sample[]>>;

export interface Plan {
  pages: readonly PageKind[];
  /** Folders of unpacked extensions; null is a browser without. */
  contenders: ReadonlyMap<string, string | null>;
  /** Each with browsers of its own: one that was started luckily shall not decide. */
  sittings: number;
  /** In each sitting, after two that do not count. */
  rounds: number;
}

/** After the last answer: the worker has yet to finish, the badge to be drawn. */
const SETTLE_MS = 400;
const WARM_UP = 2;

const sample = async (browser: QuietBrowser, url: string): Promise<Sample> => {
  const before = await browser.spent();
  const load = await browser.load(url);
  await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
  const after = await browser.spent();
  const own = after.extension === undefined ? undefined : after.extension - (before.extension ?? 0);
  return { load, cpu: after.all - before.all, own };
};

export const sideBySide = async (site: LoadedSite, { pages, contenders, sittings, rounds }: Plan): Promise<Samples> => {
  const samples: Samples = new Map(
    pages.map(({ name }) => [name, new Map([...contenders.keys()].map((contender) => [contender, []]))]),
  );
  const names = [...contenders.keys()];
  let visits = 0;

  const sit = async (browsers: ReadonlyMap<string, QuietBrowser>): Promise<void> => {
    for (const { name: page, load, first } of pages) {
      for (let round = -WARM_UP; round < rounds; round += 1) {
        visits += 1;
        const url = site.page(load, first === true ? `visit-${visits}` : undefined);
        // Nobody is always first, nor always behind the same one.
        const start = visits % names.length;
        for (const name of [...names.slice(start), ...names.slice(0, start)]) {
          const taken = await sample(browsers.get(name) as QuietBrowser, url);
          if (round >= 0) samples.get(page)?.get(name)?.push(taken);
        }
      }
    }
  };

  for (let sitting = 0; sitting < sittings; sitting += 1) {
    const browsers = new Map<string, QuietBrowser>();
    try {
      for (const [name, folder] of contenders) browsers.set(name, await quietBrowser(folder ?? undefined));
      await sit(browsers);
    } finally {
      for (const browser of browsers.values()) await browser.close();
    }
  }
  return samples;
};
