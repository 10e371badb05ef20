/**
 * What the name of an unknown cookie suggests (knowledge 1.3). Good for ranking cookies, not for deciding about one. Whole
 * words, not pieces of them: `possession` and `sessile` are not about sessions. Words that are written together are taken
 * apart if nothing is left over: `usersessionid` is `user session id`.
 */
import { remembering } from '../remember.ts';
import { cookieNames, MAX_NAME, names, wordsOf } from './names.ts';

export interface NameReading {
  /** In lower case, taken apart. */
  words: readonly string[];
  /** Named as session ids and tokens are: `session_id`, `app.sid`, `accessToken`. */
  strong: boolean;
  /** Has a word of signing in. */
  signIn: boolean;
  /** Named as a session is, in whatever spelling. */
  session: boolean;
  /** Has a word of measuring, choosing, shopping or balancing load. */
  other: boolean;
  /** Named as a flag is that says whether somebody is signed in: evidence of it, but no credential. */
  flag: boolean;
  /** Says who, which is no proof of it: `user_id`, `username`. */
  who: boolean;
  /** Lives during one login: `oauth_state`, `pkce_verifier`. */
  transaction: boolean;
}

const words = (...languages: string[]): ReadonlySet<string> => new Set(languages.flatMap((text) => names(text)));

/** Knowledge 1.3 (MEDIUM), and the same in the languages in which most sites of the web are written. */
const session = words(
  'sess session sessions sid ssid sessid sessionid auth authn authentication authenticator sso ticket tkt login logon signin',
  'sitzung anmeldung sesion sessao sessione sessie sesja sesiune oturum istunto sesi sessiya seans',
  'connexion zugang acceso accesso toegang inloggning innlogging kirjautuminen prihlaseni logowanie giris denglu huihua',
);
const signIn = words(
  [...session].join(' '),
  'oauth oidc saml token tokens jwt remember rememberme keepalive credential credentials identity hash member user',
  'passport secret bearer authorization autologin persistentlogin',
  'jeton ficha gettone benutzer utilisateur usuario utente gebruiker uzytkownik kullanici anvandare bruker kayttaja',
  'merken angemeldet identifiant konto',
);

/** Knowledge 1.3 (NEG) and 5.1, and the same in other languages. Not words that shops and papers call themselves by. */
const other = words(
  'visit visits visitor visitors lang language locale country currency geo geoip last test track tracking tracker opt optin',
  'optout seg segment utm pref prefs preference preferences settings cart basket device first ref referer referrer referral',
  'campaign survey ab abtest time timeout banner popup modal consent gdpr ccpa cookies screen theme guest anon anonymous',
  'analytics experiment experiments variant bucket split agent browser fingerprint pageview pageviews views count counter',
  'seen dismissed closed hide notice notification promo newsletter onboarding tour feature features activity adblock ads advert marketing',
  'stats metrics perf performance recent history layout sidebar width height font darkmode timezone tz zip city region',
  'wishlist coupon discount voucher affiliate aff impression click clickid clid pixel landing',
  'affinity sticky balancer loadbalancer lb route routing upstream backend waf bot captcha queue waiting debug',
  'sprache wahrung warenkorb besucher gast merkzettel zuletzt',
  'langue devise panier visiteur dernier mesure',
  'idioma moneda moeda carrito carrinho visitante invitado convidado pais ultimo ultima',
  'lingua valuta carrello visitatore ospite paese',
  'taal winkelwagen bezoeker laatste sprak kundvagn besokare kurv handlekurv',
  'jezyk waluta koszyk gosc dil sepet misafir ziyaretci bahasa keranjang tamu yazyk korzina gost',
);

const login = words('auth authn oauth oauth2 oidc openid saml sso login logon signin pkce idp code relay relaystate');
const passing = words(
  'state nonce pkce verifier challenge correlation csrfstate relaystate txn transaction flow redirect return returnto',
  'returnurl callback next origin target request',
);

/** What stands beside such words in names that are written together. */
const fillers = words(
  'id ids key keys name hash data info value val str string code cookie my the app web www site client server srv admin php',
  'asp jsp net api http https secure security sec x new old current cur main global shared public private is has access',
  'refresh account customer customers member email mail login logged in signed out store shop portal forum blog board',
);

const ids = words('id ids key token hash cookie str string value no');
const tokenHolders = words(
  'session sess access auth login user id identity sso security bearer oauth member logon api',
);
const tokens = words('token ticket tkt jwt');
const people = words('user member customer account login uname person client kunde benutzer usuario utilisateur');
const personal = words('id ids name email mail no num number nick nickname info data profile');
const alone = words('uid userid username uname nickname email memberid customerid accountid');

const STRONG = /\.sid$|^sid$|aspxauth|[-_.]session$/i;
/** Longer words that end in the same letters. */
const OTHER_WORD = /(?:pos|ob|as)sess/i;
/** What no other words have in them: `bbsessionhash`, `mxauth`. */
const HAS_SESSION = /session|(?:sessid|login|(?<!o)auth)$/;
const HAS_TOKEN = /token|jwt$/;
const FLAG =
  /logged_?in|signed_?in|angemeldet|is_?auth|is_?logged|has_?session|authenticated|_uat$|_(?:expiry|expires|expires?_at|exp|ttl)$/i;

const NOTHING: NameReading = {
  words: [],
  strong: false,
  signIn: false,
  session: false,
  other: false,
  flag: false,
  who: false,
  transaction: false,
};

/** Reads a name without its prefix and the number of its chunk. */
export const readName = remembering((name: string): NameReading => {
  const bare = cookieNames(name).at(-1);
  if (bare === undefined || name.length > MAX_NAME) return NOTHING;
  const parts = wordsOf(bare).flatMap(takeApart);
  const isSession = !OTHER_WORD.test(bare) && parts.some((word) => session.has(word) || HAS_SESSION.test(word));
  return {
    words: parts,
    strong: isStrong(bare, parts),
    signIn: isSession || parts.some((word) => signIn.has(word) || HAS_TOKEN.test(word)),
    session: isSession,
    other: parts.some((word, at) => other.has(word) || (isPast(word) && parts[at + 1] === 'out')),
    flag: FLAG.test(bare),
    who: parts.some((word, at) => alone.has(word) || isPerson(word, parts[at - 1] ?? '', parts[at + 1] ?? '')),
    transaction: isTransaction(parts),
  };
});

function isStrong(bare: string, parts: readonly string[]): boolean {
  if (STRONG.test(bare)) return true;
  const [last = '', before = ''] = parts.toReversed();
  if (last === 'sessid' || last === 'sessionid') return true;
  const isSession = before === 'session' || before === 'sess';
  return (isSession && ids.has(last)) || (tokenHolders.has(before) && tokens.has(last));
}

/** `logged_out`, `signedOut`: the cookie of somebody who is not. */
function isPast(word: string): boolean {
  return word === 'logged' || word === 'signed';
}

/** `user_id`, and `idMember`. */
function isPerson(word: string, before: string, after: string): boolean {
  return people.has(word) && (personal.has(after) || before === 'id');
}

function isTransaction(parts: readonly string[]): boolean {
  const at = parts.findLastIndex((word) => passing.has(word));
  return at >= 0 && parts.some((word) => login.has(word));
}

/** No name written together is longer; the search below is quadratic in it. */
const MAX_WORD = 32;

/** `usersessionid` → `user session id`; a word that is none of ours, or not wholly so, stays whole. */
function takeApart(word: string): readonly string[] {
  if (word.length < 5 || word.length > MAX_WORD || isWord(word)) return [word];
  /** The longest word that ends at each position, of those that leave nothing over in front of them. */
  const ending: (string | undefined)[] = [''];
  for (let end = 1; end <= word.length; end += 1) {
    for (let start = 0; start < end && ending[end] === undefined; start += 1) {
      if (ending[start] !== undefined && isWord(word.slice(start, end))) ending[end] = word.slice(start, end);
    }
  }
  const parts: string[] = [];
  for (let end = word.length; end > 0; ) {
    const part = ending[end];
    if (part === undefined || part === '') return [word];
    parts.unshift(part);
    end -= part.length;
  }
  return parts;
}

function isWord(word: string): boolean {
  return signIn.has(word) || other.has(word) || fillers.has(word);
}
