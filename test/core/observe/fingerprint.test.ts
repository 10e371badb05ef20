import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fingerprintWith } from '../../../src/core/observe/fingerprint.ts';

const key = (byte: number, length = 32): Uint8Array => new Uint8Array(length).fill(byte);
const print = fingerprintWith(key(1));

describe('a fingerprint', () => {
  it('is 128 bits in hex', () => {
    expect(print('secret')).toMatch(/^[0-9a-f]{32}$/);
  });

  it('is equal for equal values and for no others', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (one, two) => {
        expect(print(one) === print(two)).toBe(one.toWellFormed() === two.toWellFormed());
      }),
      { numRuns: 500 },
    );
  });

  it('of the same value is another one with another key', () => {
    expect(fingerprintWith(key(2))('secret')).not.toBe(print('secret'));
    expect(fingerprintWith(key(1, 16))('secret')).not.toBe(print('secret'));
  });

  it('is keyed BLAKE2s (RFC 7693), cut to 16 bytes by its own parameter', () => {
    // Python: hashlib.blake2s(b'secret', key=b'\x01' * 32, digest_size=16).hexdigest()
    expect(print('secret')).toBe('495b996f4b5da269f24ac8167c34d266');
  });

  it.each([
    ['nothing', ''],
    ['half a pair', '\ud800'],
    ['a coat', '🧥'],
    ['much', 'x'.repeat(100_000)],
  ])('is made of %s as well', (_title, value) => {
    expect(print(value)).toHaveLength(32);
  });
});
