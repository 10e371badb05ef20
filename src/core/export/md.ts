/**
 * Words for Markdown (GitHub's: https://github.github.com/gfm/). Whatever a site may have written ends up in a code span,
 * where there is no HTML, no link, no mention and no reference to an issue; the engine's own plain words stay as they are.
 */
import { type Block, spans } from './prose.ts';
import { brief, visible } from './visible.ts';

/** In characters of the original. */
const NAME_MAX = 120;

/** More backticks than the text has in a row: that ends no code (CommonMark 0.31, 6.1). */
const ticks = (text: string, least: number): string =>
  '`'.repeat(Math.max(least, ...[...text.matchAll(/`+/g)].map(([run]) => run.length + 1)));

export const code = (text: string, max = NAME_MAX): string => {
  if (text.trim() === '') return '(empty)';
  const shown = brief(text, max);
  const fence = ticks(shown, 1);
  const pad = /^[`\s]|[`\s]$/.test(shown) ? ' ' : '';
  return `${fence}${pad}${shown}${pad}${fence}`;
};

/** Letters and digits, with one sign between them at most, and the punctuation of a sentence around. */
const PLAIN = /^["'(“‘]*[\p{L}\p{N}]+(?:[.,:'’/-][\p{L}\p{N}]+)*%?[.,;:!?"')”’…]*$|^[–—·×%…]$/u;

/** What begins a link runs on up to the next space, over the backticks of the code beside it. */
const isPlain = (word: string): boolean => PLAIN.test(word) && !/www\./i.test(word);

/** What is no plain word becomes code, with its neighbours of the kind. */
const words = (text: string): string => {
  const runs: { text: string; plain: boolean }[] = [];
  for (const word of text.split(/\s+/).filter((each) => each !== '')) {
    const plain = isPlain(word);
    const last = runs.at(-1);
    if (last !== undefined && last.plain === plain) last.text += ` ${word}`;
    else runs.push({ text: word, plain });
  }
  return runs.map((run) => (run.plain ? run.text : code(run.text, 400))).join(' ');
};

/** A sentence of the engine, in which names stand in backticks, or without. */
export const sentence = (text: string): string =>
  spans(visible(text))
    .map((span) => (span.code ? code(span.text) : edges(span.text)))
    // Two pieces of code side by side would become one by their backticks.
    .reduce((before, next) => before + (before.endsWith('`') && next.startsWith('`') ? ' ' : '') + next, '');

/** Spaces next to code are kept: they part it from its neighbours. A full stop after code stays next to it. */
const edges = (text: string): string => {
  const [, before = '', inner = '', after = ''] = /^(\s*[.,;:!?)]*\s*)(.*?)(\s*\(?)$/su.exec(text) ?? [];
  return `${before}${words(inner)}${after}`;
};

export const fence = (text: string): string => {
  const shown = text.split('\n').map(visible).join('\n');
  const marks = ticks(shown, 3);
  return `${marks}\n${shown}\n${marks}`;
};

export const block = ({ kind, text }: Block): string => {
  if (kind === 'code') return fence(text);
  return kind === 'item' ? `- ${sentence(text)}` : sentence(text);
};

/** Only to https, which the references of rules are; else its words alone. */
export const link = (label: string, url: string): string => {
  const href = URL.canParse(url) ? new URL(url) : undefined;
  return href?.protocol === 'https:' ? `[${sentence(label)}](<${href.href}>)` : sentence(label);
};

/** A bar ends a cell even inside of code. */
const cell = (text: string): string => text.replaceAll('|', '\\u007C');

const row = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;

export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n');
