/** `coatcheck explain`: a rule's page for a terminal, or the list of rules. */
import { allRules } from '../core/rules/index.ts';
import type { RuleMeta } from '../core/rules/rule.ts';
import { bySeverity } from '../core/rules/severity.ts';
import { noSuch } from './command.ts';
import { Fault } from './fault.ts';
import { meant } from './nearest.ts';
import { type Paint, severityIn } from './paint.ts';

/** @throws Fault if there is no such rule */
export const explain = (rule: string | undefined, pages: ReadonlyMap<string, string>, paint: Paint): string => {
  if (rule === undefined) return list(paint);
  const meta = allRules.map((one) => one.meta).find(({ id }) => id === rule);
  if (meta === undefined) {
    const ids = allRules.map((one) => one.meta.id);
    throw new Fault(`explain: ${lowered(noSuch('rule', rule))}${meant(rule, ids)} Without a rule it lists them all.`);
  }
  return page(meta, pages.get(rule) ?? '', paint);
};

const lowered = (sentence: string): string => sentence.charAt(0).toLowerCase() + sentence.slice(1);

const SEVERITY_WIDTH = 'critical'.length;

const list = (paint: Paint): string => {
  const metas = allRules.map(({ meta }) => meta).sort((a, b) => bySeverity(a.severity, b.severity));
  const width = Math.max(...metas.map(({ id }) => id.length));
  return metas
    .map(
      ({ id, severity, title }) =>
        `${severityIn(paint, severity, severity.padEnd(SEVERITY_WIDTH))}  ${id.padEnd(width)}  ${paint('dim', title)}\n`,
    )
    .join('');
};

const page = (meta: RuleMeta, markdown: string, paint: Paint): string => {
  const { id, title, severity, confidence, why, references } = meta;
  const body = markdown.slice(markdown.indexOf('\n') + 1).trim();
  return `${[
    `${paint('bold', title)}\n${id} · ${severityIn(paint, severity)}, may differ with what is seen · ${confidence}`,
    why,
    inTerminal(body, paint),
    `${paint('bold', 'Sources')}\n\n${references.map(({ label, url }) => `- ${label}: ${paint('dim', url)}`).join('\n')}`,
  ].join('\n\n')}\n`;
};

/** Headings without their signs, and examples set in: their fence says what comes of them. */
const inTerminal = (markdown: string, paint: Paint): string =>
  markdown
    .replace(/^```(\w*) ?(\S*)\n(.*?)^```$/gms, (_all, _language, outcome: string, example: string) => {
      const lines = example.trimEnd().split('\n');
      const shown = lines.map((line) => paint('dim', `    ${line}`)).join('\n');
      return outcome === '' ? shown : `${shown}\n    → ${outcome}`;
    })
    .replace(/^## (.*)$/gm, (_all, title: string) => paint('bold', title));
