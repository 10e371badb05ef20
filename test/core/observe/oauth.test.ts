import { describe, expect, it } from 'vitest';
import { readAuthorization, readTokenRequest, valuesOf } from '../../../src/core/observe/oauth.ts';
import { parseUrl } from '../../../src/core/observe/url.ts';
import { opaque } from '../classify/values.ts';

const CLIENT = 'client_id=web';
const asked = (query: string) =>
  readAuthorization(valuesOf(parseUrl(`https://idp.example/authorize?${query}`)?.query ?? []));
const granted = (query: string) => readTokenRequest(valuesOf(parseUrl(`https://idp.example/?${query}`)?.query ?? []));
const jwt = (claims: object) =>
  [{ alg: 'RS256' }, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
const object = (claims: object) => `${jwt(claims)}.${'c2ln'.repeat(8)}`;

describe('readAuthorization', () => {
  it('tells what a request asks for, and what protects it, in words of the protocol', () => {
    const query = `${CLIENT}&response_type=code&response_mode=form_post&scope=openid+email&state=s&nonce=n&code_challenge=c&code_challenge_method=S256&redirect_uri=https%3A%2F%2Fapp.example%2Fcb%3Fa%3D1`;
    expect(asked(query)).toEqual({
      client: 'web',
      responseTypes: ['code'],
      responseMode: 'form_post',
      hidden: false,
      challenge: true,
      challengeMethod: 'S256',
      state: true,
      nonce: true,
      openid: true,
      redirect: 'https://app.example/cb',
    });
  });

  it('says no to all that is not there', () => {
    expect(asked(`${CLIENT}&response_type=code&state=&nonce=&code_challenge=&scope=openid2`)).toEqual({
      client: 'web',
      responseTypes: ['code'],
      hidden: false,
      challenge: false,
      state: false,
      nonce: false,
      openid: false,
    });
  });

  it.each([
    ['token', ['token']],
    ['id_token%20token', ['id_token', 'token']],
    ['token+code', ['code', 'token']],
    ['code%20code', ['code']],
    ['none', ['none']],
  ])('reads response_type=%s', (type, expected) => {
    expect(asked(`${CLIENT}&response_type=${type}`)?.responseTypes).toEqual(expected);
  });

  it.each([
    ['no client', 'response_type=code'],
    ['an empty client', 'client_id=&response_type=code'],
    ['no type', CLIENT],
    ['a type of something else', `${CLIENT}&response_type=permission%20id_token`],
    ['a format', `${CLIENT}&response_type=json`],
  ])('takes %s for no authorization request', (_title, query) => {
    expect(asked(query)).toBeUndefined();
  });

  it.each([
    ['S256', 'S256'],
    ['plain', 'plain'],
    ['S512', 'other'],
    ['s256', 'other'],
  ])('reads the method %s', (method, expected) => {
    const query = `${CLIENT}&response_type=code&code_challenge=c&code_challenge_method=${method}`;
    expect(asked(query)?.challengeMethod).toBe(expected);
  });

  it('keeps only words that it knows', () => {
    expect(asked(`${CLIENT}&response_type=code&response_mode=s3cret`)).not.toHaveProperty('responseMode');
  });

  it.each([
    ['http%3A%2F%2F127.0.0.1%3A4711%2Fcb', 'http://127.0.0.1:4711/cb'],
    ['com.example.app%3A%2Fcb%2Fsecret', 'com.example.app:'],
    ['urn%3Aietf%3Awg%3Aoauth%3A2.0%3Aoob', 'urn:'],
    [`https%3A%2F%2Fapp.example%2F${opaque('state')}`, 'https://app.example/…'],
    ['postmessage', undefined],
    ['', undefined],
  ])('keeps of redirect_uri=%s what is no secret', (redirect, expected) => {
    expect(asked(`${CLIENT}&response_type=code&redirect_uri=${redirect}`)?.redirect).toBe(expected);
  });

  it('sees into a request object that is not encrypted, and believes it more than the address', () => {
    const claims = { response_type: 'code', state: 's', code_challenge: 'c', code_challenge_method: 'S256', nonce: 7 };
    expect(asked(`${CLIENT}&response_type=token&nonce=n&request=${object(claims)}`)).toMatchObject({
      responseTypes: ['code'],
      hidden: false,
      state: true,
      challenge: true,
      challengeMethod: 'S256',
      nonce: true,
    });
  });

  it.each([
    ['pushed', 'request_uri=urn:ietf:params:oauth:request_uri:1'],
    ['elsewhere', 'request_uri=https%3A%2F%2Fapp.example%2Fobject'],
    ['encrypted', 'request=eyJhbGciOiJSU0EtT0FFUCIsImVuYyI6IkEyNTZHQ00ifQ.AA.AA.AA.AA'],
    ['unreadable', 'request=something'],
    ['too long', `request=${object({ a: 'x'.repeat(20_000) })}`],
  ])('says that parameters are hidden which are %s', (_title, query) => {
    expect(asked(`${CLIENT}&${query}`)).toMatchObject({ responseTypes: [], hidden: true });
  });
});

describe('readTokenRequest', () => {
  it.each(['authorization_code', 'password', 'refresh_token', 'client_credentials'])('knows the grant %s', (grant) => {
    expect(granted(`grant_type=${grant}`)).toEqual({ grant, clientSecret: false, verifier: false });
  });

  it('calls all others other', () => {
    expect(granted('grant_type=urn:ietf:params:oauth:grant-type:device_code')?.grant).toBe('other');
    expect(granted('grant_type=constructor')?.grant).toBe('other');
  });

  it('sees a secret and a verifier, and no empty ones', () => {
    expect(granted('grant_type=password&client_secret=a&code_verifier=b')).toEqual({
      grant: 'password',
      clientSecret: true,
      verifier: true,
    });
    expect(granted('grant_type=password&client_secret=&code_verifier=')).toMatchObject({
      clientSecret: false,
      verifier: false,
    });
  });

  it.each(['', 'grant_type=', 'client_secret=a'])('takes "%s" for no token request', (query) => {
    expect(granted(query)).toBeUndefined();
  });
});
