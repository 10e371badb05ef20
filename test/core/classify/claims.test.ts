import { describe, expect, it } from 'vitest';
import { anonymousClaims, roleOfClaims, userClaims } from '../../../src/core/classify/claims.ts';

type Claims = Record<string, unknown>;

describe('claims', () => {
  it.each<[Claims]>([
    [{ role: 'anon' }],
    [{ is_anonymous: true }],
    [{ isGuest: true }],
    [{ guest: true }],
    [{ anonymous: true }],
    [{ firebase: { sign_in_provider: 'anonymous' } }],
  ])('%j are nobody’s', (claims) => {
    expect(anonymousClaims(claims)).toBe(true);
    expect(userClaims({ ...claims, sub: 'a', exp: 1 })).toBe(false);
  });

  it.each<[Claims | undefined]>([
    [undefined],
    [{}],
    [{ role: 'authenticated', is_anonymous: false, guest: 'no', firebase: null }],
    [{ firebase: { sign_in_provider: 'password' } }],
    [{ firebase: 'anonymous' }],
  ])('%j do not say that they are nobody’s', (claims) => {
    expect(anonymousClaims(claims)).toBe(false);
  });

  it.each<[Claims, boolean]>([
    [{ sub: 'a', exp: 1 }, true],
    [{ preferred_username: 'a', exp: 1 }, true],
    [{ sub: 'a' }, false],
    [{ exp: 1 }, false],
  ])('%j name a user: %s', (claims, expected) => {
    expect(userClaims(claims)).toBe(expected);
  });

  it.each<[Claims | undefined, string | undefined]>([
    [{ nonce: 'n' }, 'id-token'],
    [{ at_hash: 'h' }, 'id-token'],
    [{ token_use: 'id' }, 'id-token'],
    [{ token_use: 'access' }, undefined],
    [{ typ: 'Refresh' }, 'refresh-token'],
    [{ type: 'refresh' }, 'refresh-token'],
    [{ typ: 'Bearer' }, undefined],
    [undefined, undefined],
  ])('%j are of an %s', (claims, role) => {
    expect(roleOfClaims(claims)).toBe(role);
  });
});
