import { decodeJose, readToken } from '../observe/jose.ts';

/** The header of a compact token, undefined if the text is none. */
export const headerOf = (token: string): Record<string, unknown> | undefined => {
  const shape = decodeJose(token);
  return shape === undefined ? undefined : readToken(shape).header;
};
