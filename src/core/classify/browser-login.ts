/**
 * A login that the browser itself attaches (RFC 7617 Basic, RFC 7616 Digest, RFC 4559 Negotiate). Chromium hides it: only
 * a challenge that was answered gives it away. Firefox and a HAR show the header, as they show one that a script writes.
 */
import type { ChallengeSeen, SiteFactsRecord } from '../site/state.ts';
import type { Candidate } from './candidates.ts';
import { isLogin } from './mechanisms.ts';

export interface BrowserLogin {
  /** Of its credential. */
  id: string;
  challenge: ChallengeSeen;
  /** The header was seen, so the credential is among the candidates. */
  shown: boolean;
}

/** No script can add a header to the request for a page. */
const isBrowsersOwn = ({ joined }: Candidate): boolean =>
  joined.sendings.some(
    ({ where, resource }) => where === 'header' && (resource === 'document' || resource === 'frame'),
  );

/** The one in force, if the site asked for it and was answered. */
export const browserLoginOf = (
  { challenges }: SiteFactsRecord,
  decisive: readonly Candidate[],
): BrowserLogin | undefined => {
  const challenge = challenges.findLast(({ answeredAt }) => answeredAt !== undefined);
  if (challenge === undefined) return undefined;
  const seen = decisive.find((one) => one.role === 'login');
  if (seen === undefined) return { id: `http-auth:${challenge.scheme}`, challenge, shown: false };
  return isLogin(seen) && isBrowsersOwn(seen) ? { id: seen.joined.id, challenge, shown: true } : undefined;
};
