/** Words that paths, fields and parameters use for signing in and out, and for credentials. */
import { remembering } from '../remember.ts';
import type { Role } from '../report.ts';
import { MAX_NAME, nameIndex, names, wordsOf } from './names.ts';

/** Source: ZAP authhelper (login, logout and password words), HTML autocomplete tokens, framework defaults. */
const loginWords: ReadonlySet<string> = new Set(
  names(`
  login logon signin authenticate authentication inloggen anmelden connexion einloggen acceder entrar
`),
);
const logoutWords: ReadonlySet<string> = new Set(
  names(`
  logout logoff signout signoff endsession abmelden ausloggen uitloggen deconnexion salir sair
`),
);
/** Two words that belong together: `sign_in`, `log-out`. */
const loginPairs: ReadonlySet<string> = new Set(['sign in', 'log in', 'log on']);
/** OpenID Connect RP-Initiated Logout 1.0: `end_session_endpoint`. */
const logoutPairs: ReadonlySet<string> = new Set(['sign out', 'log out', 'sign off', 'log off', 'end session']);

const passwordWords: ReadonlySet<string> = new Set(
  names(`
  password passwd passwort pwd pass passphrase passcode pswd psw pw kennwort senha wachtwoord contrasena
  motdepasse parola haslo
`),
);
const userWords: ReadonlySet<string> = new Set(
  names(`
  user username userid email mail login account identifier log handle phone usr benutzername
`),
);

/** Source: RFC 6749, RFC 6750 section 2.3, OpenID Connect Core, ZAP HttpSessionsParam, knowledge 9.2. */
const parameterRoles: readonly (readonly [Role, readonly string[]])[] = [
  [
    'access-token',
    names(`
    access_token accesstoken access-token token auth_token authtoken auth-token jwt jwt_token bearer bearer_token
    id_jwt oauth_token authorization auth user_token usertoken user-token api_token ticket
  `),
  ],
  ['id-token', names('id_token idtoken id-token id_token_hint')],
  ['refresh-token', names('refresh_token refreshtoken refresh-token rt')],
  [
    'session-id',
    names(`
    session sessionid session_id session-id sessid sess_id sid jsessionid phpsessid asp.net_sessionid aspsessionid
    cfid cftoken session_token sessiontoken _sessiontoken zenid s_id
  `),
  ],
  [
    'api-key',
    names(`
    api_key apikey api-key key appid app_key appkey access_key accesskey subscription-key client_secret secret_key
    x-api-key ocp-apim-subscription-key sentry_key dd-api-key x-algolia-api-key x-goog-api-key client_key
  `),
  ],
  [
    'state',
    names(`
    state nonce code code_verifier code_challenge session_state pkce_verifier relaystate auth_code
  `),
  ],
  ['remember-me', names('remember_token remember_me_token')],
];

const parameterIndex = nameIndex<Role>(
  parameterRoles.flatMap(([role, all]) => all.map((name) => [name, role] as const)),
  true,
);

/**
 * The role that a parameter or JSON member has by its name: `access_token`, `refreshToken`, `sid`. A guess about the
 * value, which is to be looked at as well: `token` may be anything. `state` stands for whatever lives during one login.
 */
export function tokenParameter(name: string): Role | undefined {
  return parameterIndex.find(name) ?? parameterIndex.find(lastPart(name));
}

/** Names under which servers themselves put a session into addresses: Servlets, PHP, ASP.NET, ColdFusion, and the plain word. */
const sessionParameters: ReadonlySet<string> = new Set(
  names('jsessionid phpsessid asp.net_sessionid aspsessionid cfid cftoken sessionid session_id sessid zenid'),
);

/** True for a parameter that is a session and nothing else: `sid` may be a socket's or a story's. */
export function sessionParameter(name: string): boolean {
  return sessionParameters.has(name.toLowerCase());
}

const mailedWords: ReadonlySet<string> = new Set(
  names(`
  reset recover recovery forgot password invite invitation confirm confirmation activate activation unsubscribe
  subscribe accept welcome optin optout
`),
);

/** True if a path, by its words, is opened from a mail: a link to reset, to confirm, to sign in once. */
export function mailedPath(path: string): boolean {
  return hasTicketPath(path) || segments(path).some((all) => all.some((word) => mailedWords.has(word)));
}

/** True for the field of a form or JSON body that holds a password: `pwd`, `user[password]`, `loginPassword`. */
export const passwordField = remembering((name: string): boolean => {
  if (name.length > MAX_NAME) return false;
  const part = lastPart(name);
  return wordsOf(part).some((word) => passwordWords.has(word)) || /password\d?$|^password/i.test(part);
});

/** Words that mean a password and nothing else. `pwd` is also a meeting's, `pass` a ticket, `pw` a width. */
const surePasswordWords: ReadonlySet<string> = new Set(
  names('password passwd passwort passphrase kennwort senha wachtwoord contrasena motdepasse parola haslo'),
);
/** A parameter about passwords, which holds none: `reset_password_token`, `showPassword`, `password_changed`. */
const aboutPasswords: ReadonlySet<string> = new Set(
  names(`
  reset forgot forgotten recover recovery token code hash key id url uri redirect show hide toggle change changed update
  updated expired expiry expires required policy strength length min max hint label field type set created confirmed
  success error status step mode view tab page less sent link email
`),
);

/** Does a parameter of an address hold a password, by its name? `maybe`: if something beside it speaks of a user. */
export function passwordParameter(name: string): 'yes' | 'maybe' | 'no' {
  if (!passwordField(name)) return 'no';
  const found = wordsOf(lastPart(name));
  if (found.some((word) => aboutPasswords.has(word))) return 'no';
  const sure = found.some((word) => surePasswordWords.has(word)) || /^password/i.test(lastPart(name));
  return sure ? 'yes' : 'maybe';
}

/** True for the field that says who wants to sign in. */
export function userField(name: string): boolean {
  return name.length <= MAX_NAME && wordsOf(lastPart(name)).some((word) => userWords.has(word));
}

/** Source: HTML autocomplete token `one-time-code`; RFC 6238; field names of Devise-Two-Factor, django-otp, Auth0, Okta. */
const codeWords: ReadonlySet<string> = new Set(
  names('otp totp mfa passcode pincode authcode smscode logincode 2fa tfa'),
);
const codePairs: ReadonlySet<string> = new Set([
  'one time',
  'two factor',
  'verification code',
  'verify code',
  'security code',
  'auth code',
  'login code',
  'sms code',
  'access code',
  'mfa code',
  'authentication code',
  'authenticator code',
  'confirmation code',
  'email code',
  '2 fa',
]);
const ticketWords: ReadonlySet<string> = new Set(
  names(
    'verify verification magic sso saml acs callback magiclink otp totp mfa passwordless passcode 2fa challenge token',
  ),
);

/** True for the field that holds a code from a mail, a message or an authenticator: `otp_attempt`, `verificationCode`. */
export const oneTimeCodeField = remembering(
  (name: string): boolean => name.length <= MAX_NAME && hasWord(wordsOf(lastPart(name)), codeWords, codePairs),
);

/** True if a path, by its words, takes a ticket, a link or a code in exchange for a session: `/auth/verify`, `/sso`. */
export function hasTicketPath(path: string): boolean {
  return segments(path).some((words) => hasWord(words, ticketWords, codePairs)) || loginPath(path);
}

/** True if a path, by its words, signs somebody in. Does not prove that it does. */
export function loginPath(path: string): boolean {
  return segments(path).some((words) => hasWord(words, loginWords, loginPairs)) && !logoutPath(path);
}

/** True if a path, by its words, signs somebody out. */
export const logoutPath = remembering((path: string): boolean =>
  segments(path).some((words) => hasWord(words, logoutWords, logoutPairs)),
);

/** The same of a value, which is not remembered: it may be a secret. */
export function saysLogout(value: string): boolean {
  return value.split('/').some((part) => hasWord(wordsOf(part), logoutWords, logoutPairs));
}

/** True if a path, by its words, gives new tokens for old ones: `/auth/refresh`, `/token-renewal`. */
export function refreshPath(path: string): boolean {
  return /(^|[/_-])(refresh|renew)/i.test(path);
}

/** An address is asked for again and again, and each time several questions are put to its words. */
const segments = remembering((path: string): readonly (readonly string[])[] =>
  path.slice(0, 1_024).split('/').map(wordsOf),
);

function hasWord(words: readonly string[], single: ReadonlySet<string>, pairs: ReadonlySet<string>): boolean {
  return words.some((word, at) => single.has(word) || pairs.has(`${word} ${words[at + 1] ?? ''}`));
}

/** `token` of `user[token]` and of `data.token`. */
function lastPart(name: string): string {
  if (name.length > MAX_NAME) return '';
  const parts = name.split(/[.[\]]+/).filter((part) => part !== '');
  return parts.at(-1) ?? '';
}
