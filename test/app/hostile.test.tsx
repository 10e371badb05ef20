// @vitest-environment happy-dom
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { SiteReport } from '../../src/core/report.ts';
import { done } from '../../src/messages/reply.ts';
import { fakeApi } from '../helpers/app-api.ts';
import {
  cookieCarrier,
  credential,
  decodedToken,
  evidence,
  finding,
  siteReport,
  tokenCredential,
  verdict,
} from '../helpers/reports.ts';
import { sessionStory } from '../helpers/stories.ts';
import { openTab, show } from './dom.tsx';

const EVIL = '\u202Egnp\u2066\u200B\u0000<img src=x onerror=alert(1)>';
const UNSEEN = /[\u0000-\u0008\u200B-\u200F\u202A-\u202E\u2060-\u2069]/;

const evilReport = (): SiteReport =>
  siteReport({
    site: `https://${EVIL}`,
    verdict: verdict({ summary: `The cookie \`${EVIL}\` is your ticket.`, evidence: [evidence(EVIL, 2, 'c-session')] }),
    credentials: [
      credential({
        carriers: [cookieCarrier(EVIL, { domain: EVIL, hostOnly: false, path: EVIL })],
        issuerHint: EVIL,
        masked: EVIL,
      }),
      tokenCredential({
        carriers: [{ where: 'localStorage', name: EVIL, path: EVIL, origin: EVIL }],
        sentTo: [{ origin: EVIL, carrier: 'header', count: 1, firstAt: 0, lastAt: 0 }],
        token: decodedToken({
          header: { alg: EVIL, [EVIL]: EVIL },
          claims: {
            sub: EVIL,
            roles: [EVIL],
            [EVIL]: { [EVIL]: EVIL },
            website: 'https://evil.example/',
            picture: 'javascript:alert(1)',
          },
          issues: [EVIL],
        }),
      }),
    ],
    findings: [
      finding({ title: EVIL, subject: EVIL, evidence: [EVIL], waived: { reason: EVIL, at: 0 } }),
      finding({ subject: EVIL, evidence: [EVIL] }),
    ],
    story: sessionStory.map((step) => ({ ...step, text: EVIL, url: EVIL })),
  });

describe('hostile text', () => {
  it('is shown, on every tab, as harmless text', async () => {
    const screen = await show(fakeApi({ report: done(evilReport()) }));
    await screen.click('why?');
    for (const name of [/Risks/, /Credentials/, /Story/, /Learn/]) {
      await openTab(screen, name);
      for (const button of screen.byRole('button')) {
        if (button.getAttribute('aria-expanded') === 'false') button.click();
      }
      await screen.settle();
      for (const button of screen.byRole('button')) {
        if (button.getAttribute('aria-expanded') === 'false') button.click();
      }
      await screen.settle();
      // Line breaks in what we lay out ourselves are fine; nothing else that is invisible may be left.
      expect(screen.root.textContent, String(name)).not.toMatch(UNSEEN);
      expect(screen.root.querySelectorAll('img, script, iframe, [onerror]')).toHaveLength(0);
      for (const element of screen.root.querySelectorAll('*')) {
        for (const { name: attribute, value } of element.attributes) {
          expect(value, attribute).not.toMatch(UNSEEN);
          expect(attribute).not.toBe('style');
        }
      }
      for (const link of screen.root.querySelectorAll('a')) expect(link.href).not.toContain('evil');
    }
    expect(screen.text()).toContain('\\u202Egnp');
    expect(screen.text()).toContain('<img src=x onerror=alert(1)>');
  });

  it('is isolated, so that it cannot turn its neighbours around', async () => {
    const name = 'שלום';
    const screen = await show(
      fakeApi({ report: done(siteReport({ credentials: [credential({ carriers: [cookieCarrier(name)] })] })) }),
    );
    await openTab(screen, /Credentials/);
    const holders = [...screen.root.querySelectorAll('.card *')].filter(
      (element) => element.childElementCount === 0 && element.textContent === name,
    );
    expect(holders.length).toBeGreaterThan(0);
    for (const holder of holders) expect(holder.closest('bdi')).not.toBeNull();
  });

  it('is shortened until asked for in full', async () => {
    const long = 'A'.repeat(10_000);
    const token = decodedToken({ claims: { note: long } });
    const screen = await show(fakeApi({ report: done(siteReport({ credentials: [tokenCredential({ token })] })) }));
    await openTab(screen, /Credentials/);
    await screen.click('Decoded token');
    expect(screen.text()).not.toContain('A'.repeat(201));
    await screen.click('show all 10000 characters');
    expect(screen.text()).toContain(long);
  });
});

describe('the source of the app', () => {
  const files = readdirSync('src/app', { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => ({ file, source: readFileSync(join('src/app', file), 'utf8') }));

  it('is found', () => expect(files.length).toBeGreaterThan(20));

  it.each([
    ['markup from strings', /innerHTML|outerHTML|insertAdjacentHTML|document\.write/],
    ['style attributes', /\sstyle=/],
    ['the browser itself: that is what AppApi is for', /\b(?:chrome|browser)\.[a-z]+\.[a-z]+|webextension-polyfill/],
    ['the network', /\bfetch\(|XMLHttpRequest|WebSocket|sendBeacon|EventSource/],
    ['logging', /\bconsole\./],
  ])('has none of %s', (_, pattern) => {
    for (const { file, source } of files) {
      const code = source.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
      expect(code, file).not.toMatch(pattern);
    }
  });

  it('makes links in one place, from checked addresses', () => {
    const linking = files.filter(({ source }) => /\shref=/.test(source)).map(({ file }) => file);
    expect(linking).toEqual(['components/Risks.tsx']);
    expect(files.find(({ file }) => file === 'components/Risks.tsx')?.source).toContain('safeLink(url)');
  });
});
