/** Which requests that may change something reach the rules, and with what. */
import { describe, expect, it } from 'vitest';
import type { SiteReport } from '../../../src/core/report.ts';
import { reportOf } from '../../helpers/transcript.ts';

const LOGIN = `
  POST https://app.example/login
  username=ada&password=lovelace
  HTTP 303
  Set-Cookie: sid={session}; Path=/; Secure; HttpOnly; SameSite=None
  Set-Cookie: csrf={csrf}; Path=/; Secure
  Location: /account
  HTTP 200
`;

const ruled = (text: string, rule: string, from = LOGIN): SiteReport['findings'] =>
  reportOf(`${from}\n${text}`).findings.filter((finding) => finding.rule === rule);

const exposed = (text: string): string[] =>
  ruled(text, 'csrf-exposed').map(({ severity, subject }) => `${severity} ${subject}`);

describe('a request that may change something', () => {
  it.each<[title: string, text: string, findings: string[]]>([
    ['a form', 'POST /a\nto=bob\nHTTP 303', ['high POST /a']],
    ['a token in the form', 'POST /a\n_csrf={other}\nHTTP 303', []],
    ['a token under another name', 'POST /a\nwpEditToken={other}\nHTTP 303', []],
    ['a token in JSON', 'fetch POST /a\n{"data":{"csrfToken":"{other}"}}\nHTTP 200', []],
    ['a token in the address', 'POST /a?_csrf={other}\nto=bob\nHTTP 303', []],
    ['a token in a header', 'fetch POST /a\nX-CSRF-Token: {other}\nto=bob\nHTTP 200', []],
    ['a random value in a header of the page’s own', 'fetch POST /a\nX-Page-Request: {other}\nto=bob\nHTTP 200', []],
    ['a key of the application', 'fetch POST /a\nX-API-Key: {other}\nto=bob\nHTTP 200', ['medium POST /a']],
    ['a word in a header', 'fetch POST /a\nX-Requested-With: fetch\nto=bob\nHTTP 200', ['medium POST /a']],
    ['a flag in an anti-CSRF header', 'fetch POST /a\nX-CSRF: 1\nto=bob\nHTTP 200', ['medium POST /a']],
    ['a number in an anti-CSRF field', 'POST /a\n_csrf=12345\nHTTP 303', ['high POST /a']],
    ['the socket’s id in the address', 'fetch POST /a?sid={other}\nHTTP 200', []],
    ['a refusal', 'POST /a\nto=bob\nHTTP 403', []],
    [
      'a refusal with a token first, and then success without one',
      'POST /a\nto=bob&_csrf={other}\nHTTP 403\nPOST /a\nto=bob\nHTTP 303',
      ['high POST /a'],
    ],
    ['success, and then a refusal', 'POST /a\nto=bob\nHTTP 303\nPOST /a\nto=bob\nHTTP 403', ['high POST /a']],
    ['the way to the login', 'POST /a\nto=bob\nHTTP 303\nLocation: /login\nHTTP 200', []],
    ['a server’s error', 'POST /a\nto=bob\nHTTP 500', []],
    ['no answer yet', 'POST /a\nto=bob', ['high POST /a']],
    ['a request to another host of the site', 'fetch POST https://api.app.example/a\nto=bob\nHTTP 200', []],
    ['a request to another site', 'fetch POST https://other.example/a\nto=bob\nHTTP 200', []],
    ['a request that another site sent', 'POST /a from https://evil.example\nto=bob\nHTTP 303', []],
    ['a request that says so itself', 'POST /a\nSec-Fetch-Site: cross-site\nto=bob\nHTTP 303', []],
    ['a GET', 'GET /a?to=bob\nHTTP 200', []],
    ['a GET that is to be taken for another method', 'GET /a?_method=delete\nHTTP 303', ['high GET /a']],
    ['a GraphQL query', 'fetch POST /graphql\n{"query":"{ me { name } }"}\nHTTP 200', []],
    [
      'a GraphQL mutation',
      'fetch POST /graphql\n{"query":"mutation { like(id: 1) }"}\nHTTP 200',
      ['medium POST /graphql'],
    ],
    [
      'an answer that varies by where requests come from',
      'POST /a\nto=bob\nHTTP 303\nVary: Accept, sec-fetch-site',
      ['medium POST /a'],
    ],
    [
      'an answer that varies by something like it',
      'POST /a\nto=bob\nHTTP 303\nVary: sec-fetch-site-x',
      ['high POST /a'],
    ],
    [
      'a request that was refused to another site',
      'POST /a\nto=bob\nHTTP 303\nPOST /a from https://evil.example\nto=bob\nHTTP 403',
      ['medium POST /a'],
    ],
  ])('%s', (_title, text, findings) => {
    expect(exposed(text)).toEqual(findings);
  });

  it('names the origin as a sign, and no more', () => {
    const [finding] = ruled('POST /a\nto=bob\nHTTP 303\nVary: Origin', 'csrf-exposed');
    expect(finding?.severity).toBe('high');
    expect(finding?.evidence).toContain('The answer varies by Origin, which may be for CORS alone.');
  });
});

describe('a token that repeats a cookie', () => {
  it.each<[title: string, text: string, subjects: string[]]>([
    ['in a header', 'fetch POST /a\nX-CSRF-Token: {csrf}\nHTTP 200', ['csrf']],
    ['in a field', 'POST /a\n_csrf={csrf}\nHTTP 303', ['csrf']],
    ['in JSON', 'fetch POST /a\n{"_csrf":"{csrf}"}\nHTTP 200', ['csrf']],
    ['in the address', 'POST /a?_csrf={csrf}\nHTTP 303', ['csrf']],
    ['beside another one that does not', 'fetch POST /a\nX-CSRF-Token: {csrf}\n_token={other}\nHTTP 200', []],
  ])('%s', (_title, text, subjects) => {
    expect(ruled(text, 'csrf-token-not-secret').map(({ subject }) => subject)).toEqual(subjects);
    expect(exposed(text)).toEqual([]);
  });
});

describe('a password', () => {
  const elsewhere = (text: string): string[] =>
    ruled(text, 'login-form-third-party', '').map(({ severity, subject }) => `${severity} ${subject}`);
  const open = 'GET https://app.example/login\nHTTP 200\n';

  it.each<[title: string, text: string, findings: string[]]>([
    [
      'for another site, by a form',
      'POST https://b.example/in\nuser=ada&password=x\nHTTP 200',
      ['medium POST b.example/in'],
    ],
    [
      'for another site, by a script',
      'fetch POST https://b.example/in\n{"user":"ada","password":"x"}\nHTTP 401',
      ['medium POST b.example/in'],
    ],
    ['for another host of the site', 'POST https://id.app.example/in\nuser=ada&password=x\nHTTP 303', []],
    [
      'of an embedded page',
      'frame POST https://b.example/in from https://b.example\nuser=ada&password=x\nHTTP 200',
      [],
    ],
    [
      'in a frame of the site’s own',
      'frame POST https://b.example/in from https://app.example\nuser=ada&password=x\nHTTP 200',
      ['medium POST b.example/in'],
    ],
    ['that is changed', 'POST https://b.example/in\nold_password=x&new_password=y\nHTTP 200', []],
  ])('%s', (_title, text, findings) => {
    expect(elsewhere(open + text)).toEqual(findings);
  });
});
