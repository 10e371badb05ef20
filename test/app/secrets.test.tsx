// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import type { Revealed } from '../../src/app/api.ts';
import { done, failed, type Reply } from '../../src/messages/reply.ts';
import { fakeApi, SECRET } from '../helpers/app-api.ts';
import { siteReport, tokenReport } from '../helpers/reports.ts';
import { openTab, show } from './dom.tsx';

const onCredentials = async (api: ReturnType<typeof fakeApi>) => {
  const screen = await show(api);
  await openTab(screen, /Credentials/);
  return screen;
};

/** The parts of a token are coloured one by one, so the whole never stands in the markup in one piece. */
const SIGNATURE = SECRET.split('.')[2] ?? '';

const html = (): string => document.documentElement.outerHTML;

describe('secrets', () => {
  it('are read on a click and not before, and are gone after Hide', async () => {
    const api = fakeApi();
    const screen = await onCredentials(api);
    await openTab(screen, /Story/);
    await openTab(screen, /Credentials/);
    expect(api.calls.filter((call) => call.startsWith('reveal'))).toEqual([]);
    await screen.click('Reveal connect.sid');
    expect(api.calls).toContain('reveal c-session');
    expect(screen.text()).toContain(SECRET);
    await screen.click('Hide connect.sid');
    expect(html()).not.toContain(SIGNATURE);
  });

  it('shows a token as three coloured parts', async () => {
    const screen = await onCredentials(fakeApi({ report: done(tokenReport()) }));
    expect(screen.root.querySelectorAll('.segment')).toHaveLength(0);
    await screen.click(/^Reveal/);
    expect([...screen.root.querySelectorAll('.segment')].map((part) => part.getAttribute('data-part'))).toEqual([
      'header',
      'payload',
      'signature',
    ]);
  });

  it('are copied without being shown', async () => {
    const api = fakeApi();
    const screen = await onCredentials(api);
    await screen.click('Copy connect.sid');
    expect(api.copied).toEqual([SECRET]);
    expect(html()).not.toContain(SECRET.slice(0, 12));
  });

  it.each([
    ['not-kept', 'page’s memory alone'],
    ['gone', 'no longer where it was kept'],
    ['failed', 'the jar is locked'],
  ] as const)('says why one cannot be shown: %s', async (error, words) => {
    const screen = await onCredentials(fakeApi({ revealed: failed(error, 'the jar is locked') }));
    await screen.click('Reveal connect.sid');
    expect(screen.text()).toContain(words);
  });

  it('says so when reading throws', async () => {
    const screen = await onCredentials(fakeApi({ revealed: new Error('no receiver') }));
    await screen.click('Copy connect.sid');
    expect(screen.text()).toContain('no receiver');
  });

  it('leave the screen with their credential, and with the site', async () => {
    for (const next of [tokenReport(), siteReport({ site: 'https://other.example' })]) {
      const api = fakeApi();
      const screen = await onCredentials(api);
      await screen.click('Reveal connect.sid');
      api.report = done(next);
      api.change();
      await screen.settle();
      expect(html()).not.toContain(SIGNATURE);
      // Nor does it come back by itself when the credential does.
      api.report = done(siteReport());
      api.change();
      await screen.settle();
      expect(html()).not.toContain(SIGNATURE);
      document.body.replaceChildren();
    }
  });

  it('are not shown when the answer comes after the site has changed', async () => {
    let answer: (reply: Reply<Revealed>) => void = () => undefined;
    const api = fakeApi({ revealed: new Promise((resolve) => (answer = resolve)) });
    const screen = await onCredentials(api);
    await screen.click('Reveal connect.sid');
    api.report = done(siteReport({ site: 'https://other.example' }));
    api.change();
    await screen.settle();
    answer(done({ where: 'cookie', name: 'connect.sid', value: SECRET }));
    await screen.settle();
    expect(html()).not.toContain(SIGNATURE);
  });

  it('stay out of copied error details', async () => {
    const api = fakeApi({ report: failed('failed', `Could not parse ${SECRET} at https://a.example/cb?code=hush`) });
    const screen = await show(api);
    await screen.click(/^Copy details/);
    expect(api.copied[0]).not.toContain(SECRET.slice(0, 12));
    expect(api.copied[0]).not.toContain('hush');
  });
});
