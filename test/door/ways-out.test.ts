import { beforeEach, describe, expect, it, vi } from 'vitest';

const calls: string[] = [];
const browser: Record<string, unknown> = {};
vi.mock('../../src/browser.ts', () => ({ browser }));

const { pageOpener, panelOpener } = await import('../../src/door/ways-out.ts');

beforeEach(() => {
  calls.length = 0;
  for (const name of Object.keys(browser)) delete browser[name];
});

describe('the place beside the page', () => {
  it('is Chromium’s side panel, of this window', () => {
    browser['sidePanel'] = { open: (of: object) => void calls.push(`sidePanel ${JSON.stringify(of)}`) };
    void panelOpener(3)?.();
    // Heard in the same turn, as the browser demands.
    expect(calls).toEqual(['sidePanel {"windowId":3}']);
  });

  it('is Firefox’s sidebar', () => {
    browser['sidebarAction'] = { open: () => void calls.push('sidebar') };
    void panelOpener(3)?.();
    expect(calls).toEqual(['sidebar']);
  });

  it('is not offered where there is none', () => {
    expect(panelOpener(3)).toBeUndefined();
  });
});

describe('the page of its own', () => {
  const openFrom = async (tabId: number | undefined): Promise<void> => {
    browser['runtime'] = { getURL: (path: string) => `ext:///${path}` };
    browser['tabs'] = { create: async ({ url }: { url: string }) => void calls.push(url) };
    await pageOpener({ tabId: async () => tabId, subscribe: () => () => undefined })('story');
  };

  it('is about the tab that is shown', async () => {
    await openFrom(7);
    expect(calls).toEqual(['ext:///src/page/index.html?tab=7#story']);
  });

  it('is not opened over nothing', async () => {
    await openFrom(undefined);
    expect(calls).toEqual([]);
  });
});
