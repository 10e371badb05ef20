/** The figures of `cookieRole` as the README shows them. */
import { cookieRole } from '../../src/core/classify/cookie-role.ts';
import { knownCookie } from '../../src/core/knowledge/cookies.ts';
import { isHeldOut, type LabelledCookie, labelledCookies } from '../core/classify/cookies/fixture.ts';
import { baselines } from './baselines.ts';
import { figuresOf, type Judged, rangeOfF1 } from './figures.ts';

/** From here on the product takes a cookie for a candidate. */
const THRESHOLD = 0.5;

/** Knowledge 2.2: 23 features with names, cross-validated by site, at the point with the best F1; and no judge at all. */
const MODEL = {
  title: 'logistic model with 23 features',
  published: [0.437, 0.8, 0.57],
  ap: 0.529,
  top: [0.65, 0.81, 0.89],
};
const CHANCE = { title: 'by chance', ap: 0.134, top: [0.22, 0.38, 0.5] };

export const cookieRoleTables = (): string => {
  const all = labelledCookies();
  const tuning = all.filter(({ site }) => !isHeldOut(site));
  const heldOut = all.filter(({ site }) => isHeldOut(site));
  const unlisted = withoutListedNames(heldOut);
  const others = baselines.map(({ title, saysYes, published }) => {
    const judge = ({ cookie }: LabelledCookie): number => (saysYes(cookie) ? 1 : 0);
    return [title, rates(judged(tuning, judge)), rates(judged(heldOut, judge)), triple(published)];
  });
  return [
    leadOf(all),
    '',
    row('precision · recall · F1', `tuned on: ${sizeOf(tuning)}`, `held out: ${sizeOf(heldOut)}`, 'public set of 2014'),
    row('---', '---', '---', '---'),
    row('**`cookieRole`, score ≥ 0.5**', rates(ours(tuning)), rates(ours(heldOut)), 'not measured'),
    ...others.map((cells) => row(...cells)),
    row(MODEL.title, '', '', triple(MODEL.published)),
    '',
    row(
      'ranking',
      'average precision',
      'among the first 1 / 2 / 3 of its site',
      'F1, and where 95 % of redrawn sets lie',
    ),
    row('---', '---', '---', '---'),
    ranks('**`cookieRole`**, tuned on', ours(tuning)),
    ranks('**`cookieRole`**, held out', ours(heldOut)),
    ranks(`held out, sites with no listed name: ${sizeOf(unlisted)}`, ours(unlisted)),
    ranks('held out, names and values alone, no attributes', bare(heldOut)),
    row(`${MODEL.title}, public set of 2014`, two(MODEL.ap), MODEL.top.map(two).join(' / '), ''),
    row(`${CHANCE.title}, public set of 2014`, two(CHANCE.ap), CHANCE.top.map(two).join(' / '), ''),
  ].join('\n');
};

const leadOf = (all: readonly LabelledCookie[]): string => {
  const signingIn = all.filter(({ authenticates }) => authenticates);
  const hidden = signingIn.filter(({ cookie }) => cookie.httpOnly === true);
  return `${sizeOf(all)}: ${percent(signingIn, all)} of the cookies authenticate, and ${percent(hidden, signingIn)} of these are HttpOnly.`;
};

const percent = (part: readonly unknown[], whole: readonly unknown[]): string =>
  `${Math.round((100 * part.length) / whole.length)} %`;

/** Sites where no cookie that authenticates is called by a name that our tables know. */
const withoutListedNames = (cookies: readonly LabelledCookie[]): LabelledCookie[] => {
  const listed = cookies.filter(
    ({ authenticates, cookie }) => authenticates && knownCookie(cookie.name, cookie.domain) !== undefined,
  );
  const sites = new Set(listed.map(({ site }) => site));
  const signingIn = new Set(cookies.filter(({ authenticates }) => authenticates).map(({ site }) => site));
  return cookies.filter(({ site }) => signingIn.has(site) && !sites.has(site));
};

const judged = (cookies: readonly LabelledCookie[], judge: (one: LabelledCookie) => number): Judged[] =>
  cookies.map((one) => ({ site: one.site, authenticates: one.authenticates, score: judge(one) }));

const ours = (cookies: readonly LabelledCookie[]): Judged[] =>
  judged(cookies, ({ cookie }) => cookieRole(cookie).score);

/** As of cookies that only a request tells of. */
const bare = (cookies: readonly LabelledCookie[]): Judged[] =>
  judged(cookies, ({ cookie: { name, value, domain, path, session } }) => {
    const seen = { name, value, domain, path, session, secure: false, sameSite: 'unset' } as const;
    return cookieRole(seen).score;
  });

const rates = (all: readonly Judged[]): string => {
  const { precision, recall, f1 } = figuresOf(all, THRESHOLD);
  return triple([precision, recall, f1]);
};

const ranks = (title: string, all: readonly Judged[]): string => {
  const { averagePrecision, top, f1 } = figuresOf(all, THRESHOLD);
  const [low, high] = rangeOfF1(all, THRESHOLD);
  return row(title, two(averagePrecision), top.map(two).join(' / '), `${two(f1)} (${two(low)}–${two(high)})`);
};

const sizeOf = (cookies: readonly LabelledCookie[]): string =>
  `${cookies.length.toLocaleString('en')} cookies, ${new Set(cookies.map(({ site }) => site)).size} sites`;

const row = (...cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
const triple = (values: readonly number[]): string => values.map(two).join(' · ');
const two = (value: number): string => value.toFixed(2).replace(/^0/, '');
