/** A small SAML 2.0 identity provider (Web Browser SSO Profile, Redirect in and POST out), and what a service does with it. */
import { generateKeyPairSync } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Express } from 'express';
import { SignedXml } from 'xml-crypto';
import { createApp } from './app.ts';
import { escapeHtml, layout, providerPage } from './page.ts';
import { type Context, isUser, user } from './types.ts';
import { randomId } from './vault.ts';

export interface Statement {
  /** Absent: not signed at all. */
  hash?: 'sha1' | 'sha256';
  minutes: number;
}

const { publicKey, privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});

const EXCLUSIVE = 'http://www.w3.org/2001/10/xml-exc-c14n#';
const ENVELOPED = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature';
const methods = {
  sha1: ['http://www.w3.org/2000/09/xmldsig#rsa-sha1', 'http://www.w3.org/2000/09/xmldsig#sha1'],
  sha256: ['http://www.w3.org/2001/04/xmldsig-more#rsa-sha256', 'http://www.w3.org/2001/04/xmlenc#sha256'],
} as const;
const ASSERTION = "//*[local-name(.)='Assertion']";

function signed(xml: string, hash: NonNullable<Statement['hash']>): string {
  const [signatureAlgorithm, digestAlgorithm] = methods[hash];
  const signature = new SignedXml({ privateKey, signatureAlgorithm, canonicalizationAlgorithm: EXCLUSIVE });
  signature.addReference({ xpath: ASSERTION, digestAlgorithm, transforms: [ENVELOPED, EXCLUSIVE] });
  const location = { reference: `${ASSERTION}/*[local-name(.)='Issuer']`, action: 'after' } as const;
  signature.computeSignature(xml, { prefix: 'ds', location });
  return signature.getSignedXml();
}

function responseTo(request: string, { apiOrigin, site }: Context, { minutes }: Statement): string {
  const now = Date.now();
  const issued = new Date(now).toISOString();
  const end = new Date(now + minutes * 60_000).toISOString();
  const acs = `${site.origin}/acs`;
  const answers = `InResponseTo="${escapeHtml(request)}"`;
  return (
    `<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ` +
    `ID="_${randomId(16)}" Version="2.0" IssueInstant="${issued}" Destination="${acs}" ${answers}>` +
    `<saml:Issuer>${apiOrigin}</saml:Issuer>` +
    `<samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>` +
    `<saml:Assertion ID="_${randomId(16)}" Version="2.0" IssueInstant="${issued}"><saml:Issuer>${apiOrigin}</saml:Issuer>` +
    `<saml:Subject><saml:NameID>${user.name}</saml:NameID>` +
    `<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer">` +
    `<saml:SubjectConfirmationData ${answers} Recipient="${acs}" NotOnOrAfter="${end}"/></saml:SubjectConfirmation></saml:Subject>` +
    `<saml:Conditions NotBefore="${issued}" NotOnOrAfter="${end}"><saml:AudienceRestriction>` +
    `<saml:Audience>${site.origin}</saml:Audience></saml:AudienceRestriction></saml:Conditions>` +
    `<saml:AuthnStatement AuthnInstant="${issued}"/></saml:Assertion></samlp:Response>`
  );
}

export function identityProvider(context: Context, statement: Statement): Express {
  const { site, vault } = context;
  const app = createApp(context, { formsTo: site.origin });
  app.get('/sso', (req, res) => void res.send(providerPage(req.originalUrl)));
  app.post('/sso', (req, res) => {
    if (!isUser(req.body?.username, req.body?.password)) {
      return void res.status(401).send(providerPage(req.originalUrl, 'Wrong user name or password.'));
    }
    const request = inflateRawSync(Buffer.from(String(req.query['SAMLRequest']), 'base64')).toString();
    const xml = responseTo(/ ID="([^"]+)"/.exec(request)?.[1] ?? '', context, statement);
    const sent = statement.hash === undefined ? xml : signed(xml, statement.hash);
    const value = vault.add(Buffer.from(sent).toString('base64'));
    const form = `<form id="answer" method="post" action="${site.origin}/acs">
<input type="hidden" name="SAMLResponse" value="${value}"><button>Go on</button></form>`;
    res.send(layout('Identity provider', form, '<script type="module" src="/saml.js"></script>'));
  });
  return app;
}

/** The way to the provider: an AuthnRequest in the address (SAML 2.0 Bindings, 3.4). */
export function requestAddress({ apiOrigin, site }: Context, id: string): string {
  const xml =
    `<samlp:AuthnRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="${id}" Version="2.0" ` +
    `IssueInstant="${new Date().toISOString()}" AssertionConsumerServiceURL="${site.origin}/acs"/>`;
  const request = deflateRawSync(xml).toString('base64');
  return `${apiOrigin}/sso?${new URLSearchParams({ SAMLRequest: request })}`;
}

/** @returns who is named in a Response to this request, if all that has to be checked holds */
export function subjectOf(value: unknown, request: string | undefined, demandsSignature: boolean): string | undefined {
  const xml = Buffer.from(String(value), 'base64').toString();
  const assertion = demandsSignature ? verified(xml) : xml;
  if (assertion === undefined || request === undefined || !assertion.includes(`InResponseTo="${request}"`))
    return undefined;
  const end = /NotOnOrAfter="([^"]+)"/.exec(assertion)?.[1] ?? '';
  return Date.parse(end) > Date.now() ? /<saml:NameID>([^<]+)</.exec(assertion)?.[1] : undefined;
}

/** The signed assertion itself: what else stands in the Response says nothing. */
function verified(xml: string): string | undefined {
  const signature = /<ds:Signature .*<\/ds:Signature>/s.exec(xml)?.[0];
  if (signature === undefined) return undefined;
  const check = new SignedXml({ publicCert: publicKey });
  check.loadSignature(signature);
  return check.checkSignature(xml) ? check.getSignedReferences()[0] : undefined;
}
