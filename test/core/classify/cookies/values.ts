/** Values in the formats of real ones, made from a seed. None was ever issued by anybody. */
import { createHash } from 'node:crypto';

/** 6 January 2026, 09:11:12.345 UTC. */
export const NOW = 1_767_690_672_345;

const DIGITS = '0123456789';
const LOWER = 'abcdefghijklmnopqrstuvwxyz';
const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const ALPHABETS: Record<string, string> = {
  hex: `${DIGITS}abcdef`,
  HEX: `${DIGITS}ABCDEF`,
  dec: DIGITS,
  b36: DIGITS + LOWER,
  B36: DIGITS + UPPER,
  b62: DIGITS + LOWER + UPPER,
  b64: `${DIGITS + LOWER + UPPER}+/`,
  b64u: `${DIGITS + LOWER + UPPER}-_`,
};

/** What frameworks put together from several parts. */
const RECIPES: Record<string, string> = {
  express: 's%3A<b64u:32>.<b64:43>',
  laravel: '<b64of:{"iv":"kq0vQm8WfLr2Xb7N","value":"<b64:180>","mac":"<hex:64>","tag":""}>',
  flask: '.eJw<b64u:70>.aVx<b64u:3>.<b64u:27>',
  rails: '<b64:220>--<b64:16>--<b64:22>%3D%3D',
  wordpress: 'ada%7C<time>%7C<b62:43>%7C<hex:64>',
  jwe: 'eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..<b64u:16>.<b64u:380>.<b64u:22>',
  uuid: '<hex:8>-<hex:4>-4<hex:3>-a<hex:3>-<hex:12>',
};

const CLAIMS: Record<string, unknown> = {
  sub: '8f14e45f-ceea-467a-9a36-1d2c3b4a5f60',
  iss: 'https://login.example',
  exp: Math.floor(NOW / 1000) + 3_600,
  iat: Math.floor(NOW / 1000),
  id: 1742,
};

/** Makes text out of a template; two makers of one seed make the same. */
export const maker = (seed: string): ((template: string) => string) => {
  const random = randomOf(seed);
  const pick = (alphabet: string, length: number): string =>
    Array.from({ length }, () => alphabet[Math.floor(random() * alphabet.length)]).join('');

  const make = (template: string): string =>
    template
      .replace(/<b64of:((?:[^<>]|<[\w:,]+>)*)>/g, (_, text: string) =>
        encodeURIComponent(Buffer.from(make(text)).toString('base64')),
      )
      .replace(/<(\w+)(?::([\w,]+))?>/g, (whole, kind: string, argument = '') => part(kind, argument) ?? whole);

  const part = (kind: string, argument: string): string | undefined => {
    const alphabet = ALPHABETS[kind];
    if (alphabet !== undefined) return kind === 'dec' ? number(Number(argument)) : pick(alphabet, Number(argument));
    const recipe = RECIPES[kind];
    if (recipe !== undefined) return make(recipe);
    if (kind === 'md5')
      return createHash('md5')
        .update(seed.split(' ')[0] ?? '')
        .digest('hex');
    if (kind === 'time') return String(Math.floor(NOW / 1000) - Math.floor(random() * 1_000_000));
    if (kind === 'ms') return String(NOW - Math.floor(random() * 1_000_000_000));
    return kind === 'jwt' ? jwt(argument.split(',')) : undefined;
  };

  const number = (length: number): string => pick('123456789', 1) + pick(DIGITS, length - 1);

  const jwt = (claims: readonly string[]): string => {
    const payload = Object.fromEntries(claims.map((claim) => [claim, CLAIMS[claim] ?? pick(LOWER, 8)]));
    return `${segment({ alg: 'RS256', typ: 'JWT' })}.${segment(payload)}.${pick(ALPHABETS['b64u'] ?? '', 342)}`;
  };

  return make;
};

const segment = (content: unknown): string => Buffer.from(JSON.stringify(content)).toString('base64url');

/** Mulberry32: small, fast, and the same everywhere. */
const randomOf = (seed: string): (() => number) => {
  let state = createHash('sha256').update(seed).digest().readUInt32LE(0);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
};
