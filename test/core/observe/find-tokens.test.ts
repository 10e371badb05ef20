import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findTokens } from '../../../src/core/observe/find-tokens.ts';
import { encode, jwe, jwt, places, RFC_DETACHED, RFC_JWE, RFC_JWT, RFC_TEXT, RFC_UNSECURED, raw } from './tokens.ts';

const A = jwt({ sub: 'a' });
const B = jwt({ sub: 'b' });
const HEADER = '{"alg":"HS256"}';
const tokensIn = (text: string): string[] => findTokens(text).map(({ token }) => token);
const writtenIn = (text: string): string[] => findTokens(text).map(({ start, end }) => text.slice(start, end));

describe('findTokens', () => {
  test('gives token, place, header and claims', () => {
    expect(findTokens(`Bearer ${A}`)).toEqual([
      {
        token: A,
        kind: 'jws',
        start: 7,
        end: 7 + A.length,
        header: { alg: 'HS256', typ: 'JWT' },
        claims: { sub: 'a' },
      },
    ]);
  });

  test.each(places)('finds tokens %s', (_, before, written, behind) => {
    for (const token of [A, RFC_JWT, RFC_TEXT, RFC_DETACHED, RFC_JWE, jwe()]) {
      const text = `${before}${written(token)}${behind}`;
      expect(tokensIn(text)).toEqual([token]);
      expect(writtenIn(text)).toEqual([written(token)]);
    }
  });

  test.each(places)('finds three tokens %s', (_, before, written, behind) => {
    const text = [A, jwe(), B].map((token) => `${before}${written(token)}${behind}`).join(' ');
    expect(tokensIn(text)).toEqual([A, jwe(), B]);
    expect(writtenIn(text)).toEqual([A, jwe(), B].map(written));
  });

  test('knows what is inside the tokens of the RFCs', () => {
    expect(findTokens([RFC_JWT, RFC_UNSECURED, RFC_TEXT, RFC_DETACHED, RFC_JWE].join('\n'))).toMatchObject([
      { kind: 'jws', header: { typ: 'JWT', alg: 'HS256' }, claims: { iss: 'joe', exp: 1300819380 } },
      { kind: 'jws', header: { alg: 'none' }, claims: { iss: 'joe' } },
      { kind: 'jws', header: { alg: 'ES512' } },
      { kind: 'jws', header: { alg: 'HS256', b64: false, crit: ['b64'] } },
      { kind: 'jwe', header: { alg: 'A128KW', enc: 'A128CBC-HS256' } },
    ]);
    expect(findTokens(`${RFC_TEXT} ${RFC_DETACHED} ${RFC_JWE}`).filter((found) => 'claims' in found)).toEqual([]);
  });
});

describe('findTokens, headers', () => {
  test.each([
    ['in any order', '{"typ":"JWT","kid":"1","alg":"RS256"}'],
    ['with line breaks', '{\r\n\t"typ":"JWT",\n  "alg":"RS256"\n}'],
    ['with a line feed first', '{\n"alg":"RS256"}'],
    ['with a tab first', '{\t"alg":"RS256"}'],
    ['with a space first', '{ "alg" : "RS256" }'],
    ['with white space around', ' \n{"alg":"RS256"}\r\n '],
    ['with an empty name', '{"":1,"alg":"RS256"}'],
    ['with a name beyond ASCII', '{"é":"ü","alg":"RS256"}'],
    ['with alg in another spelling', '{"\\u0061lg":"RS256"}'],
    ['with the last letter of alg in another spelling', '{"typ":"JWT","al\\u0067":"RS256"}'],
    ['with braces, quotes and backslashes in strings', '{"kid":"}{\\"\\\\","alg":"RS256"}'],
    ['with a backslash at the end of a string', '{"alg":"RS256","kid":"\\\\"}'],
    ['with objects and lists', '{"jwk":{"kty":"EC","x":["}"]},"alg":"RS256","n":[1e5,-1,true,false,null]}'],
    ['with a chain of certificates', JSON.stringify({ x5c: Array(8).fill('MIIC'.repeat(500)), alg: 'RS256' })],
    ['with members that prototypes have', '{"__proto__":{"alg":1},"constructor":2,"alg":"RS256"}'],
  ])('finds a header %s', (_, header) => {
    // Three lengths, three offsets: each ends in another group of base64, and is glued to each number of letters.
    for (const glued of ['', 'n', 'Nn', '_Nn', '-_Nn']) {
      for (const space of ['', ' ', '  ']) {
        const token = raw(`${header.trimEnd().slice(0, -1)}${space}}`, '{"sub":"a"}');
        const text = `"${glued}${token}"`;
        if (glued !== '' && /^\s/.test(header)) continue;
        expect(findTokens(text)).toEqual([
          {
            token,
            kind: 'jws',
            start: 1 + glued.length,
            end: text.length - 1,
            header: JSON.parse(header),
            claims: { sub: 'a' },
          },
        ]);
      }
    }
  });

  test('keeps white space in front of the header to it, as far as the segment shows it', () => {
    for (const space of [' ', '\n', '\r\n', '   ', '\t\t\t\t']) {
      expect(tokensIn(`"${raw(`${space}${HEADER}`, '{}')}"`)).toEqual([raw(`${space}${HEADER}`, '{}')]);
    }
    expect(tokensIn(`n${raw(`   ${HEADER}`, '{}')}`)).toEqual([raw(HEADER, '{}')]);
  });

  test('gives header and claims whole, however long', () => {
    const header = { alg: 'RS256', x5c: ['x'.repeat(30_000)] };
    const claims = { groups: 'y'.repeat(100_000), sub: 'a' };
    expect(findTokens(jwt(claims, header))).toMatchObject([{ header, claims }]);
  });

  test('gives members as data, strings well-formed and numbers finite', () => {
    const [found] = findTokens(raw(HEADER, '{"__proto__":{"a":1},"s":"\\ud800","n":1e999,"z":-0}'));
    expect(Object.keys(found?.claims ?? {})).toEqual(['__proto__', 's', 'n', 'z']);
    expect(found?.claims).toMatchObject({ s: '\ufffd', n: null, z: 0 });
    expect(JSON.parse(JSON.stringify(found))).toEqual(found);
  });
});

describe('findTokens, forms', () => {
  const unencoded = encode('{"alg":"HS256","b64":false,"crit":["b64"]}');
  const sdJwt = jwt({ _sd: ['x'], _sd_alg: 'sha-256' }, { alg: 'ES256', typ: 'dc+sd-jwt' });
  const kb = jwt({ nonce: 'n', sd_hash: 'h' }, { alg: 'ES256', typ: 'kb+jwt' });

  test.each([
    ['an unsecured token', RFC_UNSECURED, [RFC_UNSECURED]],
    ['an unsecured token in a sentence', `It is ${RFC_UNSECURED}.`, [RFC_UNSECURED]],
    [
      'none in another case, with an empty signature',
      raw('{"alg":"NoNe"}', '{}', ''),
      [raw('{"alg":"NoNe"}', '{}', '')],
    ],
    ['a detached payload', `${encode(HEADER)}..c2ln`, [`${encode(HEADER)}..c2ln`]],
    ['an unencoded payload', `"${unencoded}.hello, world!.c2ln"`, [`${unencoded}.hello, world!.c2ln`]],
    ['an unencoded payload in letters alone', `${unencoded}.hello.c2ln`, [`${unencoded}.hello.c2ln`]],
    ['a payload that is no JSON', raw(HEADER, 'hello'), [raw(HEADER, 'hello')]],
    [
      'a payload of any octets',
      raw(HEADER, new Uint8Array([0, 255, 128])),
      [raw(HEADER, new Uint8Array([0, 255, 128]))],
    ],
    ['a payload nested deeply', raw(HEADER, '['.repeat(50_000)), [raw(HEADER, '['.repeat(50_000))]],
    ['a JWT in a JWT: the outer one', raw('{"alg":"HS256","cty":"JWT"}', A), [raw('{"alg":"HS256","cty":"JWT"}', A)]],
    ['an SD-JWT: the part that the issuer signed', `${sdJwt}~WyJzYWx0Il0~WyJhIl0~`, [sdJwt]],
    ['an SD-JWT with key binding: two', `${sdJwt}~WyJzYWx0Il0~${kb}`, [sdJwt, kb]],
    ['a JWE with an empty key', jwe(), [jwe()]],
    ['a JWE with a key', RFC_JWE, [RFC_JWE]],
    ['a JWE of nothing', jwe().replace('Y2lwaGVydGV4dA', ''), [jwe().replace('Y2lwaGVydGV4dA', '')]],
    [
      'an HPKE token, which has neither vector nor tag',
      `${encode('{"alg":"HPKE-0"}')}.a2V5..Y2lwaGVydGV4dA.`,
      [`${encode('{"alg":"HPKE-0"}')}.a2V5..Y2lwaGVydGV4dA.`],
    ],
    ['a signature of odd length', raw(HEADER, '{}', 'signature'), [raw(HEADER, '{}', 'signature')]],
  ])('finds %s', (_, text, expected) => {
    expect(tokensIn(text)).toEqual(expected);
  });

  test('reads padded parts, gives them without padding, and counts it to the token as written', () => {
    const padded = ['{"alg":"HS25"}', '{"sub":"a"}', 'sign']
      .map((part) => Buffer.from(part).toString('base64'))
      .join('.');
    expect(padded.match(/=/g)).toHaveLength(4);
    for (const text of [padded, `n${padded}`, padded.replaceAll('=', '%3D')]) {
      expect(findTokens(`${text};`)).toMatchObject([{ token: padded.replaceAll('=', ''), claims: { sub: 'a' } }]);
      expect(writtenIn(`${text};`)).toEqual([text.slice(text.indexOf('eyJ'))]);
    }
  });

  test('does not take the = behind a name for padding', () => {
    const named = raw(HEADER, '{}', 'abc');
    expect(writtenIn(`?${named}=value`)).toEqual([named]);
    expect(writtenIn(`?${named}==`)).toEqual([named]);
    expect(writtenIn(`?${A}=`)).toEqual([A]);
  });

  test.each([
    ['a comma', `${A},${B}`],
    ['a semicolon', `${A};${B}`],
    ['a tilde', `${A}~${B}`],
    ['a dot', `${A}.${B}`],
    ['an encoded dot', `${A}%2E${B}`],
    ['a hyphen', `${A}-${B}`, `${A}-`],
    ['nothing at all', `${A}${B}`],
    ['a line break in JSON', `"${A}\\n${B}"`],
    ['an encoded line break', `${A}%0A${B}`],
  ])('tells two tokens apart that have %s between them', (_, text, first = A) => {
    expect(tokensIn(text)).toEqual([first, B]);
  });

  test('gives each of equal tokens', () => {
    expect(tokensIn(`${A} ${B}|${A}`)).toEqual([A, B, A]);
    expect(tokensIn(jwe() + jwe())).toEqual([jwe(), jwe()]);
  });

  test('begins anew where a cut token ends in a whole one', () => {
    expect(tokensIn(`${A.split('.').slice(0, 2).join('.')}.${B}`)).toEqual([B]);
    expect(tokensIn(`${RFC_UNSECURED}${B}`)).toEqual([RFC_UNSECURED, B]);
    expect(tokensIn(`${jwe().split('.').slice(0, 4).join('.')}.${B}`)).toEqual([B]);
  });

  test('finds a token inside what signs it once more', () => {
    expect(tokensIn(`s:${A}.${'a+b/'.repeat(11)}`)).toEqual([A]);
    expect(tokensIn(`${A}.ZVPxAA.abcdefghijklmnopqrstuvwxyz0`)).toEqual([A]);
    expect(tokensIn(`${A}.json`)).toEqual([A]);
  });
});

describe('findTokens, what is none', () => {
  const cut = (token: string, parts: number): string => token.split('.').slice(0, parts).join('.');
  const json = encode('{"alg":"HS256"}');

  test.each([
    ['nothing', ''],
    ['a host name that jwt-decode would take', 'www.e30.com'],
    ['a Flask session', 'eyJ1c2VyX2lkIjoxfQ.ZVPxAA.abcdefghijklmnopqrstuvwxyz0'],
    ['a zlib Flask session', '.eJwNyMENgCAMAMBdOoEtUGhnIaYt.ZVPxAA.abcdefghijklmnopqrstuvwxyz0'],
    ['a Django session', `${encode('{"alg":"a"}')}:1pVqzC:abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG`],
    ['a Laravel cookie', 'eyJpdiI6IkFBQUEiLCJ2YWx1ZSI6IkJCQkIiLCJtYWMiOiJDQ0NDIn0='],
    ['a Mapbox token', 'pk.eyJ1IjoiYSIsImEiOiJiIn0.abcdefghijklmnopqrstuv'],
    ['a Supabase cookie', `base64-${encode(JSON.stringify({ access_token: A, alg: 'HS256' }))}`],
    ['JSON in base64', Buffer.from(JSON.stringify({ alg: 'HS256', b: [1, 2, 3] })).toString('base64')],
    ['a source map', `//# sourceMappingURL=data:application/json;base64,${encode('{"version":3,"alg":"x"}')}`],
    ['a did:jwk with a path', `did:jwk:${encode('{"kty":"EC","alg":"ES256"}')}#0.a.b`],
    ['a PASETO', `v4.public.${encode('{"alg":"HS256"}')}`],
    [
      'a TCF consent string',
      'CPziCYAPziCYAGXABBENATEIAACAAAAAAAAAAAAAAAAA.II7Nd_X__bX9n-_7_6ft0eY1f9_r37uQzDhfNs-8F3L_W_LwX32E7NF36tq4KmR4ku1bBIQNtHMnUDUmxaolVrzHsak2cpyNKJ_JkknsZe2dYGF9Pn9lD-YKZ7_5_9_f52T_9_9_-39z3_9f___dv_-__-vjf_599n_v9fV_78_Kf9______-____________8A.YAAAAAAAAAAA',
    ],
    ['a GPP string', 'DBACNYA~CPXxRfAPXxRfAAfKABENB-CgAAAAAAAAAAYgAAAAAAAA~1YNN'],
    ['file names', 'jquery.min.js bundle.4f3a2b.chunk.js archive.tar.gz'],
    ['versions', '1.2.3 v10.20.30-alpha.1+build.5'],
    ['the name of the member alone', '"alg" JhbGci ImFsZyI iYWxnI'],
    ['one part', json],
    ['one part and a dot', `${json}.`],
    ['two parts', cut(A, 2)],
    ['two parts and a dot', `${cut(A, 2)}.`],
    ['two parts and an ellipsis', `${cut(A, 2)}...`],
    ['a header and an ellipsis', `${json}...`],
    ['an unsecured header and an ellipsis', `${encode('{"alg":"none"}')}...`],
    ['a signature on the next line', `${cut(A, 2)}\n.c2ln`],
    ['a signature on the next line, behind the dot', `${cut(A, 2)}.\nc2ln`],
    ['a token of five parts with three', cut(RFC_JWE, 3)],
    ['a token of five parts with four', cut(RFC_JWE, 4)],
    ['a token of five parts with four and a dot', `${cut(RFC_JWE, 4)}.`],
    ['a token of five parts without vector', jwe().replace('aXZpdml2aXZpdg', '')],
    ['a token of five parts whose enc is a number', jwe({ alg: 'dir', enc: 1 })],
    ['three parts whose header has enc', raw('{"alg":"dir","enc":"A256GCM"}', '{}')],
    ['a list for a header', raw('["alg","HS256"]', '{}')],
    ['a list with a header in it', raw('[{"alg":"HS256"}]', '{}')],
    ['a number for a header', raw('12345678', '{"alg":"HS256"}')],
    ['a string for a header', raw('"{\\"alg\\":\\"HS256\\"}"', '{}')],
    ['null for a header', raw('null', '{"alg":"HS256"}')],
    ['a header without alg', raw('{"typ":"JWT"}', '{"alg":"HS256"}')],
    ['a header with alg inside', raw('{"typ":{"alg":"HS256"}}', '{}')],
    ['a header whose alg is a number', raw('{"alg":256}', '{}')],
    ['a header whose alg is null', raw('{"alg":null}', '{}')],
    ['a header whose alg is a list', raw('{"alg":["HS256"]}', '{}')],
    ['a header whose alg is empty', raw('{"alg":""}', '{}')],
    ['a header whose alg is inherited', raw('{"__proto__":{"alg":"HS256"}}', '{}')],
    ['a header with ALG', raw('{"ALG":"HS256"}', '{}')],
    ['a header that is no JSON', raw('{"alg":"HS256",}', '{}')],
    ['a header with single quotes', raw("{'alg':'HS256'}", '{}')],
    ['a header with more behind it', raw('{"alg":"HS256"}x', '{}')],
    ['a header that is not UTF-8', raw(Buffer.from('{"alg":"HS256","kid":"\xff"}', 'latin1'), '{}')],
    ['a header in UTF-16', raw(Buffer.from(HEADER, 'utf16le'), '{}')],
    ['a header nested too deeply', raw(`{"alg":"HS256","a":${'['.repeat(100)}${']'.repeat(100)}}`, '{}')],
    ['a header with the wrong padding', `${json}=.${encode('{}')}.c2ln`],
    ['a payload of impossible length', `${json}.abcde.c2ln`],
    ['a payload in base64 that is not base64url', `${json}.a+b/.c2ln`],
    ['an unencoded payload without crit', `${encode('{"alg":"HS256","b64":false}')}.hello world.c2ln`],
    ['an unencoded payload beyond ASCII', `${encode('{"alg":"HS256","b64":false,"crit":["b64"]}')}.hellö.c2ln`],
    ['parts that two escapes deep hide otherwise', A.replaceAll('.', '\\u00252E')],
    ['a token with a space in it', `${A.slice(0, 12)} ${A.slice(12)}`],
    ['JWS in the JSON serialisation', JSON.stringify({ protected: json, payload: encode('{}'), signature: 'c2ln' })],
  ])('finds nothing in %s', (_, text) => {
    expect(findTokens(text)).toEqual([]);
  });
});

describe('findTokens, the first ones', () => {
  test.each([
    ['apart', `${A} ${B} ${A}`],
    ['glued', `${A}${B}${A}`],
    ['in the last part of the one before', `${A}.${B}.${A}`],
    ['in the signature of what is none then', `${A.split('.').slice(0, 2).join('.')}.${B}${A}`],
    ['headers, dot by dot', 'eyJhbGciOiJIUzI1NiJ9.'.repeat(9)],
    ['headers, glued', `${'eyJhbGciOiJIUzI1NiJ9'.repeat(9)}.${A}`],
    ['none', 'eyJhbGci.eyJ'],
  ])('are the same as of all: %s', (_title, text) => {
    const all = findTokens(text);
    for (const most of [0, 1, 2, 3, 99]) expect(findTokens(text, most)).toEqual(all.slice(0, most));
  });
});

describe('findTokens, whatever the text', () => {
  test('finds every one of 20,000 tokens', () => {
    const tokens = Array.from({ length: 20_000 }, (_, at) => jwt({ sub: String(at) }));
    const found = findTokens(tokens.join(' '));
    expect(found.map(({ token }) => token)).toEqual(tokens);
  });

  test.each([
    ['openings', 'eyJ', 400_000],
    ['openings and dots', 'eyJ.', 200_000],
    ['half headers', 'eyJhbGciOiJ', 100_000],
    ['half headers and dots', 'eyJhbGciOiJ.', 20_000],
    ['headers whose alg is a number', 'eyJhbGciOjF9.', 20_000],
    ['headers alone', 'eyJhbGciOiJIUzI1NiJ9. ', 10_000],
    ['headers of five parts', 'eyJhbGciOiJkaXIiLCJlbmMiOiJBIn0.a.', 5_000],
    ['headers glued together', 'eyJhbGciOiJIUzI1NiJ9', 20_000],
    ['dots', '.', 500_000],
    ['percent signs', '%25', 200_000],
    ['backslashes', '\\', 200_000],
    ['the name of the member', 'JhbGci.', 50_000],
  ])('finds a token behind a wall of %s', (_, piece, times) => {
    const wall = piece.repeat(times);
    expect(findTokens(`${wall} ${A}`)).toMatchObject([{ token: A, start: wall.length + 1 }]);
    expect(findTokens(`${A} ${wall}`)).toMatchObject([{ token: A, start: 0 }]);
  });

  test('finds a token however its letters are escaped', () => {
    const two = (char: string) => char.charCodeAt(0).toString(16);
    const styles = [
      (char: string) => char,
      (char: string) => `%${two(char)}`,
      (char: string) => `%25${two(char).toUpperCase()}`,
      (char: string) => `\\u00${two(char)}`,
      (char: string) => `\\\\\\\\x${two(char)}`,
      (char: string) => `&#${char.charCodeAt(0)};`,
      (char: string) => `&#x0${two(char).toUpperCase()};`,
    ];
    const style = fc.nat(styles.length - 1);
    const token = fc.constantFrom(A, jwe(), RFC_TEXT);
    fc.assert(
      fc.property(token, fc.array(style, { minLength: 1, maxLength: 40 }), (plain, chosen) => {
        const written = [...plain].map((char, at) => styles[chosen[at % chosen.length] ?? 0]?.(char)).join('');
        const text = `a "${written}" ${written}, ${plain}`;
        expect(tokensIn(text)).toEqual([plain, plain, plain]);
        expect(writtenIn(text)).toEqual([written, written, plain]);
      }),
      { numRuns: 500 },
    );
  });
});
