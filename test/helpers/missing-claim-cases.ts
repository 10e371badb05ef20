/** The cases of the rules about a claim that a JWT should have. */
import type { Credential } from '../../src/core/report.ts';
import type { Rule } from '../../src/core/rules/rule.ts';
import { bearer, decoded, NOW, sentTo, session } from './facts.ts';
import { ruleCases } from './rule-cases.ts';

const subject = 'authorization header';
const saying = (claims: Record<string, unknown>, changes: Partial<Credential> = {}) => ({
  credentials: [bearer({ token: decoded({ claims }), ...changes })],
});
const { claims: _, ...sealed } = decoded({ kind: 'jwe' });
const token = decoded();
const inCookie = (attributes = {}, changes: Partial<Credential> = {}) =>
  session({ name: 'jwt', ...attributes }, { format: 'jwt', token, ...changes });

export const missingClaimCases = (rule: Rule, claim: 'aud' | 'iss'): void =>
  ruleCases(rule, {
    pass: [
      ['a token that says it', saying({ [claim]: 'https://api.example' })],
      [
        'an encrypted token beside one that says it',
        { credentials: [bearer({ token: sealed }), ...saying({ [claim]: 'x' }).credentials] },
      ],
      [
        'a token too large to be kept whole',
        { credentials: [bearer({ token: decoded({ issues: ['claims-truncated'] }) })] },
      ],
    ],
    fail: [
      ['a token that does not say it', { credentials: [bearer()] }, [{ subject, severity: 'low', credential: 'c1' }]],
      ['a token that says nothing by it', saying({ [claim]: '' }), [{ subject, severity: 'low' }]],
      ['an empty list', saying({ [claim]: [] }), [{ subject, severity: 'low' }]],
      ['null', saying({ [claim]: null }), [{ subject, severity: 'low' }]],
      [
        'a token that was never sent as information',
        saying({}, { decisive: false, sentTo: [] }),
        [{ subject, severity: 'info' }],
      ],
      [
        'a session that one host sets for itself as information',
        { credentials: [inCookie()] },
        [{ subject: 'jwt', severity: 'info' }],
      ],
      [
        'a cookie for all hosts of a domain',
        { credentials: [inCookie({ hostOnly: false })] },
        [{ subject: 'jwt', severity: 'low' }],
      ],
      [
        'a cookie that goes to two origins',
        { credentials: [inCookie({}, { sentTo: [sentTo(), sentTo({ origin: 'https://app.example:8443' })] })] },
        [{ subject: 'jwt', severity: 'low' }],
      ],
    ],
    notApplicable: [
      ['a site without tokens', { credentials: [session()] }],
      ['a refresh token, which its issuer alone reads', saying({}, { role: 'refresh-token', decisive: false })],
      ['an API key', saying({}, { role: 'api-key' })],
      ['a login’s transaction', saying({}, { role: 'state' })],
      ['a proof', { credentials: [bearer({ token: decoded({ header: { typ: 'kb+jwt' } }) })] }],
      ['a token that the verdict has left behind', saying({}, { gone: NOW, decisive: false })],
    ],
    unknown: [['an encrypted token', { credentials: [bearer({ token: sealed })] }]],
  });
