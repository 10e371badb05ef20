/**
 * Names of algorithms as IANA's registry "JSON Object Signing and Encryption (JOSE)" spells them: RFC 7518, RFC 8037,
 * RFC 8812, RFC 9864 (fully-specified names), RFC 9964 (ML-DSA). Names are case-sensitive (RFC 7515 section 4.1.1).
 */
import { names } from './names.ts';

const SIGNING = names(`none HS256 HS384 HS512 RS256 RS384 RS512 PS256 PS384 PS512 ES256 ES384 ES512 ES256K EdDSA Ed25519
  Ed448 ML-DSA-44 ML-DSA-65 ML-DSA-87`);

const ENCRYPTING = names(`dir RSA1_5 RSA-OAEP RSA-OAEP-256 RSA-OAEP-384 RSA-OAEP-512 A128KW A192KW A256KW ECDH-ES
  ECDH-ES+A128KW ECDH-ES+A192KW ECDH-ES+A256KW A128GCMKW A192GCMKW A256GCMKW PBES2-HS256+A128KW PBES2-HS384+A192KW
  PBES2-HS512+A256KW`);

const byFolded = new Map([...SIGNING, ...ENCRYPTING].map((name) => [name.toLowerCase(), name]));

/** The registered name that differs from `alg` in case alone; undefined where it is spelt right, or is another one. */
export function rightSpelling(alg: string): string | undefined {
  const registered = byFolded.get(alg.toLowerCase());
  return registered === alg ? undefined : registered;
}

/**
 * Octets of a signature whose length its algorithm fixes: r and s (RFC 7518 section 3.4, RFC 8812 section 3.2), EdDSA
 * (RFC 8032). With two of them, `alg` does not say which curve it is.
 */
const signatureOctets = new Map<string, readonly number[]>([
  ['ES256', [64]],
  ['ES256K', [64]],
  ['ES384', [96]],
  ['ES512', [132]],
  ['Ed25519', [64]],
  ['Ed448', [114]],
  ['EdDSA', [64, 114]],
]);

export const octetsOf = (alg: string): readonly number[] | undefined => signatureOctets.get(alg);
