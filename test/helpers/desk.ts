/** What the harness asks from a page of the extension, the same in every browser. */
import type { SiteReport } from '../../src/core/report.ts';
import type { ExtensionBrowser } from './extension-browser.ts';

/** The page that is asked from. Any would do; a plain picture of it runs no code of ours that could disturb. */
export const DESK = '/src/icons/icon-16.png';

/** Runs there. @returns the id of the tab that shows an address, of several the one that was opened last */
export const tabShowing = async (sought: string): Promise<number | undefined> => {
  const tabs = await chrome.tabs.query({});
  // Of its own pages, and of sites without access, the browser hides the address from `tabs`.
  const shown = await Promise.all(
    tabs.map(async ({ id = -1, url }) => url ?? (await chrome.webNavigation.getFrame({ tabId: id, frameId: 0 }))?.url),
  );
  return tabs[shown.lastIndexOf(sought)]?.id;
};

/** Runs there. @returns everything in the extension's storage areas, as text */
export const storedText = async (): Promise<string> =>
  JSON.stringify([await chrome.storage.session.get(null), await chrome.storage.local.get(null)]);

/** The ways to a report. */
export const reporting = ({
  ask,
  tabId,
}: Pick<ExtensionBrowser, 'ask' | 'tabId'>): Pick<ExtensionBrowser, 'report' | 'reportOn'> => {
  const reportOn = async (id: number): Promise<SiteReport> => {
    const reply = await ask<SiteReport>({ name: 'popup/get-report', tabId: id });
    if (!reply.ok) throw new Error(`${reply.error}: ${reply.detail}`);
    return reply.value;
  };
  return { reportOn, report: async (page) => reportOn(await tabId(page)) };
};
