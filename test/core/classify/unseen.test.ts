/** Credentials that travel where no extension looks: in the messages of a socket, in the body of a request. */
import { describe, expect, it } from 'vitest';
import { type Story, story } from '../../helpers/observations.ts';
import { about, type Judged, judged, session } from './judged.ts';
import { loginSets, SITE } from './stories.ts';
import { adas, bearer, NOON, opaque, PASSWORD, token } from './values.ts';

const socket = (told: Story, path = '/live'): Story => told.calls('GET', path, { resource: 'socket' }).answers(101);
const talks = (): Story => socket(story(SITE).get('/').readsStorage());
const user = token({ username: 'ada', iat: NOON });

const kept = (place: string, change: Partial<Judged> = {}): Judged => ({
  kind: 'token',
  state: 'server',
  carriers: [],
  mechanisms: ['bearer-opaque'],
  signedIn: 'yes',
  sure: 'likely',
  decisive: [place],
  ...change,
});

describe('a login over a socket', () => {
  it.each<[title: string, key: string, value: string, expected: Judged]>([
    [
      'of an SDK that does so',
      'Meteor.loginToken',
      opaque('meteor'),
      kept('session-id localStorage:Meteor.loginToken'),
    ],
    ['with a token that is named so', 'token', opaque('t'), kept('access-token localStorage:token')],
    [
      'with a JWT',
      'token',
      user,
      kept('access-token localStorage:token', { state: 'client', mechanisms: ['bearer-jwt'] }),
    ],
    [
      'with a JWT of any name',
      'acme',
      adas('1'),
      kept('access-token localStorage:acme', { state: 'client', mechanisms: ['bearer-jwt'] }),
    ],
  ])('%s shows in what the page keeps', (_title, key, value, expected) => {
    const told = talks().stores(key, value);

    expect(judged(talks())).toMatchObject({ kind: 'none', signedIn: 'no' });
    expect(judged(told)).toEqual(expected);
    expect(told.report().verdict.summary).toContain('how it is sent could not be seen');
    expect(told.report().verdict.evidence.map(({ code }) => code)).toContain('beside-socket');
    expect(judged(told.clears(key)).signedIn).toBe('no');
  });

  it('that was there before the first look may be anybody’s', () => {
    const told = socket(story(SITE).stores('Meteor.loginToken', opaque('meteor')).get('/'));

    expect(judged(told)).toEqual(kept('session-id localStorage:Meteor.loginToken', { signedIn: 'unknown' }));
  });

  it.each([
    ['polling of Socket.IO', '/socket.io/?EIO=4&transport=polling&t=abc'],
    ['polling of SockJS', '/sockjs/416/abcdefgh/xhr_send'],
  ])('may go by %s as well', (_title, path) => {
    const told = story(SITE).get('/').readsStorage().calls('POST', path).stores('token', opaque('t'));

    expect(judged(told)).toEqual(kept('access-token localStorage:token'));
  });

  it('signs nobody in with the token of a guest', () => {
    const guest = token({ sub: 'g', is_anonymous: true });

    expect(judged(talks().stores('token', guest)).signedIn).toBe('no');
  });

  it.each([
    ['a token', 'token', opaque('t')],
    ['the id of a visitor', 'visitor', opaque('v')],
  ])('is not made of %s where there is no socket, or no name', (_title, key, value) => {
    const told = key === 'visitor' ? talks() : story(SITE).get('/').readsStorage();

    expect(judged(told.stores(key, value))).toMatchObject({ kind: 'none', decisive: [] });
  });

  it('is not needed where the token is seen on its way', () => {
    const told = talks()
      .stores('token', adas('1'))
      .calls('GET', '/api', bearer(adas('1')));

    expect(judged(told)).toMatchObject({ mechanisms: ['bearer-jwt'], carriers: ['header'] });
    expect(told.report().verdict.evidence.map(({ code }) => code)).not.toContain('beside-socket');
  });

  it('stands back behind a session', () => {
    const told = socket(loginSets(`sid=${opaque('sid')}`).readsStorage()).stores('token', opaque('t'));

    expect(judged(told)).toEqual(session('sid'));
  });
});

describe('a socket that is opened with a token', () => {
  const secret = opaque('socket');
  const opened = (protocol: string): Story =>
    story(SITE)
      .get('/')
      .calls('GET', '/live', { resource: 'socket', headers: { 'Sec-WebSocket-Protocol': protocol } })
      .answers(101);
  const kubernetes = `base64url.bearer.authorization.k8s.io.${Buffer.from(secret).toString('base64url')}`;
  const appsync = `header-${Buffer.from(JSON.stringify({ host: 'x', Authorization: secret })).toString('base64url')}`;

  it.each([
    ['behind a word', `bearer, ${secret}`],
    ['in front of the protocol', `${secret}, graphql-transport-ws`],
    ['of Kubernetes', `${kubernetes}, base64.binary.k8s.io`],
    ['of AppSync', `graphql-ws, ${appsync}`],
    ['behind a prefix', `realtime, openai-insecure-api-key.${secret}`],
    ['behind another prefix', `v1, token.${secret}`],
  ])('among its subprotocols (%s) is a bearer token', (_title, protocol) => {
    const told = opened(protocol);

    expect(judged(told)).toEqual(
      kept('access-token header:Sec-WebSocket-Protocol', {
        carriers: ['header'],
        signedIn: 'unknown',
        sure: 'possible',
      }),
    );
    expect(told.stores('token', secret).report().credentials).toHaveLength(1);
  });

  it.each([
    'graphql-transport-ws',
    'mqtt',
    'v12.stomp, v11.stomp',
    'wamp.2.json',
    'actioncable-v1-json, actioncable-unsupported',
  ])('is not seen in %s', (protocol) => {
    expect(opened(protocol).report().credentials).toEqual([]);
  });

  it('in its address carries whoever signed in', () => {
    const told = story(SITE)
      .get('/')
      .calls('POST', '/api/login', PASSWORD)
      .calls('GET', `/live?token=${secret}`, { resource: 'socket' })
      .answers(101);

    expect(judged(told)).toEqual(
      kept('access-token query:token', { carriers: ['url'], mechanisms: ['url-token'], sure: 'confirmed' }),
    );
  });
});

describe('a token in the body', () => {
  const calls = (told: Story, fields: string[], ...paths: string[]): Story =>
    paths.reduce((all, path) => all.calls('POST', path, { fields }), told);
  const parse = ['_ApplicationId', '_ClientVersion', '_SessionToken', '_method'];

  it('is known by the name of its field, where the page keeps it under the same name', () => {
    const user = JSON.stringify({ sessionToken: `r:${opaque('parse').slice(0, 32)}`, objectId: 'abc' });
    const login = story(SITE).get('/').calls('POST', '/parse/login', PASSWORD).stores('Parse/app/currentUser', user);
    const told = calls(login, parse, '/parse/classes/Note', '/parse/classes/Todo');
    const place = 'localStorage:Parse/app/currentUser:sessionToken';

    expect(judged(told)).toEqual(kept(`session-id ${place}`, { sure: 'confirmed' }));
    expect(
      told.report().credentials.map(({ carriers }) => carriers.map(({ where, name }) => `${where} ${name}`)),
    ).toEqual([['localStorage Parse/app/currentUser', 'body _SessionToken']]);
  });

  it.each<[title: string, fields: string[], paths: string[]]>([
    ['the session of an SDK', parse, ['/parse/classes/Note']],
    ['a token sent twice', ['access_token', 'title'], ['/api/a', '/api/b']],
    ['JSON-RPC', ['jsonrpc', 'method', 'params', 'auth', 'id'], ['/api_jsonrpc.php']],
  ])('is all there is to tell: %s', (_title, fields, paths) => {
    const told = calls(story(SITE).get('/'), fields, ...paths);

    expect(judged(told)).toMatchObject({
      kind: 'token',
      state: 'unknown',
      carriers: [],
      mechanisms: [],
      signedIn: 'unknown',
    });
    expect(told.report().credentials).toMatchObject([{ format: 'unseen', length: 0, masked: '••••', decisive: true }]);
    expect(told.report().verdict.summary).toContain('nobody looked at its value');
  });

  it.each<[title: string, fields: string[], path: string]>([
    ['a login that somebody else vouches for', ['access_token'], '/auth/google'],
    ['a login', ['access_token', 'password'], '/api/x'],
    ['a request for tokens', ['grant_type', 'access_token'], '/api/x'],
    ['a form with an anti-CSRF token', ['token', 'title'], '/api/x'],
    ['a field of another meaning', ['auth', 'title'], '/api/x'],
  ])('is not taken from %s', (_title, fields, path) => {
    const told = calls(story(SITE).get('/'), fields, path);

    expect(judged(told)).toMatchObject({ kind: 'none', decisive: [] });
  });

  it('is not taken from a token that only one address gets', () => {
    const told = calls(story(SITE).get('/'), ['access_token', 'title'], '/api/a', '/api/a');

    expect(judged(told)).toMatchObject({ kind: 'none', decisive: [] });
  });

  it('stands back behind what was seen', () => {
    const told = calls(loginSets(`sid=${opaque('sid')}`), ['sessionToken'], '/a', '/b');

    expect(judged(told)).toEqual(session('sid'));
    expect(about(told, 'body:sessionToken')).toEqual(['session-id', 'unseen', false]);
  });
});
