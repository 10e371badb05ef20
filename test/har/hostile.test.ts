/** Files that somebody broke, cut or made up: one clear sentence or an honest report, and never a secret. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assess } from '../../src/core/assess.ts';
import { observationsFromHar } from '../../src/har/har.ts';
import { DIALECTS, PASSWORD, SID, sanitised, TOKEN } from './dialects.ts';

const SENTENCE = /^(?:This is not a HAR file|Entry \d+ of the HAR cannot be read): expected [^\n]{1,200}\.$/;
const SECRETS = [SID, TOKEN, PASSWORD, TOKEN.split('.')[2] as string];

/** Reads and judges a file; an error must be one sentence. */
const said = (har: unknown): string => {
  try {
    return JSON.stringify(assess(observationsFromHar(har)));
  } catch (error) {
    const message = error instanceof Error ? error.message : `threw ${typeof error}`;
    expect(message).toMatch(SENTENCE);
    return message;
  }
};

const ODD: unknown[] = [
  null,
  true,
  -1,
  1e300,
  Number.NaN,
  '',
  '\u0000\uD800',
  SID,
  `${SID}\n${TOKEN}`,
  [],
  [[]],
  [null],
  {},
  { name: SID },
  JSON.parse(`{"__proto__":{"polluted":"${SID}"},"constructor":{"prototype":{}}}`),
  JSON.parse(`${'['.repeat(3_000)}${']'.repeat(3_000)}`),
  'x'.repeat(300_000),
  `https://${'a'.repeat(70_000)}.example/`,
  'javascript:alert(1)',
];

/** Paths to all members of a tree, the root left out. */
const pathsOf = (value: unknown, path: (string | number)[] = []): (string | number)[][] => {
  if (typeof value !== 'object' || value === null) return [path];
  const inner = Object.entries(value).flatMap(([name, member]) =>
    pathsOf(member, [...path, Array.isArray(value) ? Number(name) : name]),
  );
  return path.length === 0 ? inner : [path, ...inner];
};

const put = (root: unknown, path: readonly (string | number)[], change: (parent: object, name: string) => void) => {
  let parent = root;
  for (const name of path.slice(0, -1)) {
    if (typeof parent !== 'object' || parent === null) return;
    parent = Reflect.get(parent, name);
  }
  if (typeof parent === 'object' && parent !== null) change(parent, String(path.at(-1)));
};

const files = [...Object.values(DIALECTS), sanitised].map((write) => JSON.stringify(write()));
const paths = files.map((file) => pathsOf(JSON.parse(file)));

describe('a HAR with members changed, left out and doubled', () => {
  it('gives a report or one sentence, and no secret in either', () => {
    const change = fc.record({ path: fc.nat(), odd: fc.constantFrom(...ODD), how: fc.constantFrom('set', 'drop') });
    fc.assert(
      fc.property(fc.nat(files.length - 1), fc.array(change, { minLength: 1, maxLength: 6 }), (which, changes) => {
        const har = JSON.parse(files[which] as string);
        const known = paths[which] as (string | number)[][];
        for (const { path, odd, how } of changes)
          put(har, known[path % known.length] as (string | number)[], (parent, name) => {
            if (how === 'set') Reflect.set(parent, name, odd);
            else Reflect.deleteProperty(parent, name);
          });
        const text = said(har);
        for (const secret of SECRETS) expect(text).not.toContain(secret);
      }),
      { numRuns: 600 },
    );
    expect('polluted' in {}).toBe(false);
  });
});

describe('a hostile HAR', () => {
  const [first] = JSON.parse(files[0] as string).log.entries;
  const har = (...entries: unknown[]) => ({ log: { entries } });

  it.each<[title: string, entry: unknown]>([
    [
      'a header of a million characters',
      { ...first, request: { ...first.request, headers: [{ name: 'Cookie', value: `a=${'x'.repeat(1_000_000)}` }] } },
    ],
    [
      'a hundred thousand headers',
      {
        ...first,
        request: { ...first.request, headers: Array.from({ length: 100_000 }, () => ({ name: 'a', value: 'b' })) },
      },
    ],
    [
      'a deep body',
      {
        ...first,
        response: { ...first.response, content: { mimeType: 'application/json', text: '['.repeat(60_000) } },
      },
    ],
    [
      'a body of ten megabytes',
      {
        ...first,
        response: { ...first.response, content: { mimeType: 'application/json', text: `["${'x'.repeat(1e7)}"]` } },
      },
    ],
    [
      'base64 that is none',
      {
        ...first,
        response: { ...first.response, content: { mimeType: 'application/json', text: '%%%', encoding: 'base64' } },
      },
    ],
    [
      'a redirect to itself',
      {
        ...first,
        response: { ...first.response, status: 302, headers: [{ name: 'Location', value: first.request.url }] },
      },
    ],
    [
      'a cookie that ends its line',
      {
        ...first,
        response: {
          ...first.response,
          headers: [],
          cookies: [{ name: 'a\r\nb;c', value: '1; HttpOnly\r\n', domain: '\n' }],
        },
      },
    ],
    ['a time beyond all times', { ...first, startedDateTime: '+275760-09-13T00:00:00.000Z', time: 1e308 }],
  ])('with %s is read', (_title, entry) => {
    expect(JSON.parse(said(har(entry, entry, first)))[0]).toMatchObject({ schema: 1 });
  });

  it('names the place of what cannot be read, and not what stands there', () => {
    const { url: _url, ...request } = first.request;
    expect(said(har(first, { ...first, request }))).toMatch(/^Entry 1 of the HAR .*"request\.url"\.$/);
    expect(said(har({ ...first, request: undefined }))).toMatch(/^Entry 0 of the HAR .*"request"\.$/);
    expect(said(har({ ...first, request: { ...first.request, headers: SID } }))).toMatch(/"request\.headers"\.$/);
  });
});

describe('values that were taken out of a HAR', () => {
  const [first, , , , , last] = JSON.parse(files[0] as string).log.entries;
  const taken = (name: string, value: string) =>
    observationsFromHar({
      log: { entries: [first, { ...last, request: { ...last.request, headers: [{ name, value }], cookies: [] } }] },
    });
  const values = (name: string, value: string) =>
    taken(name, value).flatMap((seen) => (seen.type === 'request' ? seen.values.map((one) => one.name) : []));

  it.each([
    ['Authorization', 'Bearer [REDACTED]'],
    ['Authorization', '***'],
    ['Cookie', 'sid=[REDACTED]; theme=<removed>'],
    ['cookie', 'redacted'],
  ])('leave no credential: %s: %s', (name, value) => {
    expect(values(name, value)).toEqual([]);
    const end = taken(name, value).find((seen) => seen.type === 'file');
    expect(end).toMatchObject({ missing: expect.arrayContaining(['cookies']) });
  });

  it.each([
    ['Authorization', `Bearer ${TOKEN}`],
    ['Cookie', `sid=${SID}; theme=redacted`],
  ])('are not those that are there: %s', (name, value) => {
    expect(values(name, value)).not.toEqual([]);
  });
});
