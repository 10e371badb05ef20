/** Builds JOSE texts. The signatures are no signatures: nothing under test verifies any. */
const encode = (text: string | Uint8Array): string => Buffer.from(text as string).toString('base64url');

export const raw = (header: string, payload: string | Uint8Array, signature = 'c2ln'): string =>
  `${encode(header)}.${encode(payload)}.${signature}`;

export const jwt = (claims: unknown, header: unknown = { alg: 'HS256', typ: 'JWT' }): string =>
  raw(JSON.stringify(header), JSON.stringify(claims));

export const jwe = (header: unknown = { alg: 'dir', enc: 'A256GCM' }): string =>
  `${encode(JSON.stringify(header))}..aXZpdml2aXZpdg.Y2lwaGVydGV4dA.dGFnZ2Vk`;

/** RFC 7519 section 3.1. */
export const RFC_JWT =
  'eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9' +
  '.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ' +
  '.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';

/** RFC 7519 section 6.1. */
export const RFC_UNSECURED =
  'eyJhbGciOiJub25lIn0.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.';
