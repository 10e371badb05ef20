/** What only a file tells (who issued a token), and what no file can. */
import { describe, expect, it } from 'vitest';
import { assess } from '../../src/core/assess.ts';
import type { SiteReport } from '../../src/core/report.ts';
import { observationsFromHar } from '../../src/har/har.ts';
import { adas, opaque } from '../core/classify/values.ts';

const SITE = 'https://app.example';
const START = Date.parse('2026-01-15T12:00:00.000Z');
const TOKEN = adas('1');

interface Said {
  method?: string;
  type?: string;
  headers?: Record<string, string>;
  form?: string;
  status?: number;
  answers?: [name: string, value: string][];
  body?: unknown;
}

/** Entries a second apart. */
const report = (...told: [path: string, said?: Said][]): SiteReport => {
  const entries = told.map(
    ([path, { method = 'GET', type = 'document', headers = {}, form, status = 200, answers = [], body } = {}], at) => ({
      startedDateTime: new Date(START + at * 1000).toISOString(),
      time: 50,
      _resourceType: type,
      request: {
        method,
        url: `${SITE}${path}`,
        headers: Object.entries(headers).map(([name, value]) => ({ name, value })),
        ...(form === undefined ? {} : { postData: { mimeType: 'application/x-www-form-urlencoded', text: form } }),
      },
      response: {
        status,
        headers: answers.map(([name, value]) => ({ name, value })),
        content: { mimeType: 'application/json', ...(body === undefined ? {} : { text: JSON.stringify(body) }) },
      },
    }),
  );
  return assess(observationsFromHar({ log: { entries } }))[0] as SiteReport;
};

const fetches = (more: Said = {}): Said => ({ type: 'fetch', ...more });
const bearer = (token: string): Said => fetches({ headers: { Authorization: `Bearer ${token}` } });
const login: Said = { method: 'POST', form: 'username=ada&password=hunter2hunter2' };
const codes = ({ verdict }: SiteReport) => verdict.evidence.map(({ code }) => code);
const issuedBy = (found: SiteReport, id = 'header:Authorization') =>
  found.credentials.find((one) => one.id === id)?.issuedBy;

describe('the answer that has a token in its body', () => {
  it('has issued it, whatever the login was', () => {
    const found = report(
      ['/'],
      ['/login', { ...login, type: 'fetch', body: { ok: true } }],
      ['/api/token?for=me', fetches({ body: { data: { accessToken: TOKEN } } })],
      ['/api/me', bearer(TOKEN)],
    );
    expect(issuedBy(found)).toEqual({ how: 'script', method: 'GET', url: `${SITE}/api/token`, at: START + 2050 });
  });

  it('has not issued it, where it was sent before', () => {
    const found = report(
      ['/'],
      ['/api/me', bearer(TOKEN)],
      ['/api/whoami', { ...bearer(TOKEN), body: { token: TOKEN } }],
    );
    expect(issuedBy(found)).toBeUndefined();
  });

  it('has issued what is in force now, where tokens follow each other', () => {
    const next = adas('2');
    const found = report(
      ['/'],
      ['/one', fetches({ body: { token: TOKEN } })],
      ['/api', bearer(TOKEN)],
      ['/two', fetches({ body: { token: next } })],
      ['/api', bearer(next)],
    );
    expect(issuedBy(found)?.url).toBe(`${SITE}/two`);
  });

  it('is remembered, however many values come and lead to nothing', () => {
    const lists = Array.from({ length: 12 }, (_, at): [string, Said] => [
      `/list/${at}`,
      fetches({ body: Array.from({ length: 20 }, (_each, item) => opaque(`${at} ${item}`)) }),
    ]);
    const found = report(['/'], ['/token', fetches({ body: { token: TOKEN } })], ['/api', bearer(TOKEN)], ...lists);
    expect(issuedBy(found)?.url).toBe(`${SITE}/token`);
    const last = opaque('11 19');
    const later = report(['/'], ...lists, ['/api', bearer(last)]);
    expect(issuedBy(later)?.url).toBe(`${SITE}/list/11`);
    expect(later.dropped).toBe(0);
  });

  it('of a cookie that a script sets with it, too; what Set-Cookie sets is the answer’s', () => {
    const cookies = { Cookie: `jwt=${TOKEN}` };
    const byScript = report(['/'], ['/token', fetches({ body: { token: TOKEN } })], ['/a', { headers: cookies }]);
    expect(issuedBy(byScript, 'cookie:jwt')).toMatchObject({ how: 'script', url: `${SITE}/token` });
    const answers: [string, string][] = [['Set-Cookie', `jwt=${TOKEN}; Path=/`]];
    const bySetCookie = report(
      ['/'],
      ['/token', fetches({ body: { token: TOKEN }, answers })],
      ['/a', { headers: cookies }],
    );
    expect(issuedBy(bySetCookie, 'cookie:jwt')).toMatchObject({ how: 'set-cookie' });
  });
});

describe('what a file cannot tell', () => {
  const cookies = { Cookie: `connect.sid=${opaque('s')}` };

  it('is said of bodies, and of cookies that were set before it began', () => {
    const found = report(['/', { headers: cookies }], ['/a', { headers: cookies }], ['/login', login]);
    expect(codes(found)).toEqual(expect.arrayContaining(['not-in-file-storage', 'not-in-file-bodies']));
    expect(codes(found)).not.toContain('not-in-file-cookies');
    const decisive = found.credentials.filter((one) => one.decisive).map(({ id }) => id);
    const unset = found.verdict.evidence.filter(({ code }) => code === 'not-in-file-attributes');
    expect(unset.map(({ credential }) => credential)).toEqual(decisive);
    expect(
      found.verdict.evidence.filter(({ code }) => code.startsWith('not-in-file')).every(({ weight }) => weight === 0),
    ).toBe(true);
  });

  it('is not said of bodies that it has', () => {
    expect(codes(report(['/', { headers: cookies, body: {} }]))).not.toContain('not-in-file-bodies');
  });

  it('is said of the bodies of requests', () => {
    const type = { 'Content-Type': 'application/x-www-form-urlencoded', ...cookies };
    const post: Said = { method: 'POST', headers: type };
    expect(codes(report(['/', { headers: cookies }], ['/a', post]))).toContain('not-in-file-sent');
    const form = { ...post, form: 'to=bob' };
    expect(codes(report(['/', { headers: cookies }], ['/a', form]))).not.toContain('not-in-file-sent');
  });

  it('makes nobody signed out, unless the login was followed to its end', () => {
    expect(report(['/'], ['/a']).verdict).toMatchObject({ kind: 'none', signedIn: 'unknown', confidence: 0 });
    expect(report(['/', { headers: { Cookie: 'theme=dark' } }]).verdict).toMatchObject({
      kind: 'none',
      signedIn: 'no',
    });
    const token = { 'X-Auth-Token': opaque('t') };
    const followed = report(
      ['/'],
      ['/login', { ...login, type: 'fetch', body: { token: opaque('t') } }],
      ['/api', fetches({ headers: token })],
      ['/logout', fetches({ method: 'POST', headers: token })],
    );
    expect(followed.verdict).toMatchObject({ kind: 'token', signedIn: 'no' });
  });

  it('is what a script did to a cookie at the logout, until the cookie is sent again', () => {
    const jar = { Cookie: `jwt=${TOKEN}` };
    const steps: [string, Said?][] = [
      ['/'],
      ['/login', { ...login, status: 303, answers: [['Location', '/home']] }],
      ['/home', { headers: jar }],
      ['/logout', fetches({ method: 'POST', headers: jar })],
    ];
    const outcome = (found: SiteReport) => found.checks.find(({ rule }) => rule === 'logout-keeps-credential')?.outcome;
    expect(outcome(report(...steps))).toBe('unknown');
    expect(outcome(report(...steps, ['/home', { headers: jar }]))).toBe('fail');
  });
});
