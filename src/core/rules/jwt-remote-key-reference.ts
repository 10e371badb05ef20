import type { Severity } from '../report.ts';
import { siteOf } from '../site/origins.ts';
import type { SiteFacts } from './facts.ts';
import { credentialName } from './names.ts';
import { hostOf, isLocal, isReadableOnTheWay } from './origins.ts';
import { defineRule, type Hit } from './rule.ts';
import { worse } from './severity.ts';
import { asvs, cwe, rfc, wstg } from './sources.ts';
import { isInUse, type JwtCredential, judgedTokens, NOT_IN_USE } from './tokens.ts';

const MEMBERS = ['jku', 'x5u'] as const;

export default defineRule({
  meta: {
    id: 'jwt-remote-key-reference',
    title: 'JWT says where its key is to be fetched',
    why: 'A server that follows the address checks the token with whatever key lies there, also with an attacker’s own.',
    fix: 'Set the address of the keys in the server, and ignore jku and x5u: createRemoteJWKSet(new URL("https://login.example.com/jwks"))',
    severity: 'high',
    confidence: 'firm',
    references: [
      rfc(7515, '4.1.2'),
      rfc(7515, '4.1.5'),
      rfc(8725, '3.10'),
      asvs('9.1.3'),
      cwe(918),
      cwe(347),
      wstg('SESS-10'),
    ],
  },

  needs: ['credentials', 'site'],

  check({ credentials, site }) {
    const tokens = judgedTokens(credentials);
    if (tokens.length === 0) return undefined;
    return tokens.flatMap((credential) => hitOf(credential, site) ?? []);
  },
});

interface Judgement {
  severity: Severity;
  sentence: string;
}

function hitOf(credential: JwtCredential, site: SiteFacts): Hit | undefined {
  const found = MEMBERS.flatMap((member) => {
    const address = credential.token.header[member];
    return typeof address === 'string' && address !== '' ? [judge(member, address, credential, site)] : [];
  });
  if (found.length === 0) return undefined;

  const used = isInUse(credential);
  const severity = found.map((one) => one.severity).reduce(worse);
  return {
    subject: credentialName(credential),
    credential: credential.id,
    severity: used ? severity : 'info',
    evidence: [...found.map(({ sentence }) => sentence), ...(used ? [] : [NOT_IN_USE])],
  };
}

function judge(member: string, address: string, { token, sentTo }: JwtCredential, site: SiteFacts): Judgement {
  if (isReadableOnTheWay(address)) {
    return { severity: 'high', sentence: `${member} is an http address: who sits on the way can put a key there.` };
  }
  const host = hostOf(address).slice(0, 253);
  const issuer = issuerHost(token.claims?.['iss']);
  if (issuer === undefined) {
    const known = [site.origin, ...sentTo.map(({ origin }) => origin)];
    if (known.some((url) => sameSite(hostOf(url), host)))
      return at(member, 'info', `${host}, where the token is used.`);
    return at(member, 'medium', `${host}, and the token does not say who made it.`);
  }
  if (!sameSite(issuer, host)) return at(member, 'high', `${host}, which is not where iss is.`);
  return at(member, 'info', `${host}, which belongs to iss. A server may take it if that is all it takes.`);
}

const at = (member: string, severity: Severity, where: string): Judgement => ({
  severity,
  sentence: `${member} points to ${where}`,
});

/** Some servers write a placeholder on localhost for iss (Cloud Foundry's UAA): that names nobody. */
function issuerHost(iss: unknown): string | undefined {
  if (typeof iss !== 'string') return undefined;
  const host = hostOf(iss);
  return host === '' || isLocal(iss) ? undefined : host;
}

const sameSite = (a: string, b: string): boolean => siteOf(`https://${a}`) === siteOf(`https://${b}`);
