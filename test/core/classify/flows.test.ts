import { describe, expect, it } from 'vitest';
import { joinPlaces } from '../../../src/core/classify/join.ts';
import { timelineOf } from '../../../src/core/classify/timeline.ts';
import type { Mechanism } from '../../../src/core/report.ts';
import { type Ask, type Story, story } from '../../helpers/observations.ts';
import { about, judged } from './judged.ts';
import { FLAGS, SITE } from './stories.ts';
import { adas, bearer, NOON, opaque, token } from './values.ts';

const IDP = 'https://idp.example';
const NEW = `sid=${opaque('sid')}; ${FLAGS}`;
const home = (): Story => story(SITE).get('/');
/** The site's own server sends the browser to a provider. */
const sendsTo = (query: string, path = '/authorize'): Story =>
  home()
    .get('/login')
    .answers(302, { Location: `${IDP}${path}?${query}` });
const posts = (path: string, fields: string[], ask: Ask = {}): Story => home().post(path, { fields, ...ask });

const flows = (told: Story): Mechanism[] =>
  judged(told).mechanisms.filter((each) => /oauth|oidc|saml|webauthn/.test(each));
const codes = (told: Story): string[] => told.report().verdict.evidence.map(({ code }) => code);
const logins = (told: Story): string[] => {
  const { facts, tally } = told.state();
  return timelineOf(facts, joinPlaces(facts, tally)).logins.map(({ how, outcome }) => `${how} ${outcome}`);
};

const client = 'client_id=app&redirect_uri=https%3A%2F%2Fapp.example%2Fcb';
const state = `state=${opaque('state')}`;
const code = `code=${opaque('code')}`;
const requestObject = token({ client_id: 'app', response_type: 'code', scope: 'openid email', exp: NOON + 60 });

describe('OAuth and OpenID Connect', () => {
  it.each<[title: string, story: () => Story, mechanisms: Mechanism[]]>([
    ['a request for a code', () => sendsTo(`${client}&response_type=code&${state}`), ['oauth-code']],
    ['a request for a code with PKCE', () => sendsTo(`${client}&response_type=code&code_challenge=x`), ['oauth-code']],
    [
      'a request for an identity',
      () => sendsTo(`${client}&response_type=code&scope=openid+email`),
      ['oauth-code', 'oidc'],
    ],
    ['a request for a token', () => sendsTo(`${client}&response_type=token`), ['oauth-implicit']],
    ['a request for both tokens', () => sendsTo(`${client}&response_type=id_token+token`), ['oauth-implicit', 'oidc']],
    [
      'a request for an ID token alone',
      () => sendsTo(`${client}&response_type=id_token&response_mode=form_post`),
      ['oidc'],
    ],
    ['the hybrid flow', () => sendsTo(`${client}&response_type=code%20id_token`), ['oauth-code', 'oidc']],
    ['a request object', () => sendsTo(`client_id=app&request=${requestObject}`), ['oauth-code', 'oidc']],
    [
      'a request on the way',
      () => home().get(`/authorize?${client}&response_type=code&scope=openid`),
      ['oauth-code', 'oidc'],
    ],
    ['a code that comes back', () => home().get(`/cb?${code}&${state}`), ['oauth-code']],
    ['a code that comes back in a form', () => posts('/cb', ['code', 'state']), ['oauth-code']],
    ['an ID token in a form', () => posts('/cb', ['id_token', 'state']), ['oidc']],
    ['Sign in with Google', () => posts('/cb', ['credential', 'g_csrf_token']), ['oidc']],
    [
      'a code that is turned into tokens',
      () => posts('/token', ['grant_type', 'code', 'code_verifier']),
      ['oauth-code'],
    ],
    ['discovery', () => home().calls('GET', `${IDP}/.well-known/openid-configuration`), ['oidc']],
    [
      'a token in the address of the page',
      () => home().shows(`/cb#access_token=${adas('1')}&${state}`),
      ['oauth-implicit'],
    ],
    ['an ID token there', () => home().shows(`/cb#id_token=${adas('1')}&${state}`), ['oidc']],
    ['a code there', () => home().shows(`/cb#${state}&session_state=x&${code}`), ['oauth-code']],
    [
      'a token in a redirect',
      () =>
        home()
          .get('/login')
          .answers(302, { Location: `/cb#access_token=${adas('1')}&token_type=bearer` }),
      ['oauth-implicit'],
    ],
    ['nothing of it: a page', () => home().get('/about'), []],
    ['nothing of it: a postal code', () => home().get('/shops?code=10001&state=NY'), []],
    ['nothing of it: an address', () => posts('/address', ['street', 'city', 'state', 'code']), []],
    ['nothing of it: a promotion', () => home().get(`/?${code}`), []],
    ['nothing of it: a client id alone', () => home().calls('GET', '/api?client_id=app'), []],
    ['nothing of it: a refusal that comes back', () => home().get(`/cb?error=access_denied&${state}`), []],
    ['nothing of it: a refresh', () => posts('/token', ['grant_type', 'refresh_token']), []],
    [
      "nothing of it: somebody else's frame",
      () => home().get(`${IDP}/authorize?${client}&response_type=code`, { resource: 'frame', initiator: IDP }),
      [],
    ],
    [
      "nothing of it: a redirect in somebody else's frame",
      () =>
        home()
          .get(`${IDP}/widget`, { resource: 'frame' })
          .answers(302, { Location: `${IDP}/authorize?${client}&response_type=code` }),
      [],
    ],
    ['nothing of it: a place in the page', () => home().shows('/docs#code-and-state'), []],
  ])('are told by %s', (_title, told, mechanisms) => {
    expect(flows(told())).toEqual(mechanisms.toSorted());
  });

  it.each<[title: string, story: () => Story, code: string]>([
    [
      'a request that was pushed',
      () => sendsTo('client_id=app&request_uri=urn:ietf:params:oauth:request_uri:abc'),
      'oauth-par',
    ],
    ['a request object', () => sendsTo(`client_id=app&request=${requestObject}`), 'oauth-jar'],
    ['a request object elsewhere', () => sendsTo(`client_id=app&request_uri=${IDP}%2Fr`), 'oauth-jar'],
    ['a device', () => posts('/token', ['grant_type', 'device_code', 'client_id']), 'oauth-device'],
    ['an exchange', () => posts('/token', ['grant_type', 'subject_token']), 'oauth-exchange'],
    [
      'the browser as go-between',
      () => posts('/fedcm', ['account_id'], { headers: { 'Sec-Fetch-Dest': 'webidentity' } }),
      'fedcm',
    ],
  ])('leave a line of evidence for %s', (_title, told, expected) => {
    expect(codes(told())).toContain(expected);
    expect(codes(home())).not.toContain(expected);
  });

  it('name the place, and no value', () => {
    const [line] = sendsTo(`${client}&response_type=code&${state}`)
      .report()
      .verdict.evidence.filter(({ code: each }) => each === 'oauth-code');

    expect(line).toEqual({
      code: 'oauth-code',
      text: 'An authorization code is asked for or handed over (OAuth 2.0): /login',
      weight: 0,
    });
  });
});

describe('a login by the implicit flow', () => {
  const accessToken = adas('1');
  const landed = (): Story => home().get('/cb').shows(`/cb#access_token=${accessToken}&${state}`);

  it('is accepted once the page uses the token, which the page has cleaned from its address', () => {
    const told = landed().stores('token', accessToken).calls('GET', '/api/me', bearer(accessToken));

    expect(logins(told)).toEqual(['oauth-implicit accepted']);
    expect(judged(told)).toEqual({
      kind: 'token',
      state: 'client',
      carriers: ['header'],
      mechanisms: ['bearer-jwt', 'oauth-implicit'],
      signedIn: 'yes',
      sure: 'confirmed',
      decisive: ['access-token localStorage:token'],
    });
    expect(told.report().credentials[0]).toMatchObject({
      issuedBy: { how: 'redirect' },
      carriers: [{ where: 'localStorage' }, { where: 'header' }, { where: 'fragment', name: 'access_token' }],
    });
    expect(told.report().story.map(({ text }) => text)[0]).toBe(
      'The identity provider sent you back with a token in the address.',
    );
  });

  it('stays open while nothing comes of it', () => {
    expect(logins(landed())).toEqual(['oauth-implicit unknown']);
  });

  it('is one login, however often the address is looked at', () => {
    const again = `/cb#access_token=${accessToken}&${state}`;

    expect(logins(landed().shows(again).shows(again))).toHaveLength(1);
    expect(logins(landed().shows(`/cb#access_token=${adas('2')}&${state}`))).toHaveLength(2);
  });

  it('shows in the redirect as well, and is one login then too', () => {
    const address = `/cb#access_token=${accessToken}&token_type=bearer`;
    const told = home().get('/idp').redirects(address, 302).shows(address);

    expect(logins(told)).toHaveLength(1);
  });

  it('is none of the provider that hands the token out', () => {
    const told = home()
      .get('/authorize')
      .answers(302, { Location: `https://client.example/cb#access_token=${accessToken}` });

    expect(logins(told)).toEqual([]);
    expect(judged(told)).toMatchObject({ kind: 'none', mechanisms: ['oauth-implicit'], decisive: [] });
  });

  it('keeps nothing of the token', () => {
    expect(JSON.stringify(landed().observations())).not.toContain(accessToken.slice(-12));
  });
});

describe('SAML, and what is like it', () => {
  it.each<[title: string, story: () => Story, mechanisms: Mechanism[], logins: string[]]>([
    ['a request by redirect', () => sendsTo(`SAMLRequest=${opaque('r')}&RelayState=x`, '/sso'), ['saml'], []],
    ['a request by form', () => posts('/sso', ['SAMLRequest', 'RelayState']), ['saml'], []],
    [
      'a response',
      () => posts('/acs', ['SAMLResponse', 'RelayState']).sets(NEW).redirects('/'),
      ['saml'],
      ['saml accepted'],
    ],
    [
      'an artifact',
      () =>
        home()
          .get(`/acs?SAMLart=${opaque('a')}`)
          .sets(NEW)
          .redirects('/'),
      ['saml'],
      ['saml accepted'],
    ],
    ['the answer to a logout', () => home().get(`/slo?SAMLResponse=${opaque('r')}`), ['saml'], []],
    ['WS-Federation, asking', () => sendsTo('wa=wsignin1.0&wtrealm=urn%3Aapp', '/wsfed'), ['saml'], []],
    [
      'WS-Federation, answering',
      () => posts('/wsfed', ['wa', 'wresult', 'wctx']).sets(NEW).redirects('/'),
      ['saml'],
      ['saml accepted'],
    ],
    ['a relay state alone', () => posts('/form', ['RelayState']), [], []],
    ['a field called wa', () => posts('/form', ['wa']), [], []],
  ])('%s', (_title, told, mechanisms, expected) => {
    expect(flows(told())).toEqual(mechanisms);
    expect(logins(told())).toEqual(expected);
  });

  it.each([
    ['CAS', `/app?ticket=ST-1-${opaque('t').slice(0, 20)}`, ['cas accepted']],
    ['a ticket of some other kind', `/app?ticket=${opaque('t')}`, ['link unknown']],
  ])('a hand-over by %s is no OAuth', (_title, path, expected) => {
    const told = home().get(path, { initiator: 'https://cas.example' }).sets(NEW).redirects('/app', 302);

    expect(logins(told)).toEqual(expected);
    expect(flows(told)).toEqual([]);
  });
});

describe('WebAuthn', () => {
  const answer = ['id', 'rawId', 'type', 'response', 'clientDataJSON', 'signature'];

  it('is a login where an assertion is sent', () => {
    const told = home()
      .calls('POST', '/webauthn/login', { fields: [...answer, 'authenticatorData'] })
      .sets(NEW);

    expect(judged(told)).toMatchObject({
      kind: 'session',
      signedIn: 'yes',
      mechanisms: ['session-cookie', 'webauthn'],
    });
    expect(logins(told)).toEqual(['webauthn accepted']);
  });

  it('is no login where a passkey is made', () => {
    const told = home().calls('POST', '/webauthn/new', { fields: [...answer, 'attestationObject'] });

    expect(flows(told)).toEqual(['webauthn']);
    expect(logins(told)).toEqual([]);
  });

  it('is not there for a signature alone', () => {
    expect(flows(home().calls('POST', '/sign', { fields: ['signature', 'clientDataJSON'] }))).toEqual([]);
  });
});

describe('the token of an identity provider', () => {
  it('in an address is one of an address, and no code', () => {
    const told = home().get(`/cb?id_token=${adas('1')}&${state}`);

    expect(about(told, 'query:id_token')?.[0]).toBe('id-token');
  });
});
