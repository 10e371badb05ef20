/**
 * Is a token's signature made by the key that somebody pasted? Signature alone: an expired token may well be signed right.
 * Keys stay in this function's variables. Offline: no key is fetched, whatever the token's header asks for.
 */
import { compactVerify, errors, importJWK } from 'jose';
import { hmacToken, isSignedWith } from '../../core/check/weak-secret.ts';
import { decodeJose, readToken } from '../../core/observe/jose.ts';
import { type GivenKey, KeyProblem, readKey, type SecretIn } from './keys.ts';

export type Verified = { ok: true; signature: 'valid' | 'invalid'; note: string } | { ok: false; why: string };

/**
 * @param token a compact JWS
 * @param key JWK, JWKS, PEM (SPKI or X.509) or a shared secret
 * @param secretIn how the letters of a secret are to be read
 */
export const verifySignature = async (token: string, key: string, secretIn: SecretIn): Promise<Verified> => {
  const shape = decodeJose(token);
  if (shape === undefined) return refused('This is no JWT: it has not the three parts, or no readable header.');
  if (shape.kind === 'jwe') return refused('This token is encrypted; it has no signature to verify.');
  const { header } = readToken(shape);
  const alg = String(header['alg']);
  if (alg.toLowerCase() === 'none') return refused('This token is not signed (alg none): there is nothing to verify.');
  const kid = typeof header['kid'] === 'string' ? header['kid'] : undefined;
  try {
    const keys = await readKey(key, { alg, kid, secretIn });
    return await tryKeys(token, alg, keys);
  } catch (error) {
    return refused(error instanceof KeyProblem ? error.message : `The token could not be verified${reason(error)}.`);
  }
};

const tryKeys = async (token: string, alg: string, keys: readonly GivenKey[]): Promise<Verified> => {
  for (const given of keys) {
    if (await matches(token, alg, given))
      return { ok: true, signature: 'valid', note: `${given.called} made this signature (${alg}).` };
  }
  const [only] = keys;
  const called = keys.length === 1 && only !== undefined ? only.called : `None of the ${keys.length} keys that fit`;
  const verb = keys.length === 1 ? 'did not make' : 'made';
  return { ok: true, signature: 'invalid', note: `${called} ${verb} this signature (${alg}).` };
};

const matches = async (token: string, alg: string, given: GivenKey): Promise<boolean> => {
  if ('secret' in given) {
    const read = hmacToken(token);
    return read !== undefined && isSignedWith(read, given.secret);
  }
  const key = 'jwk' in given ? await imported(given, alg) : given.key;
  try {
    await compactVerify(token, key, { algorithms: [alg] });
    return true;
  } catch (error) {
    if (error instanceof errors.JWSSignatureVerificationFailed) return false;
    throw error;
  }
};

const imported = async ({ jwk, called }: Extract<GivenKey, { jwk: unknown }>, alg: string) => {
  try {
    return await importJWK(jwk, alg);
  } catch (error) {
    throw new KeyProblem(`${called} could not be read${reason(error)}.`);
  }
};

const refused = (why: string): Verified => ({ ok: false, why });

/** What a library says, as the end of a sentence of ours. */
const reason = (error: unknown): string => {
  const text = error instanceof Error ? error.message.replace(/\.$/, '').slice(0, 160) : '';
  return text === '' ? '' : `: ${text}`;
};
