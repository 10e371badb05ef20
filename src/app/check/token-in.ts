import { findTokens } from '../../core/observe/find-tokens.ts';
import { decodeJose } from '../../core/observe/jose.ts';
import { normaliseSecret } from '../../core/observe/secret.ts';

/** The token that a live value is, or that lies in it: in a scheme, in quotes, in a framework's signature, in JSON. */
export const tokenIn = (value: string): string | undefined => {
  const bare = normaliseSecret(value);
  return decodeJose(bare) === undefined ? findTokens(bare, 1)[0]?.token : bare;
};
