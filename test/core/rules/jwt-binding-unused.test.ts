import type { Credential } from '../../../src/core/report.ts';
import type { Attachment } from '../../../src/core/rules/facts-tokens.ts';
import rule from '../../../src/core/rules/jwt-binding-unused.ts';
import { bearer, decoded, ORIGIN, session } from '../../helpers/facts.ts';
import { ruleCases } from '../../helpers/rule-cases.ts';

const subject = 'authorization header';
const attached = (changes: Partial<Attachment> = {}): Attachment => ({
  credential: 'c1',
  scheme: 'bearer',
  origin: ORIGIN,
  proof: false,
  accepted: true,
  ...changes,
});
const bound = (attachments: Attachment[], cnf: unknown = { jkt: 'thumb' }, changes: Partial<Credential> = {}) => ({
  credentials: [bearer({ token: decoded({ claims: { cnf } }), ...changes })],
  attachments,
});
const { accepted: _, ...unanswered } = attached();

ruleCases(rule, {
  pass: [
    ['a proof each time', bound([attached({ scheme: 'dpop', proof: true })])],
    ['a bare token that is refused, as it should be', bound([attached({ accepted: false })])],
  ],
  fail: [
    [
      'a bound token that is let in without a proof',
      bound([attached()]),
      [
        {
          subject,
          severity: 'medium',
          credential: 'c1',
          evidence: [
            'The claims of authorization header bind it to a key (cnf.jkt).',
            'app.example let it in as bearer and without a DPoP proof.',
          ],
        },
      ],
    ],
    [
      'one API of two that does not ask for the proof',
      bound([attached({ scheme: 'dpop', proof: true }), attached({ scheme: '', origin: 'https://api.app.example' })]),
      [{ subject, severity: 'medium' }],
    ],
  ],
  notApplicable: [
    ['a site without tokens', { credentials: [session()], attachments: [attached()] }],
    ['a token that is not bound', { credentials: [bearer()], attachments: [attached()] }],
    ['a token that is bound to a connection, which nobody sees', bound([attached()], { 'x5t#S256': 'thumb' })],
    ['a token that is bound by another protocol', bound([attached()], { jwk: {} })],
    ['a cnf that is none', bound([attached()], null)],
    ['a bound token that was not attached', bound([])],
    ['a header with another token', bound([attached({ credential: 'c2' })])],
    ['an API key', bound([attached()], undefined, { role: 'api-key' })],
  ],
  unknown: [
    ['a request without an answer', bound([unanswered])],
    ['a token that goes now with a proof and now without', bound([unanswered, { ...unanswered, proof: true }])],
  ],
});
