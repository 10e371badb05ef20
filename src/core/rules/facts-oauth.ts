/** What rules read of OAuth, OpenID Connect and SAML. */
import type { AuthorizationForm, Grant } from '../observe/oauth.ts';
import type { SamlForm } from '../observe/saml.ts';

/** A request to an authorization endpoint, by its parameters. */
export interface AuthorizationRequest extends AuthorizationForm {
  at: number;
  url: string;
  /** Requests of one client to one server are one flow: servers repeat a request on the way, with less in it. */
  flow: string;
  /** Who changed the code for tokens. `elsewhere`: not the browser, as far as was seen. */
  exchange: 'browser' | 'browser-with-verifier' | 'elsewhere';
}

/** A request to a token endpoint that the browser made (RFC 6749, 4.1.3). */
export interface TokenRequest {
  at: number;
  url: string;
  /** `other` where it is none that is known. */
  grant: Grant;
  clientSecret: boolean;
  verifier: boolean;
}

/** A SAML Response that went through the browser (SAML 2.0 Core, 3.3.3). */
export interface SamlResponse extends SamlForm {
  at: number;
  /** Where it was delivered. */
  url: string;
}
