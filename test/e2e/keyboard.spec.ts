/** The whole app by keyboard alone, in the real extension: no mouse, no click by script. */
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Chromium, launch } from '../helpers/chromium.ts';
import { act, load, login } from '../lab/drive.ts';
import { siteNamed, startLab } from '../lab/index.ts';

const lab = await startLab({ port: 0, apiPort: 0 });
let chromium: Chromium;
let app: Page;

beforeAll(async () => {
  chromium = await launch();
  const site = siteNamed(lab, 'hybrid-careless');
  const page = await chromium.newPage();
  await login(page, site);
  await act(page);
  await load(page);
  app = await chromium.openApp(page);
  await chromium.browser.defaultBrowserContext().overridePermissions(chromium.origin, ['clipboard-write']);
  await app.bringToFront();
  await app.waitForSelector('[role="tab"]');
});

afterAll(async () => {
  await chromium?.close();
  await lab.stop();
});

interface Stop {
  name: string;
  /** Its place among all elements of the page. */
  place: number;
  /** Somebody can see that the focus is there. */
  marked: boolean;
}

/** What has the focus; undefined where it is nowhere in the page. */
const focused = (): Promise<Stop | undefined> =>
  app.evaluate(() => {
    const element = document.activeElement;
    if (element === null || element === document.body) return undefined;
    const { outlineStyle, outlineWidth } = getComputedStyle(element);
    // A file's field lies under its label, a choice in its card: these wear the outline.
    const label = element.matches('.sr') ? element.nextElementSibling : element.closest('.format-card');
    const worn = label === null ? undefined : getComputedStyle(label).outlineStyle;
    return {
      name: `${element.localName} ${element.getAttribute('aria-label') ?? element.id ?? ''} ${element.textContent?.trim().slice(0, 30)}`,
      place: [...document.querySelectorAll('*')].indexOf(element),
      marked:
        (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) > 0) || (worn !== undefined && worn !== 'none'),
    };
  });

/** All that the keyboard must reach: what can be pressed, filled in or followed, and is to be seen; one tab for all tabs. */
const reachable = (): Promise<number[]> =>
  app.evaluate(() => {
    const all = [...document.querySelectorAll('*')];
    return all.flatMap((element, place) => {
      const usable = element.matches(
        'button:not(:disabled), a[href], input:not(:disabled), select, textarea, summary, [tabindex="0"]',
      );
      // Of radio buttons the chosen one is the stop, and arrows move between them.
      const left =
        element.matches('[tabindex="-1"], input[type="radio"]:not(:checked)') ||
        element.closest('[hidden], [inert]') !== null;
      return usable && !left && element.getClientRects().length > 0 ? [place] : [];
    });
  });

const LIMIT = 400;

/** Tab, from wherever the focus is, once around the page: what it came to, from the one that stands first. */
const walk = async (key: 'Tab' | 'Shift+Tab'): Promise<Stop[]> => {
  const stops: Stop[] = [];
  for (let count = 0; count < LIMIT; count += 1) {
    if (key === 'Shift+Tab') await app.keyboard.down('Shift');
    await app.keyboard.press('Tab');
    if (key === 'Shift+Tab') await app.keyboard.up('Shift');
    const stop = await focused();
    // Between the last and the first the browser may put its own controls.
    if (stop === undefined) continue;
    if (stop.place === stops[0]?.place) break;
    stops.push(stop);
  }
  const places = stops.map(({ place }) => place);
  const first = places.indexOf(key === 'Tab' ? Math.min(...places) : Math.max(...places));
  return [...stops.slice(first), ...stops.slice(0, first)];
};

const expectAWalk = async (): Promise<void> => {
  const wanted = await reachable();
  const stops = await walk('Tab');
  expect(stops.map(({ place }) => place)).toEqual(wanted);
  expect(stops.filter(({ marked }) => !marked)).toEqual([]);
  expect((await walk('Shift+Tab')).map(({ place }) => place)).toEqual(wanted.toReversed());
};

/** Goes to a control by Tab, as whoever has no mouse must. */
const goTo = async (words: RegExp): Promise<void> => {
  for (let count = 0; count < LIMIT; count += 1) {
    const stop = await focused();
    if (stop !== undefined && words.test(stop.name)) return;
    await app.keyboard.press('Tab');
  }
  throw new Error(`Tab never came to ${words}.`);
};

const press = async (words: RegExp, key: 'Enter' | 'Space' = 'Enter'): Promise<void> => {
  await goTo(words);
  await app.keyboard.press(key);
};

const says = (words: string): Promise<unknown> =>
  app.waitForFunction((text) => document.querySelector('.app')?.textContent?.includes(text), { polling: 30 }, words);
const saysNot = (words: string): Promise<unknown> =>
  app.waitForFunction((text) => !document.querySelector('.app')?.textContent?.includes(text), { polling: 30 }, words);

const toTab = async (name: string): Promise<void> => {
  await goTo(/^button tab-/);
  for (let count = 0; count < 4; count += 1) {
    if ((await focused())?.name.startsWith(`button tab-${name}`)) break;
    await app.keyboard.press('ArrowRight');
  }
  await app.waitForSelector(`#tab-${name}[aria-selected="true"]`);
  await app.waitForFunction(
    (id) => !/^(?:Opening…)?$/.test(document.getElementById(`panel-${id}`)?.textContent ?? ''),
    {},
    name,
  );
};

/** Opens all that is closed on the tab at hand, each with the key that Tab found it by. */
const openAll = async (): Promise<void> => {
  for (let count = 0; count < LIMIT; count += 1) {
    const closed = await app.$$eval(
      'button[aria-expanded="false"]',
      (all) => all.filter((one) => !one.closest('[hidden]')).length,
    );
    if (closed === 0) return;
    while (!(await app.evaluate(() => document.activeElement?.getAttribute('aria-expanded') === 'false')))
      await app.keyboard.press('Tab');
    await app.keyboard.press(count % 2 === 0 ? 'Enter' : 'Space');
  }
};

test.each(['risks', 'credentials', 'story', 'learn'])(
  '%s: Tab comes to each control once, in order, visibly, and out again',
  async (name) => {
    await toTab(name);
    await openAll();
    await app.waitForFunction(() => !document.body.textContent?.includes('Opening…'));
    await expectAWalk();
  },
  60_000,
);

test('the tabs are one stop, with arrows, Home and End between them', async () => {
  await toTab('risks');
  const selected = (): Promise<string> => app.$eval('[role="tab"][aria-selected="true"]', (tab) => tab.id);
  const seen: string[] = [];
  for (const key of ['End', 'ArrowRight', 'ArrowLeft', 'ArrowLeft', 'Home'] as const) {
    await app.keyboard.press(key);
    seen.push(await selected());
  }
  expect(seen).toEqual(['tab-learn', 'tab-risks', 'tab-learn', 'tab-story', 'tab-risks']);
});

test('the evidence opens and closes', async () => {
  await press(/close$/);
  await saysNot('Speaks for it');
  await press(/why\?$/, 'Space');
  await says('Speaks for it');
});

test('Settings, and back to where one came from', async () => {
  await press(/Settings$/);
  await app.waitForSelector('.settings :is(input, select)');
  await expectAWalk();
  await press(/Back$/);
  await app.waitForSelector('[role="tab"]');
  expect((await focused())?.name).toContain('Settings');
});

test('Export: another format by arrow, copied, and back to where one came from', async () => {
  await press(/Export$/);
  await app.waitForSelector('.export input:checked');
  await expectAWalk();
  await goTo(/^input/);
  await app.keyboard.press('ArrowDown');
  await says('sarif-schema-2.1.0');
  await press(/Copy/);
  await says('Copied');
  await press(/Back$/);
  await app.waitForSelector('[role="tab"]');
  expect((await focused())?.name).toContain('Export');
});

test('a finding is set aside with a reason, and counts again', async () => {
  await toTab('risks');
  await press(/Set aside…$/);
  await app.waitForSelector('textarea');
  await app.keyboard.type('Known, and accepted for this test.');
  await press(/Set aside$/);
  await app.waitForSelector('.checks.waived');
  await openAll();
  await says('Known, and accepted for this test.');
  await press(/Undo$/, 'Space');
  await saysNot('Known, and accepted for this test.');
});

test('a value is revealed, hidden and copied', async () => {
  await toTab('credentials');
  await press(/Reveal /);
  await app.waitForSelector('.secret[data-shown="true"]');
  await press(/Hide /, 'Space');
  await app.waitForFunction(() => document.querySelector('.secret[data-shown="true"]') === null);
  await press(/Copy /);
  await says('Copied');
});

test('a token is opened, and its signature checked', async () => {
  await toTab('credentials');
  await openAll();
  await press(/Check for known secrets$/);
  await app.waitForFunction(() =>
    /Found:|None of/.test(document.querySelector('.token-check .outcome')?.textContent ?? ''),
  );
});
