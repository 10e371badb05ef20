/** What a report says, in lines that a person can compare: all that is judged, without ids of requests and times. */
import type { Credential, SiteReport } from '../../src/core/report.ts';

export interface Outcome {
  verdict: Omit<SiteReport['verdict'], 'evidence'>;
  /** `+3 issued-at-login cookie:sessionid` */
  evidence: string[];
  /** `cookie:sessionid session-id opaque, decisive: cookie sessionid` */
  credentials: string[];
  /** Rule → outcome. */
  rules: Record<string, string>;
  /** `medium session-cookie-without-samesite: cookie sessionid` */
  findings: string[];
}

export const outcomeOf = ({ verdict, credentials, checks, findings }: SiteReport): Outcome => {
  const { evidence, ...rest } = verdict;
  return {
    verdict: rest,
    evidence: evidence.map(({ weight, code, credential }) => `${weight > 0 ? '+' : ''}${weight} ${code} ${credential}`),
    credentials: credentials.map(line),
    rules: Object.fromEntries(checks.map(({ rule, outcome }) => [rule, outcome])),
    findings: findings.map(({ severity, rule, subject }) => `${severity} ${rule}: ${subject}`),
  };
};

const line = (one: Credential): string => {
  const carriers = one.carriers.map(
    ({ where, name, path }) => `${where} ${name}${path === undefined ? '' : ` ${path}`}`,
  );
  const marks = [
    one.role,
    one.format,
    ...(one.decisive ? ['decisive'] : []),
    ...(one.gone === undefined ? [] : ['gone']),
  ];
  return `${one.id}: ${marks.join(', ')}; ${carriers.join(', ')}`;
};
