import { describe, expect, it } from 'vitest';
import {
  hasTicketPath,
  logoutPath,
  mailedPath,
  oneTimeCodeField,
  passwordParameter,
  sessionParameter,
  tokenParameter,
} from '../../../src/core/knowledge/words.ts';

describe('parameters of addresses', () => {
  it.each([
    ['password', 'yes'],
    ['user[password]', 'yes'],
    ['Passwort', 'yes'],
    ['passwordHash', 'no'],
    ['resetPasswordToken', 'no'],
    ['pwd', 'maybe'],
    ['pass', 'maybe'],
    ['compass', 'no'],
  ])('%s: a password? %s', (name, answer) => {
    expect(passwordParameter(name)).toBe(answer);
  });

  it.each([
    ['JSESSIONID', true],
    ['ASP.NET_SessionId', true],
    ['PHPSESSID', true],
    ['sid', false],
    ['session', false],
  ])('%s is a session and nothing else: %s', (name, is) => {
    expect(sessionParameter(name)).toBe(is);
  });

  it('have a role by their whole name as well', () => {
    expect(tokenParameter('ASP.NET_SessionId')).toBe('session-id');
    expect(tokenParameter('data.access_token')).toBe('access-token');
  });

  it.each([
    ['/reset-password', true],
    ['/users/confirmation', true],
    ['/invite/accept', true],
    ['/magic-link', true],
    ['/account', false],
    ['/api/me', false],
    ['/presets', false],
  ])('%s is opened from a mail: %s', (path, is) => {
    expect(mailedPath(path)).toBe(is);
  });
});

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
