import { describe, expect, it } from 'vitest';
import { onlyDeclared } from '../../src/core/declared.ts';
import type { SiteReport } from '../../src/core/report.ts';
import { cookieCarrier, credential, finding, siteReport, tokenReport } from '../helpers/reports.ts';

const SECRET = 'Qz7Xv9Kj3Wp5Yt1Rm8Nb2Lc4';

/** All places of texts in a report, each as the way to it. */
const placesOf = (value: unknown, way: string[] = []): string[][] => {
  if (typeof value === 'string') return [way];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([member, inner]) => placesOf(inner, [...way, member]));
};

const withText = (report: SiteReport, way: string[], text: string): SiteReport => {
  const copy = structuredClone(report);
  const holder = way.slice(0, -1).reduce<unknown>((held, member) => Reflect.get(held as object, member), copy);
  Reflect.set(holder as object, way.at(-1) ?? '', text);
  return copy;
};

/** Coatcheck's own texts, what a token says, what the user wrote, and hosts: of an origin all is shown. */
const OPEN =
  /^engine$|\.domain$|\.rule$|^checks\.\d+\.rule$|\.references\.|\.token\.(?:header|claims)\.|\.waived\.reason$/;

const full = tokenReport({
  credentials: [
    ...tokenReport().credentials,
    credential({
      carriers: [{ ...cookieCarrier('sid'), path: 'a.b' }],
      issuedBy: { how: 'set-cookie', method: 'POST', url: 'https://shop.example/login', at: 1 },
    }),
  ],
  findings: [finding({ waived: { reason: 'known', at: 1 } })],
});
const ways = placesOf(full).filter((way) => !OPEN.test(way.join('.')));

/** As the engine masks. */
const masked = (report: SiteReport): SiteReport => ({
  ...report,
  credentials: report.credentials.map((one) => ({ ...one, masked: '…2Lc4' })),
});

describe('a report leaves by the list of declared members', () => {
  it('unchanged where it holds nothing else', () => {
    for (const report of [siteReport(), tokenReport(), full].map(masked)) expect(onlyDeclared(report)).toEqual(report);
  });

  it('has many texts to look at', () => {
    expect(ways.length).toBeGreaterThan(40);
  });

  it.each(ways.map((way) => [way.join('.'), way] as const))('%s holds no token', (_, way) => {
    for (const text of [SECRET, `the value ${SECRET} of it`, `token_${SECRET}`, `a.${SECRET}ŝ`]) {
      const shown = JSON.stringify(onlyDeclared(withText(full, way, text)));
      expect(shown).not.toContain(SECRET.slice(0, 8));
    }
  });

  it('without a member that nobody declared, wherever it is', () => {
    const [first] = full.credentials;
    const extra = {
      ...full,
      raw: SECRET,
      verdict: { ...full.verdict, raw: [SECRET] },
      credentials: [{ ...first, value: SECRET }],
    };
    const shown = onlyDeclared(extra as unknown as SiteReport);
    expect(JSON.stringify(shown)).not.toContain(SECRET);
    expect(Object.keys(shown).sort()).toEqual(Object.keys(full).sort());
    expect(shown.credentials).toHaveLength(1);
  });

  it('without what is of another type than declared', () => {
    const odd = { ...full, requests: SECRET, story: SECRET, verdict: [SECRET], site: { [SECRET]: SECRET } };
    expect(JSON.stringify(onlyDeclared(odd as unknown as SiteReport))).not.toContain(SECRET);
  });

  it('with addresses that end before the query, and have no userinfo', () => {
    const url = `https://ada:${SECRET}@shop.example/a/${SECRET}/b?token=${SECRET}#${SECRET}`;
    const shown = onlyDeclared(siteReport({ story: [{ ...siteReport().story[0], url } as SiteReport['story'][0]] }));
    expect(shown.story[0]?.url).toBe('https://shop.example/a/…2Lc4/b');
  });

  it('with names that a table knows, also in sentences', () => {
    const name = 'wordpress_logged_in_bc28fe71f4eba0357efd721a7dba7f2f';
    const report = masked(
      siteReport({
        credentials: [credential({ carriers: [cookieCarrier(name)] })],
        findings: [finding({ subject: name, fix: `Set \`${name}\` anew.` })],
      }),
    );
    expect(onlyDeclared(report)).toEqual(report);
  });

  it('with at most four characters of a value', () => {
    const shown = (text: string) =>
      onlyDeclared(siteReport({ credentials: [credential({ masked: text })] })).credentials[0]?.masked;
    expect(shown('…2Lc4')).toBe('…2Lc4');
    expect(shown('…🍪🍪🍪🍪')).toBe('…🍪🍪🍪🍪');
    expect(shown('…b2Lc4')).toBe('••••');
    expect(shown('2Lc4')).toBe('••••');
  });
});
