/** Signatures with a shared secret (RFC 7518, 3.2). */
export type HmacAlgorithm = 'HS256' | 'HS384' | 'HS512';

export const isHmac = (alg: unknown): alg is HmacAlgorithm => alg === 'HS256' || alg === 'HS384' || alg === 'HS512';
