import { describe, expect, test } from 'vitest';
import type { SiteReport, Verdict } from '../../src/core/report.ts';
import { cookieCarrier, credential, siteReport, verdict } from '../helpers/reports.ts';
import type { Truth, ZooApp } from './app.ts';
import { type Cell, judge, type Reports } from './judge.ts';
import { accuracyOf, tableOf } from './table.ts';

const truth: Truth = {
  kind: 'session',
  state: 'server',
  decisive: [
    {
      where: 'cookie',
      name: /^connect\.sid$/,
      format: 'opaque',
      flags: { httpOnly: true, secure: true, sameSite: 'lax' },
    },
    { where: 'cookie', name: 'twin', format: 'opaque', optional: true },
  ],
  mechanisms: ['session-cookie'],
};

const said = (signedIn: Verdict['signedIn'], change: Partial<Verdict> = {}): SiteReport =>
  siteReport({
    verdict: verdict({ kind: 'session', state: 'server', mechanisms: ['session-cookie'], signedIn, ...change }),
    credentials: [credential()],
  });

const healthy: Reports = { before: said('no'), after: said('yes'), reloaded: said('yes'), out: said('no') };

const faults = (reports: Reports): string[] =>
  judge(reports, truth)
    .filter((cell) => cell.outcome !== 'right')
    .map((cell) => `${cell.outcome} ${cell.column}: ${cell.said}`);

describe('judge', () => {
  test('finds nothing where all is true, and leaves the logout out where there is none', () => {
    expect(faults(healthy)).toEqual([]);
    expect(judge(healthy, truth)).toHaveLength(10);
    const { before, after, reloaded } = healthy;
    expect(judge({ before, after, reloaded }, truth)).toHaveLength(9);
  });

  test.each<[string, Partial<Reports>, string[]]>([
    ['another kind', { after: said('yes', { kind: 'token' }) }, ['wrong kind: token']],
    ['no kind', { after: said('yes', { kind: 'none' }) }, ['unknown kind: none']],
    ['another state', { after: said('yes', { state: 'client' }) }, ['wrong state: client']],
    ['no state', { after: said('yes', { state: 'unknown' }) }, ['unknown state: unknown']],
    ['a mechanism missed', { after: said('yes', { mechanisms: [] }) }, ['wrong mechanisms: without session-cookie']],
    ['signed in too early', { before: said('yes') }, ['wrong before: yes']],
    ['not sure before', { before: said('unknown') }, ['unknown before: unknown']],
    ['not signed in after', { after: said('no') }, ['wrong after: no']],
    ['forgotten at a reload', { reloaded: said('no') }, ['wrong reload: no']],
    ['still signed in at the end', { out: said('yes') }, ['wrong out: yes']],
  ])('sees %s', (_, change, expected) => {
    expect(faults({ ...healthy, ...change })).toEqual(expected);
  });

  test.each<[string, SiteReport['credentials'], string[]]>([
    ['none decisive', [credential({ decisive: false })], ['wrong decisive: without cookie /^connect\\.sid$/ (opaque)']],
    [
      'another format',
      [credential({ format: 'jwt' })],
      ['wrong decisive: without cookie /^connect\\.sid$/ (opaque)', 'wrong nothing else: c-session (jwt)'],
    ],
    [
      'one too many',
      [credential(), credential({ id: 'x', carriers: [cookieCarrier('_ga')] })],
      ['wrong nothing else: x (opaque)'],
    ],
    ['the one that may be', [credential(), credential({ id: 't', carriers: [cookieCarrier('twin')] })], []],
    [
      'other flags',
      [credential({ carriers: [cookieCarrier('connect.sid', { httpOnly: false })] })],
      ['wrong flags: cookie /^connect\\.sid$/ (opaque) false/true/lax'],
    ],
  ])('sees credentials with %s', (_, credentials, expected) => {
    expect(faults({ ...healthy, after: { ...healthy.after, credentials } })).toEqual(expected);
  });
});

const app = { title: 'Shop', stack: 'Node' } as ZooApp;
const cells: Cell[] = [
  { column: 'kind', outcome: 'right' },
  { column: 'state', outcome: 'unknown' },
  { column: 'after', outcome: 'wrong' },
  { column: 'reload', outcome: 'right' },
];

describe('the table', () => {
  test('has a sign for each outcome, and a dash where nothing was judged', () => {
    expect(tableOf([{ app, cells }]).split('\n').at(-1)).toBe(
      '| Shop | Node | ✓ | ? | – | – | – | – | – | ✗ | ✓ | – |',
    );
  });

  test('counts', () => {
    expect(accuracyOf([{ app, cells }])).toBe('2 of 4 columns right, 1 unknown, 1 wrong (50.0 %)');
    expect(
      accuracyOf([
        { app, cells },
        { app, cells: [], error: 'did not start' },
      ]),
    ).toBe('2 of 4 columns right, 1 unknown, 1 wrong (50.0 %); 1 could not be judged');
  });
});
