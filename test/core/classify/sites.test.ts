import { describe, expect, it } from 'vitest';
import { type Story, story } from '../../helpers/observations.ts';
import { about, credentialAt, judged } from './judged.ts';
import { FLAGS } from './stories.ts';
import { opaque, PASSWORD } from './values.ts';

const signsInTo = (site: string, ...cookies: string[]): Story =>
  story(site)
    .get('/login')
    .post('/login', PASSWORD)
    .sets(...cookies.map((name) => `${name}=${opaque(name)}; ${FLAGS}`))
    .redirects('/')
    .get('/account');

describe('a name that means something else on one site', () => {
  it('is a flag there, though it comes with the login', () => {
    expect(about(signsInTo('https://app.slack.com', 'd', 'd-s'), 'cookie:d-s')).toEqual(['other', 'opaque', false]);
    expect(about(signsInTo('https://app.example', 'd-s'), 'cookie:d-s')).toEqual(['session-id', 'opaque', true]);
  });

  it('is the session of the identity provider there, which yields to the application’s own', () => {
    expect(judged(signsInTo('https://acme.okta.com', 'sid', 'my_session')).decisive).toEqual([
      'session-id cookie:my_session',
    ]);
    expect(judged(signsInTo('https://app.example', 'sid', 'my_session')).decisive).toEqual(['session-id cookie:sid']);
  });

  it('names its stack there', () => {
    const report = signsInTo('https://app.slack.com', 'd').report();
    expect(credentialAt(report, 'cookie:d')?.issuerHint).toBe('slack');
  });
});
