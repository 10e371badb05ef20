/** SiteState → SiteReport. Pure, derived on demand, never stored: a new version of a rule applies at once. */
import { browserLoginOf } from './classify/browser-login.ts';
import { candidatesOf } from './classify/candidates.ts';
import { credentialOf, hiddenCredential } from './classify/credentials.ts';
import { decisiveOf } from './classify/decide.ts';
import { joinPlaces } from './classify/join.ts';
import { incompleteFacts } from './classify/missing.ts';
import { ruleFacts } from './classify/rule-facts.ts';
import { timelineOf } from './classify/timeline.ts';
import { verdictOf } from './classify/verdict.ts';
import { onlyDeclared } from './declared.ts';
import type { Observation } from './observe/observation.ts';
import type { Credential, SiteReport } from './report.ts';
import type { Engine } from './rules/facts.ts';
import { allRules } from './rules/index.ts';
import { runRules } from './rules/run.ts';
import { defaultThresholds, type Thresholds } from './rules/thresholds.ts';
import { reduce } from './site/reduce.ts';
import { emptyState, type SiteFactsRecord, type SiteState } from './site/state.ts';
import { tellStory } from './story/story.ts';
import { applyWaivers, type Waiver } from './waivers.ts';

/** Version of the rules and of the decision procedure; said in every report, so that stored ones can be compared. */
export const ENGINE_VERSION = '0.1.0';

export interface AssessOptions {
  /** Whose treatment of cookies the risks speak of. */
  engine?: Engine;
  access?: SiteReport['access'];
  thresholds?: Partial<Thresholds>;
  /** Findings that were set aside; of any site, each counts for its own. */
  waivers?: readonly Waiver[];
}

/**
 * Judges everything that was observed, site by site. Says what was seen, not what is true: a site that keeps its login in
 * a way that leaves no trace in headers, cookies or storage gets `none`.
 * @param observations in any order of sites; within a site in the order of time
 */
export const assess = (observations: readonly Observation[], options: AssessOptions = {}): SiteReport[] => {
  const assessment = new Assessment();
  for (const observation of observations) assessment.take(observation);
  return assessment.reports(options);
};

/** The same, for observations that come one by one: each is forgotten when it was taken. */
export class Assessment {
  readonly #states = new Map<string, SiteState>();

  take(observation: Observation): void {
    const key = `${observation.partition ?? ''}|${observation.site}`;
    const state = this.#states.get(key) ?? emptyState(observation.site, observation.partition, observation.at);
    this.#states.set(key, reduce(state, observation));
  }

  /** Of one site; undefined if nothing was seen of it. */
  report(site: string, options: AssessOptions = {}): SiteReport | undefined {
    const state = [...this.#states.values()].find(({ facts }) => facts.site === site);
    return state === undefined ? undefined : assessSite(state, options);
  }

  reports(options: AssessOptions = {}): SiteReport[] {
    return [...this.#states.values()].map((state) => assessSite(state, options));
  }
}

/** The report of one site. */
export const assessSite = (state: SiteState, options: AssessOptions = {}): SiteReport => {
  const { facts, tally } = state;
  const joined = joinPlaces(facts, tally);
  const timeline = timelineOf(facts, joined);
  const candidates = candidatesOf(joined, timeline, facts);
  const decisive = decisiveOf(candidates, timeline, facts.site);
  const browserLogin = browserLoginOf(facts, decisive);
  const verdict = verdictOf({ decisive, candidates, timeline, facts, requests: tally.requests, browserLogin });
  const credentials: Credential[] = candidates.map((one) => credentialOf(one, decisive.includes(one), timeline, facts));
  if (browserLogin?.shown === false) credentials.unshift(hiddenCredential(browserLogin.challenge));
  credentials.sort((a, b) => Number(b.decisive) - Number(a.decisive));
  const read = ruleFacts({
    facts,
    candidates,
    credentials,
    timeline,
    verdict,
    browserLogin,
    engine: options.engine ?? 'unknown',
    thresholds: { ...defaultThresholds, ...options.thresholds },
  });
  const { findings, checks } = runRules(read, allRules, incompleteFacts(facts));
  return onlyDeclared({
    schema: 1,
    engine: ENGINE_VERSION,
    site: facts.site,
    partition: facts.partition,
    observedSince: facts.observedSince,
    lastSeen: tally.lastSeen,
    requests: tally.requests,
    access: options.access ?? 'granted',
    dropped: tally.dropped + facts.unread + cutHeaders(facts),
    verdict,
    credentials,
    findings: applyWaivers(findings, options.waivers ?? [], facts.site),
    checks,
    story: tellStory(read),
  });
};

/** Origins with headers of which only a part was read. */
const cutHeaders = ({ marks }: SiteFactsRecord): number =>
  Object.values(marks).filter(({ mark }) => mark === 'cut').length;
