/** What the rules about web storage have in common: which tokens are judged, and how severely. */
import type { Carrier, Credential, Role, Severity } from '../report.ts';
import type { Facts } from './facts.ts';
import { durationName, placeName, roleName } from './names.ts';
import type { Answer, Hit } from './rule.ts';
import { describesSite, NOBODY_YET, nobodySignedIn } from './session-cookies.ts';
import { lowered } from './severity.ts';
import { isShortLived } from './tokens.ts';

type StorageFacts = Pick<Facts, 'credentials' | 'logins' | 'storageRead' | 'thresholds' | 'verdict'>;
type Area = 'localStorage' | 'sessionStorage' | 'indexedDB';

/** Refresh tokens have a rule of their own. */
const TOKENS: ReadonlySet<Role> = new Set(['access-token', 'id-token', 'session-id', 'api-key']);

export function judgeStoredTokens(facts: StorageFacts, area: Area, severity: Severity, reach: string): Answer {
  const tokens = facts.credentials.filter((credential) => describesSite(credential) && TOKENS.has(credential.role));
  const hits = tokens.flatMap((credential) =>
    credential.carriers
      .filter(({ where }) => where === area)
      .map((carrier) => hitOf(facts, credential, carrier, severity, reach)),
  );
  return answerOf(hits, facts.storageRead, tokens.length > 0);
}

/** That nothing was found proves nothing before the storage was read. */
export function answerOf(hits: Hit[], storageRead: boolean, applies: boolean): Answer {
  if (hits.length > 0) return hits;
  if (!storageRead) return 'unknown';
  return applies ? [] : undefined;
}

function hitOf(facts: StorageFacts, credential: Credential, carrier: Carrier, severity: Severity, reach: string): Hit {
  const evidence = [`The ${roleName(credential.role)} lies in ${carrier.where} under ${placeName(carrier)}. ${reach}`];
  const hit = { subject: placeName(carrier), credential: credential.id, evidence };

  if (credential.role === 'api-key') {
    evidence.push('It says which application asks, not which user, and is often public by design.');
    return { ...hit, severity: 'info' };
  }
  if (!credential.decisive && credential.sentTo.length === 0) {
    evidence.push('It was not seen to be sent anywhere, so what it opens is not known.');
    return { ...hit, severity: 'info', confidence: 'tentative' };
  }

  const short = isShortLived(credential, facts.thresholds.shortLived);
  const anonymous = nobodySignedIn(facts);
  if (short) evidence.push(`It lives less than ${durationName(facts.thresholds.shortLived)}, which limits the harm.`);
  if (anonymous) evidence.push(NOBODY_YET);
  return {
    ...hit,
    severity: lowered(severity, (short ? 1 : 0) + (anonymous ? 1 : 0)),
    ...(anonymous ? { confidence: 'tentative' } : {}),
  };
}
