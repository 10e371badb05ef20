/** What happened on two healthy sites, step by step. */
import type { Step } from '../../src/core/report.ts';
import { MINUTE, NOW, SITE } from './times.ts';

const step = (change: Partial<Step> & Pick<Step, 'kind' | 'from' | 'to' | 'text'>): Step => ({
  at: NOW - 9 * MINUTE,
  ...change,
});

export const sessionStory: Step[] = [
  step({
    kind: 'login-submitted',
    from: 'browser',
    to: 'server',
    text: 'You submitted the login form.',
    method: 'POST',
    url: `${SITE}/login`,
  }),
  step({
    kind: 'credential-issued',
    from: 'server',
    to: 'browser',
    text: 'The server answered with a session id, `connect.sid`.',
    credential: 'c-session',
  }),
  step({
    kind: 'credential-kept',
    from: 'browser',
    to: 'browser',
    text: 'The browser kept it in the cookie jar, out of reach of scripts.',
  }),
  step({
    kind: 'credential-sent',
    from: 'browser',
    to: 'server',
    text: 'It goes along with each request by itself.',
    count: 42,
    at: NOW - 4000,
  }),
  step({
    kind: 'credential-checked',
    from: 'server',
    to: 'server',
    text: 'The server looks up who holds the ticket.',
    at: NOW - 4000,
  }),
];

export const tokenStory: Step[] = [
  step({
    kind: 'login-submitted',
    from: 'browser',
    to: 'provider',
    text: 'You signed in at `login.example`.',
    url: 'https://login.example/authorize',
  }),
  step({
    kind: 'credential-issued',
    from: 'provider',
    to: 'page',
    text: 'The provider gave the page an access token.',
    method: 'POST',
    url: 'https://login.example/oauth/token',
  }),
  step({ kind: 'credential-kept', from: 'page', to: 'page', text: 'The page kept it in localStorage.' }),
  step({
    kind: 'credential-sent',
    from: 'page',
    to: 'server',
    text: 'A script adds it to each request to `api.shop.example`.',
    count: 128,
  }),
  step({
    kind: 'credential-checked',
    from: 'server',
    to: 'server',
    text: 'The server checks the signature and asks nobody.',
  }),
  step({
    kind: 'credential-refused',
    from: 'server',
    to: 'page',
    text: 'A request was refused: the token had expired.',
    count: 2,
  }),
  step({
    kind: 'logout-requested',
    from: 'browser',
    to: 'server',
    text: 'You asked to sign out.',
    method: 'POST',
    url: `${SITE}/logout`,
  }),
  step({ kind: 'credential-cleared', from: 'page', to: 'page', text: 'The page deleted its token.' }),
];
