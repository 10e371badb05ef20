import type { Severity } from '../report.ts';
import type { Facts } from './facts.ts';
import type { SignedInAnswer } from './facts-motion.ts';
import { requestName } from './names.ts';
import { defineRule, type Hit } from './rule.ts';
import { worse } from './severity.ts';
import { asvs, cwe, rfc, wstg } from './sources.ts';

const SHOWN = 5;

interface Judged {
  answer: SignedInAnswer;
  severity: Severity;
  says: string;
}

export default defineRule({
  meta: {
    id: 'authenticated-response-cacheable',
    title: 'Signed-in answers may be kept by shared caches',
    why: 'A proxy or CDN that keeps an answer hands it to the next visitor, and with it what was meant for one user.',
    fix: 'Say it on everything behind the login: Cache-Control: no-store (or private, where the browser may keep it).',
    severity: 'low',
    confidence: 'tentative',
    references: [
      rfc(9111, '3'),
      rfc(9111, '3.5'),
      asvs('14.2.2'),
      asvs('14.2.5'),
      asvs('14.3.2'),
      cwe(524),
      cwe(525),
      wstg('ATHN-06'),
    ],
  },

  needs: ['credentials', 'signedInAnswers', 'site'],

  check({ credentials, signedInAnswers, site }) {
    const sent = credentials.some(({ decisive, sentTo }) => decisive && sentTo.length > 0);
    if (signedInAnswers.length === 0) return sent ? 'unknown' : undefined;
    const judged = signedInAnswers.map(judge).filter((one) => one !== undefined);
    return judged.length === 0 ? [] : [hitOf(judged, site)];
  },
});

function judge(answer: SignedInAnswer): Judged | undefined {
  const { authorized, sharedHit, storable } = answer;
  if (sharedHit) return { answer, severity: 'high', says: 'came from a shared cache' };
  if (storable === 'declared')
    return { answer, severity: 'low', says: 'may be kept by everybody: it says public or s-maxage' };
  if (storable === 'allowed')
    return {
      answer,
      severity: 'low',
      says: 'may be kept for a time: it has a lifetime, and must-revalidate only after it',
    };
  // RFC 9111, 3.5: where an Authorization header went along, what does not give leave is not kept.
  if (authorized || storable === 'never') return undefined;
  if (storable === 'fresh')
    return { answer, severity: 'low', says: 'may be kept for a time: it has a lifetime, and no private' };
  return { answer, severity: 'info', says: 'does not say who may keep it' };
}

/** One for the site: the setting is mostly one as well. */
function hitOf(judged: readonly Judged[], site: Facts['site']): Hit {
  const severity = judged.map((one) => one.severity).reduce(worse);
  const worst = judged.filter((one) => one.severity === severity);
  const evidence = worst
    .slice(0, SHOWN)
    .map(
      ({ answer, says }) =>
        `${requestName('GET', answer.url, site.host)} was sent with a session, and its answer ${says}.`,
    );
  const more = judged.length - evidence.length;
  if (more > 0) evidence.push(`So it is, or nearly so, at ${more} more ${more === 1 ? 'address' : 'addresses'}.`);
  const guarded = worst.some(({ answer }) => answer.guarded);
  evidence.push(
    guarded
      ? 'Without the session the server refused it: it is not for everybody.'
      : 'Whether the answer is about one user does not show in its headers.',
  );
  const credential = worst[0]?.answer.credentials[0];
  return {
    subject: site.host,
    ...(credential === undefined ? {} : { credential }),
    severity,
    ...(guarded ? { confidence: 'firm' } : {}),
    evidence,
  };
}
