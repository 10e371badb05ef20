/**
 * Ablation: shows that the truth about an application is true. An empty profile is not signed in; a profile with nothing but
 * the credential is; a profile with everything but the credential is not.
 */
import type { Browser, CookieData, Page } from 'puppeteer-core';
import { launch } from '../helpers/chromium.ts';
import type { TrueCredential, ZooApp } from './app.ts';
import { type Row, readRows, writeRows } from './rows.ts';

type Area = 'localStorage' | 'sessionStorage';
type Entry = readonly [area: Area, key: string, value: string];

interface Kept {
  cookies: CookieData[];
  entries: Entry[];
  rows: Row[];
  /** Sent with every request, as the browser or the page's script sends them; by lower-case name. */
  headers: Record<string, string>;
}

/** @returns one line of evidence @throws if the application behaves otherwise than its truth says */
export const prove = async (app: ZooApp, url: string): Promise<string> => {
  const chromium = await launch({ bare: true });
  const { decisive, beside = [] } = app.truth;
  const signIn = (): Promise<Kept> => inProfile(chromium.browser, (page) => signedIn(app, page, url));
  const ask = (kept: Kept): Promise<boolean> =>
    inProfile(chromium.browser, (page) => isSignedInWith(app, page, url, kept));
  try {
    const fresh = await ask(NOTHING);
    const all = await signIn();
    const own = ownOf(all, decisive);
    const others = only(all, (where, name) => where !== 'header' && !decisive.some((one) => named(one, name)));
    const alone = isEmpty(own) ? undefined : await ask(ownOf(all, [...decisive, ...beside]));
    const outcome = { fresh, alone, without: await ask(others) };
    if (outcome.fresh || outcome.alone === false || outcome.without)
      throw new Error(`${app.name}: the truth does not hold: ${JSON.stringify(outcome)}`);
    const said = `  proved: an empty profile is not signed in, ${alone ? 'the credential alone is, ' : ''}all else is not`;
    if (decisive.length < 2) return said;
    const each: string[] = [];
    for (const one of decisive) {
      const label = `${one.where} ${one.name}`;
      const isIt = (where: string, name: string): boolean => one.where === where && named(one, name);
      if (isEmpty(only(all, isIt))) {
        each.push(`${label} cannot be asked`);
        continue;
      }
      // Half a credential may end the session: each question gets a login of its own.
      const enough = await ask(only(await signIn(), isIt));
      const rest = only(ownOf(await signIn(), decisive), (where, name) => !isIt(where, name));
      const needed = !(await ask(rest));
      if (!enough && !needed && one.optional !== true)
        throw new Error(`${app.name}: ${label} is neither enough nor needed, and so no credential`);
      each.push(`${label} is ${enough ? 'enough' : 'not enough'} and ${needed ? 'needed' : 'not needed'}`);
    }
    return `${said}; ${each.join('; ')}`;
  } finally {
    await chromium.close();
  }
};

const inProfile = async <Value>(browser: Browser, work: (page: Page) => Promise<Value>): Promise<Value> => {
  const context = await browser.createBrowserContext();
  try {
    const page = await context.newPage();
    page.setDefaultTimeout(40_000);
    page.on('dialog', (dialog) => void dialog.accept());
    await page.setViewport({ width: 1280, height: 900 });
    return await work(page);
  } finally {
    await context.close();
  }
};

/** Everything that the browser has after a login. */
const signedIn = async (app: ZooApp, page: Page, url: string): Promise<Kept> => {
  const headers = await sentHeaders(page);
  await app.open(page, url);
  await app.login(page, url);
  await app.use?.(page, url);
  return keptBy(page, headers);
};

const isSignedInWith = async (app: ZooApp, page: Page, url: string, kept: Kept): Promise<boolean> => {
  await seed(page, kept);
  if (kept.rows.length > 0) {
    // An application makes its databases at the first visit.
    await app.open(page, url);
    await writeRows(page, kept.rows);
  }
  return app.isSignedIn(page, url);
};

const NOTHING: Kept = { cookies: [], entries: [], rows: [], headers: {} };

type Named = Pick<TrueCredential, 'where' | 'name'>;

const ownOf = (all: Kept, places: readonly Named[]): Kept =>
  only(all, (where, name) => places.some((one) => one.where === where && named(one, name)));

const named = ({ where, name }: Named, seen: string): boolean => {
  if (typeof name !== 'string') return name.test(seen);
  return where === 'header' ? name.toLowerCase() === seen : name === seen;
};

const only = (all: Kept, isWanted: (where: TrueCredential['where'], name: string) => boolean): Kept => ({
  cookies: all.cookies.filter(({ name }) => isWanted('cookie', name)),
  entries: all.entries.filter(([area, key]) => isWanted(area, key)),
  rows: all.rows.filter(({ name }) => isWanted('indexedDB', name)),
  headers: Object.fromEntries(Object.entries(all.headers).filter(([name]) => isWanted('header', name))),
});

const isEmpty = ({ cookies, entries, rows, headers }: Kept): boolean =>
  cookies.length + entries.length + rows.length + Object.keys(headers).length === 0;

/** Collects what leaves the browser, the headers included that it adds by itself. */
const sentHeaders = async (page: Page): Promise<Record<string, string>> => {
  const sent: Record<string, string> = {};
  const cdp = await page.createCDPSession();
  cdp.on('Network.requestWillBeSentExtraInfo', ({ headers }) => {
    for (const [name, value] of Object.entries(headers)) sent[name.toLowerCase()] = value;
  });
  await cdp.send('Network.enable');
  return sent;
};

const keptBy = async (page: Page, headers: Record<string, string>): Promise<Kept> => {
  const cookies = (await page.browserContext().cookies()) as CookieData[];
  const entries = await page.evaluate(() =>
    (['localStorage', 'sessionStorage'] as const).flatMap((area) =>
      Object.keys(window[area]).map((key) => [area, key, window[area].getItem(key) ?? ''] as const),
    ),
  );
  return { cookies, entries, rows: await readRows(page), headers };
};

const seed = async (page: Page, { cookies, entries, headers }: Kept): Promise<void> => {
  if (cookies.length > 0) await page.browserContext().setCookie(...cookies);
  if (Object.keys(headers).length > 0) await page.setExtraHTTPHeaders(headers);
  await page.evaluateOnNewDocument((all: readonly Entry[]) => {
    for (const [area, key, value] of all) if (window[area].getItem(key) === null) window[area].setItem(key, value);
  }, entries);
};
