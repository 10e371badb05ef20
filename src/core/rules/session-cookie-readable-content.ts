import type { Credential, Severity } from '../report.ts';
import type { Facts } from './facts.ts';
import type { ReadableContent } from './facts-cookies.ts';
import { fixFor } from './fixes.ts';
import { listOf, mainCarrier } from './names.ts';
import { defineRule, type Hit } from './rule.ts';
import { describesSite, lastingCookies, NOBODY_YET, nobodySignedIn } from './session-cookies.ts';
import { lowered } from './severity.ts';
import { asvs, cwe, sessionCheatSheet, wstg } from './sources.ts';

const kinds: Record<ReadableContent['kind'], string> = {
  'user-data': 'data',
  'php-object': 'a serialized value of PHP',
  'java-object': 'a serialized object of Java',
  'dotnet-object': 'a serialized object of .NET',
  'python-pickle': 'a pickle of Python',
  'ruby-marshal': 'a marshalled object of Ruby',
};

export default defineRule({
  meta: {
    id: 'session-cookie-readable-content',
    title: 'Session cookie says who somebody is, unsealed',
    why: 'Whoever can read the content can write another one: a different user, a higher role, an object that does harm.',
    fix:
      'Keep the data on the server and give the browser a random id: ' +
      'Set-Cookie: __Host-session=<id>; Path=/; Secure; HttpOnly; SameSite=Lax. Else sign or encrypt the value.',
    severity: 'medium',
    confidence: 'firm',
    references: [sessionCheatSheet, asvs('7.2.1'), asvs('1.5.2'), cwe(565), cwe(502), wstg('SESS-01')],
  },

  needs: ['credentials', 'logins', 'readableContents', 'verdict'],

  check(facts) {
    const cookies = facts.credentials.filter(
      (one) => describesSite(one) && isInCookie(one) && one.role !== 'csrf-token',
    );
    const hits = cookies.flatMap((one) => {
      const content = facts.readableContents.find(({ credential }) => credential === one.id);
      return content === undefined ? [] : (hitOf(one, content, facts) ?? []);
    });
    return hits.length > 0 || cookies.some(lastingCookies) ? hits : undefined;
  },
});

const FIXES = {
  express: 'app.use(session({ secret: process.env.SESSION_SECRET, resave: false, saveUninitialized: false }));',
  django: "settings.py: SESSION_ENGINE = 'django.contrib.sessions.backends.db'",
  flask: 'app.secret_key = os.environ["SECRET_KEY"]; session["user_id"] = user.id',
  rails: 'session[:user_id] = user.id # instead of cookies[:user]; or cookies.encrypted[:user] = user.id',
  laravel: "$request->session()->put('user_id', $user->id);",
  php: "session_start(); $_SESSION['user_id'] = $id;",
  spring: 'request.getSession().setAttribute("userId", id);',
  servlet: 'request.getSession().setAttribute("userId", id);',
  aspnet: 'HttpContext.Session.SetInt32("userId", id);',
};

function isInCookie({ carriers }: Credential): boolean {
  return carriers.some(({ where }) => where === 'cookie');
}

function hitOf(
  credential: Credential,
  content: ReadableContent,
  facts: Pick<Facts, 'logins' | 'verdict'>,
): Hit | undefined {
  const isObject = content.kind !== 'user-data';
  const counts = lastingCookies(credential);
  // What a page remembers about a user in the open is its own business, as long as nobody is let in by it.
  if (!counts && !isObject) return undefined;

  const subject = mainCarrier(credential)?.name ?? '';
  const anonymous = counts && nobodySignedIn(facts);
  const fix = fixFor(FIXES, [credential]);
  const doubt = doubtAbout(credential, counts);
  return {
    subject,
    credential: credential.id,
    severity: severityOf(credential, isObject, anonymous),
    ...(anonymous || doubt.length > 0 ? { confidence: 'tentative' } : {}),
    evidence: [
      `The cookie ${subject} holds ${kinds[content.kind]} that everybody can read, and no signature was found on it.`,
      ...(content.members.length === 0 ? [] : [`Among its members: ${listOf(content.members)}.`]),
      ...(isObject ? ['Whoever unserializes what a client sends may run code of the client’s choice.'] : []),
      ...doubt,
      ...(anonymous ? [NOBODY_YET] : []),
    ],
    ...(fix === undefined ? {} : { fix }),
  };
}

function severityOf(credential: Credential, isObject: boolean, anonymous: boolean): Severity {
  if (!lastingCookies(credential)) return 'low';
  return lowered(isObject ? 'high' : 'medium', (credential.decisive ? 0 : 1) + (anonymous ? 1 : 0));
}

function doubtAbout({ format }: Credential, counts: boolean): string[] {
  return [
    ...(counts ? [] : ['It does not let anybody in; whether the server unserializes it cannot be seen.']),
    ...(format === 'sealed:viewstate' ? ['A signature at the end of a view state looks like data.'] : []),
  ];
}
