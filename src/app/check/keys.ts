/** Pasted text → the keys to try. Each text that is none says in one sentence what is wrong with it, and where. */
import { type CryptoKey, importSPKI, importX509, type JWK } from 'jose';
import { isHmac } from '../../core/check/algorithms.ts';
import { decodeBytes } from '../../core/observe/base64.ts';

export type SecretIn = 'text' | 'base64';

/** `called` begins the sentence that says what came of it. */
export type GivenKey = { called: string } & ({ secret: Uint8Array } | { jwk: JWK } | { key: CryptoKey });

export interface Asked {
  /** Of the token's header. */
  alg: string;
  kid: string | undefined;
  secretIn: SecretIn;
}

/** Its message is one whole sentence for the user. */
export class KeyProblem extends Error {}

const MAX_KEY = 262_144;
const MAX_KEYS = 100;

/** @throws KeyProblem */
export const readKey = async (text: string, asked: Asked): Promise<GivenKey[]> => {
  const trimmed = text.trim();
  if (trimmed === '') throw new KeyProblem('Paste a key or a secret first.');
  if (trimmed.length > MAX_KEY) throw new KeyProblem('The key is longer than 256 KiB, which no key is.');
  if (!(isHmac(asked.alg) || Object.hasOwn(NEEDS, asked.alg)))
    throw new KeyProblem(
      `The token says alg ${asked.alg.slice(0, 40)}, which is no signature that can be verified here.`,
    );
  if (trimmed.startsWith('{') || trimmed.startsWith('[')) return ofJson(trimmed, asked);
  if (/^-{3,}\s*BEGIN/.test(trimmed)) return [await ofPem(trimmed, asked.alg)];
  return [ofSecret(text, asked)];
};

// --- which key an algorithm needs (RFC 7518 3.1, RFC 8037, RFC 9864)

interface Need {
  kty: string;
  crv?: string;
  plain: string;
}

const RSA: Need = { kty: 'RSA', plain: 'an RSA key' };
const onCurve = (kty: string, crv: string): Need => ({ kty, crv, plain: `an ${kty} key on ${crv}` });

const NEEDS: Readonly<Record<string, Need>> = {
  RS256: RSA,
  RS384: RSA,
  RS512: RSA,
  PS256: RSA,
  PS384: RSA,
  PS512: RSA,
  ES256: onCurve('EC', 'P-256'),
  ES384: onCurve('EC', 'P-384'),
  ES512: onCurve('EC', 'P-521'),
  EdDSA: onCurve('OKP', 'Ed25519'),
  Ed25519: onCurve('OKP', 'Ed25519'),
};

const SECRET: Need = { kty: 'oct', plain: 'a shared secret' };

const needOf = (alg: string): Need => (isHmac(alg) ? SECRET : (NEEDS[alg] ?? RSA));

const mismatch = (alg: string, found: string): KeyProblem =>
  new KeyProblem(`The token says ${alg}, which needs ${needOf(alg).plain}; this is ${found}.`);

// --- JSON

const ofJson = (text: string, asked: Asked): GivenKey[] => {
  const json = parsed(text);
  if (isRecord(json) && Array.isArray(json['keys'])) return fromSet(json['keys'], asked);
  if (isRecord(json) && typeof json['kty'] === 'string') return [ofJwk(json, asked.alg, 'This key')];
  throw new KeyProblem('This JSON is neither a JWK (it has no "kty") nor a JWKS (it has no list "keys").');
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (error) {
    const place = /position (\d+)|line (\d+) column (\d+)/.exec(error instanceof Error ? error.message : '')?.[0];
    throw new KeyProblem(`The key begins like JSON, but is none${place === undefined ? '' : ` (at ${place})`}.`);
  }
};

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** By the token's `kid`; without one, all keys that fit its algorithm are tried. */
const fromSet = (keys: readonly unknown[], { alg, kid }: Asked): GivenKey[] => {
  const all = keys.filter(isRecord).slice(0, MAX_KEYS);
  if (all.length === 0) throw new KeyProblem('The key set is empty.');
  if (kid !== undefined) {
    const named = all.filter((key) => key['kid'] === kid);
    if (named.length === 0)
      throw new KeyProblem(`The key set has no key with the token’s id ${quoted(kid)}${others(all)}.`);
    return named.map((key) => ofJwk(key, alg, `The key ${quoted(kid)}`));
  }
  const fitting = all.filter((key) => fits(key, alg));
  if (fitting.length === 0) throw new KeyProblem(`No key of the set fits ${alg}, which needs ${needOf(alg).plain}.`);
  return fitting.map((key) =>
    ofJwk(key, alg, typeof key['kid'] === 'string' ? `The key ${quoted(key['kid'])}` : 'The key of the set'),
  );
};

const others = (keys: readonly Record<string, unknown>[]): string => {
  const ids = keys.flatMap(({ kid }) => (typeof kid === 'string' ? [quoted(kid)] : [])).slice(0, 3);
  return ids.length === 0 ? '; its keys have no ids' : `; it has ${ids.join(', ')}${keys.length > 3 ? ', …' : ''}`;
};

const quoted = (text: string): string => `"${text.length > 40 ? `${text.slice(0, 40)}…` : text}"`;

const fits = ({ kty, crv, alg: own, use }: Record<string, unknown>, alg: string): boolean => {
  const need = needOf(alg);
  const isFor = own === undefined || own === alg || need.crv === 'Ed25519';
  return kty === need.kty && (need.crv === undefined || crv === need.crv) && isFor && use !== 'enc';
};

const ofJwk = (jwk: Record<string, unknown>, alg: string, called: string): GivenKey => {
  const { kty, crv, alg: own, use, d, k } = jwk;
  const need = needOf(alg);
  const found =
    typeof crv === 'string' ? `of kty ${quoted(String(kty))} on ${quoted(crv)}` : `of kty ${quoted(String(kty))}`;
  if (kty !== need.kty || (need.crv !== undefined && crv !== need.crv)) throw mismatch(alg, `a key ${found}`);
  if (use === 'enc') throw new KeyProblem(`${called} is for encryption ("use": "enc"), not for signatures.`);
  if (typeof own === 'string' && !fits(jwk, alg))
    throw new KeyProblem(`${called} is for ${quoted(own)}, and the token says ${alg}.`);
  if (kty === 'oct') {
    const secret = typeof k === 'string' ? decodeBytes(k) : undefined;
    if (secret === undefined) throw new KeyProblem(`${called} has no "k" in base64url.`);
    return { called, secret };
  }
  if (d !== undefined) throw privateKey;
  return { called, jwk: jwk as JWK };
};

const privateKey = new KeyProblem(
  'This is a private key. A signature is verified with the public one: paste that, and keep this one to yourself.',
);

// --- PEM (RFC 7468)

const ofPem = async (text: string, alg: string): Promise<GivenKey> => {
  const label = /^-----BEGIN ([A-Z0-9 ]{1,40})-----/.exec(text)?.[1];
  if (label === undefined)
    throw new KeyProblem('The first line of the PEM is not whole: it should read -----BEGIN PUBLIC KEY-----.');
  if (label.includes('PRIVATE KEY')) throw privateKey;
  if (label === 'RSA PUBLIC KEY')
    throw new KeyProblem(
      'This is a PKCS#1 key; turn it into SPKI first: openssl rsa -RSAPublicKey_in -in key.pem -pubout',
    );
  if (label !== 'PUBLIC KEY' && label !== 'CERTIFICATE')
    throw new KeyProblem(`This PEM holds a ${label}; a PUBLIC KEY or a CERTIFICATE is needed.`);
  const end = text.indexOf(`-----END ${label}-----`);
  if (end === -1) throw new KeyProblem(`The PEM breaks off: its last line, -----END ${label}-----, is missing.`);
  const body = text.slice(`-----BEGIN ${label}-----`.length, end).replace(/\s/g, '');
  const wrong = /[^A-Za-z0-9+/=]/.exec(body);
  if (wrong !== null)
    throw new KeyProblem(`The PEM is not base64: ${quoted(wrong[0])} at character ${wrong.index + 1}.`);
  if (isHmac(alg)) throw mismatch(alg, `a ${label.toLowerCase()}`);
  const kind = kindOf(decodeBytes(body));
  if (kind !== undefined && kind !== needOf(alg).kty) throw mismatch(alg, `a PEM with an ${kind} key`);
  const whole = `${text.slice(0, end)}-----END ${label}-----`;
  const called = label === 'CERTIFICATE' ? 'The key of the certificate' : 'This key';
  try {
    return { called, key: await (label === 'CERTIFICATE' ? importX509 : importSPKI)(whole, alg) };
  } catch {
    throw new KeyProblem(`The PEM (${label}) could not be read as ${needOf(alg).plain}.`);
  }
};

/** Object identifiers of public keys, DER: RFC 8017 A.1, RFC 5480 2.1.1, RFC 8410 3. */
const OIDS: readonly [kty: string, octets: string][] = [
  ['RSA', '\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01'],
  ['EC', '\x2a\x86\x48\xce\x3d\x02\x01'],
  ['OKP', '\x06\x03\x2b\x65\x70'],
];

const kindOf = (der: Uint8Array | undefined): string | undefined => {
  let text = '';
  for (const octet of der?.subarray(0, 8192) ?? []) text += String.fromCharCode(octet);
  return OIDS.find(([, octets]) => text.includes(octets))?.[0];
};

// --- secrets

const ofSecret = (text: string, { alg, secretIn }: Asked): GivenKey => {
  if (!isHmac(alg)) throw mismatch(alg, 'neither JSON nor PEM');
  // A secret may begin with a blank; a line feed at the end comes from copying.
  const secret = text.replace(/[\r\n]+$/, '');
  if (secretIn === 'text') return { called: 'This secret', secret: new TextEncoder().encode(secret) };
  const bare = secret.replace(/\s/g, '');
  const wrong = /[^A-Za-z0-9+/_=-]/.exec(bare);
  if (wrong !== null)
    throw new KeyProblem(`The secret is not base64: ${quoted(wrong[0])} at character ${wrong.index + 1}.`);
  const octets = decodeBytes(bare);
  if (octets === undefined) throw new KeyProblem('The secret is not base64: its length does not come out right.');
  return { called: 'This secret', secret: octets };
};
