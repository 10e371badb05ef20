/** Attacks on the reader: a page that replaces what it would read with, or never lets it come to its turn. */
import { expect, test } from 'vitest';
import { type Attack, credentialAt, setStage } from './stage.ts';

/** The token is kept first; then everything is replaced, before the extension ever comes. */
const isFound: Attack['holds'] = (report) => {
  expect(report.credentials.map(({ format }) => format)).toEqual(['jwt']);
  expect(credentialAt(report, 'localStorage', 'access_token')?.token?.claims).toMatchObject({ sub: 'user-4711' });
  expect(report.dropped).toBe(0);
};

const ATTACKS: Attack[] = [
  {
    name: 'Storage.prototype lies',
    script: ({ token, other }) => {
      localStorage.setItem('access_token', token);
      Storage.prototype.getItem = () => other;
      Storage.prototype.key = () => 'forged';
      Object.defineProperty(Storage.prototype, 'length', { get: () => 5_000_000 });
      Object.defineProperty(window, 'localStorage', { get: () => ({ forged: other, length: 1 }) });
      Object.defineProperty(window, 'sessionStorage', {
        get: () => {
          throw new Error('not here');
        },
      });
    },
    holds: isFound,
  },
  {
    name: 'JSON, Array.prototype and Promise are the page’s',
    script: ({ token }) => {
      localStorage.setItem('access_token', token);
      const forge = (): never => {
        throw new Error('forged');
      };
      JSON.parse = forge;
      JSON.stringify = forge;
      for (const name of ['push', 'map', 'filter', 'slice', 'includes', 'forEach', 'indexOf'] as const)
        Array.prototype[name] = forge;
      Array.prototype[Symbol.iterator] = forge;
      Reflect.set(Promise.prototype, 'then', forge);
      Promise.race = forge;
      Promise.resolve = forge;
      window.Promise = forge as never;
      window.Set = forge as never;
      Object.fromEntries = forge;
      Object.entries = forge;
      performance.now = () => Number.POSITIVE_INFINITY;
      window.setTimeout = forge as never;
    },
    holds: isFound,
  },
  {
    name: 'Object.prototype has traps',
    script: ({ token, other }) => {
      localStorage.setItem('access_token', token);
      for (const name of ['entries', 'complete', 'unread', 'origin', 'value', 'area', 'key', 'then', 'toJSON'])
        Reflect.defineProperty(
          Object.prototype,
          name,
          Object.assign(Object.create(null), { get: () => other, set: () => undefined }),
        );
    },
    holds: isFound,
  },
  {
    name: 'elements are called like what is read',
    markup: [
      'localStorage',
      'sessionStorage',
      'indexedDB',
      'location',
      'performance',
      'limits',
      'readStorage',
      'Promise',
    ]
      .map((name) => `<form name="${name}" id="${name}"><input name="length"><input name="origin"></form>`)
      .join(''),
    script: ({ token }) => localStorage.setItem('access_token', token),
    holds: isFound,
  },
  {
    name: 'databases are the page’s',
    script: ({ token }) => {
      localStorage.setItem('access_token', token);
      IDBFactory.prototype.databases = () => new Promise(() => undefined);
      IDBFactory.prototype.open = () => {
        throw new Error('forged');
      };
      Object.defineProperty(window, 'indexedDB', { get: () => ({ databases: async () => [{ name: '__proto__' }] }) });
    },
    holds: isFound,
  },
];

const stage = setStage(ATTACKS);

test.each(ATTACKS)('$name', (attack) => stage.survives(attack));
