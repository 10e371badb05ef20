import { describe, expect, it } from 'vitest';
import { assess } from '../../../src/core/assess.ts';
import { joinPlaces } from '../../../src/core/classify/join.ts';
import { type Timeline, timelineOf } from '../../../src/core/classify/timeline.ts';
import { observeRequest } from '../../../src/core/observe/http.ts';
import { observeResponse } from '../../../src/core/observe/http-response.ts';
import type { Observation } from '../../../src/core/observe/observation.ts';
import { reduce } from '../../../src/core/site/reduce.ts';
import { emptyState } from '../../../src/core/site/state.ts';
import { print, START, STEP, type Story, story } from '../../helpers/observations.ts';
import { about, type Judged, judged, judgedReport, session } from './judged.ts';
import { expressBefore, FLAGS, SITE, wordpress } from './stories.ts';
import { bearer, express, hex, opaque, PASSWORD } from './values.ts';

const lookedUp = (id: string, change: Partial<Judged>): Judged => ({
  kind: 'token',
  state: 'server',
  carriers: ['header'],
  mechanisms: ['custom-header-token'],
  signedIn: 'yes',
  sure: 'confirmed',
  decisive: [`access-token ${id}`],
  ...change,
});
const SID = 'connect.sid';
const NEW = `${SID}=${express('ada')}; ${FLAGS}`;
const open: Partial<Judged> = { signedIn: 'unknown', sure: 'likely' };

const rules = (told: Story): string[] => told.report().findings.map(({ rule }) => rule);
const timeline = (seen: readonly Observation[]): Timeline => {
  const { facts, tally } = seen.reduce(reduce, emptyState(SITE, null, START));
  return timelineOf(facts, joinPlaces(facts, tally));
};
const logins = (told: Story): string[] =>
  timeline(told.observations()).logins.map(({ how, outcome }) => `${how} ${outcome}`);

describe('an address', () => {
  const connects = (told: Story, sid: string): Story =>
    told
      .calls('GET', `/socket.io/?EIO=4&transport=polling&sid=${sid}`)
      .calls('POST', `/socket.io/?EIO=4&transport=polling&sid=${sid}`)
      .calls('GET', `/socket.io/?EIO=4&transport=websocket&sid=${sid}`, { resource: 'socket' })
      .answers(101);

  it('with the id of a socket carries no credential, though the id is new after the login', () => {
    const before = connects(expressBefore(), opaque('socket of a guest').slice(0, 20));
    const login = before.post('/login', PASSWORD).sets(NEW).redirects('/').get('/chat');
    const told = connects(login, opaque('socket of ada').slice(0, 20));
    const ids = told.report().credentials.filter(({ carriers }) => carriers.some(({ name }) => name === 'sid'));

    expect(judged(told)).toEqual(session(SID));
    expect(ids.length).toBeGreaterThan(0);
    expect(ids.filter(({ decisive }) => decisive)).toEqual([]);
    expect(rules(told)).not.toContain('token-in-url');
  });

  it('in which a script sends an access token carries the login, though the token is kept nowhere', () => {
    const query = `?access_token=${opaque('access')}`;
    const login = story(SITE).get('/').calls('POST', '/api/login', PASSWORD);
    const told = login.calls('GET', `/api/me${query}`).calls('GET', `/api/todos${query}`);

    expect(judged(told)).toEqual(lookedUp('query:access_token', { carriers: ['url'], mechanisms: ['url-token'] }));
    expect(rules(told)).toContain('token-in-url');
  });
});

describe('a login that is answered 200', () => {
  const asks = (told = expressBefore()): Story => told.calls('POST', '/api/login', PASSWORD);

  it('is refused if the same is tried again, and its session is not blamed for staying', () => {
    const told = asks(asks());

    expect(logins(told)).toEqual(['password-json refused', 'password-json unknown']);
    expect(judged(told)).toEqual(session(SID, open));
    expect(rules(told)).not.toContain('session-not-rotated-at-login');
  });

  it('is refused if the same is tried again with success', () => {
    const told = asks(asks()).sets(NEW);

    expect(logins(told)).toEqual(['password-json refused', 'password-json accepted']);
    expect(judged(told)).toEqual(session(SID));
    expect(rules(told)).not.toContain('session-not-rotated-at-login');
  });

  it('and changes nothing leaves open who is signed in', () => {
    expect(logins(asks())).toEqual(['password-json unknown']);
    expect(judged(asks())).toEqual(session(SID, open));
    expect(rules(asks())).not.toContain('session-not-rotated-at-login');
  });

  it('is accepted if the script opens another page at once', () => {
    const told = asks().get('/account');

    expect(logins(told)).toEqual(['password-json accepted']);
    expect(judged(told)).toEqual(session(SID));
  });

  it.each<[title: string, story: () => Story]>([
    ['the script opens the page of the login again', () => asks().get('/login')],
    ['another page is opened more than three seconds later', () => asks().waits(3000).get('/account')],
  ])('is not accepted if %s', (_title, told) => {
    expect(logins(told())).toEqual(['password-json unknown']);
    expect(judged(told())).toEqual(session(SID, open));
  });

  it('is refused if the form comes back and only a sealed cookie says something else', () => {
    const flask = (content: string): string =>
      `session=${Buffer.from(JSON.stringify({ content })).toString('base64url')}.aWlaXQ.${opaque(content).slice(0, 27)}; ${FLAGS}`;
    const told = story(SITE).get('/login').sets(flask('guest')).post('/login', PASSWORD).sets(flask('wrong password'));
    const sealed: Partial<Judged> = { state: 'client', mechanisms: ['sealed-session-cookie'] };

    expect(logins(told)).toEqual(['password-form refused']);
    expect(judged(told)).toEqual(session('session', { ...sealed, signedIn: 'no', sure: 'likely' }));
    expect(about(told, 'cookie:session')).toEqual(['session-id', 'sealed:flask', true]);
  });
});

describe('a hand-over by CAS', () => {
  /** A browser goes to the app with a ticket, gets a session for it, and goes on without the ticket. */
  const handOver = (initiator?: string): Observation[] => {
    const url = `${SITE}/app?ticket=ST-1-${opaque('ticket').slice(0, 20)}-cas`;
    const hop = { id: '1', site: SITE, partition: null, method: 'GET', url, resource: 'document' as const };
    const from = initiator === undefined ? {} : { initiator };
    const cookie = { name: 'Cookie', value: `${SID}=${express('ada')}` };
    const answer = [
      { name: 'Set-Cookie', value: NEW },
      { name: 'Location', value: '/app' },
    ];
    const next = { ...hop, ...from, url: `${SITE}/app` };
    return [
      observeRequest({ ...hop, ...from, at: START + STEP, headers: [], fields: [] }, print),
      observeResponse({ ...hop, at: START + 2 * STEP, status: 302, headers: answer }, print),
      observeRequest({ ...next, at: START + 3 * STEP, headers: [cookie], fields: [] }, print),
      observeResponse({ ...next, at: START + 4 * STEP, status: 200, headers: [] }, print),
    ].filter((seen) => seen !== undefined);
  };

  it('from another origin is a login', () => {
    const seen = handOver('https://cas.example');

    expect(timeline(seen).logins).toMatchObject([{ outcome: 'accepted', appeared: [`cookie:${SID}`] }]);
    expect(assess(seen).map(judgedReport)).toEqual([session(SID)]);
  });

  it.each([
    ['that nobody led to', undefined],
    ['from the site itself', SITE],
  ])('%s is none that could be told from any other link', (_title, initiator) => {
    const seen = handOver(initiator);

    expect(timeline(seen).logins).toMatchObject([{ how: 'link', outcome: 'unknown' }]);
    expect(assess(seen).map(judgedReport)).toEqual([session(SID, { signedIn: 'unknown', sure: 'likely' })]);
  });
});

describe('a logout', () => {
  it('may be asked for by the query of a page', () => {
    const id = hex('site');
    const gone = 'Path=/; Max-Age=0';
    const told = wordpress()
      .get('/wp-login.php?action=logout&_wpnonce=0123456789')
      .sets(`wordpress_sec_${id}=%20; Path=/wp-admin; Max-Age=0`, `wordpress_logged_in_${id}=%20; ${gone}`)
      .redirects('/wp-login.php?loggedout=true', 302);

    expect(judged(wordpress())).toEqual(session(`wordpress_sec_${id}`));
    expect(judged(told)).toEqual(session(`wordpress_sec_${id}`, { signedIn: 'no' }));
    expect(timeline(told.observations()).logouts).toMatchObject([{ cleared: [`cookie:wordpress_sec_${id}`] }]);
  });

  it('of a token in memory shows at the door that it opened and that is shut again', () => {
    const asksAgain = (told: Story): Story => told.calls('GET', '/api/me').answers(401);
    const login = asksAgain(story(SITE).get('/')).calls('POST', '/api/login', PASSWORD);
    const told = login.calls('GET', '/api/me', bearer(opaque('access')));
    const signedIn = lookedUp('header:Authorization', { mechanisms: ['bearer-opaque'] });

    expect(judged(told)).toEqual(signedIn);
    expect(judged(asksAgain(told))).toEqual({ ...signedIn, signedIn: 'no' });
  });
});
