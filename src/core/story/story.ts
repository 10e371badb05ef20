/** What was really seen, told as numbered steps. It tells no more than that: a step that nobody saw is left out. */
import type { Actor, Credential, SentTo, Step } from '../report.ts';
import type { Facts, HttpAuthFact, LoginFact, LogoutFact } from '../rules/facts.ts';
import { pathOf } from '../rules/origins.ts';
import { called, checking, described, keeping, openings, sending } from './words.ts';

export type StoryFacts = Pick<Facts, 'credentials' | 'logins' | 'logouts' | 'httpAuth' | 'site' | 'verdict'>;

export function tellStory(facts: StoryFacts): Step[] {
  const cast = facts.credentials.filter(({ decisive, role }) => decisive || role === 'refresh-token');
  const steps = [
    ...facts.httpAuth.flatMap(challengeSteps),
    // The browser's own login is told by its challenge.
    ...facts.logins.filter(({ how }) => how !== 'http-auth').flatMap(loginSteps),
    ...cast.flatMap((credential) => credentialSteps(credential, facts)),
    ...facts.logouts.flatMap((logout) => logoutSteps(logout, facts.credentials)),
  ];
  // The sort is stable: what happened at one time stays in the order of the list above.
  return steps.sort((a, b) => a.at - b.at);
}

function challengeSteps({ at, scheme, origin, answered, credential }: HttpAuthFact): Step[] {
  const url = pathOf(origin);
  const about = credential === undefined ? {} : { credential };
  const asked = `The server asked for a login (401, ${nameOfScheme(scheme)}).`;
  const challenge: Step = { at, from: 'server', to: 'browser', kind: 'challenge', text: asked, url, ...about };
  if (!answered) return [challenge];

  const { from, text } = openings['http-auth'];
  return [challenge, { at, from, to: 'server', kind: 'login-submitted', text, url, ...about }];
}

function nameOfScheme(scheme: string): string {
  return scheme.charAt(0).toUpperCase() + scheme.slice(1).toLowerCase();
}

function loginSteps({ at, how, method, url: address, outcome }: LoginFact): Step[] {
  const { from, text } = openings[how];
  const url = pathOf(address);
  const submitted: Step = { at, from, to: 'server', kind: 'login-submitted', text, method, url };
  if (outcome !== 'refused') return [submitted];
  const refusal = 'The server refused the login.';
  return [submitted, { at, from: 'server', to: 'browser', kind: 'login-refused', text: refusal, method, url }];
}

function credentialSteps(credential: Credential, facts: StoryFacts): Step[] {
  const sent = sentSteps(credential, facts.httpAuth);
  return [
    ...issuedSteps(credential, isAnonymous(credential, facts)),
    ...keptSteps(credential),
    ...sent,
    ...checkedSteps(credential, sent[0]?.at),
    ...goneSteps(credential, facts.logouts),
  ];
}

/** Handed out before anybody had logged in. What came before a first logout belongs to a login that was not seen. */
function isAnonymous({ issuedBy, role }: Credential, { logins, logouts, verdict }: StoryFacts): boolean {
  if (issuedBy === undefined || role !== 'session-id') return false;

  const firstLogin = Math.min(...logins.filter(({ outcome }) => outcome === 'accepted').map(({ at }) => at));
  if (firstLogin === Infinity) return verdict.signedIn === 'no';
  return issuedBy.at < firstLogin && !logouts.some(({ at }) => at < firstLogin);
}

function issuedSteps(credential: Credential, anonymous: boolean): Step[] {
  const { id, issuedBy } = credential;
  if (issuedBy === undefined || issuedBy.how === 'unknown') return [];

  const what = described(credential);
  const text = anonymous
    ? `Nobody had logged in yet; the server handed out ${what} all the same, an anonymous session.`
    : `The server answered with ${what}.`;
  return [
    {
      at: issuedBy.at,
      from: 'server',
      to: issuedBy.how === 'script' ? 'page' : 'browser',
      kind: 'credential-issued',
      text,
      ...(issuedBy.method === undefined ? {} : { method: issuedBy.method }),
      ...(issuedBy.url === undefined ? {} : { url: pathOf(issuedBy.url) }),
      credential: id,
    },
  ];
}

function keptSteps({ id, carriers, issuedBy, firstSeen }: Credential): Step[] {
  const at = issuedBy?.at ?? firstSeen;
  const stores = carriers.flatMap((carrier) => keeping(carrier) ?? []);
  // A session that is known to two origins lies in one jar.
  const unlike = stores.filter(({ text }, index) => stores.findIndex((other) => other.text === text) === index);
  return unlike.map(({ by, text }) => ({ at, from: by, to: by, kind: 'credential-kept', text, credential: id }));
}

/** One step for each way of travelling, whatever the number of servers. */
function sentSteps(credential: Credential, httpAuth: readonly HttpAuthFact[]): Step[] {
  const answersItself = httpAuth.some(({ credential: id, answered }) => answered && id === credential.id);
  const carriers = new Set(credential.sentTo.map(({ carrier }) => carrier));
  return [...carriers].map((carrier) => {
    const ways = credential.sentTo.filter((way) => way.carrier === carrier);
    const byBrowser = carrier === 'header' && answersItself;
    return {
      at: firstSentAt(credential, ways),
      from: sender(carrier, byBrowser),
      to: 'server',
      kind: 'credential-sent',
      text: sending(credential, carrier, byBrowser),
      credential: credential.id,
      count: ways.reduce((sum, { count }) => sum + count, 0),
    };
  });
}

/** A cookie that kept its name through a login was sent before as well, with the value that the login replaced. */
function firstSentAt({ issuedBy }: Credential, ways: readonly SentTo[]): number {
  const firstAt = Math.min(...ways.map((way) => way.firstAt));
  const lastAt = Math.max(...ways.map((way) => way.lastAt));
  return issuedBy === undefined || lastAt < issuedBy.at ? firstAt : Math.max(firstAt, issuedBy.at);
}

function sender(carrier: SentTo['carrier'], byBrowser: boolean): Actor {
  return carrier === 'cookie' || byBrowser ? 'browser' : 'page';
}

function checkedSteps(credential: Credential, sentAt: number | undefined): Step[] {
  // A refresh token is traded, and whoever trades it looks into it as well; that is not what lets the user in.
  if (sentAt === undefined || credential.role === 'refresh-token') return [];

  const text = checking(credential);
  return [{ at: sentAt, from: 'server', to: 'server', kind: 'credential-checked', text, credential: credential.id }];
}

/** Without a logout it ran out, was replaced, or somebody deleted it. */
function goneSteps(credential: Credential, logouts: readonly LogoutFact[]): Step[] {
  if (credential.gone === undefined || logouts.some(({ cleared }) => cleared.includes(credential.id))) return [];
  return [clearedStep(credential, credential.gone, `${atStart(called(credential))} is no longer there.`)];
}

function logoutSteps(logout: LogoutFact, credentials: readonly Credential[]): Step[] {
  const { at, method, url } = logout;
  const named = (ids: readonly string[]): Credential[] => credentials.filter(({ id }) => ids.includes(id));
  return [
    { at, from: 'browser', to: 'server', kind: 'logout-requested', text: 'You logged out.', method, url: pathOf(url) },
    ...named(logout.cleared).map((credential) =>
      clearedStep(credential, at, `${atStart(called(credential))} was deleted.`),
    ),
    ...named(logout.kept).map((credential): Step => {
      const by = holder(credential);
      const text = `${atStart(called(credential))} is still there after the logout.`;
      return { at, from: by, to: by, kind: 'credential-kept', text, credential: credential.id };
    }),
  ];
}

function clearedStep(credential: Credential, at: number, text: string): Step {
  const by = holder(credential);
  return { at, from: by, to: by, kind: 'credential-cleared', text, credential: credential.id };
}

function atStart(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function holder({ carriers }: Credential): Actor {
  return carriers.some(({ where }) => where === 'cookie') ? 'browser' : 'page';
}
