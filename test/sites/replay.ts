/** Plays a recording to the engine, stage by stage. */
import { assess } from '../../src/core/assess.ts';
import type { SiteReport } from '../../src/core/report.ts';
import type { Recording } from './recording.ts';

export type Stage = keyof Recording['stages'];

/** The report of the recorded site at the end of each stage. @throws if the recording has nothing of the site */
export const replay = ({ app, site, stages, observations }: Recording): Partial<Record<Stage, SiteReport>> => {
  const reports: Partial<Record<Stage, SiteReport>> = {};
  for (const [stage, end] of Object.entries(stages) as [Stage, number][]) {
    const report = assess(observations.slice(0, end), { engine: 'chromium' }).find((one) => one.site === site);
    if (report === undefined) throw new Error(`The recording of ${app} has nothing of ${site} at "${stage}".`);
    reports[stage] = report;
  }
  return reports;
};
