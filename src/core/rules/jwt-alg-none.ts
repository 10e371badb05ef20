import type { Severity } from '../report.ts';
import { credentialName } from './names.ts';
import { defineRule } from './rule.ts';
import { describesSite } from './session-cookies.ts';
import { asvs, cwe, rfc, wstg } from './sources.ts';
import { isInUse, type JwtCredential, jwtCredentials } from './tokens.ts';

export default defineRule({
  meta: {
    id: 'jwt-alg-none',
    title: 'JWT is not signed',
    why: 'Without a signature anybody can write a token with any name and any right in it.',
    fix: 'Sign the token, and verify it against a list: jwtVerify(token, key, { algorithms: ["EdDSA"] })',
    severity: 'critical',
    confidence: 'firm',
    references: [rfc(8725, '3.2'), rfc(7519, '6'), asvs('9.1.2'), cwe(347), wstg('SESS-10')],
  },

  needs: ['credentials'],

  check({ credentials }) {
    const tokens = jwtCredentials(credentials).filter(
      (credential) => credential.token.kind === 'jws' && describesSite(credential),
    );
    if (tokens.length === 0) return undefined;

    return tokens.filter(isUnsigned).map((credential) => ({
      subject: credentialName(credential),
      credential: credential.id,
      severity: severityOf(credential),
      evidence: evidenceOf(credential),
    }));
  },
});

/** Servers compared it case-sensitively once, and `nOnE` got through; others took a signature of no octets. */
function isUnsigned({ token }: JwtCredential): boolean {
  return saysNone(token.header.alg) || token.issues.includes('signature-empty');
}

function saysNone(alg: unknown): boolean {
  return typeof alg === 'string' && alg.toLowerCase() === 'none';
}

function severityOf(credential: JwtCredential): Severity {
  // OpenID Connect Core 2 allows it where the token endpoint hands the ID token over itself.
  if (isFromTokenEndpoint(credential)) return 'medium';
  return isInUse(credential) ? 'critical' : 'info';
}

function isFromTokenEndpoint({ role, decisive, issuedBy }: JwtCredential): boolean {
  return role === 'id-token' && !decisive && issuedBy?.how === 'script';
}

function evidenceOf(credential: JwtCredential): string[] {
  const { alg } = credential.token.header;
  const evidence = [
    saysNone(alg)
      ? `The header of ${credentialName(credential)} says alg ${String(alg)}.`
      : `The signature of ${credentialName(credential)} is empty, though its header promises one.`,
  ];
  if (isFromTokenEndpoint(credential)) {
    evidence.push('An ID token may be unsigned if it comes straight from the token endpoint and goes nowhere else.');
  } else if (!isInUse(credential)) {
    evidence.push('It was not seen to let anybody in.');
  } else {
    evidence.push('It is sent to the server as a credential. Whether the server takes a forged one was not tried.');
  }
  return evidence;
}
