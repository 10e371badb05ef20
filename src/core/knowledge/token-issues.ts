/** What is odd about a token, by the engine's name for it (observe/jose.ts), in a sentence. Data and a look-up. */
const ISSUE: Record<string, string> = {
  'header-truncated': 'The header is long: only its beginning was kept.',
  'claims-truncated': 'The claims are long: only their beginning was kept.',
  'secret-inside': 'A claim looks like a secret: its value was cut, and nothing of it is kept.',
  padded: 'Its parts are padded with `=`, which base64url in a token leaves out.',
  'payload-detached': 'The payload is not in the token: it travels elsewhere, and the signature is over it.',
  'payload-unencoded': 'The payload stands in it as it is, without base64url (`b64` is false).',
  'payload-not-object': 'The payload is no JSON object, so it has no claims.',
  'payload-not-json': 'The payload is no JSON, so it has no claims.',
  'too-deep': 'Its JSON is nested too deeply to be read.',
  'bad-utf8': 'It is not written in UTF-8, which JSON has to be.',
  'duplicate-member': 'A name stands in it twice. Readers differ in which of the two they take.',
  'number-inexact': 'A number in it is too large to be exact; readers may see another one.',
  'signature-empty': 'It has no signature.',
  'signature-not-empty': 'It says that it is unsigned (`alg` is none), and has a signature nonetheless.',
  'signature-not-base64url': 'Its signature is not base64url.',
  'signature-length': 'Its signature has not the length that its algorithm makes.',
  'signature-zero': 'Its signature is made of zeros, which no key ever makes.',
  'crit-invalid': 'Its `crit` is not the list of header members that it has to be.',
  'b64-not-critical': 'It sets `b64` to false without naming it in `crit`, so many readers will overlook it.',
};

/** The name itself where an engine of another version knows more. */
export const issueText = (issue: string): string => (Object.hasOwn(ISSUE, issue) ? (ISSUE[issue] ?? issue) : issue);
