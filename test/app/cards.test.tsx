// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { done } from '../../src/messages/reply.ts';
import { fakeApi } from '../helpers/app-api.ts';
import { credential, NOW, SITE, siteReport, tokenCredential, tokenReport } from '../helpers/reports.ts';
import { openTab, show } from './dom.tsx';

const sent = (origin: string) => ({ origin, carrier: 'header' as const, count: 3, firstAt: NOW, lastAt: NOW });

describe('cards', () => {
  it('mark where a credential goes to a stranger, and only there', async () => {
    const sentTo = [sent(SITE), sent('https://api.shop.example'), sent('https://tracker.test')];
    const screen = await show(fakeApi({ report: done(tokenReport({ credentials: [tokenCredential({ sentTo })] })) }));
    await openTab(screen, /Credentials/);
    await expect.poll(() => screen.root.querySelectorAll('.kept [data-tone="warn"]').length).toBeGreaterThan(1);
    const marked = [...screen.root.querySelectorAll('.kept')].filter(({ textContent }) =>
      textContent?.includes('third party'),
    );
    expect(marked.map(({ textContent }) => textContent)).toEqual([expect.stringContaining('tracker.test')]);
  });

  it('keep the colour that the square gave', async () => {
    const report = siteReport({ credentials: [credential(), tokenCredential()], story: [] });
    const screen = await show(fakeApi({ report: done(report) }));
    await openTab(screen, /Credentials/);
    const colours = (of: string): (string | null)[] =>
      [...screen.root.querySelectorAll(of)].map((element) => element.getAttribute('data-colour')).sort();
    expect(colours('.card')).toEqual(['0', '1']);
    expect(colours('.square circle')).toEqual(['0', '1']);
  });

  it('show the three parts of a token, each in its place', async () => {
    const screen = await show(fakeApi({ report: done(tokenReport()) }));
    await openTab(screen, /Credentials/);
    await screen.click(/Decoded token/);
    const parts = [...screen.root.querySelectorAll<HTMLElement>('.part')];
    expect(parts.map((part) => part.dataset['part'])).toEqual(['payload', 'header', 'signature']);
    expect(parts[0]?.textContent).toContain('Who you are (authentication)');
    expect(parts[0]?.textContent).toContain('What you may do (authorization)');
    expect(parts[1]?.textContent).toContain('alg');
    expect(parts[2]?.textContent).toContain('Check the signature');
  });
});
