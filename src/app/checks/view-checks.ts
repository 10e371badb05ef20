/** What the checks that did not fail have to say of this site. Pure. */
import type { Check, Credential, SiteReport } from '../../core/report.ts';
import { nameOf } from '../view-credentials.ts';
import { CHECK_WORDS, type CheckWords } from './check-words.ts';
import { ruleTitle } from './rule-title.ts';

export interface Line {
  rule: string;
  /** A sentence, or the rule's title where `why` follows. */
  text: string;
  why?: string;
}

/** Checks that do not apply for one and the same reason. */
export interface Reason {
  why: string;
  titles: string[];
}

export interface Lines {
  fine: Line[];
  untold: Line[];
  na: Reason[];
}

export const linesOf = (report: SiteReport): Lines => {
  const fill = filler(report);
  const say = ({ rule }: Check, word: keyof CheckWords): string | undefined => {
    const words = Object.hasOwn(CHECK_WORDS, rule) ? CHECK_WORDS[rule] : undefined;
    return words === undefined ? undefined : fill(words[word]);
  };
  const titled = (check: Check, why: string | undefined): Line => ({
    rule: check.rule,
    text: ruleTitle(check.rule),
    ...(why === undefined ? {} : { why }),
  });
  const of = (...outcomes: Check['outcome'][]): Check[] =>
    report.checks.filter(({ outcome }) => outcomes.includes(outcome));
  return {
    fine: sorted(of('pass').map((check) => ({ rule: check.rule, text: say(check, 'fine') ?? ruleTitle(check.rule) }))),
    untold: sorted(of('unknown').map((check) => titled(check, say(check, 'untold')))).concat(
      // A check that broke has told us nothing either.
      sorted(of('crashed').map((check) => titled(check, 'The check itself broke.'))),
    ),
    na: reasonsOf(of('not-applicable').map((check) => titled(check, say(check, 'na')))),
  };
};

const reasonsOf = (lines: readonly Line[]): Reason[] => {
  const reasons = new Map<string, string[]>();
  for (const { text, why = 'nothing of the kind' } of lines) reasons.set(why, [...(reasons.get(why) ?? []), text]);
  return [...reasons]
    .map(([why, titles]) => ({ why: capital(why), titles: titles.sort((a, b) => a.localeCompare(b)) }))
    .sort((a, b) => a.why.localeCompare(b.why));
};

const sorted = (lines: Line[]): Line[] => lines.sort((a, b) => a.text.localeCompare(b.text));

/** Puts in the names of what the verdict rests on; where there are several, or none, a word for them. */
const filler = ({ credentials }: SiteReport): ((sentence: string) => string) => {
  const decisive = credentials.filter((one) => one.decisive);
  const names = {
    cookie: nameFor(decisive.filter(isCookie), 'session cookie'),
    token: nameFor(
      decisive.filter(({ token }) => token !== undefined),
      'token',
    ),
  };
  return (sentence) =>
    sentence.replace(/\{(cookie|token)\}/g, (_, what: keyof typeof names, at: number) =>
      at === 0 ? capital(names[what]) : names[what],
    );
};

const isCookie = ({ carriers }: Credential): boolean => carriers.some(({ where }) => where === 'cookie');

const nameFor = (all: readonly Credential[], word: string): string => {
  const [first] = all;
  if (first === undefined) return `the ${word}`;
  return all.length > 1 ? `each ${word}` : `\`${nameOf(first).replaceAll('`', '´')}\``;
};

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
