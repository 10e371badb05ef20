/** What speaks for the verdict, and always the strongest of what speaks against it. */

import type { Evidence } from '../report.ts';
import type { BrowserLogin } from './browser-login.ts';
import { type Candidate, logistic } from './candidates.ts';
import { canDecide } from './decide.ts';
import { markEvidence } from './mechanisms.ts';
import { missingEvidence } from './missing.ts';
import { listed, nameOf, schemeName } from './summary.ts';
import type { Judgement } from './verdict.ts';

const MAX_ITEMS = 40;
/** From here on a candidate is worth a word (knowledge 10.2: "possible" begins at .4; a rival is told of earlier). */
const WORTH_A_WORD = 0.2;

export const round = (value: number): number => Math.round(value * 100) / 100;

/** Strongest first. With a decisive credential the list has something against it, if anything at all does. */
export const evidenceOf = (judgement: Judgement): Evidence[] => {
  const { decisive, candidates, facts, browserLogin } = judgement;
  const speaking =
    decisive.length > 0 ? decisive : candidates.filter((one) => logistic(one.logit) > WORTH_A_WORD).slice(0, 3);
  const items: Evidence[] = speaking.flatMap((one) =>
    one.evidence.map((item) => ({ ...item, weight: round(item.weight), credential: one.joined.id })),
  );
  if (browserLogin !== undefined) items.push(...browserLoginEvidence(browserLogin));
  items.push(...markEvidence(facts));
  items.push(...counterEvidence(judgement));
  items.sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight));
  const strongest = items.find(({ weight }) => weight < 0);
  const unseen = missingEvidence(judgement);
  const first = items.slice(0, MAX_ITEMS - unseen.length);
  const told = strongest === undefined || first.includes(strongest) ? first : first.with(-1, strongest);
  return [...told, ...unseen];
};

const browserLoginEvidence = ({ id: credential, challenge, shown }: BrowserLogin): Evidence[] => {
  const { scheme, offered } = challenge;
  const asked = `The server asked for ${schemeName(scheme)} and the browser's answer let it in`;
  const hidden =
    'The browser shows this header to nobody: that its answer let it in is concluded from the success, what stands in it is not known';
  const evidence: Evidence[] = [
    { code: 'challenge-answered', text: asked, weight: 8, credential },
    ...(shown ? [] : [{ code: 'hidden-by-browser', text: hidden, weight: -0.5, credential }]),
  ];
  if (offered === undefined) return evidence;
  const text = `The server offered ${listed(offered)}; which of them was answered does not show, and browsers take the strongest`;
  return [...evidence, { code: 'several-offered', text, weight: -0.5, credential }];
};

/** What no single credential can know of itself: that another one would do as well, and that nobody saw it prove itself. */
const counterEvidence = ({ decisive, candidates }: Judgement): Evidence[] => {
  const [first] = decisive;
  if (first === undefined) return [];
  const found: Evidence[] = [];
  const rival = rivalOf(decisive, candidates);
  if (rival !== undefined) {
    const weight = -round(logistic(rival.logit));
    const text = `\`${nameOf(rival)}\` could carry the login as well`;
    found.push({ code: 'rival', text, weight, credential: rival.joined.id });
  }
  const unproven = decisive.find((one) => !one.proven);
  if (unproven !== undefined) {
    const text = 'Only names, flags and formats speak for it: no login, logout or refusal was seen that would prove it';
    found.push({ code: 'unproven', text, weight: -1, credential: unproven.joined.id });
  }
  return found;
};

const rivalOf = (decisive: readonly Candidate[], candidates: readonly Candidate[]): Candidate | undefined =>
  candidates
    .filter((one) => !decisive.includes(one) && canDecide(one) && one.value?.trivial !== true)
    .filter((one) => logistic(one.logit) > WORTH_A_WORD)
    .sort((a, b) => b.logit - a.logit)[0];
