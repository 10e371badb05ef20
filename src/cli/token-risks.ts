/** What the rules say of a token that is seen by itself: as if it were sent to its site as a credential, and nothing else known. */

import { assess } from '../core/assess.ts';
import { findSecret, hmacToken } from '../core/check/weak-secret.ts';
import { weakSecrets } from '../core/knowledge/weak-secrets.ts';
import { fingerprintWith } from '../core/observe/fingerprint.ts';
import { observeRequest } from '../core/observe/http.ts';
import { observeResponse } from '../core/observe/http-response.ts';
import type { Severity } from '../core/report.ts';
import jwtWeakSecret from '../core/rules/jwt-weak-secret.ts';

export interface Risk {
  rule: string;
  severity: Severity;
  title: string;
  evidence: readonly string[];
  why: string;
  fix: string;
}

/** Rules that judge what a token says. The others judge how it is used, of which nothing is known here. */
const OF_THE_TOKEN: ReadonlySet<string> = new Set([
  'jwt-alg-none',
  'jwt-alg-odd-case',
  'jwt-embedded-key',
  'jwt-long-lived',
  'jwt-malformed',
  'jwt-personal-data',
  'jwt-remote-key-reference',
  'jwt-secret-in-claims',
  'jwt-suspicious-kid',
  'jwt-time-odd',
  'jwt-without-audience',
  'jwt-without-exp',
  'jwt-without-issuer',
]);

/** Reserved: nobody has it (RFC 6761). */
const SITE = 'https://token.invalid';
/** What the rules call it, by where it is told to be. */
const NAME = /\bAuthorization header\b/g;

/** @param now epoch milliseconds */
export const risksOf = (token: string, now: number): Risk[] => [
  ...weakSecretRisk(token),
  ...reportOf(token, now)
    .findings.filter(({ rule }) => OF_THE_TOKEN.has(rule))
    .map((finding) => ({ ...finding, evidence: finding.evidence.map(ofTheToken) })),
];

const reportOf = (token: string, now: number) => {
  const print = fingerprintWith(crypto.getRandomValues(new Uint8Array(32)));
  const about = { id: '1', site: SITE, partition: null, method: 'GET', url: `${SITE}/`, resource: 'fetch' } as const;
  const headers = [{ name: 'Authorization', value: `Bearer ${token}` }];
  const sent = observeRequest({ ...about, at: now, headers, fields: [] }, print);
  const received = observeResponse({ ...about, at: now, status: 200, headers: [] }, print);
  const [report] = assess([sent, received].filter((seen) => seen !== undefined));
  return report ?? { findings: [] };
};

const ofTheToken = (text: string): string => {
  const said = text.replace(NAME, 'the token');
  return said.charAt(0).toUpperCase() + said.slice(1);
};

/** The secret itself is not told: the output may be kept. */
const weakSecretRisk = (text: string): Risk[] => {
  const token = hmacToken(text);
  const octets = new TextEncoder();
  if (
    token === undefined ||
    findSecret(
      token,
      weakSecrets.map((secret) => octets.encode(secret)),
    ) === undefined
  )
    return [];
  const { id, severity, title, why, fix } = jwtWeakSecret.meta;
  const evidence = [`A secret from Coatcheck’s list of well-known secrets makes its signature (${token.alg}).`];
  return [{ rule: id, severity, title, evidence, why, fix }];
};
