/**
 * Ablation: shows that the truth about an application is true. An empty profile is not signed in; a profile with nothing but
 * the credential is; a profile with everything but the credential is not.
 */
import type { BrowserContext, CookieData, Page } from 'puppeteer-core';
import { launch } from '../helpers/chromium.ts';
import type { TrueCredential, ZooApp } from './app.ts';

type Area = 'localStorage' | 'sessionStorage';
type Entry = readonly [area: Area, key: string, value: string];

interface Kept {
  cookies: CookieData[];
  entries: Entry[];
}

/** @returns one line of evidence @throws if the application behaves otherwise than its truth says */
export const prove = async (app: ZooApp, url: string): Promise<string> => {
  const chromium = await launch({ bare: true });
  const ask = async (kept: Kept | undefined): Promise<boolean> => {
    const context = await chromium.browser.createBrowserContext();
    try {
      const page = await context.newPage();
      page.setDefaultTimeout(40_000);
      if (kept !== undefined) await seed(context, page, kept);
      return await app.isSignedIn(page, url);
    } finally {
      await context.close();
    }
  };
  try {
    const fresh = await ask(undefined);
    const page = await chromium.newPage();
    page.setDefaultTimeout(40_000);
    page.on('dialog', (dialog) => void dialog.accept());
    await page.setViewport({ width: 1280, height: 900 });
    await app.open(page, url);
    await app.login(page, url);
    await app.use?.(page, url);
    const all = await keptBy(page);
    const { decisive, beside = [] } = app.truth;
    const own = pick(all, decisive);
    const others: Kept = {
      cookies: all.cookies.filter((cookie) => !own.cookies.includes(cookie)),
      entries: all.entries.filter((entry) => !own.entries.includes(entry)),
    };
    const kept = own.cookies.length + own.entries.length > 0;
    const alone = kept ? await ask(pick(all, [...decisive, ...beside])) : undefined;
    const outcome = { fresh, alone, without: await ask(others) };
    if (outcome.fresh || outcome.alone === false || outcome.without)
      throw new Error(`${app.name}: the truth does not hold: ${JSON.stringify(outcome)}`);
    return `  proved: an empty profile is not signed in, ${kept ? 'the credential alone is, ' : ''}all else is not`;
  } finally {
    await chromium.close();
  }
};

type Place = Pick<TrueCredential, 'where' | 'name'>;

/** What is kept at any of these places. */
const pick = (kept: Kept, places: readonly Place[]): Kept => {
  const isNamed = (where: string, name: string): boolean =>
    places.some((place) => place.where === where && named(place, name));
  return {
    cookies: kept.cookies.filter((cookie) => isNamed('cookie', cookie.name)),
    entries: kept.entries.filter(([area, key]) => isNamed(area, key)),
  };
};

const named = ({ name }: Place, seen: string): boolean => (typeof name === 'string' ? name === seen : name.test(seen));

const keptBy = async (page: Page): Promise<Kept> => {
  const cookies = (await page.browserContext().cookies()) as CookieData[];
  const entries = await page.evaluate(() =>
    (['localStorage', 'sessionStorage'] as const).flatMap((area) =>
      Object.keys(window[area]).map((key) => [area, key, window[area].getItem(key) ?? ''] as const),
    ),
  );
  return { cookies, entries };
};

const seed = async (context: BrowserContext, page: Page, { cookies, entries }: Kept): Promise<void> => {
  if (cookies.length > 0) await context.setCookie(...cookies);
  await page.evaluateOnNewDocument((all: readonly Entry[]) => {
    for (const [area, key, value] of all) if (window[area].getItem(key) === null) window[area].setItem(key, value);
  }, entries);
};
