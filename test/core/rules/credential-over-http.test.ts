import rule from '../../../src/core/rules/credential-over-http.ts';
import { bearer, login, sentTo, session, site } from '../../helpers/facts.ts';
import { ruleCases } from '../../helpers/rule-cases.ts';

const open = 'http://app.example';
const here = 'http://localhost:3000';
const plainHttp = [{ credential: 'c1', origin: open }];

ruleCases(rule, {
  pass: [
    ['a session over https', { credentials: [session()] }],
    ['a login over https', { logins: [login()] }],
    [
      'a credential that goes to this machine as well',
      {
        credentials: [session()],
        plainHttp: [{ credential: 'c1', origin: 'http://127.0.0.1:8080' }],
      },
    ],
  ],
  fail: [
    [
      'a session over plain http',
      { credentials: [session()], plainHttp },
      [{ subject: 'connect.sid', severity: 'high', confidence: 'certain', credential: 'c1' }],
    ],
    [
      'a login over plain http',
      { logins: [login({ url: `${open}/login` })] },
      [{ subject: 'POST /login', severity: 'high' }],
    ],
    [
      'a refused login as well, since the password went all the same',
      { logins: [login({ url: `${open}/login`, outcome: 'refused' })] },
      [{ subject: 'POST /login', severity: 'high' }],
    ],
    [
      'one login once, however often it was tried',
      { logins: [login({ url: `${open}/login` }), login({ url: `${open}/login` })] },
      [{ subject: 'POST /login', severity: 'high' }],
    ],
    [
      'a login at another host under its name',
      { logins: [login({ url: 'http://sso.example/in' })] },
      [{ subject: 'POST sso.example/in', severity: 'high' }],
    ],
    [
      'a credential once with all its origins',
      {
        credentials: [bearer()],
        plainHttp: [...plainHttp, ...plainHttp, { credential: 'c1', origin: 'http://api.example' }],
      },
      [
        {
          subject: 'authorization header',
          severity: 'high',
          evidence: ['It was sent to http://app.example.', 'It was sent to http://api.example.'],
        },
      ],
    ],
  ],
  notApplicable: [
    ['a site without credentials', {}],
    [
      'a site on localhost',
      {
        site: site({ scheme: 'http', local: true, host: 'localhost' }),
        credentials: [session({}, { sentTo: [sentTo({ origin: here })] })],
        logins: [login({ url: `${here}/login` })],
        plainHttp: [{ credential: 'c1', origin: here }],
      },
    ],
    ['a CSRF token', { credentials: [session({}, { role: 'csrf-token' })], plainHttp }],
    ['an analytics or load-balancer cookie', { credentials: [session({}, { role: 'other' })], plainHttp }],
    ['a public API key', { credentials: [bearer({ role: 'api-key' })], plainHttp }],
    ['Basic, of which another rule speaks', { credentials: [bearer({ format: 'basic', role: 'login' })], plainHttp }],
    ['a login that was only announced', { logins: [login({ how: 'set-login', url: `${open}/` })] }],
  ],
  // The scheme of a request is always seen.
  unknown: [],
});
