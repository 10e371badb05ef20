import { describe, expect, it } from 'vitest';
import { blocks, label, pieces, shorten, spans, visible, withoutSecrets } from '../../src/app/text.ts';

describe('visible: nothing a site writes can hide', () => {
  it.each([
    ['plain', 'connect.sid', 'connect.sid'],
    ['right-to-left override', 'a\u202Egnp', 'a\\u202Egnp'],
    [
      'every bidi control',
      '\u202A\u202B\u202C\u202D\u2066\u2067\u2068\u2069',
      '\\u202A\\u202B\\u202C\\u202D\\u2066\\u2067\\u2068\\u2069',
    ],
    ['marks that turn direction', '\u200E\u200F\u061C', '\\u200E\\u200F\\u061C'],
    ['zero width', 'a\u200Bb\u200C\u200D\uFEFF\u2060', 'a\\u200Bb\\u200C\\u200D\\uFEFF\\u2060'],
    ['C0, DEL, C1', '\u0000\n\t\u007F\u0085', '\\u0000\\u000A\\u0009\\u007F\\u0085'],
    ['line separators', '\u2028\u2029', '\\u2028\\u2029'],
    ['a tag character beyond the BMP', '\u{E0041}', '\\u{E0041}'],
    ['a lone surrogate', 'a\uD800b', 'a\\uD800b'],
    ['letters drawn as nothing', '\u3164\u115F', '\\u3164\\u115F'],
    ['other scripts stay', 'שלום مرحبا 日本 é', 'שלום مرحبا 日本 é'],
    ['an emoji stays', '🎟', '🎟'],
    ['a flood of marks is stopped after four', `Z${'\u0301'.repeat(6)}`, `Z${'\u0301'.repeat(4)}\\u0301\\u0301`],
  ])('%s', (_, text, shown) => expect(visible(text)).toBe(shown));

  it('tells what was spelled out from what the site wrote in the same letters', () => {
    expect(pieces('\\u202E\u202Ex')).toEqual([
      { text: '\\u202E', escaped: false },
      { text: '\\u202E', escaped: true },
      { text: 'x', escaped: false },
    ]);
  });
});

describe('shorten', () => {
  it('keeps what is short', () => expect(shorten('abc', 3)).toBe('abc'));
  it('cuts', () => expect(shorten('abcd', 3)).toBe('abc'));
  it('does not split a surrogate pair', () => expect(shorten('ab🎟', 3)).toBe('ab'));
  it('counts what is spelled out', () => expect(label('\u202Eabcdef', 8)).toBe('\\u202Eab…'));
  it('marks the cut in labels', () => expect(label('abcdef', 3)).toBe('abc…'));
});

describe('spans', () => {
  it.each([
    ['none', 'plain', [{ text: 'plain', code: false }]],
    [
      'a pair',
      'the `sid` cookie',
      [
        { text: 'the ', code: false },
        { text: 'sid', code: true },
        { text: ' cookie', code: false },
      ],
    ],
    [
      'an unpaired one stays',
      'a ` b',
      [
        { text: 'a ', code: false },
        { text: '` b', code: false },
      ],
    ],
  ])('%s', (_, text, expected) => expect(spans(text)).toEqual(expected));
});

describe('blocks', () => {
  it('knows paragraphs, items and fences', () => {
    expect(blocks('First.\n\n- one\n```js\na = 1;\n  b\n```\nLast.')).toEqual([
      { kind: 'prose', text: 'First.' },
      { kind: 'item', text: 'one' },
      { kind: 'code', text: 'a = 1;\n  b' },
      { kind: 'prose', text: 'Last.' },
    ]);
  });
});

describe('withoutSecrets', () => {
  it('masks long runs and drops queries', () => {
    const text = withoutSecrets(
      'GET https://x.example/cb?code=abc failed: eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhZGEifQ.sig',
    );
    expect(text).not.toContain('code=');
    expect(text).not.toContain('eyJhbGciOi');
    expect(text).toContain('eyJh…');
    expect(text).toContain('failed:');
  });
});
