/** Builds JOSE texts. The signatures are no signatures: nothing under test verifies any. */
export const encode = (text: string | Uint8Array): string => Buffer.from(text as string).toString('base64url');

export const raw = (header: string | Uint8Array, payload: string | Uint8Array, signature = 'c2ln'): string =>
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

/** RFC 7515 appendix A.4: the payload is the word Payload. */
export const RFC_TEXT =
  'eyJhbGciOiJFUzUxMiJ9.UGF5bG9hZA.AdwMgeerwtHoh-l192l60hp9wAHZFVJbLfD_UxMi70cwnZOYaRI1bKPWROc-mZZqwqT2SI-KGDKB34XO0aw' +
  '_7XdtAG8GaSwFKdCAPZgoXD2YBJZCPEX3xKpRwcdOO8KpEHwJjyqOgzDO7iKvU8vcnwNrmxYbSW9ERBXukOXolLzeO_Jn';

/** RFC 7797 section 4.2: detached, and the payload was not encoded. */
export const RFC_DETACHED =
  'eyJhbGciOiJIUzI1NiIsImI2NCI6ZmFsc2UsImNyaXQiOlsiYjY0Il19..A5dxf2s96_n5FLueVuW1Z_vh161FwXZC4YLPff6dmDY';

/** RFC 7516 appendix A.3. */
export const RFC_JWE =
  'eyJhbGciOiJBMTI4S1ciLCJlbmMiOiJBMTI4Q0JDLUhTMjU2In0.6KB707dM9YTIgHtLvtgWQ8mKwboJW3of9locizkDTHzBC2IlrT1oOQ' +
  '.AxY8DCtDaGlsbGljb3RoZQ.KDlTtXchhZTGufMYmOYGS4HffxPSUrfmqCHXaI9wOGY.U0m_YmjN04DJvceFICbCVQ';

/**
 * Where tokens stand: the text in front, the token as it is written there, the text behind. What is in front or behind
 * may be letters that base64url has too.
 */
export type Place = [name: string, before: string, written: (token: string) => string, behind: string];

const plain = (token: string): string => token;
const dots = (dot: string) => (token: string) => token.replaceAll('.', dot);
const hex = (char: string): string => char.charCodeAt(0).toString(16);

export const places: readonly Place[] = [
  ['alone', '', plain, ''],
  ['in an Authorization header', 'Authorization: Bearer ', plain, '\r\n'],
  ['in a header whose space is percent-encoded', 'authorization=Bearer%20', plain, '&x=1'],
  ['in a Cookie header', 'Cookie: a=b; session=', plain, '; c=d'],
  ['in a cookie that is percent-encoded JSON', '%7B%22token%22%3A%22', plain, '%22%7D'],
  ['in JSON', '{"access_token":"', plain, '","expires_in":3600}'],
  ['in JSON in JSON', '"{\\"t\\":\\"', plain, '\\"}"'],
  ['behind a line break that JSON wrote as \\n', '"x\\n', plain, '\\n"'],
  ['behind a quote that JSON wrote as \\u0022', '\\u0022', plain, '\\u0022'],
  ['in a query', 'https://a.example/cb?token=', plain, '&x=1'],
  ['in a fragment', 'https://a.example/#access_token=', plain, '&token_type=bearer'],
  ['in a path', 'https://a.example/verify/', plain, '/now'],
  ['in a URL in a URL', '?to=https%3A%2F%2Fa.example%2F%3Ft%3D', plain, '%26x%3D1'],
  ['in HTML', '<input value="', plain, '">'],
  ['between character references', '&quot;', plain, '&quot;'],
  ['in JavaScript', "const t='", plain, "';"],
  ['behind two pipes', '76561198000000000||', plain, '|'],
  ['in parentheses', '(', plain, ')'],
  ['at the end of a sentence', 'The token is ', plain, '. It is fine.'],
  ['in front of an ellipsis', 'The token is ', plain, '… and so on'],
  ['in front of a comma', '', plain, ', and'],
  ['glued to a word', 'token_', plain, ''],
  ['glued to base64', 'base64-', plain, ''],
  ['glued to letters of another token', 'eyJhbGciOiJIUzI1NiJ9', plain, ''],
  ['behind a part of a dotted name', 'v1.', plain, ''],
  ['behind a cut header', 'eyJhbGciOiJ ', plain, ''],
  ['behind a cut token', 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIi ', plain, ''],
  ['between lone surrogates', '\ud800', plain, '\udfff'],
  ['between NULs', '\0', plain, '\0'],
  ['with percent-encoded dots', 't=', dots('%2E'), '&'],
  ['with percent-encoded dots in small letters', 't=', dots('%2e'), '&'],
  ['percent-encoded twice', 't%3D', dots('%252E'), '%26'],
  ['percent-encoded three times', 't%253D', dots('%25252e'), '%2526'],
  ['percent-encoded as far as can be', '', (token) => [...token].map((char) => `%${hex(char)}`).join(''), ' '],
  ['percent-encoded but for letters and digits', '', (token) => token.replace(/\W|_/g, (c) => `%${hex(c)}`), '%20'],
  ['with \\u002e for dots', '"', dots('\\u002e'), '"'],
  ['with \\u002E for dots, in JSON in JSON', '"', dots('\\\\u002E'), '"'],
  ['with \\x2e for dots', '"', dots('\\x2e'), '"'],
  ['with &#46; for dots', '>', dots('&#46;'), '<'],
  ['with &#x2E; for dots', '>', dots('&#x2E;'), '<'],
  ['with &amp;#046; for dots', '>', dots('&amp;#046;'), '<'],
];
