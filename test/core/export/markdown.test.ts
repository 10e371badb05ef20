import { describe, expect, it } from 'vitest';
import { markdownOf } from '../../../src/core/export/markdown.ts';
import { code, fence, link, sentence, table } from '../../../src/core/export/md.ts';
import type { SiteReport } from '../../../src/core/report.ts';
import {
  cookieCarrier,
  credential,
  DAY,
  decodedToken,
  evidence,
  finding,
  NOW,
  nothingReport,
  otherCookie,
  siteReport,
  tokenCredential,
  tokenReport,
  verdict,
} from '../../helpers/reports.ts';
import { sessionStory } from '../../helpers/stories.ts';

const told = (change: Partial<SiteReport> = {}): string => markdownOf([siteReport(change)]);

describe('what a file cannot tell', () => {
  it('speaks neither for the verdict nor against it', () => {
    const text = 'A file holds no storage.';
    const missing = { code: 'not-in-file-storage', text, weight: 0 };
    const said = told({ verdict: { ...siteReport().verdict, evidence: [...siteReport().verdict.evidence, missing] } });

    expect(said).toContain(`What could not be known:\n\n- ${text}`);
    expect(said.split(text)).toHaveLength(2);
    expect(told()).not.toContain('What could not be known');
  });
});

describe('words in Markdown', () => {
  it.each([
    ['connect.sid', '`connect.sid`'],
    ['a`b', '``a`b``'],
    ['``', '``` `` ```'],
    [' a', '`  a `'],
    ['', '(empty)'],
    [' ', '(empty)'],
    ['<img src=x>\n# b', '`<img src=x>\\u000A# b`'],
    ['\u202Egnp', '`\\u202Egnp`'],
    ['a'.repeat(125), `\`${'a'.repeat(120)}… (5 more characters)\``],
  ])('the name %j is %s', (name, text) => {
    expect(code(name)).toBe(text);
  });

  it.each([
    ['The cookie `a|b` is your ticket.', 'The cookie `a|b` is your ticket.'],
    ['It is 3 days old, isn’t it? (Yes.)', 'It is 3 days old, isn’t it? (Yes.)'],
    ['The cookie <b>x</b> is new.', 'The cookie `<b>x</b>` is new.'],
    ['Ask @ada about #12 now', 'Ask `@ada` about `#12` now'],
    ['Set by https://evil.example/x and www.evil.example', 'Set by `https://evil.example/x` and `www.evil.example`'],
    ['a *b* _c_ ~d~ [e](f) g', 'a `*b* _c_ ~d~ [e](f)` g'],
    ['ada@example.org wrote', '`ada@example.org` wrote'],
    ['&lt; and $x$', '`&lt;` and `$x$`'],
    ['xwww.evil.example`<b>` it', '`xwww.evil.example` `<b>` it'],
    ['an odd ` one', 'an odd `` ` `` one'],
    ['one\n\n# two', '`one\\u000A\\u000A#` two'],
    ['an issuer (`iss`), and `aud`.', 'an issuer (`iss`), and `aud`.'],
  ])('the sentence %j is %s', (text, written) => {
    expect(sentence(text)).toBe(written);
  });

  it('a fence is longer than any in the code', () => {
    expect(fence('a\n```\n<b>\u202E')).toBe('````\na\n```\n<b>\\u202E\n````');
  });

  it.each([
    ['javascript:alert(1)', 'RFC'],
    ['data:text/html,x', 'RFC'],
    ['http://a.example', 'RFC'],
    ['nonsense', 'RFC'],
    ['https://a.example/b) <c>', '[RFC](<https://a.example/b)%20%3Cc%3E>)'],
  ])('a link to %s is %s', (url, text) => {
    expect(link('RFC', url)).toBe(text);
  });

  it('a bar ends no cell', () => {
    expect(table(['a'], [[code('x|y\\|z')]])).toBe('| a |\n| --- |\n| `x\\u007Cy\\\\u007Cz` |');
  });
});

describe('a report in Markdown', () => {
  it('begins with site, verdict and evidence', () => {
    expect(told().split('\n\n').slice(0, 7)).toEqual([
      '# Coatcheck: `https://shop.example`',
      '**SESSION** · signed in · 96 % sure',
      'The server remembers you. The cookie `connect.sid` is your ticket.',
      'What speaks for it:',
      '- It came to be with the login\n- Its name is the default of Express\n- Scripts cannot read it (HttpOnly)',
      'What speaks against it:',
      '- It also exists before the login',
    ]);
  });

  it('lists the risks, the worst first, and then tells each', () => {
    const findings = [finding({ severity: 'low', rule: 'b', subject: 'second' }), finding({ subject: 'first' })];
    const text = told({ findings });
    expect(text).toContain(
      '| high | Session cookie is readable by scripts | `first` | firm |\n| low | Session cookie is readable by scripts | `second` | firm |',
    );
    expect(text).toContain(`### high: Session cookie is readable by scripts

Where: \`first\`

What was seen:

- The cookie connect.sid has no HttpOnly: document.cookie shows it to every script of the page.

Why it matters: Any script that runs on the page, an injected one included, can copy the session and use it elsewhere.

How to fix it:

\`\`\`
app.use(session({ /* … */ cookie: { httpOnly: true } }));
\`\`\`

Sources: [RFC 6265, section 4.1.2.6](<https://www.rfc-editor.org/rfc/rfc6265#section-4.1.2.6>)`);
    expect(text).toContain('Rule `session-cookie-without-httponly`, firm');
  });

  it('lists what was set aside with day and reason, and not among the risks', () => {
    const text = told({ findings: [finding({ waived: { reason: 'Known to <us>.', at: Date.UTC(2026, 0, 15) } })] });
    expect(text).toContain('No other risks were found than those that were set aside.');
    expect(text).toContain(
      '## Set aside\n\n- high: Session cookie is readable by scripts, `connect.sid` (`session-cookie-without-httponly`). 2026-01-15: `Known to <us>.`',
    );
    expect(text).not.toContain('### high');
  });

  it('says whether nothing was found, or nothing could be looked at', () => {
    expect(told()).toContain('None of the risks that Coatcheck looks for was found.');
    expect(markdownOf([nothingReport()])).toContain('Nothing could be checked.');
  });

  it('has a row for each credential that matters, and names the others', () => {
    const text = told({
      credentials: [
        credential({
          carriers: [cookieCarrier('sid', { session: false, expires: NOW + DAY })],
          sentTo: [{ origin: 'https://shop.example', carrier: 'cookie', count: 2, firstAt: 0, lastAt: 0 }],
        }),
        otherCookie('XSRF-TOKEN', { role: 'csrf-token', masked: '', sentTo: [], gone: NOW }),
        otherCookie('_ga'),
        otherCookie('theme'),
      ],
    });
    expect(text).toContain(
      '| **session id** | `sid` | `opaque` | `cookie sid (HttpOnly, Secure, SameSite lax)` | `https://shop.example` in cookie ×2 | cookie until 2025-11-22T11:07:09.000Z | `s%3A…` |',
    );
    expect(text).toMatch(
      /\| anti-CSRF token \| `XSRF-TOKEN` \|.*\| not seen \|.*gone since 2025-11-21T.* \| not seen \|/,
    );
    expect(text).toContain('Others, which let nobody in: `_ga`, `theme`.');
  });

  it('tells the claims of a token by name, and its times', () => {
    const text = markdownOf([tokenReport()]);
    expect(text).toMatch(
      /decoded, signature not verified; algorithm `RS256`; claims `iss`, `sub`, .*; issued 2025-.*; until 2025-/,
    );
    for (const value of ['ada@example.org', 'Ada L.', 'auth0|6521f0', 'read:orders', 'login.example/userinfo']) {
      expect(text).not.toContain(value);
    }
  });

  it('numbers the story, with times and requests', () => {
    expect(told()).toContain(
      '1. You submitted the login form. (2025-11-21T10:58:09.000Z, `POST https://shop.example/login`)\n2. ',
    );
    expect(told()).toMatch(/4\. It goes along with each request by itself\. \(.*, ×42\)/);
  });

  it('says what was checked, and how much was seen', () => {
    const text = told({ dropped: 3, access: 'withheld', requests: 1 });
    expect(text).toContain('- Looked for and not found (3): `session-cookie-without-secure`');
    expect(text).toContain('- Could not tell (2): `session-alive-after-logout`, `csrf-exposed`');
    expect(text).toContain('- Nothing here that it is about (2): `jwt-alg-none`, `oauth-without-pkce`');
    expect(text).toContain('from 2025-11-21T10:57:09.000Z to 2025-11-21T11:07:07.000Z, 1 request\n');
    expect(text).toContain('withheld');
    expect(text).toContain('- 3 facts were forgotten');
    expect(text).toContain('- Coatcheck `0.1.0`');
  });

  it('tells several sites one after the other', () => {
    const text = markdownOf([siteReport(), siteReport({ site: 'https://b.example' })]);
    expect(text.match(/^# .*$/gm)).toEqual(['# Coatcheck: `https://shop.example`', '# Coatcheck: `https://b.example`']);
  });

  it('takes a time that no calendar has', () => {
    expect(
      markdownOf([tokenReport({ credentials: [tokenCredential({ token: decodedToken({ expiresAt: 1e300 }) })] })]),
    ).toContain('until no date');
  });
});

/** What is left of a line for a reader of Markdown to interpret: without code (CommonMark 0.31, 6.1) and our own links. */
const interpreted = (line: string): string => {
  const LINK = /\[[\w ,.:/-]+\]\(<https:\/\/[^<>]+>\)/g;
  const ticks = [...line.matchAll(/`+/g)].map((match) => ({ at: match.index, size: match[0].length }));
  let rest = '';
  let from = 0;
  for (let index = 0; index < ticks.length; index += 1) {
    const open = ticks[index];
    const close = ticks.findIndex((tick, later) => later > index && tick.size === open?.size);
    const end = ticks[close];
    if (open === undefined || end === undefined) continue;
    rest += line.slice(from, open.at);
    from = end.at + end.size;
    index = close;
  }
  return (rest + line.slice(from)).replace(LINK, '');
};

describe('whatever a site writes', () => {
  const EVIL = [
    '<img src=x onerror=alert(1)>',
    '\u202Egnp\u2066\u200B\u0000',
    '`` ` ``` <b>',
    'a\n\n# heading\n\n<script>',
    '[x](javascript:alert(1)) ![y](https://evil.example/z)',
    '@everyone #1 ada@evil.example www.evil.example https://evil.example',
    '| a | b |\n| --- |',
    '\\`<i>\\',
    '&lt;script&gt;',
    '![',
    '`](https://evil.example)',
  ];

  it.each(EVIL)('%j stays words', (evil) => {
    const text = markdownOf([
      siteReport({
        site: `https://${evil}`,
        engine: evil,
        verdict: verdict({ summary: `The cookie \`${evil}\` is ${evil}.`, evidence: [evidence(evil, 2)] }),
        credentials: [
          tokenCredential({
            format: evil,
            masked: evil,
            carriers: [cookieCarrier(evil), { where: 'localStorage', name: evil, path: evil, origin: evil }],
            sentTo: [{ origin: evil, carrier: 'header', count: 1, firstAt: 0, lastAt: 0 }],
            token: decodedToken({ header: { alg: evil }, claims: { [evil]: evil } }),
          }),
          otherCookie(evil),
        ],
        findings: [
          finding({ title: evil, subject: evil, evidence: [evil], why: evil, fix: 'Do it.', rule: evil }),
          finding({ references: [{ label: 'RFC', url: evil }], subject: evil, waived: { reason: evil, at: 0 } }),
        ],
        checks: [{ rule: evil, outcome: 'pass' }],
        story: sessionStory.map((step) => ({ ...step, text: evil, url: evil })),
      }),
    ]);
    expect(text).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u200B-\u200F\u202A-\u202E\u2060-\u2069]/);
    // Nothing of it begins a line of its own.
    expect(text).not.toMatch(/^(?:# heading|<script>|\| --- \|$)/m);
    for (const line of text.split('\n')) {
      const open = interpreted(line);
      expect(open, line).not.toMatch(/[<>@\\&]|#\d|\]\(|www\.|:\/\/|`/);
    }
  });
});
