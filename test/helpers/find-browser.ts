/** Where a browser that can load unpacked extensions lives on this machine. */
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import names from './browser-names.json' with { type: 'json' };

/** Unbranded builds first, here as among the names: Chrome and Edge from 137 on ignore `--load-extension`. */
const CHROMIUM_FIXED: Partial<Record<NodeJS.Platform, string[]>> = {
  darwin: [
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
  win32: [
    'C:\\Program Files\\Chromium\\Application\\chrome.exe',
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
  ],
};

const FIREFOX_FIXED: Partial<Record<NodeJS.Platform, string[]>> = {
  darwin: ['/Applications/Firefox.app/Contents/MacOS/firefox'],
  win32: ['C:\\Program Files\\Mozilla Firefox\\firefox.exe'],
};

const runs = (file: string): boolean => {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

const find = (variable: string, commands: readonly string[], fixed: readonly string[] = []): string | undefined => {
  const named = process.env[variable];
  if (named !== undefined && named !== '') return named;
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return [...commands.flatMap((name) => folders.map((folder) => join(folder, name))), ...fixed].find(runs);
};

/** The environment variable `COATCHECK_BROWSER` names another one. */
export const findBrowser = (): string | undefined =>
  find('COATCHECK_BROWSER', names.chromium, CHROMIUM_FIXED[process.platform]);

/** The same, of `COATCHECK_FIREFOX`. */
export const findFirefox = (): string | undefined =>
  find('COATCHECK_FIREFOX', names.firefox, FIREFOX_FIXED[process.platform]);
