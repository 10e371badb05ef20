/**
 * What the name of an unknown cookie suggests (knowledge 1.3). Good for ranking cookies, not for deciding about one. Whole
 * words, not pieces of them: `possession` and `sessile` are not about sessions.
 */
import { MAX_NAME, names, wordsOf } from './names.ts';

const medium: ReadonlySet<string> = new Set(
  names(`
    sess session sessions sid ssid auth oauth login logon signin token jwt ticket tkt remember credential credentials
    identity hash member user passport sso
  `),
);
const session: ReadonlySet<string> = new Set(names('sess session sid sessid sessionid auth sso ticket login'));
const negative: ReadonlySet<string> = new Set(
  names(`
    visit visitor visits lang language locale country currency geo last test track tracking opt seg segment utm pref
    prefs preferences cart basket device first ref referer referrer campaign survey ab abtest time timeout banner popup
    consent gdpr cookies screen theme guest anon anonymous analytics experiment agent
  `),
);
const STRONG =
  /^[a-z0-9._-]{0,12}(?:sess_?id|session[-_.]?id|session[-_.]?token|auth[-_]?token|access[-_]?token)$|\.sid$|aspxauth/i;
/** Longer words that end in the same letters. */
const OTHER_WORD = /(?:pos|ob|as)sess/i;
const FLAG = /logged_?in|is_?auth|has_?session|_uat$|_expiry$/i;

/** Named as session ids and tokens are. */
export function isStrongName(name: string): boolean {
  return name.length <= MAX_NAME && STRONG.test(name) && !OTHER_WORD.test(name);
}

/** Has a word of signing in. */
export function isMediumName(name: string): boolean {
  return hasWord(name, medium);
}

/** Named as a session is, in whatever spelling. */
export function isSessionName(name: string): boolean {
  return isStrongName(name) || hasWord(name, session);
}

/** Has a word of measuring, choosing or shopping. */
export function isNegativeName(name: string): boolean {
  return hasWord(name, negative);
}

/** Named as a flag is that says whether somebody is signed in: evidence of it, but no credential. */
export function isFlagName(name: string): boolean {
  return name.length <= MAX_NAME && FLAG.test(name);
}

function hasWord(name: string, words: ReadonlySet<string>): boolean {
  return wordsOf(name).some((word) => words.has(word));
}
