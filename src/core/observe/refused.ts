/** Set-Cookie lines that come to nothing: the server believes in a cookie that no browser keeps. */
import { splitCookie } from '../knowledge/chunks.ts';
import { chunkName } from '../knowledge/names.ts';
import { shownName } from './names.ts';
import type { Fingerprint, RefusedSetCookie } from './observation.ts';
import { cookieSize, MAX_NAME_AND_VALUE, parseSetCookie } from './set-cookie.ts';
import { shapeOf } from './shape.ts';
import { keptPath } from './url.ts';

/** Within five percent of the limit the next claim or role breaks the login. */
const NEAR = Math.ceil(MAX_NAME_AND_VALUE * 0.95);
const MAX_OCTETS_PER_CHARACTER = 3;
const MAX_REFUSED = 20;

/**
 * The lines that browsers refuse, by name, shape and reason (RFC 6265bis sections 5.6 and 5.7), and cookies that are
 * nearly too large. Lines that take a cookie away are left out: they set nothing that could be blamed.
 *
 * Says what the rules are, not what this browser did: Safari keeps SameSite=None without Secure.
 */
export function refusedCookies(
  lines: readonly string[],
  context: { url: string; at: number },
  fingerprint: Fingerprint,
): RefusedSetCookie[] {
  return lines.flatMap((line) => troubleWith(line, context, fingerprint) ?? []).slice(0, MAX_REFUSED);
}

/** Most lines are short, promise nothing, and are not read a second time. */
const MAY_BE_REFUSED = /^\s*__(?:host|http|secure)-|;\s*samesite\s*=\s*none/i;

function troubleWith(
  line: string,
  context: { url: string; at: number },
  fingerprint: Fingerprint,
): RefusedSetCookie | undefined {
  const mayBeLarge = line.length * MAX_OCTETS_PER_CHARACTER >= NEAR;
  if (!mayBeLarge && !MAY_BE_REFUSED.test(line)) return undefined;

  const { name, value, size } = cookieSize(line);
  if (name === '' || value === '') return undefined;
  const parsed = parseSetCookie(line, context);
  if (parsed?.deletes === true) return undefined;

  const about = { name: shownName(name), shape: shapeOf(value, fingerprint) };
  if (size > MAX_NAME_AND_VALUE) return { ...about, why: 'too-large', size };
  if (parsed === undefined) return undefined;

  const attributes = { ...parsed.attributes, path: keptPath(parsed.attributes.path) };
  if (parsed.refusal !== undefined) return { ...about, ...parsed.refusal, attributes };
  return size < NEAR || isPiece(name) ? undefined : { ...about, why: 'nearly-too-large', size, attributes };
}

/** Who splits a cookie fills each piece on purpose. */
function isPiece(name: string): boolean {
  const piece = chunkName(name);
  if (piece === undefined) return false;
  return piece.separator === 'C' || splitCookie(`${piece.base}${piece.separator}0`) !== undefined;
}
