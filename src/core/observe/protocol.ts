/** What a body says in the words of a sign-in protocol: OAuth 2.0, OpenID Connect, SAML 2.0. */
import { decodeBase64 } from './base64.ts';
import { isObject, parseJson } from './json.ts';
import {
  type RawAuthorization,
  readAuthorization,
  readTokenRequest,
  type TokenForm,
  type ValueOf,
  valuesOf,
} from './oauth.ts';
import type { Fingerprint, RequestSeen, SeenAuthorization } from './observation.ts';
import { readSamlResponse, type SamlForm } from './saml.ts';
import { percentDecode } from './secret.ts';
import type { SeenUrl } from './url.ts';

export interface ProtocolBody {
  authorization?: RawAuthorization;
  token?: TokenForm;
  saml?: SamlForm;
}

/** A SAML Response of 256 KiB, percent-encoded. */
const MAX_TEXT = 393_216;
const MAX_PAIRS = 100;
/** A cheap look comes first: one of these is in every body that is read further. */
const TELLING = /grant_type|client_id|SAMLResponse/;

/**
 * An authorization request that is posted, a token request as a form or, as some servers take it, as JSON, and a SAML
 * Response. Values are looked at for being there; what is given back holds none that is secret.
 *
 * @param contentType the Content-Type header, where it is known; the text itself decides between JSON and a form
 * @param body `formData` as webRequest parses it, or the text; a text over 384 KiB gives undefined
 */
export function protocolBody(
  contentType: string | undefined,
  body: { formData?: Record<string, unknown>; text?: string },
): ProtocolBody | undefined {
  const parameter =
    body.formData === undefined ? textValues(contentType ?? '', body.text ?? '') : formValues(body.formData);
  if (parameter === undefined) return undefined;
  const token = readTokenRequest(parameter);
  const authorization = token === undefined ? readAuthorization(parameter) : undefined;
  const response = parameter('SAMLResponse');
  const saml = response === '' ? undefined : readSamlResponse(response);
  if (token === undefined && authorization === undefined && saml === undefined) return undefined;
  return {
    ...(authorization === undefined ? {} : { authorization }),
    ...(token === undefined ? {} : { token }),
    ...(saml === undefined ? {} : { saml }),
  };
}

/** Forms have a list of values for each name. */
function formValues(formData: Record<string, unknown>): ValueOf {
  return (name) => {
    const value = Object.hasOwn(formData, name) ? formData[name] : undefined;
    const first: unknown = Array.isArray(value) ? value[0] : value;
    return typeof first === 'string' ? first : '';
  };
}

function textValues(contentType: string, text: string): ValueOf | undefined {
  if (text.length > MAX_TEXT || !TELLING.test(text)) return undefined;
  if (text.trimStart().startsWith('{')) {
    const members = parseJson(text);
    return isObject(members) ? formValues(members) : undefined;
  }
  if (contentType !== '' && !/^\s*application\/x-www-form-urlencoded/i.test(contentType)) return undefined;
  const pairs = text.split('&', MAX_PAIRS);
  return (name) => {
    const pair = pairs.find((each) => each.startsWith(`${name}=`));
    // `+` stays: of the values that are read as a whole, base64 has it.
    return pair === undefined ? '' : percentDecode(pair.slice(name.length + 1));
  };
}

/** What of a request's address, header and body an observation keeps. */
export function seenProtocol(
  { query }: SeenUrl,
  authorization: string | undefined,
  body: ProtocolBody | undefined,
  fingerprint: Fingerprint,
): Pick<RequestSeen, 'authorization' | 'tokenRequest' | 'saml'> {
  const asked = body?.authorization ?? (query.length < 2 ? undefined : readAuthorization(valuesOf(query)));
  const { token, saml } = body ?? {};
  return {
    ...(asked === undefined ? {} : { authorization: withoutClient(asked, fingerprint) }),
    ...(token === undefined ? {} : { tokenRequest: { ...token, basicSecret: hasSecret(authorization ?? '') } }),
    ...(saml === undefined ? {} : { saml }),
  };
}

/** Of an address that a redirect leads to. */
export function seenAuthorization({ query }: SeenUrl, fingerprint: Fingerprint): SeenAuthorization | undefined {
  const asked = query.length < 2 ? undefined : readAuthorization(valuesOf(query));
  return asked === undefined ? undefined : withoutClient(asked, fingerprint);
}

function withoutClient(asked: RawAuthorization, fingerprint: Fingerprint): SeenAuthorization {
  return { ...asked, client: fingerprint(asked.client) };
}

/** RFC 6749 2.3.1: the client's identifier and secret as Basic. Public clients leave the secret empty. */
function hasSecret(authorization: string): boolean {
  const encoded = /^basic +([A-Za-z0-9+/_=-]{1,2048})$/i.exec(authorization.trim())?.[1];
  const text = encoded === undefined ? '' : (decodeBase64(encoded)?.text ?? '');
  return /^[^:]*:./s.test(text);
}
