// @vitest-environment happy-dom
import { describe, expect, it, vi } from 'vitest';
import { differing, inUnits, milliseconds, ROWS } from '../../src/app/settings/view-settings.ts';
import { defaultThresholds } from '../../src/core/rules/facts.ts';
import { type FakeApi, fakeApi } from '../helpers/app-api.ts';
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
const type = async (screen: Screen, label: string, value: string): Promise<void> => {
  const input = field(screen, label);
  input.value = value;
  input.dispatchEvent(new Event('input', { bubbles: true }));
  input.dispatchEvent(new Event('change', { bubbles: true }));
  await screen.settle();
};

describe('the settings', () => {
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
