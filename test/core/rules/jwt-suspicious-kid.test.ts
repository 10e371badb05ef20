import { describe, expect, test } from 'vitest';
import type { Credential } from '../../../src/core/report.ts';
import rule from '../../../src/core/rules/jwt-suspicious-kid.ts';
import { runRules } from '../../../src/core/rules/run.ts';
import { bearer, decoded, facts, session } from '../../helpers/facts.ts';
import { ruleCases } from '../../helpers/rule-cases.ts';

const subject = 'authorization header';
const named = (kid: unknown, changes: Partial<Credential> = {}, claims = {}) => ({
  credentials: [bearer({ token: decoded({ header: { alg: 'ES256', kid }, claims }), ...changes })],
});

ruleCases(rule, {
  pass: [
    ['a number', named('1')],
    ['a UUID', named('0f8fad5b-d9cb-469f-a165-70867728950e')],
    ['a thumbprint', named('NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs')],
    [
      'a thumbprint as URN',
      named('urn:ietf:params:oauth:jwk-thumbprint:sha-256:NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs'),
    ],
    ['base64, which has slashes', named('/k3y+aB/9xQ//etcZ==')],
    ['a key of AWS KMS', named('arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab')],
    ['a key of Google Cloud KMS', named('projects/p/locations/global/keyRings/r/cryptoKeys/k/cryptoKeyVersions/1')],
    ['a key of Azure Key Vault', named('https://shop.vault.azure.net/keys/signing/78deebed173b48e48f55abf87ed4cf71')],
    [
      'a certificate of a Google service account',
      named('https://www.googleapis.com/robot/v1/metadata/x509/a@b.iam.gserviceaccount.com'),
    ],
    ['an address of the site', named('https://login.app.example/jwks.json#1')],
    ['an address of the issuer', named('https://id.example/keys/1', {}, { iss: 'https://id.example' })],
    ['a DID', named('did:web:example.com#key-1')],
    ['a name with a space and an @', named('signing key @2026')],
    ['words of SQL in a name', named('select-or-drop-union-table')],
  ],
  fail: [
    [
      'a way up through folders',
      named('../../../dev/null'),
      [
        {
          subject,
          severity: 'medium',
          confidence: 'firm',
          evidence: ['The kid in the header of authorization header holds a way up through folders.'],
        },
      ],
    ],
    [
      'an address of another site',
      named('https://evil.example/key'),
      [{ subject, severity: 'medium', confidence: 'tentative' }],
    ],
    [
      'a token that was never sent as information',
      named("x'--", { decisive: false, sentTo: [] }),
      [{ subject, severity: 'info' }],
    ],
  ],
  notApplicable: [
    ['a site without tokens', { credentials: [session()] }],
    ['a token without kid', { credentials: [bearer()] }],
    ['a kid that is no text', named(7)],
    ['a login’s transaction', named('../x', { role: 'state' })],
    ['an API key', named('../x', { role: 'api-key' })],
  ],
  // The header of a token is always readable.
  unknown: [],
});

describe('what a kid may be besides a name', () => {
  const judge = (kid: string) => runRules(facts(named(kid)), [rule]).findings[0]?.evidence[0]?.split(' holds ')[1];

  test.each([
    ['..\\..\\windows\\win.ini', 'a way up through folders.'],
    ['%2e%2e%2fetc%2fpasswd', 'a way up through folders.'],
    ['..%2Fkey', 'a way up through folders.'],
    ['/dev/null', 'a path of a file system.'],
    ['/etc/passwd', 'a path of a file system.'],
    ['file:///etc/passwd', 'a path of a file system.'],
    ['C:\\Users\\key', 'a path of a file system.'],
    ['keys/2026.pem', 'a path to a file.'],
    ["1' OR '1'='1", 'a quotation mark or a bracket.'],
    ['key"', 'a quotation mark or a bracket.'],
    ['`id`', 'a quotation mark or a bracket.'],
    ['<script>', 'a quotation mark or a bracket.'],
    ['key;id', 'what a shell reads as a command.'],
    ['$(id)', 'what a shell reads as a command.'],
    ['a||b', 'what a shell reads as a command.'],
    ['1 union select 2', 'SQL.'],
    ['1 OR 1=1', 'SQL.'],
    ['key\u0000', 'a control character.'],
    ['key\nid', 'a control character.'],
    ['http://169.254.169.254/latest', 'an address of another site.'],
    ['ldap://evil.example/x', 'an address of another site.'],
  ])('%j is %s', (kid, what) => {
    expect(judge(kid)).toBe(what);
  });

  test.each(['/'.repeat(50_000), `${'a/'.repeat(20_000)}x.pe`, 'select '.repeat(10_000), '..'.repeat(30_000)])(
    'a huge one costs nothing (%#)',
    (kid) => {
      const start = performance.now();
      judge(kid);
      expect(performance.now() - start).toBeLessThan(100);
    },
  );
});
