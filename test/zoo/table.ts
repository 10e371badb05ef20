/** The zoo's results as a table for a terminal and for the README. */
import type { ZooApp } from './app.ts';
import { type Cell, COLUMNS, type Column, type Outcome } from './judge.ts';

export interface Result {
  app: ZooApp;
  cells: Cell[];
  /** Why there are no cells. */
  error?: string;
}

const SIGN: Record<Outcome, string> = { right: '✓', unknown: '?', wrong: '✗' };

const signOf = (cells: readonly Cell[], column: Column): string => {
  const cell = cells.find((one) => one.column === column);
  return cell === undefined ? '–' : SIGN[cell.outcome];
};

/** A Markdown table: one line an application. */
export const tableOf = (results: readonly Result[]): string => {
  const head = ['application', 'stack', ...COLUMNS];
  const rows = results.map(({ app, cells }) => [
    app.title,
    app.stack,
    ...COLUMNS.map((column) => signOf(cells, column)),
  ]);
  const line = (words: readonly string[]): string => `| ${words.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
};

/** `118 of 120 columns right, 1 unknown, 1 wrong (98.3 %)`; an application that could not be judged counts as wrong. */
export const accuracyOf = (results: readonly Result[]): string => {
  const cells = results.flatMap(({ cells: own }) => own);
  const count = (outcome: Outcome): number => cells.filter((one) => one.outcome === outcome).length;
  const failed = results.filter(({ error }) => error !== undefined).length;
  const share = cells.length === 0 ? 0 : (100 * count('right')) / cells.length;
  const text = `${count('right')} of ${cells.length} columns right, ${count('unknown')} unknown, ${count('wrong')} wrong (${share.toFixed(1)} %)`;
  return failed === 0 ? text : `${text}; ${failed} could not be judged`;
};
