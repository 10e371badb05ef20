// @vitest-environment happy-dom
import { describe, expect, it, vi } from 'vitest';
import { differing, inUnits, milliseconds, pausedList, ROWS } from '../../src/app/settings/view-settings.ts';
import { defaultThresholds } from '../../src/core/rules/thresholds.ts';
import { done, failed } from '../../src/messages/reply.ts';
import { DEFAULT_SETTINGS } from '../../src/messages/settings.ts';
import { type FakeApi, fakeApi } from '../helpers/app-api.ts';
import { nothingReport, SITE, siteReport } from '../helpers/reports.ts';
import { type Screen, show } from './dom.tsx';

const HOUR = 3_600_000;

describe('lengths of time', () => {
  it.each([
    [60_000, '1', 'minutes'],
    [900_000, '15', 'minutes'],
    [HOUR, '1', 'hours'],
    [24 * HOUR, '1', 'days'],
    [36 * HOUR, '36', 'hours'],
    [30 * 24 * HOUR, '30', 'days'],
    [90_000, '1.5', 'minutes'],
  ] as const)('%i ms are %s %s, and back', (length, count, unit) => {
    expect(inUnits(length)).toEqual({ count, unit });
    expect(milliseconds(count, unit)).toBe(length);
  });

  it.each(['', ' ', '0', '-1', '1e3', 'two', '0x10', '1,5', '99999999999', '0.0001', 'Infinity', '1 2'])(
    '%j is none',
    (count) => expect(milliseconds(count, 'minutes')).toBeUndefined(),
  );

  it('every threshold has its row', () => {
    expect(ROWS.map(({ name }) => name).sort()).toEqual(Object.keys(defaultThresholds).sort());
  });

  it('only what differs from the defaults is kept', () => {
    expect(differing(defaultThresholds)).toEqual({});
    expect(differing({ ...defaultThresholds, clockSkew: 1000 })).toEqual({ clockSkew: 1000 });
  });
});

const opened = async (api: FakeApi = fakeApi()): Promise<Screen> => {
  const screen = await show(api);
  await screen.click('Settings');
  await vi.waitFor(() => field(screen, 'Short-lived'));
  return screen;
};
const field = (screen: Screen, label: string): HTMLInputElement => {
  const named = [...screen.root.querySelectorAll('label')].find(({ textContent }) => textContent === label);
  const found = named === undefined ? null : screen.root.querySelector<HTMLInputElement>(`[id="${named.htmlFor}"]`);
  if (found === null) throw new Error(`No field ${label}.`);
  return found;
};
const toggle = async (screen: Screen, label: string): Promise<void> => {
  field(screen, label).click();
  await screen.settle();
};
const type = async (screen: Screen, label: string, value: string): Promise<void> => {
  const input = field(screen, label);
  input.value = value;
  input.dispatchEvent(new Event('input', { bubbles: true }));
  input.dispatchEvent(new Event('change', { bubbles: true }));
  await screen.settle();
};

describe('the limits', () => {
  it('show each threshold in its own unit, and lead back', async () => {
    const screen = await opened();
    expect(field(screen, 'Short-lived').value).toBe('15');
    expect(field(screen, 'Session cookie, long').value).toBe('30');
    expect(document.activeElement?.textContent).toBe('Settings');
    await screen.click('Back');
    expect(screen.byRole('heading', 'Session')).toHaveLength(1);
    expect(document.activeElement?.id).toBe('open-settings');
  });

  it('a change is kept at once, and the report is asked for anew', async () => {
    const api = fakeApi();
    const screen = await opened(api);
    const asked = api.calls.filter((call) => call === 'getReport').length;
    await type(screen, 'Short-lived', '5');
    expect(api.calls).toContain('setThresholds {"shortLived":300000}');
    await type(screen, 'Clocks may differ by', '1');
    expect(api.calls).toContain('setThresholds {"shortLived":300000,"clockSkew":60000}');
    expect(api.calls.filter((call) => call === 'getReport').length).toBeGreaterThan(asked);
  });

  it('a unit is a change as well', async () => {
    const api = fakeApi();
    const screen = await opened(api);
    const unit = screen.root.querySelector<HTMLSelectElement>('[aria-label="Short-lived: unit"]');
    if (unit === null) throw new Error('There is no unit.');
    unit.value = 'hours';
    unit.dispatchEvent(new Event('change', { bubbles: true }));
    await screen.settle();
    expect(api.calls).toContain(`setThresholds {"shortLived":${15 * HOUR}}`);
  });

  it('what is no length of time is said, and not kept', async () => {
    const api = fakeApi();
    const screen = await opened(api);
    await type(screen, 'Short-lived', 'soon');
    expect(screen.text()).toContain('A number above zero, please.');
    expect(field(screen, 'Short-lived').getAttribute('aria-invalid')).toBe('true');
    expect(api.calls.some((call) => call.startsWith('setThresholds'))).toBe(false);
  });

  it('go back to the defaults', async () => {
    const api = fakeApi();
    const screen = await opened(api);
    expect(screen.button('Reset to defaults').disabled).toBe(true);
    await type(screen, 'Short-lived', '5');
    await screen.click('Reset to defaults');
    expect(api.calls).toContain('setThresholds {}');
    expect(field(screen, 'Short-lived').value).toBe('15');
    expect(screen.button('Reset to defaults').disabled).toBe(true);
  });

  it('say so if they cannot be read', async () => {
    const api = fakeApi();
    api.getThresholds = () => Promise.reject(new Error('gone'));
    const screen = await show(api);
    await screen.click('Settings');
    await vi.waitFor(() => expect(screen.byRole('alert')[0]?.textContent).toContain('could not read'));
  });
});

describe('the appearance', () => {
  const theme = (screen: Screen, name: string): HTMLInputElement => {
    const labels = [...screen.root.querySelectorAll('fieldset label')];
    const found = labels.find(({ textContent }) => textContent === name)?.querySelector('input');
    if (!found) throw new Error(`No theme ${name}.`);
    return found;
  };

  it('has one theme of three, which counts at once', async () => {
    const api = fakeApi();
    const screen = await opened(api);
    expect(theme(screen, 'System').checked).toBe(true);
    theme(screen, 'Dark').click();
    await screen.settle();
    expect(api.calls).toContain('setSettings {"theme":"dark"}');
    expect(document.documentElement.dataset['theme']).toBe('dark');
    expect([theme(screen, 'System').checked, theme(screen, 'Dark').checked]).toEqual([false, true]);
  });

  it('follows a change that was made elsewhere', async () => {
    const api = fakeApi();
    const screen = await opened(api);
    api.settings = { ...api.settings, theme: 'light', badge: false };
    api.change();
    await screen.settle();
    expect(theme(screen, 'Light').checked).toBe(true);
    expect(field(screen, 'Badge').checked).toBe(false);
    expect(document.documentElement.dataset['theme']).toBe('light');
  });

  it('the badge can be off', async () => {
    const api = fakeApi();
    const screen = await opened(api);
    await toggle(screen, 'Badge');
    expect(api.calls).toContain('setSettings {"badge":false}');
    expect(field(screen, 'Badge').checked).toBe(false);
  });

  it('what could not be kept is said, and shown as it is', async () => {
    const api = fakeApi();
    const screen = await opened(api);
    api.decided = failed('failed', 'The disk is full.');
    await toggle(screen, 'Badge');
    expect(screen.byRole('alert').map(({ textContent }) => textContent)).toEqual(['The disk is full.']);
    expect(field(screen, 'Badge').checked).toBe(true);
    api.decided = done(null);
    await toggle(screen, 'Badge');
    expect(screen.byRole('alert')).toEqual([]);
  });

  it('each hint belongs to its field', async () => {
    const screen = await opened();
    for (const hinted of screen.root.querySelectorAll('input:not([type="radio"]), fieldset')) {
      const hint = document.getElementById(hinted.getAttribute('aria-describedby') ?? '');
      expect(hint?.textContent).toMatch(/\.$/);
    }
  });
});

describe('watching', () => {
  const others = ['http://localhost:3000', 'https://z.example', 'https://a.example'];

  it('pauses everywhere', async () => {
    const api = fakeApi();
    const screen = await opened(api);
    await toggle(screen, 'Pause everywhere');
    expect(api.calls).toContain('setSettings {"paused":true}');
  });

  it('pauses the site at hand, and lists it', async () => {
    const api = fakeApi();
    const screen = await opened(api);
    expect(screen.text()).toContain('Paused sitesNone.');
    await toggle(screen, 'Pause on shop.example');
    expect(api.calls).toContain('pauseSite true');
    expect(screen.byRole('button', 'Watch again: shop.example')).toHaveLength(1);
    await toggle(screen, 'Pause on shop.example');
    expect(api.calls).toContain('pauseSite false');
    expect(screen.byRole('button', /^Watch again/)).toEqual([]);
  });

  it('goes on with a site of the list, and the focus stays there', async () => {
    const api = fakeApi();
    api.settings = { ...DEFAULT_SETTINGS, pausedSites: others };
    const screen = await opened(api);
    await screen.click('Watch again: z.example');
    expect(api.calls).toContain('setSettings {"watchAgain":"https://z.example"}');
    expect(api.settings.pausedSites).toEqual(['http://localhost:3000', 'https://a.example']);
    expect(document.activeElement?.getAttribute('aria-label')).toBe('Paused sites');
  });

  it('lists sites by name', () => {
    expect(pausedList(others)).toEqual(['https://a.example', 'http://localhost:3000', 'https://z.example']);
  });

  it('a page closed to extensions can be neither paused nor forgotten', async () => {
    const screen = await show(fakeApi({ report: done(siteReport()) }));
    await screen.click('Settings');
    await vi.waitFor(() => field(screen, 'Pause on shop.example'));
    screen.button('Forget shop.example');
    const api = fakeApi();
    const other = await opened(api);
    api.report = done(nothingReport({ access: 'unsupported' }));
    api.change();
    await other.settle();
    expect(() => field(other, 'Pause on shop.example')).toThrow('No field');
    expect(other.byRole('button', /^Forget/).map(({ textContent }) => textContent)).toEqual(['Forget everything…']);
  });

  it('says why a site cannot be paused', async () => {
    const api = fakeApi();
    const screen = await opened(api);
    api.decided = failed('failed', 'Nothing of a private window is written to disk.');
    await toggle(screen, 'Pause on shop.example');
    expect(screen.byRole('alert')[0]?.textContent).toContain('private window');
    expect(field(screen, 'Pause on shop.example').checked).toBe(false);
  });
});

describe('forgetting what was seen', () => {
  it('of the site takes one click, and says what it did', async () => {
    const api = fakeApi();
    const screen = await opened(api);
    await screen.click('Forget shop.example');
    expect(api.calls).toContain('clear site');
    expect(screen.text()).toContain('What was seen of this site is forgotten.');
  });

  it('of all sites takes a second one; the first leads to the safe answer', async () => {
    const api = fakeApi();
    const screen = await opened(api);
    await screen.click('Forget everything…');
    expect(document.activeElement?.textContent).toBe('Cancel');
    expect(api.calls.some((call) => call.startsWith('clear'))).toBe(false);
    await screen.click('Cancel');
    expect(document.activeElement?.textContent).toBe('Forget everything…');
    await screen.click('Forget everything…');
    await screen.click('Forget everything');
    expect(api.calls.filter((call) => call.startsWith('clear'))).toEqual(['clear everything']);
    expect(screen.text()).toContain('forgotten, on all sites.');
    expect(document.activeElement?.textContent).toBe('Forget everything…');
  });

  it('that fails says so, and claims nothing', async () => {
    const api = fakeApi();
    const screen = await opened(api);
    api.decided = failed('failed', 'The worker is gone.');
    await screen.click('Forget shop.example');
    expect(screen.byRole('alert')[0]?.textContent).toBe('The worker is gone.');
    expect(screen.text()).not.toContain('is forgotten.');
  });
});

describe('a pause', () => {
  const paused = { everywhere: { paused: true }, here: { pausedSites: [SITE] } };

  it.each(['everywhere', 'here'] as const)(
    '%s is told above what was seen before, and ends with a click',
    async (where) => {
      const api = fakeApi();
      api.settings = { ...DEFAULT_SETTINGS, ...paused[where] };
      const screen = await show(api);
      expect(screen.text()).toContain('this is what was seen before.');
      expect(screen.byRole('tab')).toHaveLength(4);
      await screen.click('Watch again');
      expect(api.settings).toEqual(DEFAULT_SETTINGS);
      expect(screen.text()).toContain('What went on meanwhile is not known.');
      await screen.click('Reload the page');
      expect(api.calls).toContain('reloadTab');
      api.report = done(siteReport({ requests: 100 }));
      api.change();
      await screen.settle();
      expect(screen.text()).not.toContain('meanwhile');
    },
  );

  it.each(['everywhere', 'here'] as const)('%s is the whole screen where nothing was seen', async (where) => {
    const api = fakeApi({ report: done(nothingReport({ requests: 0 })) });
    api.settings = { ...DEFAULT_SETTINGS, ...paused[where] };
    const screen = await show(api);
    expect(screen.byRole('heading', `Paused ${where}`)).toHaveLength(1);
    await screen.click('Watch again');
    expect(screen.byRole('heading', 'Watching from now on')).toHaveLength(1);
  });

  it.each(['unsupported', 'withheld'] as const)('everywhere is told on a screen that is %s as well', async (access) => {
    const api = fakeApi({ report: done(nothingReport({ access, requests: 0 })) });
    api.settings = { ...DEFAULT_SETTINGS, paused: true };
    const screen = await show(api);
    expect(screen.text()).toContain('Watching is paused everywhere.');
    await screen.click('Watch again');
    expect(screen.text()).not.toContain('paused everywhere');
  });

  it('that cannot be ended says why', async () => {
    const api = fakeApi();
    api.settings = { ...DEFAULT_SETTINGS, paused: true };
    const screen = await show(api);
    api.decided = failed('failed', 'The disk is full.');
    await screen.click('Watch again');
    expect(screen.byRole('alert')[0]?.textContent).toBe('The disk is full.');
    screen.button('Watch again');
  });
});
