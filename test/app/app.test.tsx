// @vitest-environment happy-dom
import { describe, expect, it, vi } from 'vitest';
import type { SiteReport } from '../../src/core/report.ts';
import { done, failed, type Reply } from '../../src/messages/reply.ts';
import { fakeApi } from '../helpers/app-api.ts';
import {
  DAY,
  evidence,
  finding,
  NOW,
  nothingReport,
  otherCookie,
  siteReport,
  tokenReport,
  verdict,
} from '../helpers/reports.ts';
import { openTab, show } from './dom.tsx';

describe('states', () => {
  it('loading', async () => {
    const screen = await show(fakeApi({ report: new Promise(() => undefined) }));
    expect(screen.root.querySelector('[aria-busy="true"]')).not.toBeNull();
    expect(screen.text()).toContain('Reading what was seen');
  });

  it('verdict: word, sentence, signed in, confidence', async () => {
    const screen = await show(fakeApi());
    expect(screen.byRole('heading', 'Session')).toHaveLength(1);
    expect(screen.text()).toContain('The server remembers you. The cookie connect.sid is your ticket.');
    expect(screen.text()).toContain('signed in');
    expect(screen.text()).toContain('Very sure, 96%');
    expect(screen.text()).toContain('shop.example');
  });

  it('watching has just begun: offers to reload', async () => {
    const api = fakeApi({ report: done(nothingReport({ requests: 0 })) });
    const screen = await show(api);
    await screen.click('Reload the page');
    expect(api.calls).toContain('reloadTab');
  });

  it('nothing seen: says so and still teaches', async () => {
    const screen = await show(fakeApi({ report: done(nothingReport()) }));
    expect(screen.byRole('heading', 'Nothing seen yet')).toHaveLength(1);
    expect(screen.byRole('tab', /Learn/)).toHaveLength(1);
    expect(screen.root.querySelector('.square')).toBeNull();
  });

  it.each([
    ['this site', 'requestAccess https://shop.example'],
    ['all sites', 'requestAccess everywhere'],
  ])('no access: explains, asks on click for %s, then looks again', async (what, asked) => {
    const api = fakeApi({
      report: done(nothingReport({ site: 'https://shop.example', access: 'withheld', requests: 0 })),
    });
    const screen = await show(api);
    expect(api.calls.join()).not.toContain('requestAccess');
    api.report = done(siteReport());
    await screen.click(`Allow on ${what}…`);
    expect(api.calls).toContain(asked);
    expect(screen.byRole('heading', 'Session')).toHaveLength(1);
  });

  it('no access, to a site that the browser does not name: all sites or none', async () => {
    const screen = await show(fakeApi({ report: done(nothingReport({ site: '', access: 'withheld', requests: 0 })) }));
    expect(screen.byRole('button', /^Allow/).map((button) => button.textContent)).toEqual(['Allow on all sites…']);
  });

  it('no access, and refused', async () => {
    const screen = await show(
      fakeApi({ report: done(nothingReport({ access: 'withheld', requests: 0 })), granted: false }),
    );
    await screen.click('Allow on this site…');
    expect(screen.text()).toContain('Access was not given');
  });

  it('asks for access in the turn of the click', async () => {
    const api = fakeApi({ report: done(nothingReport({ access: 'withheld', requests: 0 })) });
    const screen = await show(api);
    screen.button('Allow on this site…').click();
    expect(api.calls.at(-1)).toMatch(/^requestAccess/);
  });

  it('a page that was closed before it was looked at', async () => {
    const screen = await show(fakeApi({ report: failed('no-tab', 'There is no tab 7.') }), 'page');
    expect(screen.byRole('heading', 'The page has been closed')).toHaveLength(1);
    expect(screen.byRole('button').map((button) => button.textContent)).toEqual(['Settings']);
  });

  it('a page no extension may see', async () => {
    const screen = await show(fakeApi({ report: done(nothingReport({ access: 'unsupported' })) }));
    expect(screen.text()).toContain('closed to every extension');
    expect(screen.byRole('tab')).toHaveLength(0);
  });

  it.each([
    ['a refusal', failed('failed', 'The worker is gone.')],
    ['a throw', new Error('The worker is gone.')],
  ])('something failed: %s; details without secrets; another try', async (_, report) => {
    const api = fakeApi({ report: report as Reply<SiteReport> | Error });
    const screen = await show(api);
    expect(screen.text()).toContain('The worker is gone.');
    await screen.click(/^Copy details/);
    expect(api.copied[0]).toContain('error: failed');
    api.report = done(siteReport());
    await screen.click('Try again');
    expect(screen.byRole('heading', 'Session')).toHaveLength(1);
  });
});

describe('tabs by keyboard', () => {
  const press = async (screen: Awaited<ReturnType<typeof show>>, key: string): Promise<string> => {
    const focused = document.activeElement ?? screen.root;
    focused.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
    await screen.settle();
    return document.activeElement?.id ?? '';
  };

  it('arrows wrap around, Home and End jump, one tab stop', async () => {
    const screen = await show(fakeApi());
    screen.byRole('tab', /Risks/)[0]?.focus();
    expect(await press(screen, 'ArrowRight')).toBe('tab-credentials');
    expect(await press(screen, 'End')).toBe('tab-learn');
    expect(await press(screen, 'ArrowRight')).toBe('tab-risks');
    expect(await press(screen, 'ArrowLeft')).toBe('tab-learn');
    expect(await press(screen, 'Home')).toBe('tab-risks');
    expect(await press(screen, 'a')).toBe('tab-risks');
    expect(screen.byRole('tab').filter((tab) => tab.tabIndex === 0)).toHaveLength(1);
  });

  it('each tab owns its panel, and one panel is shown', async () => {
    const screen = await show(fakeApi());
    for (const tab of screen.byRole('tab')) {
      tab.click();
      await screen.settle();
      const [panel, second] = screen.byRole('tabpanel');
      expect(panel?.id).toBe(tab.getAttribute('aria-controls'));
      expect(panel?.getAttribute('aria-labelledby')).toBe(tab.id);
      expect(second).toBeUndefined();
    }
  });
});

describe('risks', () => {
  it('open to evidence, why, fix with copy, sources, confidence', async () => {
    const api = fakeApi({ report: done(siteReport({ findings: [finding()] })) });
    const screen = await show(api);
    expect(screen.text()).not.toContain('What was seen');
    await screen.click(/Session cookie is readable/);
    expect(screen.text()).toContain('The cookie connect.sid has no HttpOnly');
    expect(screen.text()).toContain('Firm: what was seen');
    await screen.click('Copy code');
    expect(api.copied).toEqual([finding().fix]);
    const links = screen.byRole('link') as HTMLAnchorElement[];
    expect(links).toHaveLength(3);
    for (const link of links) {
      expect(link.protocol).toBe('https:');
      expect(link.rel).toContain('noopener');
    }
  });

  it('turns no other address into a link', async () => {
    const references = [{ label: 'evil', url: 'javascript:alert(1)' }];
    const screen = await show(fakeApi({ report: done(siteReport({ findings: [finding({ references })] })) }));
    await screen.click(/Session cookie is readable/);
    expect(screen.text()).toContain('evil');
    expect(screen.root.querySelectorAll('a')).toHaveLength(0);
  });
});

describe('why?', () => {
  it('shows both sides; the strongest counter-evidence even among many', async () => {
    const many = Array.from({ length: 12 }, (_, index) => evidence(`for ${index}`, 3 - index / 10));
    const report = siteReport({
      verdict: verdict({ evidence: [...many, evidence('weak against', -0.2), evidence('strong against', -2)] }),
    });
    const screen = await show(fakeApi({ report: done(report) }));
    expect(screen.text()).not.toContain('strong against');
    await screen.click('why?');
    expect(screen.text()).toContain('strong against');
    expect(screen.text()).toContain('for 0');
    expect(screen.text()).not.toContain('for 11');
    await screen.click('7 more');
    expect(screen.text()).toContain('for 11');
  });
});

describe('credentials, learn', () => {
  it('folds the others', async () => {
    const others = [otherCookie('_ga'), otherCookie('theme')];
    const screen = await show(
      fakeApi({ report: done(siteReport({ credentials: [...siteReport().credentials, ...others] })) }),
    );
    await openTab(screen, /Credentials/);
    expect(screen.text()).not.toContain('_ga');
    await screen.click(/Other cookies and values/);
    expect(screen.text()).toContain('_ga');
  });

  it('opens a token in place, says that its signature is not verified', async () => {
    const screen = await show(fakeApi({ report: done(tokenReport()) }));
    await openTab(screen, /Credentials/);
    await screen.click('Decoded token');
    expect(screen.text()).toContain('Decoded, signature not verified.');
    expect(screen.text()).toContain('Who you are (authentication)');
    expect(screen.text()).toContain('What you may do (authorization)');
    expect(screen.text()).toContain('in 14 min');
  });

  it('says how long ago it expired', async () => {
    const api = fakeApi({ report: done(tokenReport()), time: NOW + DAY });
    const screen = await show(api);
    await openTab(screen, /Credentials/);
    expect(screen.text()).toContain('expired 24 h ago');
  });

  it('loads Learn when asked, with this site as the example', async () => {
    const screen = await show(fakeApi());
    expect(screen.root.querySelector('.learn')).toBeNull();
    await openTab(screen, /Learn/);
    await vi.waitFor(() => expect(screen.text()).toContain('The cloakroom ticket'));
    expect(screen.text()).toContain('connect.sid, set by POST /login.');
  });
});
