import rule from '../../../src/core/rules/session-id-short.ts';
import { anonymous, bearer, cookie, credential, NOW, session } from '../../helpers/facts.ts';
import { ruleCases } from '../../helpers/rule-cases.ts';

const short = { length: 8, entropyBits: 32, format: 'text' };
const uuid = { length: 36, entropyBits: 128 };
const subject = 'connect.sid';
const BOUND = 'What one value shows is an upper bound; how it is made cannot be seen.';

ruleCases(rule, {
  pass: [
    ['a long id', { credentials: [session()] }],
    ['128 bits to the bit', { credentials: [session({}, { length: 32, entropyBits: 128 })] }],
  ],
  fail: [
    [
      'an id that cannot hold 64 bits',
      { credentials: [session({}, short)] },
      [
        {
          subject,
          severity: 'medium',
          confidence: 'firm',
          evidence: [
            'connect.sid has 8 characters: even if all of them are random, that is 32 bits at most.',
            BOUND,
            'OWASP asks for 64 bits at least.',
          ],
        },
      ],
    ],
    [
      'an id below the 128 bits of ASVS, as a note',
      { credentials: [session({}, { length: 24, entropyBits: 124 })] },
      [{ subject, severity: 'info' }],
    ],
    [
      '64 bits to the bit, as a note',
      { credentials: [session({}, { length: 16, entropyBits: 64 })] },
      [{ subject, severity: 'info' }],
    ],
    [
      'a UUID, of which six bits are fixed',
      { credentials: [session({}, uuid)] },
      [
        {
          subject,
          severity: 'info',
          evidence: [
            'connect.sid has 36 characters: even if all of them are random, that is 122 bits at most.',
            BOUND,
            'ASVS asks for 128 bits.',
          ],
        },
      ],
    ],
    [
      'an anonymous session one step lower',
      { credentials: [session({}, short)], verdict: anonymous },
      [{ subject, severity: 'low', confidence: 'tentative' }],
    ],
    [
      'a short id beside another short one',
      {
        credentials: [session({}, short), session({ name: 'b' }, { ...short, id: 'c2' })],
      },
      [
        { subject: 'b', severity: 'medium' },
        { subject, severity: 'medium' },
      ],
    ],
    [
      'a Flask session with the line to paste',
      { credentials: [session({}, { ...short, issuerHint: 'flask' })] },
      [{ subject, severity: 'medium', fix: 'app.config["SESSION_ID_LENGTH"] = 32' }],
    ],
  ],
  notApplicable: [
    ['a JWT', { credentials: [bearer({ role: 'session-id' })] }],
    ['a signed id', { credentials: [session({}, { ...short, format: 'sealed:express' })] }],
    [
      'an id with its signature in a cookie beside it',
      {
        credentials: [
          session({}, short),
          credential({ id: 'c2', role: 'other', decisive: false, carriers: [cookie({ name: 'connect.sid.sig' })] }),
        ],
      },
    ],
    [
      'data, of which another rule tells',
      {
        credentials: [session({}, short)],
        readableContents: [{ credential: 'c1', kind: 'user-data', members: ['user'] }],
      },
    ],
    ['a session that nothing rests on', { credentials: [session({}, { ...short, decisive: false })] }],
    ['another role', { credentials: [session({}, { ...short, role: 'access-token' })] }],
    ['a credential that was left behind', { credentials: [session({}, { ...short, gone: NOW, decisive: false })] }],
  ],
  unknown: [
    [
      'a short id beside a long secret',
      { credentials: [session({}, short), session({ name: 'token' }, { id: 'c2' })] },
    ],
  ],
});
