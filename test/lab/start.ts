/**
 * `npm start`: the lab, and a browser with Coatcheck in it; without a display, the main job done in the terminal. With
 * `-- --browser firefox` that browser is Firefox.
 */
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { textOf } from '../../src/core/export/text.ts';
import { launch as launchChromium } from '../helpers/chromium.ts';
import { findBrowser, findFirefox } from '../helpers/find-browser.ts';
import { launchFirefox } from '../helpers/firefox.ts';
import { act, load, login } from './drive.ts';
import { type Lab, startLab, user } from './index.ts';

const PORT = 4180;

const BROWSERS = {
  chromium: {
    find: findBrowser,
    launch: launchChromium,
    missing: 'No Chromium, Chrome or Edge was found. Install one, or set COATCHECK_BROWSER to its path.',
  },
  firefox: {
    find: () => findFirefox() ?? installed(),
    launch: launchFirefox,
    missing: 'No Firefox was found. Install one, or set COATCHECK_FIREFOX to its path.',
  },
};

/** Asked for by few: it is not installed before somebody does. */
const installed = (): string | undefined => {
  spawnSync(process.execPath, [resolve('test/setup.mjs'), '--browser=firefox'], { stdio: 'inherit' });
  return findFirefox();
};

const chosen = (): keyof typeof BROWSERS => {
  const named = process.argv[process.argv.indexOf('--browser') + 1];
  if (!process.argv.includes('--browser') || named === 'chromium') return 'chromium';
  if (named === 'firefox') return 'firefox';
  console.error(`--browser is chromium or firefox, not ${named ?? 'nothing'}.`);
  process.exit(2);
};

const { find, launch, missing } = BROWSERS[chosen()];

const hasDisplay = (): boolean =>
  process.platform !== 'linux' || Boolean(process.env['DISPLAY']) || Boolean(process.env['WAYLAND_DISPLAY']);

const openLab = async (): Promise<Lab> => {
  try {
    return await startLab({ port: PORT, apiPort: PORT + 1 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    console.log(`Port ${PORT} is taken; the lab takes free ones.`);
    return startLab({ port: 0, apiPort: 0 });
  }
};

const stopped = (): Promise<void> =>
  new Promise((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });

/** A window with the extension and the lab; ends with the browser or with Ctrl+C. */
const show = async (lab: Lab): Promise<void> => {
  const shown = await launch({ headless: false });
  const [page] = await shown.browser.pages();
  await page?.goto(lab.url);
  await page?.bringToFront();
  console.log(`The lab is at ${lab.url} (user ${user.name}, password ${user.password}).`);
  console.log('Pin Coatcheck (puzzle icon), sign in to a site of the lab, and click the ticket. Ctrl+C ends it all.');
  const closed = new Promise<void>((resolve) => shown.browser.once('disconnected', () => resolve()));
  await Promise.race([closed, stopped()]);
  await shown.close().catch(() => undefined);
};

/** Two logins, watched by the real extension in a real browser, told in the terminal. */
const tell = async (lab: Lab): Promise<void> => {
  console.log('There is no display here, so Coatcheck watches two logins in a headless browser:\n');
  const watching = await launch();
  for (const host of ['session.localhost', 'jwt-storage-careless.localhost']) {
    const site = lab.sites.find((one) => one.host === host);
    if (site === undefined) throw new Error(`The lab has no site ${host}.`);
    const page = await watching.newPage();
    await login(page, site);
    await act(page);
    await load(page);
    console.log(`── ${site.title} ${'─'.repeat(Math.max(3, 70 - site.title.length))}`);
    console.log(`${textOf(await watching.report(page))}\n`);
  }
  await watching.close();
  console.log(
    'To use it yourself: load dist/chrome unpacked in Chrome or Edge, or dist/firefox in Firefox (see README.md).',
  );
};

const lab = await openLab();
try {
  if (find() === undefined) {
    console.log(missing);
    console.log(
      `The lab runs all the same at ${lab.url}: load dist/chrome or dist/firefox in your browser by hand. Ctrl+C ends it.`,
    );
    await stopped();
  } else if (hasDisplay()) await show(lab);
  else await tell(lab);
} finally {
  await lab.stop();
}
