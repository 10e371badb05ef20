/** The verdict in the form that tests compare: complete, but for the wording and the exact numbers. */
import type { Credential, SiteReport, Verdict } from '../../../src/core/report.ts';
import type { Story } from '../../helpers/observations.ts';

export interface Judged extends Pick<Verdict, 'kind' | 'state' | 'carriers' | 'mechanisms' | 'signedIn'> {
  /** knowledge 10.2: from .9 on and with a proof `confirmed`, from .7 on `likely`, from .4 on `possible`. */
  sure: 'confirmed' | 'likely' | 'possible' | 'hardly';
  /** Role and id of each decisive credential. */
  decisive: string[];
}

export const judged = (told: Story): Judged => judgedReport(told.report());

export const judgedReport = ({ verdict, credentials }: SiteReport): Judged => {
  const { kind, state, carriers, mechanisms, signedIn } = verdict;
  const decisive = credentials.filter((one) => one.decisive).map((one) => `${one.role} ${one.id}`);
  return {
    kind,
    state,
    carriers: carriers.toSorted(),
    mechanisms: mechanisms.toSorted(),
    signedIn,
    sure: words(verdict.confidence),
    decisive,
  };
};

const words = (confidence: number): Judged['sure'] => {
  if (confidence >= 0.9) return 'confirmed';
  if (confidence >= 0.7) return 'likely';
  return confidence >= 0.4 ? 'possible' : 'hardly';
};

/** A credential by its id, or by any of its places: of two that were seen at one time, either may give the name. */
export const credentialAt = (report: SiteReport, at: string): Credential | undefined =>
  report.credentials.find(({ id }) => id === at) ??
  report.credentials.find(({ carriers }) => carriers.some(({ where, name }) => `${where}:${name}` === at));

/** Role and format of a credential. */
export const about = (told: Story, at: string): [role: string, format: string, decisive: boolean] | undefined => {
  const one = credentialAt(told.report(), at);
  return one && [one.role, one.format, one.decisive];
};

/** Somebody is signed in by one server session. */
export const session = (cookie: string, change: Partial<Judged> = {}): Judged => ({
  kind: 'session',
  state: 'server',
  carriers: ['cookie'],
  mechanisms: ['session-cookie'],
  signedIn: 'yes',
  sure: 'confirmed',
  decisive: [`session-id cookie:${cookie}`],
  ...change,
});
