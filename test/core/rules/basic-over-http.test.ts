import rule from '../../../src/core/rules/basic-over-http.ts';
import { bearer, httpAuth, sentTo, session } from '../../helpers/facts.ts';
import { ruleCases } from '../../helpers/rule-cases.ts';

const open = 'http://app.example';
const basic = bearer({ format: 'basic', role: 'login' });

ruleCases(rule, {
  pass: [
    ['Basic over https', { httpAuth: [httpAuth()] }],
    ['Basic that a script sends over https', { credentials: [basic] }],
  ],
  fail: [
    [
      'Basic over plain http',
      { httpAuth: [httpAuth({ origin: open })] },
      [{ subject: 'app.example', severity: 'high', confidence: 'certain' }],
    ],
    [
      'a scheme in capitals',
      { httpAuth: [httpAuth({ origin: open, scheme: 'BASIC' })] },
      [{ subject: 'app.example', severity: 'high' }],
    ],
    [
      'Basic that a script sends over plain http',
      { credentials: [basic], plainHttp: [{ credential: 'c1', origin: open }] },
      [{ subject: 'app.example', severity: 'high', credential: 'c1' }],
    ],
    [
      'one origin once',
      {
        credentials: [basic],
        httpAuth: [httpAuth({ origin: open }), httpAuth({ origin: open, credential: 'c1' })],
        plainHttp: [{ credential: 'c1', origin: open }],
      },
      [{ subject: 'app.example', severity: 'high', credential: 'c1' }],
    ],
  ],
  notApplicable: [
    ['a site without Basic', { credentials: [session()], plainHttp: [{ credential: 'c1', origin: open }] }],
    ['a challenge that nobody answered', { httpAuth: [httpAuth({ origin: open, answered: false })] }],
    ['Digest, which does not send the password', { httpAuth: [httpAuth({ origin: open, scheme: 'digest' })] }],
    [
      'localhost',
      {
        httpAuth: [httpAuth({ origin: 'http://localhost:8080' })],
        credentials: [bearer({ format: 'basic', sentTo: [sentTo({ origin: 'http://[::1]:8080' })] })],
      },
    ],
  ],
  // The scheme of a request is always seen.
  unknown: [],
});
