/** Names are shown, values never. But some sites name a cookie or a key after a token: what of a name may be remembered. */
import { knownCookie } from '../knowledge/cookies.ts';
import { storeOf } from '../knowledge/indexed-db.ts';
import { storageEntry } from '../knowledge/storage.ts';
import { thirdPartyCookie } from '../knowledge/third-party.ts';
import { withoutTokens } from './shape.ts';

const MAX_NAME = 256;
const MIN_TOKEN = 20;
/** What a token that reaches over the cut may add. */
const MAX_LOOKED_AT = 4_096;

/**
 * The name of a cookie, a header, a parameter or a key of storage, with what looks like a token in it masked. Names that
 * a table knows are kept as they are: what varies in them is a hash or a client's identifier.
 */
export function shownName(name: string, max = MAX_NAME): string {
  if (name.length < MIN_TOKEN) return name;
  if (name.length <= max && isKnown(name)) return name;
  // Looked at before it is cut, since half a token looks like none, and after, since half of what is none may look like one.
  return withoutTokens(withoutTokens(name.slice(0, MAX_LOOKED_AT)).slice(0, max));
}

/** Named after a hash of the installation's address. splitbrain/dokuwiki: inc/init.php, DOKU_COOKIE. */
const HASHED = /^DW[0-9a-f]{32}$/;

function isKnown(name: string): boolean {
  // A store of an SDK has any key: the key itself must be known.
  const key = storeOf(name)?.key ?? name;
  return (
    HASHED.test(name) ||
    knownCookie(name) !== undefined ||
    thirdPartyCookie(name) !== undefined ||
    storageEntry('localStorage', key) !== undefined
  );
}
