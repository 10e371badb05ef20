import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { findSecret, hmacToken, isSignedWith } from '../../../src/core/check/weak-secret.ts';
import { weakSecrets } from '../../../src/core/knowledge/weak-secrets.ts';

const octets = (text: string): Uint8Array => new TextEncoder().encode(text);
const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

const signed = (key: string | Buffer, alg = 'HS256', claims: unknown = { sub: 'ada' }): string => {
  const input = `${part({ alg, typ: 'JWT' })}.${part(claims)}`;
  return `${input}.${createHmac(`sha${alg.slice(2)}`, key)
    .update(input)
    .digest('base64url')}`;
};

/** RFC 7515, appendix A.1.1. */
const RFC =
  'eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';

const found = (token: string, secrets: readonly string[]): unknown => {
  const read = hmacToken(token);
  const hit = read && findSecret(read, secrets.map(octets));
  return hit && [new TextDecoder().decode(hit.secret), hit.as];
};

describe('the search for a secret', () => {
  it.each(['HS256', 'HS384', 'HS512'])('finds the secret of %s', (alg) => {
    expect(found(signed('hunter2', alg), ['a', 'hunter2', 'b'])).toEqual(['hunter2', 'text']);
    expect(found(signed('hunter3', alg), ['a', 'hunter2', 'b'])).toBeUndefined();
  });

  it('agrees with RFC 7515, appendix A.1, whose key is written in base64url', () => {
    const key = 'AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow';
    expect(found(RFC, [key])).toEqual([key, 'base64']);
  });

  it('tries a secret as text before it tries it as base64', () => {
    const secret = Buffer.from('a secret of sorts').toString('base64');
    expect(found(signed(secret), [secret])).toEqual([secret, 'text']);
    expect(found(signed('a secret of sorts'), [secret])).toEqual([secret, 'base64']);
  });

  it('takes short words for words alone', () => {
    expect(found(signed(Buffer.from('secretse', 'base64')), ['secretse'])).toBeUndefined();
  });

  it('takes the empty secret for one', () => {
    expect(found(signed(''), ['a', ''])).toEqual(['', 'text']);
  });

  it('takes octets as they are, whatever their encoding', () => {
    const latin1 = Buffer.from('gehëim', 'latin1');
    const read = hmacToken(signed(latin1));
    expect(read && isSignedWith(read, latin1)).toBe(true);
    expect(read && isSignedWith(read, octets('gehëim'))).toBe(false);
  });

  it.each([
    ['', 'nothing'],
    ['www.e30.com', 'no token'],
    [signed('a').replace(/\.[^.]*$/, '.'), 'no signature'],
    [`${signed('a')}A`, 'a signature that is too long'],
    [signed('a').slice(0, -4), 'a signature that is too short'],
    [`${part({ alg: 'ES256' })}.${part({})}.${'A'.repeat(43)}`, 'another algorithm'],
    [`${part({ alg: 'toString' })}.${part({})}.${'A'.repeat(43)}`, 'a name from the prototype'],
    [`${part({ alg: 'HS256', enc: 'A128GCM' })}.${part({})}.a.a.${'A'.repeat(43)}`, 'an encrypted token'],
  ])('does not begin with %j: %s', (token) => {
    expect(hmacToken(token)).toBeUndefined();
  });
});

describe('the list of well-known secrets', () => {
  it('has at least 300, each once', () => {
    expect(new Set(weakSecrets).size).toBe(weakSecrets.length);
    expect(weakSecrets.length).toBeGreaterThanOrEqual(300);
  });

  it.each(['', 'secret', 'changeme', 'your-256-bit-secret', 'a-string-secret-at-least-256-bits-long', 'shhhhh'])(
    'finds %j',
    (secret) => {
      expect(found(signed(secret), weakSecrets)).toEqual([secret, 'text']);
    },
  );

  it('does not find one that was drawn at random', () => {
    expect(found(signed('q0v8Jm2bT5xWz7RkLp3NcYfHsAeDgUi1'), weakSecrets)).toBeUndefined();
  });
});
