import { describe, expect, it } from 'vitest';
import { readSamlResponse } from '../../../src/core/observe/saml.ts';

const SHA256 = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256';
const DIGEST = 'http://www.w3.org/2001/04/xmlenc#sha256';
const MINUTE = 60_000;

const signature = (method = SHA256, digest = DIGEST): string => `<ds:Signature
  xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:SignedInfo><ds:CanonicalizationMethod Algorithm="c14n#sha1"/>
  <ds:SignatureMethod Algorithm="${method}"/><ds:Reference URI="#a"><ds:Transforms><ds:Transform Algorithm="t#md5"/>
  </ds:Transforms><ds:DigestMethod Algorithm='${digest}' /><ds:DigestValue>AA==</ds:DigestValue></ds:Reference>
  </ds:SignedInfo><ds:SignatureValue>AA==</ds:SignatureValue></ds:Signature>`;

interface Parts {
  sign?: string;
  issued?: string;
  conditions?: string;
  data?: string;
  more?: string;
}

const assertion = ({ sign = '', issued = '2026-01-15T12:00:00Z', conditions = '', data = '', more = '' }: Parts = {}) =>
  `<saml:Assertion ID="a" IssueInstant="${issued}"><saml:Issuer>https://idp.example</saml:Issuer>${sign}<saml:Subject>
  <saml:NameID>ada@example.com</saml:NameID><saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer">
  <saml:SubjectConfirmationData Recipient="https://app.example/acs" ${data}/></saml:SubjectConfirmation></saml:Subject>
  <saml:Conditions ${conditions}><saml:AudienceRestriction/></saml:Conditions>${more}</saml:Assertion>`;

const response = (inside: string, attributes = ''): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ${attributes}>
  <samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>${inside}</samlp:Response>`;

const encoded = (xml: string): string => Buffer.from(xml).toString('base64');
const read = (xml: string) => readSamlResponse(encoded(xml));

describe('readSamlResponse', () => {
  it('tells what a Response says of itself, and nothing of whom it is about', () => {
    const parts = {
      sign: signature(),
      data: 'InResponseTo="_1" NotOnOrAfter="2026-01-15T12:05:00Z"',
      conditions: 'NotBefore="2026-01-15T11:55:00Z" NotOnOrAfter="2026-01-15T13:00:00.5Z"',
    };
    expect(read(response(assertion(parts)))).toEqual({
      responseSigned: false,
      assertionSigned: true,
      encrypted: false,
      algorithms: ['rsa-sha256', 'sha256'],
      window: 5 * MINUTE,
      endless: false,
      requested: true,
    });
  });

  it('reads base64 in lines and percent-encoded', () => {
    const lines = encoded(response(assertion())).replace(/.{76}/g, '$&\r\n');
    expect(readSamlResponse(lines)?.endless).toBe(true);
    expect(readSamlResponse(encodeURIComponent(lines))?.endless).toBe(true);
  });

  it.each<[string, string, object]>([
    ['the Response', `${signature()}${assertion()}`, { responseSigned: true, assertionSigned: false }],
    ['both', `${signature()}${assertion({ sign: signature() })}`, { responseSigned: true, assertionSigned: true }],
    ['nothing', assertion(), { responseSigned: false, assertionSigned: false, algorithms: [] }],
    ['one assertion of two', `${assertion({ sign: signature() })}${assertion()}`, { assertionSigned: false }],
    ['what lies deeper', assertion({ more: `<saml:Advice>${signature()}</saml:Advice>` }), { assertionSigned: false }],
    ['a comment', `<!-- ${signature()} > -->${assertion()}`, { responseSigned: false, algorithms: [] }],
    ['character data', `<![CDATA[${signature()}]]>${assertion()}`, { responseSigned: false }],
    ['an encrypted one', '<saml:EncryptedAssertion/>', { encrypted: true, assertionSigned: false, endless: false }],
  ])('sees that %s is signed or not', (_title, inside, expected) => {
    expect(read(response(inside))).toMatchObject(expected);
  });

  it.each([
    ['http://www.w3.org/2000/09/xmldsig#rsa-sha1', 'rsa-sha1'],
    ['http://www.w3.org/2001/04/xmldsig-more#rsa-md5', 'rsa-md5'],
    ['http://www.w3.org/2007/05/xmldsig-more#SHA1-RSA-MGF1', 'sha1-rsa-mgf1'],
  ])('names the method %s', (method, expected) => {
    expect(read(response(assertion({ sign: signature(method) })))?.algorithms).toContain(expected);
  });

  it('leaves out what is no name of a method', () => {
    const sign = signature('http://www.w3.org/2000/09/xmldsig#a b', 'ada@example.com');
    expect(read(response(assertion({ sign })))?.algorithms).toEqual([]);
  });

  it('does not count the hash inside an encryption', () => {
    const key = `<xenc:EncryptionMethod><ds:DigestMethod Algorithm="http://www.w3.org/2000/09/xmldsig#sha1"/></xenc:EncryptionMethod>`;
    const inside = `${signature()}<saml:EncryptedAssertion><xenc:EncryptedKey>${key}</xenc:EncryptedKey></saml:EncryptedAssertion>`;
    expect(read(response(inside))?.algorithms).toEqual(['rsa-sha256', 'sha256']);
  });

  it.each<[string, Parts, number | undefined]>([
    ['the delivery', { data: 'NotOnOrAfter="2026-01-15T12:03:00Z"' }, 3],
    ['the conditions', { conditions: 'NotOnOrAfter="2026-01-15T13:00:00Z"' }, 60],
    [
      'the first end',
      { data: 'NotOnOrAfter="2026-01-15T14:00:00Z"', conditions: 'NotOnOrAfter="2026-01-15T12:02:00Z"' },
      2,
    ],
    [
      'NotBefore where no issue can be read',
      { issued: 'yesterday', conditions: 'NotBefore="2026-01-15T11:00:00Z" NotOnOrAfter="2026-01-15T12:00:00Z"' },
      60,
    ],
    ['another time zone', { conditions: 'NotOnOrAfter="2026-01-15T13:07:00+01:00"' }, 7],
    ['no time zone', { conditions: 'NotOnOrAfter="2026-01-15T12:07:00"' }, 7],
    ['no date', { conditions: 'NotOnOrAfter="soon"' }, undefined],
    ['no end', {}, undefined],
  ])('measures the window by %s', (_title, parts, minutes) => {
    expect(read(response(assertion(parts)))?.window).toBe(minutes === undefined ? undefined : minutes * MINUTE);
  });

  it('takes the longest of several assertions, and of several confirmations', () => {
    const long = assertion({ conditions: 'NotOnOrAfter="2026-01-15T13:00:00Z"' });
    const short = assertion({ conditions: 'NotOnOrAfter="2026-01-15T12:01:00Z"' });
    expect(read(response(`${long}${short}`))?.window).toBe(60 * MINUTE);
    const data =
      'NotOnOrAfter="2026-01-15T12:09:00Z"/><saml:SubjectConfirmationData NotOnOrAfter="2026-01-15T12:01:00Z"';
    expect(read(response(assertion({ data })))?.window).toBe(9 * MINUTE);
  });

  it('says that an assertion never ends only where no end is said', () => {
    expect(read(response(assertion()))?.endless).toBe(true);
    expect(read(response(assertion({ conditions: 'NotOnOrAfter="soon"' })))?.endless).toBe(false);
    expect(read(response(assertion({ data: 'NotOnOrAfter="2026-01-15T12:05:00Z"' })))?.endless).toBe(false);
  });

  it('knows the answer to a request by either mark', () => {
    expect(read(response(assertion()))?.requested).toBe(false);
    expect(read(response(assertion(), 'InResponseTo="_1"'))?.requested).toBe(true);
    expect(read(response(assertion({ data: 'InResponseTo="_1"' })))?.requested).toBe(true);
  });

  it('bears a ">" in an attribute', () => {
    expect(read(response(assertion({ more: '<saml:Attribute Name="a > b"/>' })))?.endless).toBe(true);
  });

  it.each([
    ['the answer to a logout', '<samlp:LogoutResponse><Assertion/></samlp:LogoutResponse>'],
    ['an error', response('')],
    ['an open tag', '<Response><Assertion>'],
    ['an open comment', '<Response><Assertion/><!-- </Response>'],
    ['an open quote', '<Response><Assertion a="/></Response>'],
    ['a document type', '<!DOCTYPE a [<!ENTITY b "c">]><Response><Assertion/></Response>'],
    ['a deep tree', `<Response><Assertion/>${'<a>'.repeat(40)}${'</a>'.repeat(40)}</Response>`],
    ['too many tags', `<Response><Assertion/>${'<a/>'.repeat(20_000)}</Response>`],
    ['no XML', 'hello'],
  ])('takes %s for no Response', (_title, xml) => {
    expect(read(xml)).toBeUndefined();
  });

  it('takes no base64, and more than 256 KiB, for no Response', () => {
    expect(readSamlResponse('<Response><Assertion/></Response>')).toBeUndefined();
    expect(read(response(`${assertion()}${' '.repeat(150_000)}`))).toBeDefined();
    expect(read(response(`${assertion()}${' '.repeat(200_000)}`))).toBeUndefined();
  });
});
