/** A decoded token's claims, named, dated and sorted into who you are and what you may do. Pure. */
import type { DecodedToken } from '../core/report.ts';
import { dateTime, numericDate, relative } from './when.ts';

/** Registered names: RFC 7519 4.1, OpenID Connect Core 1.0 (2, 5.1), RFC 8693, RFC 9068, RFC 7800, and header: RFC 7515 4.1. */
const CLAIM: Record<string, string> = {
  iss: 'Issuer: who made the token',
  sub: 'Subject: who it is about',
  aud: 'Audience: who may accept it',
  exp: 'Expires',
  nbf: 'Not valid before',
  iat: 'Issued at',
  jti: 'Token id',
  nonce: 'Ties it to one login request',
  azp: 'Authorized party: the app it was made for',
  client_id: 'The app it was made for',
  auth_time: 'When the user signed in',
  acr: 'How strong the sign-in was',
  amr: 'How the user signed in',
  sid: 'Session at the provider',
  at_hash: 'Hash of the access token',
  c_hash: 'Hash of the code',
  s_hash: 'Hash of the state',
  cnf: 'Key that the sender must hold',
  act: 'Who acts for the subject',
  may_act: 'Who may act for the subject',
  scope: 'Scopes',
  scp: 'Scopes',
  roles: 'Roles',
  role: 'Role',
  groups: 'Groups',
  permissions: 'Permissions',
  entitlements: 'Entitlements',
  authorities: 'Authorities',
  realm_access: 'Roles in the realm',
  resource_access: 'Roles per application',
  name: 'Full name',
  given_name: 'Given name',
  family_name: 'Family name',
  middle_name: 'Middle name',
  nickname: 'Nickname',
  preferred_username: 'User name',
  username: 'User name',
  profile: 'Profile page',
  picture: 'Picture',
  website: 'Website',
  email: 'Email',
  email_verified: 'Email was verified',
  gender: 'Gender',
  birthdate: 'Date of birth',
  zoneinfo: 'Time zone',
  locale: 'Language',
  phone_number: 'Phone number',
  phone_number_verified: 'Phone number was verified',
  address: 'Address',
  updated_at: 'Profile changed at',
  upn: 'User name',
  oid: 'User id',
  tid: 'Tenant',
  user_id: 'User id',
  uid: 'User id',
  org_id: 'Organisation',
};

const HEADER: Record<string, string> = {
  alg: 'Algorithm',
  typ: 'Type',
  cty: 'Type of the content',
  kid: 'Key id',
  enc: 'Encryption',
  zip: 'Compression',
  jku: 'Where keys are to be fetched',
  jwk: 'Key inside the token',
  x5u: 'Where the certificate is',
  x5c: 'Certificate chain',
  x5t: 'Certificate thumbprint',
  'x5t#S256': 'Certificate thumbprint',
  crit: 'Must be understood',
  b64: 'Payload is encoded',
};

const WHO = new Set([
  'sub', 'auth_time', 'acr', 'amr', 'sid', 'name', 'given_name', 'family_name', 'middle_name', 'nickname', 'username',
  'preferred_username', 'profile', 'picture', 'website', 'email', 'email_verified', 'gender', 'birthdate', 'zoneinfo',
  'locale', 'phone_number', 'phone_number_verified', 'address', 'updated_at', 'upn', 'oid', 'tid', 'user_id', 'uid', 'org_id',
]);
const MAY = new Set([
  'scope', 'scp', 'roles', 'role', 'groups', 'permissions', 'entitlements', 'authorities', 'realm_access',
  'resource_access',
]);
const ITSELF = new Set([
  'iss', 'aud', 'exp', 'nbf', 'iat', 'jti', 'nonce', 'azp', 'client_id', 'at_hash', 'c_hash', 's_hash', 'cnf', 'act', 'may_act',
]);
const DATES = new Set(['exp', 'nbf', 'iat', 'auth_time', 'updated_at']);

export type Group = 'who' | 'may' | 'itself' | 'rest';

/** `https://example.com/roles` (Auth0) and `cognito:groups` mean what their last word means. */
const lastWord = (name: string): string => name.slice(Math.max(name.lastIndexOf('/'), name.lastIndexOf(':')) + 1);

export const groupOf = (name: string): Group => {
  const word = lastWord(name);
  if (MAY.has(word)) return 'may';
  if (WHO.has(word)) return 'who';
  return ITSELF.has(name) ? 'itself' : 'rest';
};

const plainName = (table: Record<string, string>, name: string): string | undefined =>
  Object.hasOwn(table, name) ? table[name] : undefined;

export type Shown =
  | { kind: 'text' | 'json'; text: string }
  | { kind: 'list'; items: string[] }
  | { kind: 'date'; at: number; text: string };

const isScalar = (value: unknown): value is string | number | boolean =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';

const asJson = (value: unknown): string => {
  try {
    return JSON.stringify(value, null, 2) ?? String(value);
  } catch {
    // JSON.stringify overflows the stack on nesting that JSON.parse still took.
    return '(nested too deeply to show)';
  }
};

export const shownValue = (name: string, value: unknown): Shown => {
  const at = DATES.has(name) ? numericDate(value) : undefined;
  if (at !== undefined) return { kind: 'date', at, text: dateTime(at) };
  if ((name === 'scope' || name === 'scp') && typeof value === 'string') {
    return { kind: 'list', items: value.split(' ').filter((item) => item !== '') };
  }
  if (isScalar(value) || value === null) return { kind: 'text', text: String(value) };
  if (Array.isArray(value) && value.length > 0 && value.every(isScalar)) return { kind: 'list', items: value.map(String) };
  return { kind: 'json', text: asJson(value) };
};

export interface Row {
  name: string;
  plain?: string;
  value: Shown;
}

const row = (table: Record<string, string>, name: string, value: unknown): Row => {
  const plain = plainName(table, name) ?? plainName(table, lastWord(name));
  return { name, ...(plain !== undefined && { plain }), value: shownValue(name, value) };
};

export const headerRows = ({ header }: DecodedToken): Row[] =>
  Object.entries(header).map(([name, value]) => row(HEADER, name, value));

export interface ClaimGroup {
  group: Group;
  title: string;
  rows: Row[];
}

const GROUPS: readonly (readonly [Group, string])[] = [
  ['who', 'Who you are (authentication)'],
  ['may', 'What you may do (authorization)'],
  ['itself', 'The token itself'],
  ['rest', 'Other claims'],
];

export const claimGroups = ({ claims }: DecodedToken): ClaimGroup[] =>
  GROUPS.map(([group, title]) => ({
    group,
    title,
    rows: Object.entries(claims ?? {})
      .filter(([name]) => groupOf(name) === group)
      .map(([name, value]) => row(CLAIM, name, value)),
  })).filter(({ rows }) => rows.length > 0);

export const signatureNote = ({ kind, signature }: DecodedToken): { text: string; tone: 'plain' | 'good' | 'warn' } => {
  if (kind === 'jwe') return { text: 'Encrypted: only the header can be read without the key.', tone: 'plain' };
  if (signature === 'valid') return { text: 'Decoded, signature verified.', tone: 'good' };
  if (signature === 'invalid') return { text: 'Decoded, but the signature does not match.', tone: 'warn' };
  return { text: 'Decoded, signature not verified.', tone: 'plain' };
};

/** Small line under a date: "in 14 min". */
export const besideDate = (at: number, now: number): string => relative(at, now);

export interface Segment {
  part: 'header' | 'payload' | 'signature';
  text: string;
}

/** A compact JWS has three parts; whatever else was revealed is shown as one plain piece. */
export const segmentsOf = (value: string): Segment[] | undefined => {
  const bare = value.replace(/^Bearer\s+/i, '');
  const parts = bare.split('.');
  if (parts.length !== 3 || !/^[\w.=-]+$/.test(bare)) return undefined;
  const [header = '', payload = '', signature = ''] = parts;
  return [
    { part: 'header', text: header },
    { part: 'payload', text: payload },
    { part: 'signature', text: signature },
  ];
};
