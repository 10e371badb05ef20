/** The app's questions, answered by a HAR while one is open, and by the tab otherwise. */
import { describe, expect, it } from 'vitest';
import type { AppApi, News } from '../../src/app/api.ts';
import type { SiteReport } from '../../src/core/report.ts';
import { done, type Reply } from '../../src/messages/reply.ts';
import { withFiles } from '../../src/page/files.ts';
import { type FakeApi, fakeApi } from '../helpers/app-api.ts';
import { BLOG, harOf, SHOP } from '../helpers/har-file.ts';

const har = (): File => new File([harOf(...SHOP, BLOG)], 'a.har');

const reported = async (asked: Promise<Reply<SiteReport>>): Promise<SiteReport> => {
  const reply = await asked;
  if (!reply.ok) throw new Error(reply.detail);
  return reply.value;
};

const opened = async (): Promise<{ tab: FakeApi; api: AppApi; news: News[] }> => {
  const tab = fakeApi();
  const api = withFiles(tab);
  const news: News[] = [];
  api.subscribe((one) => void news.push(one));
  expect(await api.openFile?.(har())).toEqual(done(null));
  return { tab, api, news };
};

describe('while no file is open', () => {
  it('the tab answers', async () => {
    const tab = fakeApi();
    const api = withFiles(tab);
    expect(api.file).toBeUndefined();
    expect(await api.getReport()).toEqual(await tab.getReport());
    await api.pauseSite(true);
    expect(tab.calls.join()).toContain('pauseSite');
  });

  it('what is no HAR leaves everything as it is', async () => {
    const tab = fakeApi();
    const api = withFiles(tab);
    expect(await api.openFile?.(new File(['{'], 'b.har'))).toMatchObject({ ok: false });
    expect(api.file).toBeUndefined();
    expect(await api.getReport()).toEqual(await tab.getReport());
  });
});

describe('while a file is open', () => {
  it('shows the site that somebody is signed in to, and each other that is chosen', async () => {
    const { api, news } = await opened();
    expect(news).toEqual(['tab', 'choices']);
    expect(api.file).toMatchObject({
      name: 'a.har',
      sites: ['https://shop.example', 'https://blog.example'],
      site: 'https://shop.example',
    });
    const report = await reported(api.getReport());
    expect(await api.getGoodNews()).toMatchObject({ ok: true });
    expect(report).toMatchObject({ site: 'https://shop.example', verdict: { kind: 'session', signedIn: 'yes' } });
    expect(await reported(api.getKnownReport())).toEqual(report);
    api.file?.choose('https://blog.example');
    expect((await reported(api.getReport())).site).toBe('https://blog.example');
  });

  it('sets findings aside for as long as it is open, and tells the tab nothing of it', async () => {
    const { tab, api } = await opened();
    const [finding] = (await reported(api.getReport())).findings;
    if (finding === undefined) throw new Error('There is nothing to set aside.');
    const waived = async (): Promise<(string | undefined)[]> =>
      (await reported(api.getReport())).findings
        .filter((one) => one.rule === finding.rule)
        .map((one) => one.waived?.reason);
    await api.setAside(finding, 'known');
    await api.setAside(finding, 'known well');
    expect(await waived()).toEqual(['known well']);
    await api.takeBack(finding);
    expect(await waived()).toEqual([undefined]);
    expect(tab.calls.filter((call) => /setAside|takeBack/.test(call))).toEqual([]);
  });

  it('judges by the thresholds that hold now', async () => {
    const { tab, api } = await opened();
    const rules = async (): Promise<string[]> => (await reported(api.getReport())).findings.map(({ rule }) => rule);
    expect(await rules()).not.toContain('session-cookie-long-lived');
    tab.thresholds = { ...tab.thresholds, sessionCookieLow: 3_600_000 };
    expect(await rules()).toContain('session-cookie-long-lived');
  });

  it('is judged as a recording of nobody knows which browser, as the command judges it', async () => {
    const { api } = await opened();
    const found = (await reported(api.getReport())).findings.find(
      ({ rule }) => rule === 'session-cookie-without-samesite',
    );
    expect(found?.evidence.join()).toContain('Which browser made the recording is not known');
  });

  it('has no values, and is neither watched nor paused', async () => {
    const { tab, api } = await opened();
    tab.settings = { ...tab.settings, paused: true, pausedSites: ['https://shop.example'] };
    expect(await api.getSettings()).toMatchObject({ ok: true, value: { paused: false, pausedSites: [] } });
    const calls = tab.calls.length;
    expect(await api.reveal('cookie:sid')).toMatchObject({ ok: false, detail: expect.stringContaining('file') });
    expect(await api.pauseSite(true)).toMatchObject({ ok: false });
    expect(await api.clear('site')).toMatchObject({ ok: false });
    expect(tab.calls).toHaveLength(calls);
  });

  it('is not disturbed by what goes on in the tab', async () => {
    const { tab, news } = await opened();
    news.length = 0;
    for (const one of ['facts', 'tab', 'choices'] as const) tab.change(one);
    expect(news).toEqual(['choices']);
  });

  it('is gone when it is closed', async () => {
    const { tab, api, news } = await opened();
    news.length = 0;
    api.file?.close();
    expect(news).toEqual(['tab', 'choices']);
    expect(api.file).toBeUndefined();
    expect(await api.getReport()).toEqual(await tab.getReport());
  });
});
