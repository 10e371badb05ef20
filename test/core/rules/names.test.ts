import { describe, expect, it } from 'vitest';
import { credentialName, durationName, listOf, requestName } from '../../../src/core/rules/names.ts';
import { bearer, cookie, credential, DAY, HOUR, MINUTE, stored } from '../../helpers/facts.ts';

describe('names', () => {
  it('call a credential by where it is kept rather than by how it travels', () => {
    const { carriers } = bearer();

    expect(credentialName(credential({ carriers: [...carriers, cookie()] }))).toBe('connect.sid');
    expect(credentialName(stored('localStorage'))).toBe('auth.access_token');
    expect(credentialName(bearer())).toBe('authorization header');
  });

  it('call a credential without a place by its role', () => {
    expect(credentialName(credential({ carriers: [] }))).toBe('session id');
  });

  it('name the host of a request only where it is not the site’s own', () => {
    expect(requestName('POST', 'https://app.example/a', 'app.example')).toBe('POST /a');
    expect(requestName('POST', 'https://api.example/a', 'app.example')).toBe('POST api.example/a');
  });

  it.each([
    [30 * DAY, '30 days'],
    [DAY + 12 * HOUR, '36 hours'],
    [15 * MINUTE, '15 minutes'],
    [MINUTE, '60 seconds'],
    [1000, '1 second'],
  ])('tell %d ms as %s', (milliseconds, name) => expect(durationName(milliseconds)).toBe(name));

  it.each([
    [[], ''],
    [['a'], 'a'],
    [['a', 'b'], 'a and b'],
    [['a', 'b', 'c'], 'a, b and c'],
  ])('list %j as %j', (words, text) => expect(listOf(words)).toBe(text));
});
