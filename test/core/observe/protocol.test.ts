import { describe, expect, it } from 'vitest';
import type { Observation } from '../../../src/core/observe/observation.ts';
import { protocolBody, seenProtocol } from '../../../src/core/observe/protocol.ts';
import { parseUrl, type SeenUrl } from '../../../src/core/observe/url.ts';
import { print, story } from '../../helpers/observations.ts';

const FORM = 'application/x-www-form-urlencoded';
const SECRET = 'correct-horse-battery-staple';
const XML = Buffer.from('<Response><Assertion><NameID>ada</NameID></Assertion></Response>').toString('base64');
const token = (clientSecret: boolean, verifier = false) => ({
  token: { grant: 'authorization_code', clientSecret, verifier },
});

describe('protocolBody', () => {
  it.each<[string, Parameters<typeof protocolBody>[1], string | undefined, object | undefined]>([
    ['a parsed form', { formData: { grant_type: ['authorization_code'] } }, undefined, token(false)],
    ['a form as text', { text: 'grant_type=authorization_code&code_verifier=x' }, FORM, token(false, true)],
    ['a form of unknown type', { text: 'grant_type=authorization_code' }, undefined, token(false)],
    [
      'percent-encoded values',
      { text: 'grant_type=%61uthorization_code&client_secret=%20' },
      `${FORM}; charset=utf-8`,
      token(true),
    ],
    [
      'JSON',
      { text: ` {"grant_type":"authorization_code","client_secret":"${SECRET}"}` },
      'application/json',
      token(true),
    ],
    [
      'a secret that is no text',
      { text: '{"grant_type":"authorization_code","client_secret":7}' },
      undefined,
      token(false),
    ],
    [
      'a grant that is no text',
      { text: '{"grant_type":["password",{}]}' },
      undefined,
      {
        token: { grant: 'password', clientSecret: false, verifier: false },
      },
    ],
    ['broken JSON', { text: '{"grant_type":"password"' }, undefined, undefined],
    ['a list', { text: '[{"grant_type":"password"}]' }, undefined, undefined],
    ['another type of text', { text: 'grant_type=password' }, 'text/csv', undefined],
    ['a name that only ends so', { text: 'my_grant_type=password' }, FORM, undefined],
    ['something else', { text: 'name=ada' }, FORM, undefined],
    ['an heir of an object', { formData: { constructor: ['x'] } }, undefined, undefined],
    ['nothing', {}, undefined, undefined],
    ['too much', { text: `grant_type=password&x=${'x'.repeat(400_000)}` }, FORM, undefined],
  ])('reads a token request from %s', (_title, body, type, expected) => {
    expect(protocolBody(type, body)).toEqual(expected);
  });

  it('reads a posted authorization request', () => {
    const body = { text: `client_id=web&response_type=code&state=${SECRET}` };
    expect(protocolBody(FORM, body)?.authorization).toMatchObject({ responseTypes: ['code'], state: true });
  });

  it('takes a token request for no authorization request', () => {
    const text = 'grant_type=authorization_code&client_id=web&response_type=code';
    expect(protocolBody(FORM, { text })).not.toHaveProperty('authorization');
  });

  it.each([
    ['a parsed form', { formData: { SAMLResponse: [XML], RelayState: ['/'] } }],
    ['a form as text', { text: `RelayState=%2F&SAMLResponse=${encodeURIComponent(XML)}` }],
    ['a text that leaves base64 as it is', { text: `SAMLResponse=${XML}` }],
  ])('reads a SAML Response from %s', (_title, body) => {
    expect(protocolBody(undefined, body)?.saml?.endless).toBe(true);
  });

  it('reads a large one', () => {
    const xml = `<Response><Assertion/>${'<!-- ???>>> -->'.repeat(12_000)}</Response>`;
    const text = `SAMLResponse=${encodeURIComponent(Buffer.from(xml).toString('base64'))}`;
    expect(protocolBody(FORM, { text })?.saml?.endless).toBe(true);
  });
});

describe('what an observation keeps', () => {
  const ask = (authorization: string | undefined) =>
    seenProtocol(
      parseUrl('https://idp.example/token') as SeenUrl,
      authorization,
      protocolBody(FORM, { text: 'grant_type=password' }),
      print,
    ).tokenRequest?.basicSecret;
  const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;

  it.each([
    [basic('web:secret'), true],
    [basic('web:secret').replace('Basic', 'bASIC '), true],
    [basic('web:'), false],
    [basic('web'), false],
    ['Basic ???', false],
    [`Bearer ${SECRET}`, false],
    [undefined, false],
  ])('a client with %s has a secret: %s', (header, expected) => {
    expect(ask(header)).toBe(expected);
  });

  it('is no value of anything', () => {
    const query = `client_id=web-of-${SECRET}&response_type=code&state=${SECRET}&nonce=${SECRET}&code_challenge=${SECRET}`;
    const seen = story('https://app.example')
      .get(`/authorize?${query}&scope=openid&login_hint=ada`)
      .redirects(`https://idp.example/authorize?${query}`)
      .calls('POST', '/token', {
        headers: { 'Content-Type': FORM, Authorization: basic(`web:${SECRET}`) },
        body: `grant_type=password&username=ada&password=${SECRET}&client_secret=${SECRET}&code=${SECRET}`,
      })
      .post('/acs', { body: `SAMLResponse=${encodeURIComponent(XML)}` })
      .observations();
    expect(seen.filter(speaks).length).toBe(5);
    expect(JSON.stringify(seen)).not.toContain(SECRET);
    expect(JSON.stringify(seen)).not.toContain(Buffer.from(SECRET).toString('base64').slice(0, -4));
  });
});

const speaks = (seen: Observation): boolean =>
  ['authorization', 'tokenRequest', 'saml'].some((name) => Object.hasOwn(seen, name));
