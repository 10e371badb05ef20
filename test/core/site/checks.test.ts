import { describe, expect, it } from 'vitest';
import type { TokenCheckSeen } from '../../../src/core/site/seen.ts';
import { CAPS } from '../../../src/core/site/state.ts';
import { print, type Story, story } from '../../helpers/observations.ts';

const SITE = 'https://app.example';
const checks = (told: Story): Record<string, TokenCheckSeen> => told.state().facts.tokenChecks;
const checkOf = (told: Story, token = 'a'): TokenCheckSeen | undefined => checks(told)[print(token)];

describe('checks of a token', () => {
  it('are kept by its fingerprint', () => {
    const told = story(SITE).tells('a', { tried: 9, complete: true }).tells('b', { signature: 'invalid' });
    expect(checkOf(told)).toMatchObject({ knownSecret: false, tried: 9, complete: true });
    expect(checkOf(told, 'b')).toMatchObject({ signature: 'invalid', tried: 0, complete: false });
  });

  it('add up: what is known stays known', () => {
    const told = story(SITE)
      .tells('a', { tried: 500, complete: true })
      .tells('a', { knownSecret: true, list: 'file', signature: 'valid', tried: 90 })
      .tells('a', { tried: 20 });
    expect(checkOf(told)).toMatchObject({
      knownSecret: true,
      list: 'file',
      signature: 'valid',
      tried: 500,
      complete: true,
    });
  });

  it('believe the latest key', () => {
    const told = story(SITE).tells('a', { signature: 'invalid' }).tells('a', { signature: 'valid' });
    expect(checkOf(told)?.signature).toBe('valid');
    expect(checkOf(told.tells('a', { signature: 'invalid' }))?.signature).toBe('invalid');
  });

  it('make room for the one that is asked for now', () => {
    const told = story(SITE);
    for (let n = 0; n <= CAPS.tokenChecks; n += 1) told.tells(`${n}`, {});
    expect(Object.keys(checks(told))).toHaveLength(CAPS.tokenChecks);
    expect(checkOf(told, '0')).toBeUndefined();
    expect(checkOf(told, `${CAPS.tokenChecks}`)).toBeDefined();
    expect(told.state().tally.dropped).toBe(1);
  });
});
