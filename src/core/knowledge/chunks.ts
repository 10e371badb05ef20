/**
 * Cookies that are split when they grow beyond what a browser keeps (4,096 octets). Any name may have a number at its end;
 * those listed here are pieces of one value whatever is in them.
 */
import { type NamePattern, nameIndex, withoutPrefix } from './names.ts';

export interface SplitCookie {
  /** Framework or product, in lower case. */
  stack: string;
  source: string;
  /** The first piece has no number; the second one is `<name>1`. */
  bare?: true;
}

type Row = readonly [firstPiece: NamePattern, stack: string, source: string, bare?: true];

const rows: readonly Row[] = [
  [/^sb-[\w-]{1,64}-auth-token\.0$/, 'supabase', 'supabase/ssr: src/utils/chunker.ts'],
  ['authjs.session-token.0', 'next', 'nextauthjs/next-auth: core/src/lib/utils/cookie.ts'],
  ['next-auth.session-token.0', 'next', 'nextauthjs/next-auth: core/src/lib/utils/cookie.ts'],
  ['better-auth.session_data.0', 'better-auth', 'better-auth: cookies/session-store.ts'],
  ['better-auth.account_data.0', 'better-auth', 'better-auth: cookies/session-store.ts'],
  ['appSession.0', 'auth0', 'auth0/express-openid-connect: lib/appSession.js'],
  ['__session__0', 'auth0', 'auth0/nextjs-auth0: src/server/cookies.ts'],
  ['_oauth2_proxy_0', 'oauth2-proxy', 'oauth2-proxy: pkg/sessions/cookie/session_store.go'],
  ['mod_auth_openidc_session_0', 'mod-auth-openidc', 'OpenIDC/mod_auth_openidc: OIDCSessionCookieChunkSize'],
  ['AWSELBAuthSessionCookie-0', 'aws-alb', 'docs.aws.amazon.com: ALB authenticate users'],
  ['FedAuth', 'aspnet', 'learn.microsoft.com: ChunkedCookieHandler', true],
  ['MSISAuth', 'entra', 'learn.microsoft.com: ChunkedCookieHandler, AD FS', true],
  ['AppServiceAuthSession', 'azure-app-service', 'learn.microsoft.com: App Service authentication', true],
];

const index = nameIndex<SplitCookie>(
  rows.map(([name, stack, source, bare]) => [name, { stack, source, ...(bare ? { bare } : {}) }]),
);

/** What splits the cookie whose first piece has this name, prefix or not. Does not prove that it is split. */
export function splitCookie(firstPiece: string): SplitCookie | undefined {
  return index.find(firstPiece) ?? index.find(withoutPrefix(firstPiece));
}
