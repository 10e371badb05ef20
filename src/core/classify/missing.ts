/** What a file of traffic cannot tell, and what is therefore not said. A browser that was watched lacks nothing of this. */
import type { Missing } from '../observe/observation.ts';
import type { Evidence, SignedIn } from '../report.ts';
import type { FactName } from '../rules/facts.ts';
import type { SiteFactsRecord } from '../site/state.ts';
import type { Candidate } from './candidates.ts';
import { lastAccepted } from './dynamic.ts';
import type { Timeline } from './timeline.ts';

const WORDS: Readonly<Record<Missing, { code: string; text: string }>> = {
  storage: {
    code: 'not-in-file-storage',
    text: 'A file of traffic does not hold what the page keeps in localStorage, sessionStorage and IndexedDB: tokens there could not be looked for',
  },
  cookies: {
    code: 'not-in-file-cookies',
    text: 'The whole file has no readable Cookie, Set-Cookie or Authorization header: browsers leave them out of files that they save as sanitised, so whether the site uses any cannot be known',
  },
  bodies: {
    code: 'not-in-file-bodies',
    text: 'The file holds no bodies of answers: which of them issued a token is inferred at most',
  },
  sent: {
    code: 'not-in-file-sent',
    text: 'Of some requests the file holds no body, or a longer one than is read: a password or an anti-CSRF token in it could not be seen',
  },
};

interface Judged {
  decisive: readonly Candidate[];
  timeline: Timeline;
  facts: SiteFactsRecord;
}

/** What was missing, in items that weigh nothing. */
export const missingEvidence = ({ decisive, facts }: Pick<Judged, 'decisive' | 'facts'>): Evidence[] => {
  if (facts.missing.length === 0) return [];
  const unset = decisive.filter(({ joined }) =>
    joined.places.some(({ place }) => place.where === 'cookie' && place.cookie === undefined),
  );
  return [
    ...facts.missing.map((each) => ({ ...WORDS[each], weight: 0 })),
    ...unset.map(({ joined }) => ({
      code: 'not-in-file-attributes',
      text: 'The file does not show this cookie being set: whether it is HttpOnly, Secure or SameSite cannot be known',
      weight: 0,
      credential: joined.id,
    })),
  ];
};

/** Credentials may have been taken out of the file: then there is no saying that there are none. */
export const mayBeLeftOut = ({ missing }: SiteFactsRecord): boolean => missing.includes('cookies');

/** "No" rests on a login that was followed to its end, or on nothing. */
export const knownSignedIn = (said: SignedIn, { decisive, facts, timeline }: Judged): SignedIn => {
  if (said !== 'no' || !mayBeLeftOut(facts)) return said;
  return decisive.length > 0 && lastAccepted(timeline) !== undefined ? said : 'unknown';
};

/** Facts that are made of Cookie, Set-Cookie and Authorization headers, and of what they did. */
const OF_CREDENTIALS: readonly FactName[] = [
  'attachments',
  'credentials',
  'expiredUses',
  'httpAuth',
  'jar',
  'plainHttp',
  'proofs',
  'readableContents',
  'refreshes',
  'refusedCookies',
  'signedInAnswers',
  'stateChanges',
  'tokenSightings',
  'usesAfterLogout',
];

/** Facts in which something may be missing: that a rule finds nothing in them means nothing. */
export const incompleteFacts = (facts: SiteFactsRecord): ReadonlySet<FactName> =>
  new Set(mayBeLeftOut(facts) ? OF_CREDENTIALS : []);
