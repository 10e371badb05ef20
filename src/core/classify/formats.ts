import type { StateLocation } from '../report.ts';

/** Envelopes whose content is a mere id: the state stays on the server. All other sealed forms carry the state themselves. */
const SERVER_ENVELOPES = new Set(['express', 'laravel', 'wordpress', 'rails-signed-id']);
/** Sealed by a key of the server, used for both: nobody outside can tell. */
const UNDECIDED = new Set(['aspnetcore']);

export const stateOfFormat = (format: string): StateLocation => {
  if (format === 'jwt' || format === 'jwe') return 'client';
  if (!format.startsWith('sealed:')) return 'server';
  const name = format.slice('sealed:'.length);
  if (SERVER_ENVELOPES.has(name)) return 'server';
  return UNDECIDED.has(name) ? 'unknown' : 'client';
};
