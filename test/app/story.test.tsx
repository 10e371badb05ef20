// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import type { SiteReport, Step } from '../../src/core/report.ts';
import { done } from '../../src/messages/reply.ts';
import { type FakeApi, fakeApi } from '../helpers/app-api.ts';
import {
  cookieCarrier,
  credential,
  NOW,
  nothingReport,
  SITE,
  siteReport,
  tokenCredential,
} from '../helpers/reports.ts';
import { longStory, sessionStory } from '../helpers/stories.ts';
import { openTab, type Screen, show } from './dom.tsx';

const both = (story: Step[] = longStory): SiteReport =>
  siteReport({
    credentials: [
      credential(),
      tokenCredential({ carriers: [{ where: 'localStorage', name: 'access_token', origin: SITE }] }),
    ],
    story,
  });

const told = async (report: SiteReport): Promise<{ screen: Screen; api: FakeApi }> => {
  const api = fakeApi({ report: done(report) });
  const screen = await show(api);
  await openTab(screen, /Story/);
  return { screen, api };
};

const steps = ({ root }: Screen): HTMLElement[] => [...root.querySelectorAll<HTMLElement>('.story ol > li')];

/** What a screen reader is given. */
const spoken = (element: Element): string => {
  const copy = element.cloneNode(true) as Element;
  for (const drawn of copy.querySelectorAll('[aria-hidden="true"]')) drawn.remove();
  return (copy.textContent ?? '').replace(/\s+/g, ' ').trim();
};

describe('the story', () => {
  it('is an ordered list, the drawing being decoration', async () => {
    const { screen } = await told(siteReport());
    expect(steps(screen)).toHaveLength(5);
    expect(screen.text()).toContain('×42');
    const drawings = screen.root.querySelectorAll('.story svg');
    expect(drawings.length).toBeGreaterThan(5);
    for (const drawing of drawings) expect(drawing.getAttribute('aria-hidden')).toBe('true');
  });

  it('speaks of each step: its name, who to whom, the sentence, how often, the request and the time', async () => {
    const { screen } = await told(both());
    const [first, , , issued, , sent] = steps(screen).map(spoken);
    expect(first).toMatch(/^Log in\. Browser to server\. You submitted the login form\. ?POST \/login \d\d:\d\d:\d\d$/);
    expect(issued).toMatch(/^Issued\. Server to browser\. The server answered with a session id \(connect\.sid\)\./);
    expect(sent).toMatch(
      /^Sent\. Browser to server\. The browser sends connect\.sid along with each request, by itself\. 42 times\./,
    );
    expect(sent).not.toContain('×');
  });

  it('draws the numbers of the textbook, in the colours of the credentials', async () => {
    const { screen } = await told(both());
    const drawn = steps(screen).map(
      (step) => `${step.querySelector('.mark-text')?.textContent}${step.dataset['colour'] ?? ''}`,
    );
    expect(drawn.join(' ')).toBe('1 ! 1 20 30 40 50 21 31 41 51 !1 6 60 61 1 20 30 40 50');
    expect(steps(screen).flatMap((step, index) => (step.dataset['refusal'] ? [index] : []))).toEqual([1, 11]);
  });

  it('draws answers dashed, and loops where a step stays in its lane', async () => {
    const { screen } = await told(siteReport());
    expect(steps(screen).map((step) => step.querySelector('.answer') !== null)).toEqual([
      false,
      true,
      false,
      false,
      false,
    ]);
    expect(steps(screen).map((step) => step.querySelector<HTMLElement>('.row')?.dataset['loop'])).toEqual([
      undefined,
      undefined,
      'right',
      undefined,
      'left',
    ]);
  });

  it('names its credentials first', async () => {
    const { screen } = await told(both());
    const cast = screen.root.querySelector('.cast');
    expect(cast?.getAttribute('aria-label')).toBe('Credentials in this story');
    expect([...(cast?.children ?? [])].map(spoken)).toEqual(['connect.sid Session id', 'access_token Access token']);
  });

  it('says where a new login begins', async () => {
    const { screen } = await told(both());
    expect(steps(screen).filter((step) => step.textContent?.startsWith('A new login'))).toEqual([steps(screen)[15]]);
  });

  it('cuts what is too long', async () => {
    const long = 'x'.repeat(100_000);
    const story = sessionStory.map((step) => ({ ...step, text: `It is \`${long}\`.`, url: `/${long}` }));
    const { screen } = await told(
      siteReport({
        credentials: [credential({ carriers: [cookieCarrier(long)] }), tokenCredential()],
        story: [...story, { ...story[0], credential: 'c-access' } as Step],
      }),
    );
    for (const step of steps(screen)) expect(spoken(step).length).toBeLessThan(400);
    expect(spoken(screen.root.querySelector('.cast') as Element).length).toBeLessThan(120);
  });

  it('says why it is empty', async () => {
    const { screen } = await told(nothingReport({ requests: 5 }));
    expect(screen.root.querySelector('#panel-story .empty')?.textContent).toContain('each step will appear here');
  });
});

describe('live', () => {
  const next: Step = { at: NOW, kind: 'logout-requested', from: 'browser', to: 'server', text: 'You logged out.' };

  it('adds a new step at the end, and leaves the others as they are', async () => {
    const { screen, api } = await told(siteReport());
    const before = steps(screen);
    api.report = done(siteReport({ story: [...sessionStory.map((step) => ({ ...step, count: 50 })), next] }));
    api.change();
    await screen.settle();
    const after = steps(screen);
    expect(after).toHaveLength(6);
    expect(after.slice(0, 5)).toEqual(before);
    expect(after.map((step) => step.dataset['new'])).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
      'true',
    ]);
  });

  it('begins with another site’s story without a flicker', async () => {
    const { screen, api } = await told(siteReport());
    api.report = done(siteReport({ site: 'https://other.example', story: [next] }));
    api.change();
    await screen.settle();
    expect(steps(screen).map((step) => step.dataset['new'])).toEqual([undefined]);
  });
});
