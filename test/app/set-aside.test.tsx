// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { done, failed } from '../../src/messages/reply.ts';
import { type FakeApi, fakeApi } from '../helpers/app-api.ts';
import { finding, NOW, siteReport } from '../helpers/reports.ts';
import { type Screen, show } from './dom.tsx';

const open = async (api: FakeApi): Promise<Screen> => {
  const screen = await show(api);
  await screen.click(/Session cookie is readable/);
  return screen;
};
const write = async (screen: Screen, reason: string): Promise<void> => {
  const field = screen.root.querySelector('textarea');
  if (field === null) throw new Error('There is no field.');
  field.value = reason;
  field.dispatchEvent(new Event('input', { bubbles: true }));
  await screen.settle();
};
const withRisk = (change = {}): FakeApi => fakeApi({ report: done(siteReport({ findings: [finding(change)] })) });
const waived = { waived: { reason: 'The old app reads it.', at: NOW - 86_400_000 } };

describe('setting a finding aside', () => {
  it('asks for the reason first', async () => {
    const api = withRisk();
    const screen = await open(api);
    await screen.click('Set aside…');
    expect(document.activeElement?.tagName).toBe('TEXTAREA');
    await screen.click('Set aside');
    expect(screen.byRole('alert')[0]?.textContent).toContain('Say why first');
    await write(screen, '   ');
    await screen.click('Set aside');
    expect(api.calls.some((call) => call.startsWith('setAside'))).toBe(false);
  });

  it('sends it off, says so, and shows what comes of it', async () => {
    const api = withRisk();
    const screen = await open(api);
    await screen.click('Set aside…');
    await write(screen, ' It must be readable. ');
    api.report = done(siteReport({ findings: [finding(waived)] }));
    await screen.click('Set aside');
    expect(api.calls).toContain('setAside session-cookie-without-httponly connect.sid: It must be readable.');
    expect(screen.byRole('status')[0]?.textContent).toBe('Set aside.');
    expect(document.activeElement?.id).toBe('panel-risks');
    expect(screen.text()).toContain('No other risks were found');
    expect(screen.text()).toContain('no risks found');
    expect(screen.root.querySelector('[role="tab"] .count')?.textContent).toBe('0');
  });

  it('can be thought better of', async () => {
    const api = withRisk();
    const screen = await open(api);
    await screen.click('Set aside…');
    await screen.click('Cancel');
    expect(screen.root.querySelector('textarea')).toBeNull();
    expect(screen.byRole('button', 'Set aside…')).toHaveLength(1);
  });

  it('says why it did not work', async () => {
    const api = withRisk();
    api.decided = failed('failed', 'Nothing of a private window is written to disk.');
    const screen = await open(api);
    await screen.click('Set aside…');
    await write(screen, 'Known.');
    await screen.click('Set aside');
    expect(screen.byRole('alert')[0]?.textContent).toContain('private window');
    api.decided = new Error('The worker is gone.');
    await screen.click('Set aside');
    expect(screen.byRole('alert')[0]?.textContent).toContain('The worker is gone.');
  });

  it('takes no more than 500 characters', async () => {
    const screen = await open(withRisk());
    await screen.click('Set aside…');
    expect(screen.root.querySelector('textarea')?.maxLength).toBe(500);
  });
});

describe('what was set aside', () => {
  it('stands in a group of its own, with its reason, and can be taken back', async () => {
    const api = withRisk(waived);
    const screen = await show(api);
    expect(screen.text()).not.toContain('The old app reads it.');
    await screen.click(/^Set aside/);
    await screen.click(/Session cookie is readable/);
    expect(screen.text()).toContain('The old app reads it.');
    expect(screen.byRole('button', 'Set aside…')).toHaveLength(0);
    api.report = done(siteReport({ findings: [finding()] }));
    await screen.click('Undo');
    expect(api.calls).toContain('takeBack session-cookie-without-httponly connect.sid');
    expect(screen.byRole('button', /^Set aside/)).toHaveLength(1);
    expect(screen.byRole('button', 'Set aside…')).toHaveLength(1);
    expect(document.activeElement?.id).toBe('panel-risks');
  });
});
