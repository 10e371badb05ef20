import { describe, expect, it } from 'vitest';
import { hasTicketPath, logoutPath, oneTimeCodeField } from '../../../src/core/knowledge/words.ts';

describe('oneTimeCodeField', () => {
  it.each([
    'otp',
    'otp_attempt',
    'user[otp]',
    'data.mfaCode',
    'verificationCode',
    'verification_code',
    'twoFactorCode',
    '2fa',
    'totp-token',
    'one_time_password',
    'passcode',
  ])('knows %s', (name) => {
    expect(oneTimeCodeField(name)).toBe(true);
  });

  it.each([
    'code',
    'country_code',
    'zipCode',
    'couponCode',
    'option',
    'laptop',
    'barcode',
    'code_challenge',
    `otp${'x'.repeat(300)}`,
  ])('leaves %.40s alone', (name) => {
    expect(oneTimeCodeField(name)).toBe(false);
  });
});

describe('hasTicketPath', () => {
  it.each([
    '/auth/verify',
    '/verify-email/',
    '/sso',
    '/saml/acs',
    '/login/callback',
    '/users/magic-link',
    '/login/two-factor',
    '/signin',
  ])('knows %s', (path) => {
    expect(hasTicketPath(path)).toBe(true);
  });

  it.each(['/', '/cart/coupon', '/magically', '/tokens-of-love', '/ss0'])('leaves %s alone', (path) => {
    expect(hasTicketPath(path)).toBe(false);
  });
});

it.each(['/connect/endsession', '/oauth2/end_session', '/protocol/openid-connect/logout'])('%s signs out', (path) => {
  expect(logoutPath(path)).toBe(true);
});
