/**
 * Stands in for `vitest` while mutants are tried: it only collects the tests, so that one process can run any of them
 * again and again, thousands of times a minute. The assertions are vitest's own.
 */
import {
  ASYMMETRIC_MATCHERS_OBJECT,
  customMatchers,
  GLOBAL_EXPECT,
  getState,
  JestAsymmetricMatchers,
  JestChaiExpect,
  JestExtend,
  setState,
} from '@vitest/expect';
import * as chai from 'chai';

chai.use(JestExtend);
chai.use(JestChaiExpect);
chai.use(JestAsymmetricMatchers);

interface Collected {
  id: string;
  file: string;
  run: () => unknown;
}

type Body = (...values: never[]) => unknown;

export const collected: Collected[] = [];
let file = '';
const titles: string[] = [];

export const collectFrom = async (name: string, load: () => Promise<unknown>): Promise<void> => {
  file = name;
  await load();
};

export const expect = Object.assign((value: unknown, message?: string) => chai.expect(value, message), {
  ...(Reflect.get(globalThis, ASYMMETRIC_MATCHERS_OBJECT) as object),
  ...(chai.expect as unknown as object),
});
Reflect.set(globalThis, GLOBAL_EXPECT, expect);
setState({ ...getState(expect as never) }, expect as never);
(chai.expect as unknown as { extend: (to: unknown, matchers: object) => void }).extend(expect, customMatchers);

const each =
  (add: (title: string, body: () => unknown) => void) =>
  (rows: readonly unknown[]) =>
  (title: string, options: unknown, body?: Body): void => {
    const run = (typeof options === 'function' ? options : body) as Body;
    for (const [at, row] of rows.entries()) {
      const values = (Array.isArray(row) ? row : [row]) as never[];
      add(`${title} #${at}`, () => run(...values));
    }
  };

const addTest = (title: string, options: unknown, body?: () => unknown): void => {
  const run = (typeof options === 'function' ? options : body) as () => unknown;
  collected.push({ id: `${file} > ${[...titles, title].join(' > ')} ${collected.length}`, file, run });
};

const addGroup = (title: string, body: () => unknown): void => {
  titles.push(title);
  body();
  titles.pop();
};

export const test = Object.assign(addTest, { each: each(addTest) });
export const it = test;
export const describe = Object.assign(addGroup, { each: each(addGroup) });
