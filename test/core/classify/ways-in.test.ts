/** Ways in and out that are no password form and no logout button. */
import { describe, expect, it } from 'vitest';
import { assess } from '../../../src/core/assess.ts';
import type { SignedIn } from '../../../src/core/report.ts';
import { type Story, story } from '../../helpers/observations.ts';
import { redirectChain } from './chain.ts';
import { judged, session } from './judged.ts';
import { expressIn, FLAGS, SITE } from './stories.ts';
import { adas, bearer, express, hex, opaque, PASSWORD, token } from './values.ts';

const SID = 'connect.sid';
const set = (word: string): string => `${SID}=${express(word)}; ${FLAGS}`;
const visitor = (): Story => story(SITE).get('/login').sets(set('guest'));
const says = (told: Story): SignedIn => told.report().verdict.signedIn;

describe('a way in', () => {
  it.each<[string, Story]>([
    [
      'a link from a mail',
      visitor()
        .post('/login', { fields: ['email'] })
        .redirects('/check-your-mail')
        .get(`/auth/verify?token=${opaque('magic')}`)
        .sets(set('ada'))
        .redirects('/account'),
    ],
    [
      'a code from a message',
      visitor()
        .calls('POST', '/api/otp/send', { fields: ['phone'] })
        .calls('POST', '/api/otp/check', { fields: ['phone', 'otp'] })
        .sets(set('ada'))
        .get('/account'),
    ],
    [
      'a second step after the password',
      visitor()
        .post('/login', PASSWORD)
        .redirects('/login/two-factor')
        .post('/login/two-factor', { fields: ['code'] })
        .sets(set('ada'))
        .redirects('/account'),
    ],
  ])('%s is a login, where it brings another session', (_title, told) => {
    expect(judged(told)).toEqual(session(SID));
  });

  it('a code that brings a token is a login', () => {
    const told = story(SITE)
      .get('/')
      .readsStorage()
      .calls('POST', '/api/verify', { fields: ['email', 'verificationCode'] })
      .stores('token', adas('1'))
      .calls('GET', '/api/me', bearer(adas('1')));

    expect(says(told)).toBe('yes');
  });

  it.each<[string, Story]>([
    [
      'a code for something else',
      visitor()
        .post('/cart/coupon', { fields: ['code'] })
        .redirects('/cart'),
    ],
    ['a link with a random campaign', visitor().get(`/verify?ref=${opaque('campaign')}`)],
  ])('%s leaves the visitor a visitor', (_title, told) => {
    expect(says(told)).toBe('no');
  });

  it.each<[string, Story]>([
    ['a code that changed nothing', visitor().calls('POST', '/api/verify', { fields: ['code'] })],
    [
      'a first session behind a ticket',
      story(SITE)
        .get(`/sso?k=${opaque('ticket')}`)
        .sets(set('x'))
        .redirects('/home'),
    ],
    ['a session that was replaced by an ordinary page', visitor().get('/welcome').sets(set('other')).get('/home')],
  ])('%s may have been one', (_title, told) => {
    expect(says(told)).toBe('unknown');
  });

  it('a sealed session is written anew with each answer, and means nothing by that', () => {
    const sealed = (word: string): string =>
      `app=Fe26.2*1*${hex(`${word} salt`, 64)}*${opaque('iv').slice(0, 22)}*${opaque(word)}**${hex(`${word} salt2`, 64)}*${opaque('mac').slice(0, 43)}; ${FLAGS}`;
    const told = story(SITE).get('/').sets(sealed('1')).get('/a').sets(sealed('2')).get('/b');

    expect(says(told)).toBe('no');
  });

  it('a login at another origin that ends here is told here', () => {
    const landing = { id: '1', partition: null, method: 'GET', resource: 'document' as const, fields: [], headers: [] };
    const [report] = assess(
      redirectChain({ ...landing, site: SITE, url: `${SITE}/in`, afterLogin: true }, [set('ada')], '/app'),
    );

    expect(report?.verdict.signedIn).toBe('yes');
  });
});

describe('a way out', () => {
  it.each<[string, Story, SignedIn]>([
    [
      'an address of no known word, after which the site asks for the login again',
      expressIn().get('/exit').sets(set('guest 2')).redirects('/').get('/account').redirects('/login'),
      'no',
    ],
    ['an expiry that leads to the login', expressIn().get('/account').redirects('/login'), 'no'],
    ['a refusal of somebody who is known', expressIn().calls('GET', '/api/admin').answers(403), 'yes'],
    [
      'an expiry, and a login after it',
      expressIn().get('/account').redirects('/login').post('/login', PASSWORD).sets(set('ada 2')).redirects('/account'),
      'yes',
    ],
    [
      'an expiry, and a login that keeps the number',
      expressIn().get('/account').redirects('/login').post('/login', PASSWORD).redirects('/account').get('/account'),
      'yes',
    ],
    ['the end of a session at an OpenID provider', expressIn().get('/connect/endsession').redirects('/'), 'no'],
  ])('%s', (_title, told, expected) => {
    expect(says(told)).toBe(expected);
  });
});

describe('a flag for scripts', () => {
  const found = (flag: string): Story =>
    story(SITE)
      .holds(`sid=${opaque('a')}; ${FLAGS}`)
      .holds(`logged_in=${flag}; Path=/`)
      .get('/')
      .readsJar()
      .get('/inbox');

  it.each<[string, SignedIn]>([
    ['yes', 'yes'],
    ['no', 'no'],
    ['1', 'yes'],
    ['0', 'no'],
    ['false', 'no'],
  ])('that says %s is believed where no login was seen', (flag, expected) => {
    expect(says(found(flag))).toBe(expected);
  });

  it('that says no after the login tells of a logout', () => {
    const told = expressIn()
      .writesCookie('logged_in=yes; Path=/')
      .calls('POST', '/api/bye')
      .writesCookie('logged_in=no; Path=/');

    expect(says(told)).toBe('no');
  });

  it('that said no before the login is out of date', () => {
    const told = story(SITE)
      .writesCookie('logged_in=no; Path=/')
      .get('/login')
      .post('/login', PASSWORD)
      .sets(set('ada'))
      .redirects('/account');

    expect(says(told)).toBe('yes');
  });

  it('alone is no credential', () => {
    const told = story(SITE).holds('logged_in=yes; Path=/').get('/').readsJar();

    expect([told.report().verdict.kind, says(told)]).toEqual(['none', 'unknown']);
  });
});

describe('a constant bearer', () => {
  it('that goes along with an anti-CSRF token is the application’s key, not the user’s', () => {
    const headers = { Authorization: `Bearer ${opaque('app')}`, 'X-CSRF-Token': hex('csrf') };
    const told = story(SITE)
      .holds(`auth_token=${hex('ada', 40)}; ${FLAGS}`)
      .get('/')
      .readsJar()
      .calls('GET', '/api/timeline', { headers })
      .calls('POST', '/api/like', { headers, fields: ['id'] });

    expect([told.report().verdict.kind, judged(told).decisive]).toEqual(['session', ['session-id cookie:auth_token']]);
  });

  it('that came with the login is the user’s, whatever goes along', () => {
    const headers = { Authorization: `Bearer ${opaque('ada')}`, 'X-CSRF-Token': hex('csrf') };
    const told = story(SITE).get('/').calls('POST', '/api/login', PASSWORD).calls('GET', '/api/me', { headers });

    expect(judged(told).decisive).toEqual(['access-token header:Authorization']);
  });
});

describe('a token of nobody', () => {
  it.each([
    { sub: 'guest-17' },
    { sub: 'anon' },
    { role: 'anonymous' },
    { user_type: 'Guest' },
    { is_anonymous: true },
  ])('says so itself: %o', (claims) => {
    const jwt = token({ exp: 1_800_000_000, ...claims });
    const told = story(SITE)
      .get('/')
      .calls('POST', '/api/start')
      .stores('token', jwt)
      .calls('GET', '/api/x', bearer(jwt));

    expect(says(told)).toBe('no');
  });

  it('is not meant by a scope among others', () => {
    const jwt = token({ sub: 'ada', name: 'Ada', exp: 1_800_000_000, scope: 'profile guest:read' });
    const told = story(SITE).get('/').calls('GET', '/api/x', bearer(jwt));

    expect(says(told)).toBe('yes');
  });
});

describe('name and password in a header that a script sends', () => {
  const basic = { headers: { Authorization: `Basic ${btoa('ada:analytical-engine')}` } };

  it('once, for a cookie, are the login to a session', () => {
    const told = story(SITE)
      .get('/')
      .calls('GET', '/api/session')
      .answers(401)
      .calls('GET', '/api/session', basic)
      .sets(set('ada'))
      .calls('GET', '/api/files');

    expect(judged(told)).toEqual(session(SID));
    expect(judged(told.losesCookie(SID)).signedIn).toBe('no');
  });

  it('with each request are the login itself', () => {
    const told = story(SITE).get('/').calls('GET', '/api/whoami', basic).calls('GET', '/api/queues', basic);

    expect([told.report().verdict.kind, says(told)]).toEqual(['http-auth', 'yes']);
  });

  it('with each request, beside a cookie that came with it, stay what lets one in', () => {
    const told = story(SITE)
      .get('/')
      .calls('GET', '/api/whoami', basic)
      .sets(set('ada'))
      .calls('GET', '/api/queues', basic);

    expect(judged(told).decisive).toContain('login header:Authorization');
  });

  it('that are wrong sign nobody in', () => {
    const told = story(SITE).get('/').calls('GET', '/api/session', basic).answers(401);

    expect(says(told)).not.toBe('yes');
  });
});

describe('two services that let one in', () => {
  it('are told apart: the gateway’s cookie opens this site, the identity provider’s does not', () => {
    const told = story(SITE)
      .get('/login')
      .post('/login', PASSWORD)
      .sets(
        `KEYCLOAK_IDENTITY=${token({ sub: 'ada', exp: 1_800_000_000 })}; ${FLAGS}`,
        `_oauth2_proxy=${opaque('p')}; ${FLAGS}`,
      )
      .redirects('/app')
      .get('/app/2');

    expect(judged(told).decisive).toEqual(['session-id cookie:_oauth2_proxy']);
  });
});

describe('one address for all', () => {
  const call = (operation?: 'login'): Story => {
    const told = story(SITE)
      .get('/')
      .calls('POST', '/rpc', { fields: ['method', 'params', 'id'], ...(operation ? { operation } : {}) });
    return told.sets(set('ada')).calls('POST', '/rpc', { fields: ['method', 'params', 'id'] });
  };

  it('is a login where the call is named so and brings a session', () => {
    expect(judged(call('login'))).toEqual(session(SID));
  });

  it('may have been one where a call that nobody can read brings a session', () => {
    expect(says(call())).toBe('unknown');
  });
});

describe('a script that signs out', () => {
  it('by a GET is believed, though nothing went away', () => {
    expect(says(expressIn().calls('GET', '/logout'))).toBe('no');
    expect(says(expressIn().get('/logout'))).toBe('yes');
  });

  it('by forgetting its name and password is seen by the empty header', () => {
    const header = (value: string) => ({ headers: { Authorization: value } });
    const told = story(SITE)
      .get('/')
      .calls('GET', '/api/auth', header('undefined'))
      .calls('GET', '/api/whoami', header(`Basic ${btoa('ada:analytical-engine')}`));

    expect(says(told)).toBe('yes');
    expect(says(told.calls('GET', '/api/auth', header('undefined')))).toBe('no');
  });
});
