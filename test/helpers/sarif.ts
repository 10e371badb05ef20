/** The official JSON schema of SARIF 2.1.0, and what else the prose of the standard asks for. */
import { createRequire } from 'node:module';
import Ajv from 'ajv';

const require = createRequire(import.meta.url);
const ajv = new Ajv({ schemaId: 'id', meta: false, allErrors: true });
ajv.addMetaSchema(require('ajv/lib/refs/json-schema-draft-04.json'));
const fits = ajv.compile(require('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json'));

/** What the schema says against it; empty is good. */
export const sarifErrors = (log: unknown): string[] => {
  fits(log);
  return (fits.errors ?? []).map(({ dataPath, message }) => `${dataPath} ${message}`);
};

export interface SarifRule {
  id: string;
  name: string;
  shortDescription: { text: string };
  help: { text: string; markdown: string };
  helpUri?: string;
  defaultConfiguration: { level: string };
  properties: { tags: string[]; precision: string; 'security-severity'?: string };
}

export interface SarifResult {
  ruleId: string;
  ruleIndex: number;
  level: string;
  message: { text: string };
  locations: {
    physicalLocation: { artifactLocation: { uri: string }; region: { startLine: number } };
    logicalLocations: { name: string; fullyQualifiedName: string }[];
  }[];
  partialFingerprints: { primaryLocationLineHash: string };
  suppressions?: { kind: string; status: string; justification: string }[];
}

export interface SarifRun {
  tool: { driver: { name: string; version?: string; rules: SarifRule[] } };
  invocations: { executionSuccessful: boolean; startTimeUtc: string; endTimeUtc: string }[];
  results: SarifResult[];
}

export const runOf = (text: string): SarifRun => {
  const { runs } = JSON.parse(text) as { runs: SarifRun[] };
  const [run, second] = runs;
  if (run === undefined || second !== undefined) throw new Error('One run was expected.');
  return run;
};
