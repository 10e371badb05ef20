/** WCAG 2.2, 1.4.3 (AA): 4.5:1 for text. Counted from the custom properties of the style sheet, light and dark. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

type Colours = Record<string, string>;

const sheet = readFileSync('src/app/styles/base.css', 'utf8');
const pairs = [...sheet.matchAll(/--([\w-]+):\s*light-dark\((#[\da-f]{6}), (#[\da-f]{6})\);/g)];
const light: Colours = Object.fromEntries(pairs.map(([, name, value]) => [name, value]));
const dark: Colours = Object.fromEntries(pairs.map(([, name, , value]) => [name, value]));

const channels = (hex: string): number[] => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
const luminance = (rgb: number[]): number => {
  const [r = 0, g = 0, b = 0] = rgb.map((channel) => {
    const part = channel / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const contrast = (one: number[], other: number[]): number => {
  const [high = 0, low = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
};
const mix = (over: number[], share: number, under: number[]): number[] =>
  over.map((channel, index) => channel * share + (under[index] ?? 0) * (1 - share));

const ACCENTS = ['session', 'token', 'hybrid', 'http-auth', 'none'];
const SEVERITIES = ['critical', 'high', 'medium', 'low', 'info'];

describe.each([
  ['light', light],
  ['dark', dark],
])('%s', (_, colours) => {
  const rgb = (name: string): number[] => channels(colours[name] ?? '#000000');
  const check = (text: number[], ground: number[], what: string): void =>
    expect(contrast(text, ground), what).toBeGreaterThanOrEqual(4.5);

  it('text on its grounds', () => {
    for (const ground of ['page', 'paper', 'sunk']) {
      for (const text of ['ink', 'soft', 'focus', 'good', 'medium', 'high', ...ACCENTS]) {
        check(rgb(text), rgb(ground), `${text} on ${ground}`);
      }
    }
    for (const number of [0, 1, 2, 3, 4, 5])
      for (const ground of ['page', 'paper', 'sunk'])
        check(rgb(`credential-${number}`), rgb(ground), `credential ${number}`);
    for (const part of ['part-header', 'part-payload', 'part-signature']) check(rgb(part), rgb('sunk'), part);
  });

  it('the ticket: everything on its tint, and what is written on the accent', () => {
    for (const accent of ACCENTS) {
      const tint = mix(rgb(accent), 0.11, rgb('paper'));
      for (const text of ['ink', 'soft', 'focus', accent, ...SEVERITIES])
        check(rgb(text), tint, `${text} on ${accent}`);
      check(rgb('paper'), rgb(accent), `paper on ${accent}`);
      check(rgb('ink'), mix(rgb(accent), 0.12, tint), `code on ${accent}`);
    }
  });

  it('severity chips, filled and tinted', () => {
    for (const severity of SEVERITIES) {
      check(rgb('paper'), rgb(severity), `paper on ${severity}`);
      check(rgb(severity), mix(rgb(severity), 0.08, rgb('paper')), `${severity} on its tint`);
    }
  });
});
