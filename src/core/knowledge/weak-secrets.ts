/**
 * Secrets that everybody knows: tried against an HS256, HS384 or HS512 signature when the user asks for it. A token of
 * which none is the secret may still be signed with a weak one. Loaded with the check, and by nothing else.
 */
import { shippedSecrets } from './weak-secrets-shipped.ts';
import { placeholderSecrets } from './weak-secrets-words.ts';

/** The empty one comes from a setting that was never set. */
export const weakSecrets: readonly string[] = ['', ...placeholderSecrets, ...shippedSecrets];
