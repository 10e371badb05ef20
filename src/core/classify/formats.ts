import type { StateLocation } from '../report.ts';

/** Envelopes around a mere id: the state stays on the server. All other sealed forms carry the state themselves. */
const SERVER_ENVELOPES = new Set(['express', 'fastify', 'laravel', 'spring-session', 'wordpress']);
/** Sealed by a key of the server, and used for both: nobody outside can tell. */
const UNDECIDED = new Set(['authjs-csrf', 'gorilla', 'hono', 'oauth2-proxy']);

/**
 * Where the state lives that a value of this format stands for.
 * @param name of the cookie: ASP.NET Core seals its session's key and its sign-in ticket alike (Data Protection)
 */
export const stateOfFormat = (format: string, name = ''): StateLocation => {
  if (format === 'jwt' || format === 'jwe') return 'client';
  // Nobody saw the value; or it has fields, which may say it all or only where to look.
  if (format === 'unseen' || format === 'composite') return 'unknown';
  if (!format.startsWith('sealed:')) return 'server';
  const seal = format.slice('sealed:'.length);
  if (seal === 'aspnetcore') return /session/i.test(name) ? 'server' : 'client';
  if (SERVER_ENVELOPES.has(seal)) return 'server';
  return UNDECIDED.has(seal) ? 'unknown' : 'client';
};

/** True if each answer may seal it anew, with the same content or another: a new value says nothing of a new login. */
export const isSealedAnew = (format: string, name = ''): boolean =>
  format === 'sealed:laravel' || (format.startsWith('sealed:') && stateOfFormat(format, name) !== 'server');
