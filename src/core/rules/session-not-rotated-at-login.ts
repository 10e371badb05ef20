import { loginPath } from '../knowledge/words.ts';
import type { Credential, Role } from '../report.ts';
import type { LoginFact, LogoutFact } from './facts.ts';
import { fixFor } from './fixes.ts';
import { rotationFixes } from './fixes-requests.ts';
import { credentialName, requestName } from './names.ts';
import { pathOf } from './origins.ts';
import { defineRule } from './rule.ts';
import { asvs, cwe, sessionCheatSheet, wstg } from './sources.ts';

/** A new anti-CSRF token or a spent transaction is not what the user is known by from now on. */
const NO_CREDENTIAL: ReadonlySet<Role> = new Set(['csrf-token', 'state']);

export default defineRule({
  meta: {
    id: 'session-not-rotated-at-login',
    title: 'Session id stays the same at login',
    why: 'Whoever planted or knew the session id before the login shares the account after it (session fixation).',
    fix:
      'At login: req.session.regenerate(…) in Express, request.session.cycle_key() in Django, ' +
      'session_regenerate_id(true) in PHP.',
    severity: 'high',
    confidence: 'tentative',
    references: [sessionCheatSheet, asvs('7.2.4'), cwe(384), wstg('SESS-03')],
  },

  needs: ['credentials', 'logins', 'logouts', 'site'],

  check({ credentials, logins, logouts, site }) {
    const sessions = credentials.filter(isSessionCookie);
    // HTTP authentication sends the login itself each time: there is no session to rotate.
    const judged = logins.filter(
      (login) =>
        login.how !== 'http-auth' &&
        login.how !== 'password-header' &&
        signsIn(login) &&
        !isSignedInAlready(login, logins, logouts),
    );
    if (sessions.length === 0 || judged.length === 0) return undefined;

    const accepted = judged.filter(({ outcome }) => outcome === 'accepted');
    if (accepted.length === 0) return judged.some(({ outcome }) => outcome === 'unknown') ? 'unknown' : undefined;

    return sessions.flatMap((session) => {
      const login = accepted.find(
        ({ kept, appeared }) => kept.includes(session.id) && !bringsIdentity(appeared, credentials),
      );
      return login === undefined ? [] : [hitOf(session, login, site.host)];
    });
  },
});

function isSessionCookie({ decisive, carriers, role }: Credential): boolean {
  return decisive && role !== 'csrf-token' && role !== 'other' && carriers.some(({ where }) => where === 'cookie');
}

/** To put a password somewhere is to set one, unless the address speaks of signing in. */
function signsIn({ method, url }: LoginFact): boolean {
  return (method !== 'PUT' && method !== 'PATCH') || loginPath(pathOf(url));
}

/** A password that somebody types who is signed in is somebody else's, as in a form for a new user, or confirms an action. */
function isSignedInAlready({ at }: LoginFact, logins: readonly LoginFact[], logouts: readonly LogoutFact[]): boolean {
  const before = logins.findLast((login) => login.outcome === 'accepted' && login.at < at);
  return before !== undefined && !logouts.some((logout) => logout.at > before.at && logout.at < at);
}

/** Whatever cannot be told counts as one: another credential explains why the old one could stay. */
function bringsIdentity(appeared: readonly string[], credentials: readonly Credential[]): boolean {
  return appeared.some((id) => {
    const credential = credentials.find((candidate) => candidate.id === id);
    return credential === undefined || !NO_CREDENTIAL.has(credential.role);
  });
}

function hitOf(session: Credential, { method, url }: LoginFact, siteHost: string) {
  const name = credentialName(session);
  const fix = fixFor(rotationFixes, [session]);
  return {
    subject: name,
    credential: session.id,
    evidence: [
      `${name} had the same value before and after ${requestName(method, url, siteHost)}, which was accepted.`,
      'No other credential appeared with the login.',
      'Whether somebody else can plant a session id here was not tried.',
    ],
    ...(fix === undefined ? {} : { fix }),
  };
}
