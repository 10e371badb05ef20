// @vitest-environment happy-dom
import { describe, expect, it, vi } from 'vitest';
import { GROUPS } from '../../src/app/learn/glossary.ts';
import { placeId } from '../../src/app/learn/place.tsx';
import { TERM, type Topic } from '../../src/app/topics.ts';
import type { SiteReport } from '../../src/core/report.ts';
import { done } from '../../src/messages/reply.ts';
import { fakeApi } from '../helpers/app-api.ts';
import { finding, siteReport, tokenReport } from '../helpers/reports.ts';
import { openTab, type Screen, show } from './dom.tsx';
import { cases } from './gallery/cases.ts';

const focused = (): string => document.activeElement?.id ?? '';
const marked = (screen: Screen): Element[] => [...screen.root.querySelectorAll('.learn [data-marked="true"]')];
const shownTab = (screen: Screen): string | undefined =>
  screen.byRole('tab').find((tab) => tab.getAttribute('aria-selected') === 'true')?.id;

const openAll = async (screen: Screen): Promise<void> => {
  for (const button of screen.byRole('button')) if (button.getAttribute('aria-expanded') === 'false') button.click();
  await screen.settle();
};

/** Learn is loaded when it is first shown, which a busy machine makes slow. */
const LOADING = { timeout: 30_000 };

const arrivedAt = (topic: Topic): Promise<void> => vi.waitFor(() => expect(focused()).toBe(placeId(topic)), LOADING);

const isReport = (reply: unknown): reply is { ok: true; value: SiteReport } =>
  typeof reply === 'object' && reply !== null && 'ok' in reply && reply.ok === true;

const reports = Object.entries(cases).flatMap(([name, { report: reply }]) =>
  isReport(reply) && reply.value.access === 'granted' && reply.value.credentials.length > 0
    ? [[name, reply.value] as const]
    : [],
);

const judged = reports.filter(([, { findings }]) => findings.length > 0);
const kept = reports.filter(([, { credentials }]) =>
  credentials.some(({ carriers }) => carriers.some(({ where }) => where === 'cookie' || where === 'localStorage')),
);

describe('Learn', () => {
  const opened = async (report = siteReport()): Promise<Screen> => {
    const screen = await show(fakeApi({ report: done(report) }));
    await openTab(screen, /Learn/);
    await vi.waitFor(() => expect(screen.root.querySelector('.learn')).not.toBeNull(), LOADING);
    return screen;
  };

  it('has a place for every topic, and one alone', async () => {
    const screen = await opened();
    for (const topic of Object.keys(TERM) as Topic[]) {
      const places = screen.root.querySelectorAll(`#${placeId(topic)}`);
      expect(places, topic).toHaveLength(1);
      expect(places[0]?.textContent).toBe(TERM[topic]);
      expect(places[0]?.getAttribute('tabindex')).toBe('-1');
    }
  });

  it('explains each word in one to four sentences', () => {
    for (const { words } of GROUPS) {
      for (const [word, text] of Object.entries(words)) {
        expect(text.length, word).toBeLessThan(330);
        expect(text, word).toMatch(/[.)]$/);
      }
    }
  });

  it('numbers both processes like the Story: log in, issue, keep, send, check, log out', async () => {
    const screen = await opened();
    const lists = [...screen.root.querySelectorAll('.process')];
    expect(lists).toHaveLength(2);
    for (const list of lists) {
      const steps = [...list.children].map((step) => step.textContent ?? '');
      expect(steps).toHaveLength(6);
      expect(steps[0]).toContain('You log in');
      expect(steps[1]).toContain('issues');
      expect(steps[2]).toContain('keeps it');
      expect(steps[3]).toContain('sends it with each request');
      expect(steps[4]).toMatch(/looks the number up|checks the signature/);
      expect(steps[5]).toContain('At logout');
    }
  });

  it('compares them in a table with headers for rows and columns', async () => {
    const screen = await opened();
    const table = screen.root.querySelector('.differences');
    expect([...(table?.querySelectorAll('th[scope="col"]') ?? [])].map((th) => th.textContent)).toEqual([
      'Session',
      'Token',
    ]);
    for (const row of table?.querySelectorAll('tbody tr') ?? []) {
      expect(row.querySelectorAll('th[scope="row"]')).toHaveLength(1);
      expect(row.querySelectorAll('td')).toHaveLength(2);
    }
    expect(table?.querySelectorAll('tbody tr')).toHaveLength(10);
  });

  it('has contents whose every entry leads to a heading of its own', async () => {
    const screen = await opened();
    const entries = [...screen.root.querySelectorAll<HTMLElement>('.contents button')];
    const places = entries.map((entry) => {
      entry.click();
      return document.activeElement;
    });
    expect(entries.length).toBeGreaterThan(8);
    expect(new Set(places).size).toBe(entries.length);
    expect(places.map((place) => place?.tagName)).toEqual(entries.map(() => 'H2'));
  });

  it('marks nothing when it is opened for itself, and takes no focus', async () => {
    const screen = await opened();
    expect(marked(screen)).toEqual([]);
    expect(focused()).not.toMatch(/^learn-/);
  });

  it('ties the words to this site', async () => {
    const screen = await opened(tokenReport());
    const word = screen.root.querySelector(`#${placeId('jwt')}`)?.parentElement;
    expect(word?.querySelector('.here')?.textContent).toContain('@@auth0spajs@@::shop-web');
  });
});

describe('the way to Learn', () => {
  const withFindings = siteReport({
    findings: [finding(), finding({ rule: 'csrf-exposed', title: 'Forged requests' })],
  });

  it('arrives at the place, with the focus, after it was loaded', async () => {
    const screen = await show(fakeApi({ report: done(withFindings) }));
    const scrolled = vi.spyOn(Element.prototype, 'scrollIntoView');
    await screen.click(/readable by scripts/);
    await screen.click('Learn: HttpOnly');
    await arrivedAt('http-only');
    expect(shownTab(screen)).toBe('tab-learn');
    expect(scrolled.mock.contexts).toEqual([document.activeElement]);
    expect(marked(screen)).toEqual([document.activeElement?.parentElement]);
    scrolled.mockRestore();
  });

  it('goes back to what was clicked, and there again', async () => {
    const screen = await show(fakeApi({ report: done(withFindings) }));
    await screen.click(/readable by scripts/);
    const link = screen.button('Learn: HttpOnly');
    for (const _ of ['first', 'second']) {
      link.focus();
      link.click();
      await arrivedAt('http-only');
      await screen.click('Back to Risks');
      expect(shownTab(screen)).toBe('tab-risks');
      expect(document.activeElement).toBe(link);
    }
  });

  it('goes back to the tab when what was clicked is gone', async () => {
    const screen = await show(fakeApi({ report: done(withFindings) }));
    await screen.click(/readable by scripts/);
    const link = screen.button('Learn: HttpOnly');
    link.focus();
    link.click();
    await arrivedAt('http-only');
    link.remove();
    await screen.click('Back to Risks');
    expect(focused()).toBe('tab-risks');
  });

  it('moves the mark to the next place, and leaves the focus alone when the tab is chosen by hand', async () => {
    const screen = await show(fakeApi({ report: done(withFindings) }));
    await screen.click(/readable by scripts/);
    await screen.click('Learn: HttpOnly');
    await arrivedAt('http-only');
    await screen.click('Back to Risks');
    await screen.click(/Forged requests/);
    await screen.click('Learn: CSRF');
    await arrivedAt('csrf');
    expect(marked(screen)).toHaveLength(1);
    await screen.click('Back to Risks');
    await openTab(screen, /Learn/);
    expect(focused()).not.toMatch(/^learn-/);
    expect(marked(screen)).toHaveLength(1);
  });

  it('also leads there from the evidence, while Learn is open', async () => {
    const screen = await show(fakeApi({ report: done(withFindings) }));
    await openTab(screen, /Learn/);
    await screen.click('why?');
    await screen.click('Learn: session cookie');
    await arrivedAt('session');
    expect(marked(screen)).toHaveLength(1);
    expect(screen.byRole('button', /^Back to/)).toHaveLength(0);
  });

  it.each(judged)('is one click from every finding of: %s', async (_, report) => {
    const screen = await show(fakeApi({ report: done(report) }));
    await openAll(screen);
    await openAll(screen);
    const known = [...screen.root.querySelectorAll('#panel-risks .risk')];
    expect(known).toHaveLength(report.findings.length);
    for (const risk of known) expect(risk.querySelectorAll('.learn-link')).toHaveLength(1);
  });

  it.each(kept)('is one click from every chip of: %s', async (_, report) => {
    const screen = await show(fakeApi({ report: done(report) }));
    await openTab(screen, /Credentials/);
    await openAll(screen);
    const chips = [...screen.root.querySelectorAll<HTMLElement>('#panel-credentials .kept .chips > li > *')];
    expect(chips.length).toBeGreaterThan(0);
    for (const chip of chips) expect([chip.tagName, chip.tabIndex]).toEqual(['BUTTON', 0]);
    const different = new Map(chips.map((chip) => [chip.textContent, chip])).values();
    for (const chip of different) {
      chip.focus();
      chip.click();
      await vi.waitFor(() => expect(focused()).toMatch(/^learn-/), LOADING);
      expect(marked(screen)).toHaveLength(1);
      await screen.click('Back to Credentials');
      expect(document.activeElement).toBe(chip);
    }
  });
});
