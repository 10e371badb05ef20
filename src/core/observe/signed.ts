/** Signed requests: which key signed is said in the clear and stays the same; the signature is another one each time. */
import { schemeKind } from '../knowledge/schemes.ts';
import { signatureName } from '../knowledge/signing.ts';
import { percentDecode } from './secret.ts';

/** Who signed. */
export interface Signed {
  /** Id of the key, or the scheme where no id is told. Never the key, which does not travel. */
  key: string;
  /** It is the key of an application; no user's token was signed along (OAuth 1.0a). */
  application: boolean;
}

const MAX_TEXT = 4_096;
const MAX_PARAMETERS = 64;
const PARAMETER = /([A-Za-z_][\w.*-]{0,63})\s?=\s?(?:"([^"]{0,1024})"|([^",;&\s]{0,1024}))/g;

/** In the order in which they count: RFC 5849 (OAuth 1.0a), AWS and its kin, draft-cavage, Hawk, Akamai, Kong. */
const KEY_PARAMETERS = [
  'oauth_token',
  'credential',
  'keyid',
  'access_token',
  'access',
  'awsaccesskeyid',
  'accesskeyid',
  'access_key',
  'q-ak',
  'id',
  'username',
  'key_id',
  'kid',
  'ak',
  'app_id',
  'appid',
  'client_id',
  'client_token',
  'api_key',
  'apikey',
  'key',
  'oauth_consumer_key',
];
/** What proves in a scheme that nobody registered: `mac` of Hawk's kin among them. */
const PROOFS: ReadonlySet<string> = new Set(['mac', 'hash', 'digest', 'oauth_signature', 'q-signature']);

/**
 * The key that signed a request, by the scheme and the credentials of its Authorization header.
 *
 * Does not prove that the signature is right. Of schemes that are not known, only those are taken that name both a key
 * and a signature.
 *
 * @param scheme lower case; '' where there is none
 * @returns undefined for everything that is not signed
 */
export function readSigned(scheme: string, credentials: string): Signed | undefined {
  const text = credentials.slice(0, MAX_TEXT);
  const kind = scheme === '' ? undefined : schemeKind(scheme);
  // Baidu's takes slashes for spaces: `bce-auth-v1/{key}/{time}/…`.
  const slashed = scheme === '' ? /^bce-auth-v\d\/([^/\s]{1,128})\//.exec(text)?.[1] : undefined;
  if (slashed !== undefined) return { key: slashed, application: false };

  const named = authParameters(text);
  const application = named.has('oauth_consumer_key') && (named.get('oauth_token') ?? '') === '';
  const key = keyIn(named);
  if (kind === 'signed') return { key: key ?? beforeColon(text) ?? scheme, application };
  const isProof = named.has('oauth_consumer_key') || [...named.keys()].some(isProofName);
  const mayBeSigned = kind === undefined || scheme === 'oauth';
  return mayBeSigned && key !== undefined && isProof ? { key, application } : undefined;
}

/** Parameters by their names in lower case (RFC 9110 section 11.2), and those that providers part with `;` or `&`. */
export function authParameters(text: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const [, name = '', quoted, bare] of text.slice(0, MAX_TEXT).matchAll(PARAMETER)) {
    if (found.size >= MAX_PARAMETERS) break;
    if (!found.has(name.toLowerCase())) found.set(name.toLowerCase(), percentDecode(quoted ?? bare ?? ''));
  }
  return found;
}

const isProofName = (name: string): boolean => signatureName(name) || PROOFS.has(name);

/** `Credential=AKID/20260115/eu-west-1/s3/aws4_request`: what follows the id is the scope, which has the day in it. */
function keyIn(named: ReadonlyMap<string, string>): string | undefined {
  const scope = named.get('credential')?.indexOf('/') ?? -1;
  for (const name of KEY_PARAMETERS) {
    const value = named.get(name) ?? '';
    const key = name === 'credential' && scope !== -1 ? value.slice(0, scope) : value;
    if (key !== '') return key;
  }
  return undefined;
}

/** `AWS AKID:signature`, `SharedKey account:signature`. */
function beforeColon(text: string): string | undefined {
  return /^([\w.@/+-]{1,128}):/.exec(text)?.[1];
}
