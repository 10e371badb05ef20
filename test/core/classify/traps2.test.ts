import { describe, expect, it } from 'vitest';
import { assess } from '../../../src/core/assess.ts';
import type { CookieChanged } from '../../../src/core/observe/observation.ts';
import { type Story, story } from '../../helpers/observations.ts';
import { about, type Judged, judged, session } from './judged.ts';
import { base64Json, FLAGS, loginSets, SITE } from './stories.ts';
import { express, hex, NOON, opaque, PASSWORD, token } from './values.ts';

const SID = 'connect.sid';
const set = (word: string): string => `${SID}=${express(word)}; ${FLAGS}`;
const rules = (told: Story): string[] => told.report().findings.map(({ rule }) => rule);

describe('a session that a lasting login may have started', () => {
  it('is not called anonymous', () => {
    const told = story(SITE)
      .holds(`remember_token=1|${hex('remember', 128)}; ${FLAGS}`)
      .readsJar()
      .get('/')
      .sets(set('fresh'))
      .get('/account');

    expect(told.report().verdict.signedIn).toBe('unknown');
  });
});

describe('a sealed cookie that first comes with the answer to a form', () => {
  const answered = (path: string): Story => {
    const told = story(SITE).get('/login');
    const sealed = `app_session=Fe26.2*1*${hex('salt', 64)}*${opaque('iv').slice(0, 22)}*${opaque('data')}**${hex('salt2', 64)}*${opaque('mac').slice(0, 43)}`;
    return (path === '/api/login' ? told.calls('POST', path, PASSWORD) : told.post(path, PASSWORD)).sets(
      `${sealed}; ${FLAGS}`,
    );
  };

  it('tells of success where a script asked, and leaves it open where a page came back', () => {
    expect(answered('/api/login').report().verdict.signedIn).toBe('yes');
    expect(answered('/login').report().verdict.signedIn).toBe('unknown');
  });
});

describe('a cookie', () => {
  const laravel = (word: string): string =>
    encodeURIComponent(base64Json({ iv: hex(`${word} iv`, 24), value: opaque(word), mac: hex(`${word} mac`, 64) }));

  it.each<[framework: string, name: string, value: string, remember: string, remembered: string]>([
    ['Flask-Login', 'sid', opaque('session'), 'remember_token', `1|${hex('remember', 128)}`],
    ['Laravel', 'shop_session', laravel('session'), `remember_web_${hex('guard', 40)}`, laravel('remember')],
  ])(
    'that remembers somebody for %s leaves the decision to the session',
    (_title, name, value, remember, remembered) => {
      const told = loginSets(`${remember}=${remembered}`, `${name}=${value}`);
      const [role, , decisive] = about(told, `cookie:${remember}`) ?? [];

      expect(judged(told)).toEqual(session(name));
      expect([role, decisive]).toEqual(['remember-me', false]);
    },
  );

  it('from before the watching that an ordinary page renews is not called anonymous', () => {
    const told = story(SITE).holds(set('old')).get('/').sets(set('young')).get('/about');

    expect(judged(told)).toEqual(session(SID, { signedIn: 'unknown', sure: 'likely' }));
  });

  it('that was found there and holds a JWT is a token, also where the claims call the user `id`', () => {
    const jwt = token({ id: 7, exp: NOON + 3600 });
    const told = story(SITE).holds(`app=${jwt}; ${FLAGS}`).get('/').readsJar();

    expect(judged(told)).toEqual({
      kind: 'token',
      state: 'client',
      carriers: ['cookie'],
      mechanisms: ['jwt-cookie'],
      signedIn: 'unknown',
      sure: 'likely',
      decisive: ['access-token cookie:app'],
    });
  });

  it.each(['TGC', 'KEYCLOAK_IDENTITY'])('of an identity provider on the same host, %s, decides nothing', (name) => {
    const told = loginSets(`${name}=${opaque('ticket')}`, `app=${opaque('session')}`);
    const [, , decisive] = about(told, `cookie:${name}`) ?? [];

    expect(judged(told)).toEqual(session('app'));
    expect(decisive).toBe(false);
  });

  it('that only an API elsewhere gets does not come before the session that the site itself gets', () => {
    const api = 'https://api.app.example';
    const login = story(SITE).get('/login').calls('POST', `${api}/login`, PASSWORD);
    const told = login
      .sets(`auth_token=${opaque('api')}; ${FLAGS}`, `sid=${opaque('site')}; Path=/; Domain=app.example; Secure`)
      .get('/account')
      .calls('GET', `${api}/me`);

    expect(judged(told)).toEqual(session('sid'));
    expect(about(told, 'cookie:auth_token')).toEqual(['session-id', 'opaque', false]);
  });

  it('that one response sets twice holds the second value, though the first is reported late', () => {
    const seen = story(SITE).get('/login').post('/login', PASSWORD).sets(set('first'), set('second')).observations();
    const response = seen.at(-1);
    if (response?.type !== 'response') throw new Error('The story does not end with a response.');
    const [first, second] = response.cookies;
    if (first === undefined || second === undefined) throw new Error('There are not two cookies.');
    const { at } = response;
    const late: CookieChanged = {
      type: 'cookie-changed',
      at: at + 5,
      site: SITE,
      partition: null,
      cookie: first,
      removed: false,
    };
    const [report] = assess([...seen, late]);

    expect(report?.credentials).toMatchObject([
      {
        id: `cookie:${SID}`,
        masked: second.shape.masked,
        issuedBy: { how: 'set-cookie', method: 'POST', url: `${SITE}/login`, at },
      },
    ]);
  });
});

describe('a header', () => {
  const sends = (name: string): { headers: Record<string, string> } => ({ headers: { [name]: opaque('header') } });
  const asks = (name: string): Story =>
    story(SITE).get('/').calls('GET', '/api/me', sends(name)).calls('GET', '/api/todos', sends(name));

  it('that an application names its token by carries the login', () => {
    const login = story(SITE).get('/').calls('POST', '/api/login', PASSWORD);
    const expected: Judged = {
      kind: 'token',
      state: 'server',
      carriers: ['header'],
      mechanisms: ['custom-header-token'],
      signedIn: 'yes',
      sure: 'confirmed',
      decisive: ['access-token header:x-acme-token'],
    };

    expect(judged(login.calls('GET', '/api/me', sends('X-Acme-Token')))).toEqual(expected);
    expect(judged(asks('X-Acme-Token'))).toEqual({ ...expected, signedIn: 'unknown', sure: 'possible' });
  });

  it.each<[name: string, role: string]>([
    ['X-CSRF-Token', 'csrf-token'],
    ['X-Device-Token', 'other'],
  ])('named %s carries no login', (name, role) => {
    const told = asks(name);

    expect(judged(told)).toEqual({
      kind: 'none',
      state: 'unknown',
      carriers: [],
      mechanisms: [],
      signedIn: 'no',
      sure: 'possible',
      decisive: [],
    });
    expect(about(told, `header:${name.toLowerCase()}`)).toEqual([role, 'opaque', false]);
  });

  it.each(['X-Device-Token', 'X-Push-Token', 'X-Visitor'])('named %s stays one, also after a login', (name) => {
    const told = loginSets(set('ada')).calls('GET', '/api/me', { headers: { [name]: opaque('device') } });

    expect(judged(told)).toEqual(session(SID));
  });

  it('with a nonce of WordPress keeps a request from being forged', () => {
    const posts = (headers: Record<string, string>): Story =>
      story(SITE)
        .get('/login')
        .post('/login', PASSWORD)
        .sets(`${SID}=${express('ada')}; Path=/; HttpOnly; Secure`)
        .redirects('/')
        .calls('POST', '/wp-json/wp/v2/posts', { headers });

    expect(rules(posts({ 'X-Acme-Version': '2' }))).toContain('csrf-exposed');
    expect(rules(posts({ 'X-WP-Nonce': hex('nonce', 10) }))).not.toContain('csrf-exposed');
  });
});
