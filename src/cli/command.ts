/** The words behind `coatcheck` → what is asked for. */
import { type ParseArgsConfig, parseArgs } from 'node:util';
import type { Severity } from '../core/report.ts';
import { WORST_FIRST } from '../core/rules/severity.ts';
import { Fault } from './fault.ts';
import { meant } from './nearest.ts';

export const FORMATS = ['text', 'json', 'md', 'sarif'] as const;
export type Format = (typeof FORMATS)[number];

export interface Audit {
  name: 'audit';
  files: readonly string[];
  format: Format;
  /** An origin, as URLs write it. */
  site?: string;
  failOn?: Severity;
  waive: readonly string[];
}

export type Command =
  | Audit
  | { name: 'explain'; rule?: string }
  | { name: 'decode'; of: string }
  | { name: 'help' }
  | { name: 'version' };

/** The file name of standard input. */
export const STANDARD_INPUT = '-';

const GENERAL = {
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'V' },
} as const satisfies ParseArgsConfig['options'];

const OF_AUDIT = {
  ...GENERAL,
  format: { type: 'string' },
  site: { type: 'string' },
  'fail-on': { type: 'string' },
  waive: { type: 'string', multiple: true },
} as const satisfies ParseArgsConfig['options'];

const NAMES = ['audit', 'explain', 'decode'];

/**
 * @param rules names of all rules
 * @throws Fault
 */
export const commandOf = (words: readonly string[], rules: readonly string[]): Command => {
  const [name = '', ...rest] = words;
  if (name === 'audit') return auditOf(rest, rules);
  if (name === 'explain') return explainOf(rest);
  if (name === 'decode') return decodeOf(rest);
  if (name !== '' && !name.startsWith('-')) throw new Fault(`${noSuch('command', name)}${meant(name, NAMES)}`);
  return (
    generalOf(parsed([...words], GENERAL).values) ??
    fault('A command is missing: audit, explain or decode. See --help.')
  );
};

const fault = (text: string): never => {
  throw new Fault(text);
};

const generalOf = ({ help, version }: { help?: boolean; version?: boolean }): Command | undefined => {
  if (help === true) return { name: 'help' };
  return version === true ? { name: 'version' } : undefined;
};

const auditOf = (words: string[], rules: readonly string[]): Command => {
  const { values, positionals: files } = parsed(words, OF_AUDIT);
  const general = generalOf(values);
  if (general !== undefined) return general;
  const { format = 'text', site, 'fail-on': level, waive = [] } = values;
  if (files.length === 0) throw new Fault('audit: a file is missing. See --help.');
  if (files.filter((file) => file === STANDARD_INPUT).length > 1)
    throw new Fault('audit: standard input can be read once.');
  const unknown = waive.find((rule) => !rules.includes(rule));
  if (unknown !== undefined) throw new Fault(`--waive: ${noSuch('rule', unknown)}${meant(unknown, rules)}`);
  return {
    name: 'audit',
    files,
    format: oneOf('--format', format, FORMATS),
    ...(site === undefined ? {} : { site: originOf(site) }),
    ...(level === undefined ? {} : { failOn: oneOf('--fail-on', level, WORST_FIRST) }),
    waive,
  };
};

const explainOf = (words: string[]): Command => {
  const { values, positionals } = parsed(words, GENERAL);
  const [rule, second] = positionals;
  if (second !== undefined) throw new Fault('explain: one rule at a time.');
  return generalOf(values) ?? { name: 'explain', ...(rule === undefined ? {} : { rule }) };
};

const decodeOf = (words: string[]): Command => {
  const { values, positionals } = parsed(words, GENERAL);
  const general = generalOf(values);
  if (general !== undefined) return general;
  const [of, second] = positionals;
  if (of === undefined) throw new Fault('decode: a token, a file or - is missing. See --help.');
  if (second !== undefined) throw new Fault('decode: one token, one file or - at a time.');
  return { name: 'decode', of };
};

const parsed = <Options extends NonNullable<ParseArgsConfig['options']>>(args: string[], options: Options) => {
  try {
    return parseArgs({ args, options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new Fault(optionFault(error));
  }
};

/** Node's words tell more than one line, and quote what was typed, which may be a token. */
const optionFault = (error: unknown): string => {
  const { code, message = '' } = error as { code?: string; message?: string };
  const option = /'(-{1,2}[a-z-]{1,20})/i.exec(message)?.[1];
  if (option === undefined) return 'An option cannot be read. See --help.';
  return code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION'
    ? `There is no option ${option}. See --help.`
    : `${option} cannot be read: a value is missing, or is one too many. See --help.`;
};

const oneOf = <Word extends string>(option: string, word: string, words: readonly Word[]): Word =>
  words.find((one) => one === word) ?? fault(`${option} takes ${words.slice(0, -1).join(', ')} or ${words.at(-1)}.`);

const originOf = (text: string): string => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol))
    throw new Fault('--site takes an origin, such as https://app.example.');
  return url.origin;
};

/** `There is no rule jwt-none`. What was typed is told if it could be one: it could also be a token in the wrong place. */
export const noSuch = (kind: string, word: string): string =>
  /^[a-z-]{1,60}$/.test(word) ? `There is no ${kind} ${word}` : `There is no such ${kind}`;
