/** Attacks from what a page keeps: too much of it, too deep, under names that are more than names, and never at rest. */
import { expect, test } from 'vitest';
import { type Attack, credentialAt, placesOf, setStage } from './stage.ts';

const ATTACKS: Attack[] = [
  {
    name: '10 MB of localStorage',
    script: ({ token }) => {
      for (let at = 0; at < 19; at += 1) localStorage.setItem(`fill-${at}`, 'x'.repeat(260_000));
      localStorage.setItem('access_token', token);
      // To the last character that the browser takes.
      for (let size = 262_144; size >= 1; size /= 2)
        try {
          for (let at = 0; ; at += 1) localStorage.setItem(`rest-${size}-${at}`, 'x'.repeat(size));
        } catch {}
    },
    holds: async (report, _stage, page) => {
      expect(await page.evaluate(() => JSON.stringify(localStorage).length)).toBeGreaterThan(5_200_000);
      expect(credentialAt(report, 'localStorage', 'access_token')).toMatchObject({ format: 'jwt' });
      expect(report.dropped).toBeGreaterThan(0);
    },
  },
  {
    name: '100,000 keys',
    script: async ({ token }) => {
      for (let at = 0; at < 100_000; at += 1) localStorage.setItem(`k${at}`, 'value');
      localStorage.setItem('access_token', token);
      await fetch('/', { headers: { authorization: `Bearer ${token}` } });
    },
    holds: (report) => {
      expect(credentialAt(report, 'header', 'Authorization')).toMatchObject({ format: 'jwt' });
      expect(report.dropped).toBeGreaterThan(98_000);
    },
  },
  {
    name: 'a value nested 10,000 deep',
    script: ({ token }) => {
      localStorage.setItem('deep', `${'{"a":'.repeat(10_000)}${JSON.stringify(token)}${'}'.repeat(10_000)}`);
      localStorage.setItem('lists', `${'['.repeat(10_000)}${JSON.stringify(token)}${']'.repeat(10_000)}`);
      localStorage.setItem('open', '['.repeat(100_000));
      localStorage.setItem('access_token', token);
    },
    holds: (report) => {
      expect(report.credentials.map(placesOf)).toEqual(['localStorage access_token']);
      expect(report.dropped, 'what nobody could open is told of').toBeGreaterThan(0);
    },
  },
  {
    name: 'a value with 200,000 members, the token last',
    script: ({ token, other }) => {
      localStorage.setItem('many', JSON.stringify([...new Array(60_000).fill('a'), other]));
      localStorage.setItem('access_token', token);
    },
    holds: (report) => {
      expect(report.credentials.map(placesOf)).toEqual(['localStorage access_token']);
      expect(report.dropped).toBeGreaterThan(0);
    },
  },
  {
    name: 'keys that every object has',
    script: ({ token }) => {
      for (const key of ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'length', 'getItem', 'then'])
        localStorage.setItem(key, `${token}${key.replaceAll('_', '-')}`);
    },
    holds: async (report, stage) => {
      const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'length', 'getItem', 'then'];
      for (const name of names)
        expect(credentialAt(report, 'localStorage', name), name).toMatchObject({ format: 'jwt' });
      expect(await stage.pollution()).toEqual([]);
    },
  },
  {
    name: 'members that would be prototypes',
    script: ({ token }) => {
      localStorage.setItem('a', `{"__proto__":{"access_token":"${token}","polluted":"yes"}}`);
      sessionStorage.setItem('b', `{"constructor":{"prototype":{"access_token":"${token}","polluted":"yes"}}}`);
    },
    holds: async (report, stage) => {
      const carriers = report.credentials.flatMap((one) => one.carriers.map(({ name, path }) => `${name} ${path}`));
      expect(carriers.sort()).toEqual(['a __proto__.access_token', 'b constructor.prototype.access_token']);
      expect(await stage.pollution()).toEqual([]);
    },
  },
  {
    name: 'text that hides, turns around or is half a character',
    script: ({ token }) => {
      const keys = [
        '\u202Egnp.nekot',
        'zero\u200Bwidth',
        '\uD800lone',
        'nul\0key',
        '\uFEFFbom',
        'line\u2028',
        '\uDC00\uD800',
      ];
      for (const [at, key] of keys.entries()) localStorage.setItem(key, `${token}${at}`);
      localStorage.setItem('text', '\uD800'.repeat(1_000) + '\0'.repeat(1_000) + '\u202E'.repeat(1_000));
      localStorage.setItem('json', JSON.stringify({ '\uDFFF\u0000\u202E': token }));
    },
    holds: (report) => {
      const names = report.credentials.flatMap(({ carriers }) => carriers.map(({ name }) => name));
      for (const name of ['\u202Egnp.nekot', 'zero\u200Bwidth', 'nul\0key', '\uFEFFbom', 'line\u2028'])
        expect(names).toContain(name);
      expect(names.some((name) => name.endsWith('lone'))).toBe(true);
      expect(JSON.stringify(report).isWellFormed()).toBe(true);
    },
  },
  {
    name: 'markup for a name',
    script: ({ token }) => {
      localStorage.setItem('<img src=x onerror=alert(1)>', token);
      localStorage.setItem('javascript:alert(1)', JSON.stringify({ '</script><script>alert(1)</script>': token }));
      localStorage.setItem('|||localStorage|http://session.localhost|', `${token}a`);
    },
    holds: (report, stage) => {
      for (const name of ['<img src=x onerror=alert(1)>', 'javascript:alert(1)'])
        expect(credentialAt(report, 'localStorage', name), name).toBeDefined();
      // What looks like a key of the extension's own record is a name like any other.
      const origins = new Set(report.credentials.flatMap(({ carriers }) => carriers.map(({ origin }) => origin)));
      expect([...origins]).toEqual([stage.originOf('markup for a name')]);
    },
  },
  {
    name: 'storage that changes while it is read',
    markup: '<iframe src="/writer"></iframe>',
    serve: (_request, response) =>
      void response.setHeader('content-type', 'text/html').end(`<script>
        let at = 0;
        setInterval(() => {
          for (let n = 0; n < 20; n += 1) {
            localStorage.removeItem('moving-' + at);
            localStorage.setItem('moving-' + ++at, 'x'.repeat(at % 999));
          }
        });
      </script>`),
    script: ({ token }) => {
      for (let at = 0; at < 300; at += 1) localStorage.setItem(`still-${at}`, 'x');
      localStorage.setItem('access_token', token);
    },
    holds: async (_report, stage, page) => {
      for (let look = 0; look < 10; look += 1) {
        const { report } = await stage.ask(page);
        const found = credentialAt(report, 'localStorage', 'access_token');
        expect(found).toMatchObject({ format: 'jwt' });
        expect(found?.gone, 'it was there all the time').toBeUndefined();
      }
    },
  },
  {
    name: 'a token at a new place with each look',
    script: ({ token }) => {
      let at = 0;
      setInterval(() => {
        sessionStorage.clear();
        sessionStorage.setItem(`place-${at++}`, token);
      }, 5);
    },
    holds: async (_report, stage, page) => {
      for (let look = 0; look < 20; look += 1) await stage.ask(page);
      const { report } = await stage.ask(page);
      expect(report.credentials).toHaveLength(1);
      expect(JSON.stringify(report).length).toBeLessThan(100_000);
    },
  },
  {
    name: 'a database that never opens',
    script: ({ token }) => {
      localStorage.setItem('access_token', token);
      const request = indexedDB.open('firebaseLocalStorageDb', 1);
      return new Promise<void>((resolve) => {
        request.onupgradeneeded = () => {
          // The upgrade goes on for as long as it is asked something.
          const store = request.result.createObjectStore('firebaseLocalStorage');
          const busy = (): void => store.get('x').addEventListener('success', busy);
          busy();
          resolve();
        };
      });
    },
    holds: (report) => {
      expect(credentialAt(report, 'localStorage', 'access_token')).toMatchObject({ format: 'jwt' });
    },
  },
  {
    name: 'a database of 20,000 records',
    script: ({ token }) => {
      localStorage.setItem('access_token', token);
      const request = indexedDB.open('firebaseLocalStorageDb', 1);
      request.onupgradeneeded = () => {
        const store = request.result.createObjectStore('firebaseLocalStorage');
        const cycle: Record<string, unknown> = { big: 10n };
        cycle['cycle'] = cycle;
        store.put(cycle, '__proto__');
        for (let at = 0; at < 20_000; at += 1) store.put({ at, map: new Map([[at, at]]) }, `k${at}`);
      };
      return new Promise<void>((resolve) => {
        request.onsuccess = () => resolve();
      });
    },
    holds: (report) => {
      expect(credentialAt(report, 'localStorage', 'access_token')).toMatchObject({ format: 'jwt' });
      expect(report.dropped).toBeGreaterThan(0);
    },
  },
  {
    name: 'a page without an origin of its own',
    headers: { 'content-security-policy': 'sandbox allow-scripts' },
    script: async ({ token }) => {
      await fetch('/api', { headers: { 'x-access-token': token } }).catch(() => undefined);
    },
    serve: (_request, response) =>
      void response.writeHead(204, { 'access-control-allow-origin': '*', 'access-control-allow-headers': '*' }).end(),
    holds: (report, stage) => {
      expect(report.site).toBe(stage.originOf('a page without an origin of its own'));
      expect(credentialAt(report, 'header', 'x-access-token')).toMatchObject({ format: 'jwt' });
    },
  },
];

const stage = setStage(ATTACKS);

test.each(ATTACKS)('$name', (attack) => stage.survives(attack));
