/** What must hold whatever comes in. Plain comparisons: `expect` would cost more than the parsers. */
import type { ValueShape } from '../../src/core/observe/observation.ts';

export function must(holds: boolean, law: string): asserts holds {
  if (!holds) throw new Error(`broken: ${law}`);
}

/** As JSON gives it back: no undefined, no NaN, no -0, no instances. `name` is the member that is looked at. */
export const mustBeJson = (value: unknown, name = 'the output'): void => {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return;
  if (typeof value === 'number') {
    must(Number.isFinite(value) && !Object.is(value, -0), `${name} is a number that JSON has`);
    return;
  }
  must(typeof value === 'object', `${name} is JSON`);
  const prototype = Object.getPrototypeOf(value);
  must(prototype === Object.prototype || prototype === Array.prototype, `${name} is a plain object`);
  for (const [each, member] of Object.entries(value)) mustBeJson(member, each);
};

/** The size of the output, in characters of JSON. */
export const mustBeSmall = (value: unknown, limit: number): void => {
  const size = JSON.stringify(value)?.length ?? 0;
  must(size <= limit, `the output has ${limit} characters at most, and not ${size}`);
};

const FORMAT = /^(?:empty|text|opaque|jwt|jwe|basic|digest|negotiate|sealed:[a-z0-9-]{1,30})$/;
/** What a shape says beside the token: a fingerprint, numbers, words of ours, and four characters. */
const MEMBERS = new Set('fingerprint length entropyBits format masked token inner trivial serverKey'.split(' '));

export const mustBeShape = (shape: ValueShape): void => {
  for (const name of Object.keys(shape)) must(MEMBERS.has(name), `a shape has no ${name}`);
  must(/^[0-9a-f]{32}$/.test(shape.fingerprint), 'a fingerprint is a hash');
  must(shape.inner === undefined || /^[0-9a-f]{32}$/.test(shape.inner), 'what is inside is a hash');
  must(FORMAT.test(shape.format), `${shape.format} is a format`);
  must(/^•{4}$|^…/.test(shape.masked) && [...shape.masked].length <= 5, 'at most four characters are visible');
  must(shape.masked.isWellFormed(), 'no half of a pair is visible');
  must(Number.isInteger(shape.length) && shape.length >= 0, 'the length is a whole number');
  must(shape.entropyBits >= 0 && shape.entropyBits <= 4_096, 'the entropy is bounded');
  mustBeJson(shape);
  if (shape.token === undefined) return;
  must(shape.token.header.length <= 8_192 && (shape.token.claims?.length ?? 0) <= 8_192, 'a kept token is small');
  must(typeof JSON.parse(shape.token.header).alg === 'string', 'a kept header has an alg');
  if (shape.token.claims !== undefined) mustBeJson(JSON.parse(shape.token.claims), 'claims');
};
