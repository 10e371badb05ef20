// @vitest-environment happy-dom
import { describe, expect, it, vi } from 'vitest';
import type { SiteReport } from '../../src/core/report.ts';
import { done, failed, type Reply } from '../../src/messages/reply.ts';
import { fakeApi, SECRET } from '../helpers/app-api.ts';
import { finding, NOW, nothingReport, siteReport, tokenReport } from '../helpers/reports.ts';
import { openTab, show } from './dom.tsx';

describe('live', () => {
  it('refetches on news and never shows loading again', async () => {
    const api = fakeApi();
    const screen = await show(api);
    let answer: (reply: Reply<SiteReport>) => void = () => undefined;
    api.report = new Promise((resolve) => (answer = resolve));
    api.change();
    await screen.settle();
    expect(screen.byRole('heading', 'Session')).toHaveLength(1);
    answer(done(tokenReport()));
    await screen.settle();
    expect(screen.byRole('heading', 'Token')).toHaveLength(1);
  });

  it('fetches once more, not once each, for news that arrive while it fetches', async () => {
    const api = fakeApi();
    const screen = await show(api);
    const before = api.calls.length;
    for (let time = 0; time < 20; time += 1) api.change();
    await screen.settle();
    expect(api.calls.length - before).toBe(2);
  });

  it('keeps tab and open parts over a refetch', async () => {
    const api = fakeApi({ report: done(siteReport({ findings: [finding()] })) });
    const screen = await show(api);
    await screen.click(/Session cookie is readable/);
    const opened = screen.root.querySelector('.risk');
    await openTab(screen, /Story/);
    api.report = done(
      siteReport({ findings: [finding({ severity: 'critical', subject: 'x', title: 'New' }), finding()] }),
    );
    api.change();
    await screen.settle();
    expect(screen.byRole('tab', /Story/)[0]?.getAttribute('aria-selected')).toBe('true');
    await openTab(screen, /Risks/);
    expect(screen.button(/Session cookie is readable/).getAttribute('aria-expanded')).toBe('true');
    expect(screen.button(/New/).getAttribute('aria-expanded')).toBe('false');
    expect(opened?.isConnected).toBe(true);
  });

  it('keeps the report when a refetch fails, and says that it may be old', async () => {
    const api = fakeApi();
    const screen = await show(api);
    api.report = new Error('The worker is gone.');
    api.change();
    await screen.settle();
    expect(screen.byRole('heading', 'Session')).toHaveLength(1);
    expect(screen.text()).toContain('This may be out of date');
  });

  it('keeps the report of a page that was closed, and says so', async () => {
    const api = fakeApi();
    const screen = await show(api, 'page');
    api.report = failed('no-tab', 'There is no tab 7.');
    api.change('facts');
    await screen.settle();
    expect(screen.byRole('heading', 'Session')).toHaveLength(1);
    expect(screen.text()).toContain('The page has been closed. This is what was seen until then.');
    expect(screen.text()).not.toContain('out of date');
  });

  it('asks for the settings anew when something was decided, not with each fact', async () => {
    const api = fakeApi();
    const screen = await show(api);
    api.settings = { ...api.settings, theme: 'dark' };
    api.change('facts');
    await screen.settle();
    expect(document.documentElement.dataset['theme']).toBe('system');
    api.change('choices');
    await screen.settle();
    expect(document.documentElement.dataset['theme']).toBe('dark');
  });

  it('announces a changed verdict politely, and only a changed one', async () => {
    const api = fakeApi();
    const screen = await show(api);
    const status = screen.byRole('status')[0];
    expect(status?.getAttribute('aria-live')).toBe('polite');
    api.change();
    await screen.settle();
    expect(status?.textContent).toBe('');
    api.report = done(tokenReport());
    api.change();
    await screen.settle();
    expect(status?.textContent).toMatch(/^Token, signed in\./);
  });

  it('stops asking when taken down', async () => {
    const api = fakeApi();
    const { mount } = await import('../../src/app/mount.tsx');
    const root = document.createElement('div');
    const stop = mount(root, api);
    // News that wait for the fetch in flight are not asked for either.
    api.change();
    stop();
    api.change();
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(api.calls).toEqual(['getKnownReport', 'getReport']);
    expect(root.textContent).toBe('');
  });

  it('counts down while it can be seen', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    try {
      const api = fakeApi({ report: done(tokenReport()) });
      const screen = await show(api);
      await openTab(screen, /Credentials/);
      expect(screen.text()).toContain('14 min left');
      api.time = NOW + 5000;
      vi.advanceTimersByTime(1000);
      await screen.settle();
      expect(screen.text()).toContain('13 min 55 s left');
      Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
      expect(vi.getTimerCount()).toBe(0);
    } finally {
      Reflect.deleteProperty(document, 'visibilityState');
      vi.useRealTimers();
    }
  });
});

describe('another tab', () => {
  const answers = (): { api: ReturnType<typeof fakeApi>; answer: ((reply: Reply<SiteReport>) => void)[] } => {
    const api = fakeApi();
    const answer: ((reply: Reply<SiteReport>) => void)[] = [];
    api.getReport = () => new Promise((resolve) => answer.push(resolve));
    api.getKnownReport = async () => failed('failed', 'Nothing is known.');
    return { api, answer };
  };

  it('takes the last one off the screen at once', async () => {
    const { api, answer } = answers();
    const screen = await show(api, 'panel');
    answer[0]?.(done(siteReport()));
    await screen.settle();
    expect(screen.byRole('heading', 'Session')).toHaveLength(1);
    api.change('tab');
    await screen.settle();
    expect(screen.byRole('heading', 'Session')).toHaveLength(0);
    answer[1]?.(done(tokenReport()));
    await screen.settle();
    expect(screen.byRole('heading', 'Token')).toHaveLength(1);
  });

  it('is not waited for behind an answer about the last one, which is never shown', async () => {
    const { api, answer } = answers();
    const screen = await show(api, 'panel');
    api.change('tab');
    await screen.settle();
    expect(answer).toHaveLength(2);
    answer[1]?.(done(tokenReport()));
    await screen.settle();
    answer[0]?.(done(siteReport()));
    await screen.settle();
    expect(screen.byRole('heading', 'Token')).toHaveLength(1);
    // The late answer did not end the watch over the tab that is shown.
    api.change('facts');
    await screen.settle();
    expect(answer).toHaveLength(3);
  });

  it('shows nothing that was opened or revealed on the last one', async () => {
    const { api, answer } = answers();
    const screen = await show(api, 'panel');
    answer[0]?.(done(siteReport({ findings: [finding()] })));
    await screen.settle();
    await screen.click(/Session cookie is readable/);
    await openTab(screen, /Credentials/);
    await screen.click(/Reveal/);
    expect(screen.text()).toContain(SECRET);
    api.change('tab');
    await screen.settle();
    // The same site in another tab.
    answer[1]?.(done(siteReport({ findings: [finding()] })));
    await screen.settle();
    expect(screen.text()).not.toContain(SECRET);
    await openTab(screen, /Risks/);
    expect(screen.button(/Session cookie is readable/).getAttribute('aria-expanded')).toBe('false');
  });
});

describe('at the start', () => {
  const never = new Promise<Reply<SiteReport>>(() => undefined);

  it('shows what is known while the page is still being read', async () => {
    const api = fakeApi({ report: never });
    api.known = done(siteReport());
    const screen = await show(api);
    expect(screen.byRole('heading', 'Session')).toHaveLength(1);
  });

  it('does not let what was known replace what is', async () => {
    let answer: (reply: Reply<SiteReport>) => void = () => undefined;
    const api = fakeApi({ report: done(tokenReport()) });
    api.known = new Promise((resolve) => (answer = resolve));
    const screen = await show(api);
    answer(done(siteReport()));
    await screen.settle();
    expect(screen.byRole('heading', 'Token')).toHaveLength(1);
  });

  it('waits with "nothing" until cookies and storage were looked at', async () => {
    const api = fakeApi({ report: never });
    api.known = done(nothingReport());
    const screen = await show(api);
    expect(screen.text()).toContain('Reading what was seen');
  });
});
