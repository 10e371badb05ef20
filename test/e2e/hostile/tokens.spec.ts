/** Attacks from tokens: of megabytes, by the thousand, with claims that are more than claims. */
import { expect, test } from 'vitest';
import { type Attack, credentialAt, placesOf, setStage } from './stage.ts';

const ATTACKS: Attack[] = [
  {
    name: 'a token of a megabyte, kept',
    script: ({ token }) => {
      const claims = btoa(JSON.stringify({ sub: 'a', pad: 'x'.repeat(780_000) })).replaceAll('=', '');
      localStorage.setItem('big', `${btoa('{"alg":"HS256"}').replaceAll('=', '')}.${claims}.c2ln`);
      localStorage.setItem('access_token', token);
    },
    holds: (report) => {
      expect(report.credentials.map(placesOf)).toEqual(['localStorage access_token']);
      expect(report.dropped).toBeGreaterThan(0);
    },
  },
  {
    name: 'a token of a megabyte, sent',
    serve: (_request, response) => void response.writeHead(204).end(),
    script: async ({ token }) => {
      const claims = btoa(JSON.stringify({ sub: 'a', pad: 'x'.repeat(780_000) })).replaceAll('=', '');
      const big = `${btoa('{"alg":"HS256"}').replaceAll('=', '')}.${claims}.c2ln`;
      const answer = await fetch('/api', { headers: { 'x-token': token, authorization: `Bearer ${big}` } });
      if (answer.status !== 204) throw new Error(String(answer.status));
    },
    holds: (report) => {
      expect(credentialAt(report, 'header', 'x-token')).toMatchObject({ format: 'jwt' });
      const big = credentialAt(report, 'header', 'Authorization');
      expect(big, 'that there is one is told, and that nobody looked into it').toMatchObject({ format: 'text' });
      expect(big?.token).toBeUndefined();
      expect(report.dropped).toBeGreaterThan(0);
      expect(JSON.stringify(report).length).toBeLessThan(50_000);
    },
  },
  {
    name: '1,000 tokens in one value',
    script: ({ token }) => {
      const claims = (at: number) => btoa(JSON.stringify({ sub: String(at), iat: 1, exp: 4e9 })).replaceAll('=', '');
      const tokens = Array.from({ length: 1_000 }, (_, at) => `${token.split('.')[0]}.${claims(at)}.c2ln`);
      localStorage.setItem('access_token', token);
      localStorage.setItem('list', JSON.stringify(tokens));
      localStorage.setItem('text', tokens.join(' '));
    },
    holds: (report) => {
      expect(credentialAt(report, 'localStorage', 'access_token')).toMatchObject({ format: 'jwt' });
      expect(report.credentials.length).toBeLessThanOrEqual(101);
      expect(report.dropped, 'those beyond are counted, or there would seem to be a hundred').toBeGreaterThan(0);
    },
  },
  {
    name: '1,000 tokens in one header',
    serve: (_request, response) => void response.writeHead(204).end(),
    script: async ({ token }) => {
      const claims = (at: number) => btoa(JSON.stringify({ sub: String(at), iat: 1, exp: 4e9 })).replaceAll('=', '');
      const tokens = Array.from({ length: 1_000 }, (_, at) => `${token.split('.')[0]}.${claims(at)}.c2ln`);
      await fetch('/api', { headers: { authorization: `Bearer ${tokens.join(', Bearer ')}`, 'x-token': token } });
    },
    holds: (report) => {
      expect(credentialAt(report, 'header', 'x-token')).toMatchObject({ format: 'jwt' });
      expect(report.credentials.length).toBeLessThanOrEqual(10);
    },
  },
  {
    name: 'claims that every object has',
    script: ({ token }) => {
      const claims =
        '{"sub":"a","__proto__":{"polluted":"yes"},"constructor":{"prototype":{"polluted":"yes"}},"toString":"x","hasOwnProperty":1,"valueOf":null,"toJSON":"y","then":"z"}';
      localStorage.setItem('access_token', `${token.split('.')[0]}.${btoa(claims).replaceAll('=', '')}.c2ln`);
    },
    holds: async (_report, stage, page) => {
      // As text from the extension's own page: what brings an object from there to here would lose a `__proto__`.
      const claims = await stage.textOf(page, ({ credentials }) => credentials[0]?.token?.claims);
      for (const member of ['"__proto__":{"polluted":"yes"}', '"toString":"x"', '"hasOwnProperty":1', '"toJSON":"y"'])
        expect(claims).toContain(member);
      expect(await stage.pollution()).toEqual([]);
    },
  },
  {
    name: 'a header that every object has',
    script: () => {
      const part = (text: string) => btoa(text).replaceAll('=', '');
      const header =
        '{"alg":"HS256","kid":"../../../etc/passwd\\u0000\' OR 1=1 --","__proto__":{"alg":"none"},"toString":"x","jku":"javascript:alert(1)"}';
      localStorage.setItem('access_token', `${part(header)}.${part('{"sub":"a"}')}.c2ln`);
    },
    holds: async (report, stage) => {
      const { token } = credentialAt(report, 'localStorage', 'access_token') ?? {};
      expect(token?.header).toMatchObject({ alg: 'HS256', jku: 'javascript:alert(1)' });
      expect(report.findings.map(({ rule }) => rule)).toContain('jwt-suspicious-kid');
      expect(report.findings.map(({ rule }) => rule)).not.toContain('jwt-alg-none');
      expect(await stage.pollution()).toEqual([]);
    },
  },
  {
    name: 'claims nested 10,000 deep',
    script: ({ token, other }) => {
      const deep = btoa(`{"sub":"a","x":${'['.repeat(10_000)}${']'.repeat(10_000)}}`).replaceAll('=', '');
      localStorage.setItem('access_token', `${token.split('.')[0]}.${deep}.c2ln`);
      localStorage.setItem('id_token', other);
    },
    holds: (report) => {
      const { token } = credentialAt(report, 'localStorage', 'access_token') ?? {};
      expect(token).toMatchObject({ issues: expect.arrayContaining(['too-deep']) });
      expect(token?.claims).toBeUndefined();
      expect(credentialAt(report, 'localStorage', 'id_token')?.token?.claims).toMatchObject({ sub: 'user-1234' });
    },
  },
  {
    name: 'numbers that are none',
    script: ({ token }) => {
      const claims = '{"sub":"a","exp":1e400,"iat":-1e999,"nbf":9007199254740993,"auth_time":1e-400,"x":-0}';
      localStorage.setItem('access_token', `${token.split('.')[0]}.${btoa(claims).replaceAll('=', '')}.c2ln`);
    },
    holds: (report) => {
      const { token } = credentialAt(report, 'localStorage', 'access_token') ?? {};
      expect(token).toMatchObject({ issues: expect.arrayContaining(['number-inexact']) });
      expect(token?.expiresAt).toBeUndefined();
      expect(token?.issuedAt).toBeUndefined();
      expect(report.checks.filter(({ outcome }) => outcome === 'crashed')).toEqual([]);
    },
  },
  {
    name: 'claims of the wrong kind',
    script: ({ token }) => {
      const kinds = ['{}', '[]', '[[]]', '"x"', '0', 'true', 'null', '{"a":{}}', '""'];
      for (const [at, kind] of kinds.entries()) {
        const names = [
          'iss',
          'sub',
          'aud',
          'exp',
          'nbf',
          'iat',
          'jti',
          'scope',
          'cnf',
          'azp',
          'acr',
          'amr',
          'roles',
          'events',
        ];
        const claims = `{${names.map((name) => `"${name}":${kind}`).join()}}`;
        const header = `{"alg":"HS256","typ":${kind},"kid":${kind},"crit":${kind},"jwk":${kind},"x5c":${kind},"jku":${kind},"cty":${kind}}`;
        const part = (text: string) => btoa(text).replaceAll('=', '');
        localStorage.setItem(`token-${at}`, `${part(header)}.${part(claims)}.c2ln`);
      }
      localStorage.setItem('access_token', token);
    },
    holds: (report) => {
      for (let at = 0; at < 9; at += 1)
        expect(credentialAt(report, 'localStorage', `token-${at}`), `token-${at}`).toMatchObject({ format: 'jwt' });
      expect(report.checks.filter(({ outcome }) => outcome === 'crashed')).toEqual([]);
    },
  },
  {
    name: 'claims that hide, turn around or are half a character',
    script: ({ token }) => {
      const claims =
        '{"sub":"\\ud800admin\\u202e","na\\u0000me":"\\u2066zero\\u200bwidth","\\udfff":"<img src=x onerror=alert(1)>","email":"a@b\\u0000.example"}';
      localStorage.setItem(
        'access_token',
        `${token.split('.')[0]}.${btoa(claims).replaceAll('=', '').replaceAll('+', '-').replaceAll('/', '_')}.c2ln`,
      );
      // No UTF-8 at all.
      localStorage.setItem(
        'id_token',
        `${token.split('.')[0]}.${btoa('{"sub":"\xff\xfe\xc0\x80"}').replaceAll('=', '').replaceAll('+', '-').replaceAll('/', '_')}.c2ln`,
      );
    },
    holds: (report) => {
      const { token } = credentialAt(report, 'localStorage', 'access_token') ?? {};
      expect(token?.claims).toMatchObject({ sub: '\uFFFDadmin\u202e', 'na\0me': '\u2066zero\u200bwidth' });
      expect(credentialAt(report, 'localStorage', 'id_token')?.token?.issues).toContain('bad-utf8');
      expect(JSON.stringify(report).isWellFormed()).toBe(true);
    },
  },
  {
    name: '5 MB of eyJ',
    script: ({ token }) => {
      localStorage.setItem('access_token', token);
      // In pieces that are just small enough to be looked at, and in one that is not.
      for (let at = 0; at < 8; at += 1) localStorage.setItem(`eyJ-${at}`, 'eyJ'.repeat(87_000));
      localStorage.setItem('eyJ', 'eyJ'.repeat(900_000));
      localStorage.setItem('dots', 'eyJhbGciOiJIUzI1NiJ9.'.repeat(12_000));
      location.hash = `access_token=${'eyJ'.repeat(300_000)}`;
    },
    holds: (report) => {
      expect(credentialAt(report, 'localStorage', 'access_token')).toMatchObject({ format: 'jwt' });
      expect(report.credentials.filter(({ format }) => format === 'jwt')).toHaveLength(1);
      expect(report.dropped).toBeGreaterThan(0);
    },
  },
  {
    name: 'tokens in tokens in tokens',
    script: ({ token }) => {
      const part = (text: string) => btoa(text).replaceAll('=', '');
      let inner = token;
      while (inner.length < 40_000)
        inner = `${token.split('.')[0]}.${part(JSON.stringify({ sub: 'a', access_token: inner }))}.c2ln`;
      localStorage.setItem('outer', inner);
      let text: string = token;
      while (text.length < 100_000) text = JSON.stringify({ a: text });
      localStorage.setItem('json in json', text);
      localStorage.setItem('access_token', token);
    },
    holds: (report) => {
      expect(credentialAt(report, 'localStorage', 'access_token')?.token?.claims).toMatchObject({ sub: 'user-4711' });
      const { token } = credentialAt(report, 'localStorage', 'outer') ?? {};
      expect(JSON.stringify(token?.claims), 'a token inside another is not shown').toBe(
        '{"sub":"a","access_token":"••••"}',
      );
    },
  },
];

const stage = setStage(ATTACKS);

test.each(ATTACKS)('$name', (attack) => stage.survives(attack));
