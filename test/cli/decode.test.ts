import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { decode } from '../../src/cli/decode.ts';
import { plainly } from '../../src/cli/paint.ts';
import { jwt, scratch, TOKEN } from './hars.ts';
import { coatcheck } from './run.ts';

const { put, folder } = scratch();
const NOW = Date.UTC(2026, 0, 15, 12);
const decoded = (text: string): Promise<string> => decode(text, NOW, plainly);
const [, , SIGNATURE = ''] = TOKEN.split('.');
const JWE = `${Buffer.from('{"alg":"dir","enc":"A256GCM"}').toString('base64url')}..AAAAAAAAAAAAAAAA.c2VjcmV0.AAAAAAAAAAAAAAAAAAAAAA`;

describe('decode', () => {
  it('shows header, claims and times, and masks the signature', async () => {
    const { status, stdout, stderr } = await coatcheck(['decode', TOKEN]);
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^Token 1 of 1: JWS, \d+ characters\n/);
    expect(stdout).toMatch(/\n {4}alg {2}"RS256"\n/);
    expect(stdout).toMatch(/\n {4}sub {2}"ada"\n/);
    expect(stdout).toMatch(/\n {4}exp {2}1768479300 {2}2026-01-15T12:15:00\.000Z, \d+ days ago\n/);
    expect(stdout).toContain(`•••• (${SIGNATURE.length} characters). Not verified: no key was used.`);
    expect(stdout).not.toContain(SIGNATURE);
    expect(stdout).not.toContain(TOKEN);
  });

  it('reads a file and standard input, with text around', async () => {
    const text = `curl -H "Authorization: Bearer ${TOKEN}" https://api.example`;
    const file = await coatcheck(['decode', put('call.txt', text)]);
    const piped = await coatcheck(['decode', '-'], { input: text });
    const given = await coatcheck(['decode', `Bearer ${TOKEN}`]);
    expect(file.stdout).toContain('"ada"');
    expect(piped.stdout).toBe(file.stdout);
    expect(given.stdout).toBe(file.stdout);
  });

  it('shows every token of a text once, and how often it is there', async () => {
    const other = jwt({ sub: 'bob' });
    const text = await decoded(`${TOKEN} ${other}\n${JSON.stringify({ token: TOKEN })}`);
    expect(text.match(/^Token .*$/gm)).toEqual([
      `Token 1 of 2: JWS, ${TOKEN.length} characters, 2 times`,
      `Token 2 of 2: JWS, ${other.length} characters`,
    ]);
  });

  it('says how far away a time is', async () => {
    expect(await decoded(TOKEN)).toContain('2026-01-15T12:15:00.000Z, in 15 minutes');
    expect(await decoded(jwt({ exp: 1e300, nbf: 'soon' }))).toMatch(/exp {2}1e\+300 {2}no date\n {4}nbf {2}"soon"\n/);
  });

  it('says what is odd, and which risks it has by itself', async () => {
    const text = await decoded(jwt({ sub: 'ada' }, { alg: 'none', kid: '../../key' }, ''));
    expect(text).toContain('    None.');
    expect(text).toContain('- It has no signature.');
    expect(text).toMatch(/CRITICAL .*\[jwt-alg-none\]/);
    expect(text).toMatch(
      /\[jwt-suspicious-kid\]\n +The kid in the header of the token holds a way up through folders\./,
    );
    expect(text).toContain('[jwt-without-exp]');
    expect(text).not.toContain('Authorization header');
  });

  it('says nothing of how it is used, which is not known', async () => {
    const { stdout } = await coatcheck(['decode', TOKEN]);
    expect(stdout).not.toMatch(/jwt-expired-in-use|credential-over-http|token-sent/);
    expect(await decoded(TOKEN)).not.toContain('Risks');
  });

  it('knows a signature that a well-known secret makes, and does not tell the secret', async () => {
    const [header = '', claims = ''] = jwt({ sub: 'ada' }, { alg: 'HS256' }).split('.');
    const signed = (secret: string) =>
      `${header}.${claims}.${createHmac('sha256', secret).update(`${header}.${claims}`).digest('base64url')}`;
    const weak = await decoded(signed('your-256-bit-secret'));
    expect(weak).toMatch(/CRITICAL .*\[jwt-weak-secret\]/);
    expect(weak).not.toContain('your-256-bit-secret');
    expect(await decoded(signed('q8ZfT2mXv7LbN4sKd0RwYc1HjG6uPaE3'))).not.toContain('jwt-weak-secret');
  });

  it('cuts secrets out of claims', async () => {
    const text = await decoded(jwt({ sub: 'ada', password: 'Planted-Passw0rd-31337' }));
    expect(text).toContain('••••');
    expect(text).not.toContain('31337');
  });

  it('shows of an encrypted token its header alone', async () => {
    const text = await decoded(JWE);
    expect(text).toMatch(/^Token 1 of 1: JWE, encrypted/);
    expect(text).toContain('they cannot be read without the key');
    expect(text).not.toContain('c2VjcmV0');
  });

  it('hides nothing that claims hide', async () => {
    const text = await decoded(jwt({ 'na\u202eme': 'a\u001b[31m\u0007\u202eb' }));
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
    expect(text).toContain('na\\u202Eme');
  });

  it.each([
    [
      'an argument that is neither a token nor a file',
      TOKEN.slice(0, 30),
      '',
      /^coatcheck: decode: what was given is no token, and as a file: There is no such file\.\n$/,
    ],
    ['a file without one', 'plain.txt', '', /^coatcheck: decode: no token was found\.\n$/],
    ['standard input without one', '-', 'eyJhbGciOiJub25lIn0', /^coatcheck: decode: no token was found\.\n$/],
    ['empty standard input', '-', '', /^coatcheck: decode: no token was found\.\n$/],
    ['a directory', '.', '', /^coatcheck: decode: [^\n]*This is a directory\.\n$/],
  ])('%s is told in one line, which does not quote it', async (_what, of, input, line) => {
    put('plain.txt', 'eyJ is how many a text begins');
    const { status, stdout, stderr } = await coatcheck(['decode', of], { input, cwd: folder });
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(line);
    expect(stderr).not.toContain('eyJ');
  });
});
