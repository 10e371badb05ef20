/** Colour for a terminal. The words are the same without: nothing is told by colour alone. */
import { styleText } from 'node:util';
import type { Severity } from '../core/report.ts';
import { WORST_FIRST } from '../core/rules/severity.ts';

type Style = Parameters<typeof styleText>[0];

export type Paint = (style: Style, text: string) => string;

export const plainly: Paint = (_style, text) => text;
export const inColour: Paint = (style, text) => styleText(style, text);

const OF_SEVERITY: Record<Severity, Style> = {
  critical: ['bold', 'white', 'bgRed'],
  high: ['bold', 'red'],
  medium: ['bold', 'yellow'],
  low: 'cyan',
  info: 'dim',
};

/** https://no-color.org and https://force-color.org; a file and a pipe get no colour by themselves. */
export const paintFor = (
  stream: { isTTY?: boolean },
  { NO_COLOR = '', FORCE_COLOR = '', TERM }: NodeJS.ProcessEnv,
): Paint => {
  if (NO_COLOR !== '') return plainly;
  if (FORCE_COLOR !== '') return FORCE_COLOR === '0' ? plainly : inColour;
  return stream.isTTY === true && TERM !== 'dumb' ? inColour : plainly;
};

export const severityIn = (paint: Paint, severity: Severity, text: string = severity): string =>
  paint(OF_SEVERITY[severity], text);

const VERDICT = /^(\S+)( {3})([A-Z ]+)( {3}.*)$/;
const SECTION = /^ {2}[A-Z][a-z]+( [a-z]+)?$/;
const FINDING = new RegExp(`^( {4})(${WORST_FIRST.join('|').toUpperCase()})( .*?)(\\[[a-z-]+\\])?$`);

/** The lines of `textOf`, which begin with words of ours: what a site called a thing stands further back. */
const line = (paint: Paint, text: string): string => {
  const [, site = '', gap = '', kind = '', rest = ''] = VERDICT.exec(text) ?? [];
  if (site !== '') return `${paint('bold', site)}${gap}${paint(['bold', 'inverse'], kind)}${paint('dim', rest)}`;
  if (SECTION.test(text)) return paint('bold', text);
  const [, indent = '', severity = '', words = '', rule = ''] = FINDING.exec(text) ?? [];
  if (severity === '') return text;
  const style = severityIn(paint, severity.toLowerCase() as Severity, severity);
  return `${indent}${style}${words}${rule === '' ? '' : paint('dim', rule)}`;
};

export const painted = (paint: Paint, text: string): string =>
  text
    .split('\n')
    .map((one) => line(paint, one))
    .join('\n');
