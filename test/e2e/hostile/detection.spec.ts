/** A page that looks for the extension: it traps whatever a reader could touch, and hears nothing. */
import { expect, test } from 'vitest';
import { type Attack, credentialAt, setStage } from './stage.ts';

const heardBy = (): string[] => JSON.parse(document.documentElement.dataset['heard'] ?? '[]');

const ATTACKS: Attack[] = [
  {
    name: 'by traps in what a reader touches, and by what it leaves',
    headers: { 'content-security-policy': "default-src 'self'; script-src 'self'; img-src data:" },
    script: ({ token }) => {
      localStorage.setItem('access_token', token);
      const heard: string[] = [];
      const tell = (what: string): void => {
        heard.push(what);
        document.documentElement.dataset['heard'] = JSON.stringify(heard);
      };
      const trap = (holder: object, name: string): void => {
        const { value } = Object.getOwnPropertyDescriptor(holder, name) ?? {};
        if (typeof value !== 'function') throw new Error(`no ${name}`);
        Object.defineProperty(holder, name, {
          value(this: unknown, ...args: unknown[]) {
            tell(name);
            return Reflect.apply(value, this, args);
          },
        });
      };
      for (const name of ['getItem', 'key', 'setItem']) trap(Storage.prototype, name);
      for (const name of ['open', 'databases']) trap(IDBFactory.prototype, name);
      trap(Performance.prototype, 'now');
      trap(window, 'setTimeout');
      for (const name of ['message', 'storage', 'error', 'unhandledrejection', 'securitypolicyviolation', 'blur'])
        if (name !== 'blur') addEventListener(name, () => tell(name));
      document.addEventListener('securitypolicyviolation', () => tell('violation'));
      new MutationObserver((changes) => {
        if (changes.some(({ attributeName }) => attributeName !== 'data-heard' && attributeName !== 'id'))
          tell('mutation');
      }).observe(document, { subtree: true, childList: true, attributes: true });
      new PerformanceObserver(() => tell('resource')).observe({ type: 'resource' });
    },
    holds: async (_report, stage, page) => {
      for (let look = 0; look < 5; look += 1) {
        const { report } = await stage.ask(page);
        expect(credentialAt(report, 'localStorage', 'access_token')).toBeDefined();
      }
      expect(await page.evaluate(heardBy)).toEqual([]);
      // The traps do work.
      await page.evaluate(() => void localStorage.getItem('x'));
      expect(await page.evaluate(heardBy)).toEqual(['getItem']);
    },
  },
  {
    name: 'by how long it takes',
    script: ({ token }) => {
      for (let at = 0; at < 5_000; at += 1) localStorage.setItem(`k${at}`, 'x'.repeat(200));
      localStorage.setItem('access_token', token);
      let longest = 0;
      new PerformanceObserver((list) => {
        for (const { duration } of list.getEntries()) longest = Math.max(longest, duration);
        document.documentElement.dataset['longest'] = String(longest);
      }).observe({ type: 'longtask' });
    },
    holds: async (_report, stage, page) => {
      for (let look = 0; look < 5; look += 1) await stage.ask(page);
      const longest = await page.evaluate(() => Number(document.documentElement.dataset['longest'] ?? 0));
      // The reader stops after 50 ms; a busy machine may add to it.
      expect(longest, 'milliseconds of the longest task').toBeLessThan(500);
    },
  },
];

const stage = setStage(ATTACKS);

test.each(ATTACKS)('$name', (attack) => stage.survives(attack));
