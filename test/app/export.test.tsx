// @vitest-environment happy-dom
import { render } from 'preact';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { App } from '../../src/app/components/App.tsx';
import { StoreContext } from '../../src/app/context.ts';
import { fileName } from '../../src/app/export/view-export.ts';
import { createStore, type Door, type Store } from '../../src/app/store.ts';
import { jsonOf } from '../../src/core/export/json.ts';
import { markdownOf } from '../../src/core/export/markdown.ts';
import { sarifOf } from '../../src/core/export/sarif.ts';
import { done } from '../../src/messages/reply.ts';
import { type FakeApi, fakeApi } from '../helpers/app-api.ts';
import { credential, finding, NOW, siteReport, tokenReport } from '../helpers/reports.ts';
import { openTab, show } from './dom.tsx';
import { cases } from './gallery/cases.ts';

const DAY = new Date(NOW - 2000).toISOString().slice(0, 10);
const report = siteReport({ findings: [finding()] });

const takeDown: (() => void)[] = [];
afterEach(() => {
  for (const stop of takeDown.splice(0)) stop();
  document.body.replaceChildren();
  vi.unstubAllGlobals();
});

interface Screen {
  store: Store;
  root: HTMLElement;
  text: () => string;
  click: (name: string) => Promise<void>;
  choose: (name: string) => Promise<void>;
  buttons: () => string[];
}

const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setTimeout(resolve, 0));
};

const named = (element: Element): string => element.getAttribute('aria-label') ?? element.textContent ?? '';

/** The export screen, with a stand-in for the button that leads there. */
const opened = async (api: FakeApi = fakeApi({ report: done(report) }), door: Door = 'popup'): Promise<Screen> => {
  const root = document.createElement('div');
  const way = document.createElement('button');
  way.id = 'open-export';
  document.body.append(root, way);
  const store = createStore(api, door);
  render(
    <StoreContext.Provider value={store}>
      <App />
    </StoreContext.Provider>,
    root,
  );
  const stop = store.start();
  takeDown.push(() => {
    stop();
    render(null, root);
  });
  store.place.value = 'export';
  await vi.waitFor(() => expect(root.querySelector('h1')?.textContent).toBe('Export'));
  await settle();
  const press = async (elements: Iterable<HTMLElement>, name: string): Promise<void> => {
    const found = [...elements].find((element) => named(element).startsWith(name));
    if (found === undefined) throw new Error(`Nothing is called ${name}.`);
    found.click();
    await settle();
  };
  return {
    store,
    root,
    text: () => root.textContent ?? '',
    click: (name) => press(root.querySelectorAll('button'), name),
    choose: (name) => press(root.querySelectorAll('label'), name),
    buttons: () => [...root.querySelectorAll('button')].map(named),
  };
};

const FORMATS = [
  ['Markdown', `coatcheck-shop.example-${DAY}.md`, 'text/markdown', markdownOf([report])],
  ['SARIF', `coatcheck-shop.example-${DAY}.sarif`, 'application/sarif+json', sarifOf([report])],
  ['JSON', `coatcheck-shop.example-${DAY}.json`, 'application/json', jsonOf(report)],
] as const;

describe('the export', () => {
  it.each(FORMATS)('copies %s and hands %s to the downloads', async (format, name, type, text) => {
    const api = fakeApi({ report: done(report) });
    const screen = await opened(api);
    await screen.choose(format);
    expect(screen.text()).toContain(name);
    await screen.click(`Copy ${format}`);
    await screen.click('Download');
    expect(api.copied).toEqual([text]);
    expect(api.downloads).toEqual([{ name, type, text }]);
    expect(screen.store.said.value).toBe('Handed to the browser’s downloads.');
  });

  it('begins with Markdown, and says what is in each', async () => {
    const screen = await opened();
    expect([...screen.root.querySelectorAll('input')].map(({ checked }) => checked)).toEqual([true, false, false]);
    expect(screen.text()).toContain('No secrets are in it. Values are masked.');
    await screen.choose('JSON');
    expect(screen.text()).toContain('decoded claims of tokens are in it');
    await screen.choose('SARIF');
    expect(screen.text()).toContain('No values and no claims.');
  });

  it('shows a part first, and all if asked', async () => {
    const screen = await opened();
    const shown = (): string => screen.root.querySelector('pre')?.textContent ?? '';
    expect(shown()).toHaveLength(1500);
    await screen.click('show all');
    expect(shown()).toBe(markdownOf([report]));
    await screen.choose('JSON');
    expect(shown()).toHaveLength(1500);
  });

  it('has the focus, and gives it back', async () => {
    const screen = await opened();
    expect(document.activeElement?.textContent).toBe('Export');
    await screen.click('Back');
    expect(screen.root.querySelector('h1')?.textContent).toBe('Session');
    expect(document.activeElement?.id).toBe('open-export');
  });

  it('follows the report', async () => {
    const api = fakeApi({ report: done(report) });
    const screen = await opened(api);
    api.report = done(tokenReport({ site: 'https://b.example' }));
    await screen.store.refresh();
    await settle();
    await screen.click('Copy');
    expect(api.copied[0]).toMatch(/^# Coatcheck: `https:\/\/b\.example`/);
    expect(screen.text()).toContain(`coatcheck-b.example-${DAY}.md`);
  });

  it('says when the browser refuses, until it does not', async () => {
    const api = fakeApi({ report: done(report) });
    const alert = (screen: Screen): string => screen.root.querySelector('[role="alert"]')?.textContent ?? '';
    const { copy, download } = api;
    api.copy = () => Promise.reject(new Error('denied'));
    api.download = () => {
      throw new Error('denied');
    };
    const screen = await opened(api);
    await screen.click('Copy');
    expect(alert(screen)).toContain('did not let Coatcheck copy');
    await screen.click('Download');
    expect(alert(screen)).toContain('did not take the download');
    api.download = download;
    await screen.click('Download');
    expect(alert(screen)).toBe('');
    api.copy = copy;
    // The button says for a moment that it did not work, and works nonetheless.
    await screen.click('Copy');
    expect(api.copied).toHaveLength(1);
  });

  it('shows what a site wrote as harmless text', async () => {
    const hostile = await cases['hostile']?.report;
    if (hostile?.ok !== true) throw new Error('The gallery has a hostile report.');
    const screen = await opened(fakeApi({ report: hostile }));
    for (const format of ['Markdown', 'SARIF', 'JSON']) {
      await screen.choose(format);
      expect(screen.root.querySelectorAll('img, script, a[href]')).toHaveLength(0);
      expect(screen.text()).not.toMatch(/[\u0000-\u0009\u200B-\u200F\u202A-\u202E\u2066]/);
      expect(screen.text()).toContain('<img src=x onerror=alert(1)>');
    }
  });

  it('has nothing to offer without a report', async () => {
    const screen = await opened(fakeApi({ report: new Promise(() => undefined) }));
    expect(screen.text()).toContain('There is no report of this site yet.');
    expect(screen.buttons()).toEqual(['Back']);
  });

  it.each([
    ['https://shop.example', 'shop.example'],
    ['http://localhost:8080', 'http-localhost-8080'],
    ['https://[::1]:8443', '1-8443'],
    ['../../etc/passwd\u202E', 'etc-passwd'],
    ['https://xn--80ak6aa92e.example', 'xn--80ak6aa92e.example'],
    ['…', 'site'],
    [`https://${'a'.repeat(300)}.example`, 'a'.repeat(80)],
  ])('calls the file of %j after %s', (site, host) => {
    expect(fileName(siteReport({ site }), 'md')).toBe(`coatcheck-${host}-${DAY}.md`);
  });
});

describe('paper', () => {
  const paper = async (): Promise<Awaited<ReturnType<typeof show>>> => {
    const screen = await show(
      fakeApi({
        report: done(tokenReport({ findings: [finding()], credentials: [credential(), ...tokenReport().credentials] })),
      }),
      'page',
    );
    dispatchEvent(new Event('beforeprint'));
    await screen.settle();
    return screen;
  };
  const panels = (root: HTMLElement): (string | null)[] =>
    [...root.querySelectorAll('.panel:not([hidden])')].map((panel) => panel.getAttribute('data-title'));

  it('has all parts, with everything open', async () => {
    const screen = await paper();
    expect(panels(screen.root)).toEqual(['Risks', 'Credentials', 'Story']);
    for (const words of ['Speaks for it', 'What was seen', 'How to fix it', 'connect.sid', 'You signed in at'])
      expect(screen.text()).toContain(words);
  });

  it('shows decoded claims only if they were open', async () => {
    const screen = await paper();
    expect(screen.text()).not.toContain('ada@example.org');
    dispatchEvent(new Event('afterprint'));
    await openTab(screen, /Credentials/);
    await screen.click('Decoded token');
    dispatchEvent(new Event('beforeprint'));
    await screen.settle();
    expect(screen.text()).toContain('ada@example.org');
  });

  it('leaves the screen as it was', async () => {
    const screen = await paper();
    dispatchEvent(new Event('afterprint'));
    await screen.settle();
    expect(panels(screen.root)).toEqual(['Risks']);
    expect(screen.text()).not.toContain('How to fix it');
  });

  it('is offered on the full page, and prints the report', async () => {
    const printed: unknown[] = [];
    vi.stubGlobal('print', () => printed.push(panels(document.body)));
    expect((await opened()).buttons()).not.toContain('Print the report');
    const screen = await opened(undefined, 'page');
    await screen.click('Print the report');
    await vi.waitFor(() => expect(printed).toEqual([['Risks', 'Credentials', 'Story']]));
    dispatchEvent(new Event('afterprint'));
  });
});
