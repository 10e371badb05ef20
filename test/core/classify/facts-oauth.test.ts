/** From what the browser did to what the rules about OAuth say of it. */
import { describe, expect, it } from 'vitest';
import type { Severity } from '../../../src/core/report.ts';
import { type Story, story } from '../../helpers/observations.ts';

const APP = 'https://app.example';
const FORM = { 'Content-Type': 'application/x-www-form-urlencoded' };
const AT_HOME = { ...FORM, Authorization: `Basic ${Buffer.from('ada:lovelace').toString('base64')}` };

const authorize = (host: string, more = ''): string =>
  `https://${host}/authorize?client_id=web&response_type=code&state=s${more}`;
const signsIn = (told: Story, url: string): Story =>
  told.get('/login').redirects(url).redirects(`${APP}/cb?code=abc&state=s`);
const changesCode = (told: Story, host: string, more = ''): Story =>
  told.calls('POST', `https://${host}/token`, { headers: FORM, body: `grant_type=authorization_code&code=abc${more}` });
const says = (told: Story, rule: string): (Severity | string | undefined)[] => {
  const { findings, checks } = told.report();
  const severities = findings.filter((finding) => finding.rule === rule).map(({ severity }) => severity);
  return severities.length > 0 ? severities : [checks.find((check) => check.rule === rule)?.outcome];
};

describe('who changes the code', () => {
  it('is the page', () => {
    expect(
      says(changesCode(signsIn(story(APP), authorize('idp.example')), 'idp.example'), 'oauth-without-pkce'),
    ).toEqual(['medium']);
  });

  it('is a server, as far as can be seen', () => {
    expect(says(signsIn(story(APP), authorize('idp.example')), 'oauth-without-pkce')).toEqual(['low']);
    const refreshed = signsIn(story(APP), authorize('idp.example')).calls('POST', 'https://idp.example/token', {
      headers: FORM,
      body: 'grant_type=refresh_token&refresh_token=abc',
    });
    expect(says(refreshed, 'oauth-without-pkce')).toEqual(['low']);
  });

  it('is the page with a verifier: PKCE is in use, though the request was not seen', () => {
    const told = changesCode(signsIn(story(APP), authorize('idp.example')), 'idp.example', '&code_verifier=v');
    expect(says(told, 'oauth-without-pkce')).toEqual(['pass']);
  });

  it('shows although the server has its endpoints on two domains', () => {
    const told = changesCode(signsIn(story(APP), authorize('accounts.idp.example')), 'tokens.example');
    expect(says(told, 'oauth-without-pkce')).toEqual(['medium']);
  });

  it('is told for each of two servers', () => {
    const told = signsIn(signsIn(story(APP), authorize('idp.example')), authorize('other.example'));
    expect(says(changesCode(told, 'idp.example'), 'oauth-without-pkce')).toEqual(['medium', 'low']);
  });
});

describe('a flow', () => {
  const challenge = '&code_challenge=c&code_challenge_method=S256';

  it('is of one client at one server, on whichever of its hosts and paths', () => {
    const repeated = story(APP)
      .get('/login')
      .redirects(authorize('idp.example', challenge))
      .redirects('https://login.idp.example/consent?client_id=web&response_type=code');
    expect(says(repeated, 'oauth-without-pkce')).toEqual(['pass']);
  });

  it('is another one for another client', () => {
    const told = signsIn(story(APP), authorize('idp.example', challenge)).get('/admin');
    told.redirects('https://idp.example/authorize?client_id=admin&response_type=code&state=s');
    expect(says(told, 'oauth-without-pkce')).toEqual(['low']);
  });

  it('is not told by the order of its members in a record', () => {
    const told = signsIn(story(APP), authorize('idp.example', '&redirect_uri=https%3A%2F%2Fapp.example%2Fcb'));
    told.redirects('https://idp.example/again?client_id=web&response_type=code');
    const [finding] = told.report().findings.filter(({ rule }) => rule === 'oauth-without-pkce');
    expect(finding?.subject).toBe('idp.example/authorize');
    expect(finding?.evidence).toContain('The answer goes to /cb.');
  });
});

describe('a Basic login at the token endpoint', () => {
  const asks = (told: Story, headers: Record<string, string>): Story =>
    told.calls('POST', '/token', { headers, body: 'grant_type=refresh_token&refresh_token=abc' });

  it('is the client’s', () => {
    expect(says(asks(story(APP).get('/'), AT_HOME), 'oauth-client-secret-in-browser')).toEqual(['high']);
  });

  it('is the user’s where the browser was asked for it', () => {
    const told = story(APP).get('/').answers(401, { 'WWW-Authenticate': 'Basic realm="a"' });
    expect(says(asks(told, AT_HOME), 'oauth-client-secret-in-browser')).toEqual(['pass']);
  });

  it('is the user’s where it opens pages, too', () => {
    const told = story(APP).get('/', { headers: { Authorization: AT_HOME.Authorization } });
    expect(says(asks(told, AT_HOME), 'oauth-client-secret-in-browser')).toEqual(['pass']);
  });

  it('says nothing about another origin', () => {
    const told = story(APP).get('/').answers(401, { 'WWW-Authenticate': 'Basic realm="a"' });
    told.calls('POST', 'https://idp.example/token', { headers: AT_HOME, body: 'grant_type=client_credentials' });
    expect(says(told, 'oauth-client-secret-in-browser')).toEqual(['high']);
  });
});
