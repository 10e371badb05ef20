/** A report against what a lab site promises. */
import { expect } from 'vitest';
import type { SiteReport } from '../../src/core/report.ts';
import type { Expected } from '../lab/index.ts';

/** What a spec compares: the verdict's words, and each decisive credential by the place that the site keeps it in. */
export const essence = (report: SiteReport, expected: Expected): Expected => ({
  kind: report.verdict.kind,
  state: report.verdict.state,
  signedIn: report.verdict.signedIn,
  decisive: report.credentials
    .filter((one) => one.decisive)
    .map((one) => {
      const wanted = expected.decisive.find((place) =>
        one.carriers.some((carrier) => carrier.where === place.where && carrier.name === place.name),
      );
      const carrier = wanted ?? one.carriers[0];
      return { where: carrier?.where ?? 'header', name: carrier?.name ?? 'nothing', format: one.format };
    })
    .sort(byPlace),
});

const byPlace = (a: Expected['decisive'][number], b: Expected['decisive'][number]): number =>
  `${a.where}${a.name}` < `${b.where}${b.name}` ? -1 : 1;

export const expectReport = (report: SiteReport, expected: Expected): void => {
  const sorted = { ...expected, decisive: [...expected.decisive].sort(byPlace) };
  expect(essence(report, expected)).toEqual(sorted);
};

export const ruleIds = (report: SiteReport): string[] =>
  [...new Set(report.findings.map((finding) => finding.rule))].sort();

/** What a killed worker may lose (counts and last-seen times are lower bounds), and what differs from run to run. */
const FLEETING = new Set(
  `count lastAt lastSeen requests at firstAt firstSeen observedSince gone masked issuedAt expiresAt notBefore exp iat nbf
  jti jkt nonce expires length entropyBits`.split(/\s+/),
);

const byId = (a: { id: string }, b: { id: string }): number => (a.id < b.id ? -1 : 1);

/** A report as it must be whenever the worker was killed. Cookies that one script sets may swap their milliseconds. */
export const settled = (report: SiteReport): unknown =>
  JSON.parse(
    JSON.stringify({ ...report, credentials: report.credentials.toSorted(byId) }, (key, value) =>
      FLEETING.has(key) ? undefined : value,
    ),
  );
