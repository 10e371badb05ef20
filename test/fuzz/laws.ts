/** What must hold whatever comes in. Plain comparisons: `expect` would cost more than the parsers. */
import type { Mark, SeenValue, ValueShape } from '../../src/core/observe/observation.ts';
import { tokenLike } from '../../src/core/observe/shape.ts';

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

const FORMAT = /^(?:empty|text|opaque|composite|jwt|jwe|basic|digest|negotiate|key-id|unseen|sealed:[a-z0-9-]{1,30})$/;
const HASH = /^[0-9a-f]{32}$/;
const KINDS = new Set('secret public refresh id'.split(' '));
/** What a shape says beside the token: fingerprints, numbers, words of ours, and four characters. */
const OF_A_PART =
  'fingerprint length entropyBits format masked token inner prefix trivial says serverKey content'.split(' ');
/** Parts and pieces are of the whole, and a part has neither. */
const OF_THE_WHOLE = [...OF_A_PART, 'parts', 'chunk'];

export const mustBeShape = (shape: ValueShape, members: readonly string[] = OF_THE_WHOLE): void => {
  for (const name of Object.keys(shape)) must(members.includes(name), `a shape has no ${name} here`);
  must(HASH.test(shape.fingerprint), 'a fingerprint is a hash');
  must(shape.inner === undefined || HASH.test(shape.inner), 'what is inside is a hash');
  must(FORMAT.test(shape.format), `${shape.format} is a format`);
  must(/^•{4}$|^…/.test(shape.masked) && [...shape.masked].length <= 5, 'at most four characters are visible');
  must(shape.masked.isWellFormed(), 'no half of a pair is visible');
  must(Number.isInteger(shape.length) && shape.length >= 0, 'the length is a whole number');
  must(shape.entropyBits >= 0 && shape.entropyBits <= 4_096, 'the entropy is bounded');
  must(shape.prefix === undefined || KINDS.has(shape.prefix), 'a prefix tells one of four kinds');
  must(shape.trivial === undefined || shape.trivial === true, 'trivial is what is trivial');
  const mayBeNumber = shape.format === 'text' && shape.length >= 8 && shape.length <= 13;
  must(shape.trivial === true || mayBeNumber || !('says' in shape), 'flags and numbers alone say something');
  must(shape.trivial === undefined || typeof shape.says === 'boolean', 'each flag says something');
  if (shape.chunk !== undefined) mustBeChunk(shape.chunk);
  if (shape.parts !== undefined) mustBeParts(shape.parts);
  mustBeJson(shape);
  if (shape.token === undefined) return;
  must(shape.token.header.length <= 8_192 && (shape.token.claims?.length ?? 0) <= 8_192, 'a kept token is small');
  must(typeof JSON.parse(shape.token.header).alg === 'string', 'a kept header has an alg');
  if (shape.token.claims !== undefined) mustBeJson(JSON.parse(shape.token.claims), 'claims');
};

const mustBeChunk = (chunk: NonNullable<ValueShape['chunk']>): void => {
  must(Object.keys(chunk).join() === 'of,own', 'a piece tells whose it is, and itself');
  must(chunk.of !== '' && chunk.of.length <= 256, 'pieces share a name');
  must(HASH.test(chunk.own), 'a piece is a hash');
};

const mustBeParts = (parts: NonNullable<ValueShape['parts']>): void => {
  must(parts.length > 0 && parts.length <= 6, 'there are parts, and not too many');
  for (const part of parts) {
    must(Object.keys(part).join() === 'path,shape', 'a part is a shape at a place');
    must(part.path.length <= 200, 'a path is short');
    must(!part.path.split('.').some(tokenLike), 'no member of a path is a secret');
    mustBeShape(part.shape, OF_A_PART);
  }
};

export const mustBeValues = (values: readonly SeenValue[], limit: number): void => {
  must(values.length <= limit, `there are ${limit} values at most`);
  for (const { name, scheme = '', application, shape } of values) {
    must(name.length <= 128, 'names are short');
    must(scheme.length <= 40 && scheme === scheme.toLowerCase(), 'a scheme is a short word in lower case');
    must(application === undefined || application === true, 'it is an application, or nothing is said');
    mustBeShape(shape);
  }
};

const MARKS: ReadonlySet<string> = new Set<Mark>([
  ...(['oauth-code', 'oauth-implicit', 'oauth-par', 'oauth-jar', 'oauth-device', 'oauth-exchange'] as const),
  ...(['oidc', 'saml', 'ws-federation', 'cas', 'webauthn', 'fedcm', 'dpop', 'dpop-nonce'] as const),
  ...(['signed-request', 'device-bound-session', 'mtls-hint', 'socket'] as const),
]);

export const mustBeMarks = (marks: readonly Mark[]): void => {
  must(new Set(marks).size === marks.length, 'each mark once');
  for (const mark of marks) must(MARKS.has(mark), `${mark} is a mark`);
};
