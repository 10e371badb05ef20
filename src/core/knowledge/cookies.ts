/**
 * Cookies that frameworks, identity products and large sites use for authentication. Facts about names, no copied file;
 * every row says where to read it up. A name alone proves nothing: anybody may call a cookie `connect.sid`.
 */
import { cookieNames, type NamePattern, nameIndex, names } from './names.ts';

export type CookieKind =
  /** A session that also exists for anonymous visitors: its presence does not mean signed in. */
  | 'server-session'
  /** Exists, as a rule, only while somebody is signed in. */
  | 'auth-only'
  /** Signs in again after the session has ended. */
  | 'remember-me'
  /** Readable statement that somebody is signed in, or who; no credential. */
  | 'login-flag'
  /** Lives during one login: OAuth state, nonce, PKCE. */
  | 'transaction'
  /** Session of a proxy in front of the application. */
  | 'gateway'
  /** Session at an identity provider. */
  | 'identity-provider';

export interface KnownCookie {
  kind: CookieKind;
  /** Framework or product, in lower case. */
  stack: string;
  source: string;
}

interface Row {
  stack: string;
  source: string;
  kinds: Partial<Record<CookieKind, readonly NamePattern[]>>;
}

function row(stack: string, source: string, kinds: Row['kinds']): Row {
  return { stack, source, kinds };
}

/** Rails and Phoenix name the cookie after the application, which is not called like a tool that measures. */
const ANY_SESSION = /^_(?!(?:ga|gac|gcl|hj|uet|sp|cs|dd|pk|vwo|ym|tt)_)[\w-]{1,60}_session$/;
const ANY_KEY = /^_(?!(?:ga|gac|gcl|hj|uet|sp|cs|dd|pk|vwo|ym|tt)_)\w{1,60}_key$/;

const rows: readonly Row[] = [
  row('php', 'knowledge: ZAP HttpSessionsParam', { 'server-session': names('PHPSESSID PHPSESSIONID') }),
  row('spring', 'Spring Security reference: Remember-Me; Spring Session docs', {
    'server-session': names('SESSION'),
    'remember-me': names('remember-me'),
  }),
  row('servlet', 'Jakarta Servlet 6.0 section 7.1.1; knowledge: ZAP HttpSessionsParam', {
    'server-session': names('JSESSIONID JSESSIONID.*'),
    'auth-only': names('JSESSIONIDSSO'),
  }),
  row('aspnet', 'knowledge: ZAP HttpSessionsParam; Microsoft Learn: forms authentication, ASP.NET Core Identity', {
    'server-session': names('ASP.NET_SessionId ASPSESSIONID* .AspNetCore.Session'),
    'auth-only': names(`
      .ASPXAUTH .ASPXFORMSAUTH .AspNetCore.Cookies .AspNetCore.Identity.Application .AspNet.ApplicationCookie
      .AspNet.Cookies FedAuth rtFa
    `),
    'remember-me': names('Identity.TwoFactorRememberMe .AspNetCore.Identity.TwoFactorRememberMe'),
    transaction: names(`
      .AspNetCore.Correlation.* .AspNetCore.OpenIdConnect.Nonce.* OpenIdConnect.nonce.* Identity.External
      .AspNetCore.Identity.External Identity.TwoFactorUserId .AspNetCore.Identity.TwoFactorUserId
    `),
  }),
  row('express', 'express-session and cookie-session README', {
    'server-session': names('connect.sid express.sid express:sess express:sess.sig session.sig'),
  }),
  row('koa', 'koa-session README', { 'server-session': names('koa.sess koa.sess.sig koa:sess koa:sess.sig') }),
  row('sails', 'sailsjs.com: sails.config.session', { 'server-session': names('sails.sid') }),
  row('adonis', 'docs.adonisjs.com: session', {
    'server-session': names('adonis-session'),
    'remember-me': names('remember_web'),
  }),
  row('fastify', '@fastify/session README', { 'server-session': names('sessionId') }),
  row('django', 'docs.djangoproject.com: SESSION_COOKIE_NAME', { 'server-session': names('sessionid') }),
  row('flask', 'Flask-Login docs: REMEMBER_COOKIE_NAME', { 'remember-me': names('remember_token') }),
  row('python', 'Pyramid, web.py and Beaker docs', {
    'server-session': names('beaker.session.id webpy_session_id'),
  }),
  row('laravel', 'laravel/framework config/session.php; Illuminate SessionGuard::getRecallerName', {
    'server-session': names('laravel_session'),
    'remember-me': names(/^remember_\w{1,40}_[0-9a-f]{40}$/),
  }),
  row('rails', 'guides.rubyonrails.org: Action Controller, Session; Devise; Authlogic', {
    'server-session': names('_session_id rack.session', ANY_SESSION),
    'remember-me': names('remember_user_token user_credentials', /^remember_\w{1,40}_token$/),
  }),
  row('phoenix', 'hexdocs.pm/plug: Plug.Session; mix phx.gen.auth', {
    'server-session': names(ANY_KEY),
    'remember-me': names(/^_\w{1,60}_web_user_remember_me$/),
  }),
  row('symfony', 'symfony.com: remember me', { 'remember-me': names('REMEMBERME') }),
  row('codeigniter', 'codeigniter.com user guide: Session', { 'server-session': names('ci_session') }),
  row('cakephp', 'book.cakephp.org: Sessions', {
    'server-session': names('CAKEPHP'),
    'remember-me': names('CookieAuth'),
  }),
  row('yii', 'yiiframework.com guide: Authentication', { 'remember-me': names('_identity _identity-*') }),
  row('php', 'knowledge: webappanalyzer names (facts)', {
    'server-session': names('kohanasession october_session kirby_session CraftSessionId CONCRETE5 zenid'),
  }),
  row('wordpress', 'developer.wordpress.org: wp_generate_auth_cookie', {
    'auth-only': names('wordpress_logged_in_* wordpress_sec_*', /^wordpress_[0-9a-f]{32}$/),
  }),
  row('drupal', 'api.drupal.org: SessionConfiguration::getName', { 'auth-only': names(/^S?SESS[0-9a-f]{32}$/) }),
  row('joomla', 'docs.joomla.org: remember me', {
    'remember-me': names('joomla_remember_me_*'),
    'login-flag': names('joomla_user_state'),
  }),
  row('typo3', 'docs.typo3.org: Sessions', {
    'server-session': names('fe_typo_user'),
    'auth-only': names('be_typo_user'),
  }),
  row('moodle', 'docs.moodle.org: Cookies', {
    'server-session': names('MoodleSession*'),
    'login-flag': names('MOODLEID1_*'),
  }),
  row('magento', 'experienceleague.adobe.com: Commerce cookies', {
    'server-session': names('frontend adminhtml'),
    'login-flag': names('mage-cache-sessid'),
  }),
  row('forum', 'knowledge 1.2: phpBB, XenForo, vBulletin, MyBB, Discourse', {
    'server-session': names('xf_session bb_sessionhash _forum_session', /^phpbb3_\w{1,20}_sid$/),
    'remember-me': names('xf_user bbpassword', /^phpbb3_\w{1,20}_k$/),
    'login-flag': names('bbuserid', /^phpbb3_\w{1,20}_u$/),
    'auth-only': names('mybbuser'),
  }),
  row('coldfusion', 'knowledge: ZAP HttpSessionsParam', { 'server-session': names('CFID CFTOKEN') }),
  row('play', 'playframework.com: Session and Flash scopes', { 'server-session': names('PLAY_SESSION') }),
  row('misc', 'knowledge: ZAP HttpSessionsParam; nmap http-cookie-flags', {
    'server-session': names('CGISESSID REVEL_SESSION DARTSESSID VOXSQSESS SITESERVER SESSID mysession'),
  }),
  row('generic', 'OWASP Session Management Cheat Sheet: session ID name fingerprinting', {
    'server-session': names('session session_id session-id sid'),
    'auth-only': names('auth_token authToken auth-token access_token accessToken id_token jwt token'),
    'remember-me': names('refresh_token refreshToken remember_me rememberme rememberMe'),
    'login-flag': names('logged_in loggedIn logged-in isLoggedIn is_logged_in is_authenticated'),
  }),
  row('next', 'nextauthjs/next-auth: defaultCookies', {
    'auth-only': names('next-auth.session-token authjs.session-token'),
    transaction: names(`
      next-auth.callback-url next-auth.pkce.code_verifier next-auth.state next-auth.nonce authjs.callback-url
      authjs.pkce.code_verifier authjs.state authjs.nonce authjs.challenge
    `),
  }),
  row('better-auth', 'better-auth: createCookieGetter', {
    'auth-only': names('better-auth.session_token better-auth.session_data better-auth.account_data'),
    'login-flag': names('better-auth.dont_remember'),
  }),
  row('clerk', 'clerk/javascript: packages/backend constants', {
    'auth-only': names('__session __client', /^__session_[\w-]{8}$/),
    'remember-me': names('__refresh', /^__refresh_[\w-]{8}$/),
    'login-flag': names('__client_uat', /^__client_uat_[\w-]{8}$/),
    transaction: names('__clerk_handshake __clerk_db_jwt'),
  }),
  row('auth0', 'auth0/nextjs-auth0, express-openid-connect, auth0-spa-js', {
    'auth-only': names('appSession'),
    transaction: names('__txn_* auth_verification a0.spajs.txs.*'),
    'login-flag': names('auth0.is.authenticated', /^(?:_legacy_)?auth0\.[\w-]{1,64}\.is\.authenticated$/),
    'identity-provider': names(`
      auth0 auth0_compat did did_compat auth0-mf auth0-mf_compat a0_users:sess a0_users:sess.sig
    `),
  }),
  row('supabase', 'supabase/ssr: createStorageFromOptions', {
    'auth-only': names(/^sb-[\w-]{1,64}-auth-token$/),
    transaction: names(/^sb-[\w-]{1,64}-auth-token-code-verifier$/),
  }),
  row('pocketbase', 'pocketbase/js-sdk: BaseAuthStore', { 'auth-only': names('pb_auth') }),
  row('firebase', 'firebase-js-sdk: CookiePersistence; Firebase Hosting docs', {
    'auth-only': names('__HOST-FIREBASE_* FIREBASE_* __dev_FIREBASE_*'),
  }),
  row('appwrite', 'appwrite docs: sessions', { 'auth-only': names('a_session_*') }),
  row('directus', 'docs.directus.io: authentication', {
    'auth-only': names('directus_session_token'),
    'remember-me': names('directus_refresh_token'),
  }),
  row('ory', 'ory.sh docs: session cookies', { 'auth-only': names('ory_kratos_session ory_session_*') }),
  row('supertokens', 'supertokens.com docs: cookies', {
    'auth-only': names('sAccessToken st-access-token'),
    'remember-me': names('sRefreshToken st-refresh-token sIdRefreshToken'),
    'login-flag': names('sFrontToken st-last-access-token-update'),
  }),
  row('stytch', 'stytch.com docs: session management', { 'auth-only': names('stytch_session stytch_session_jwt') }),
  row('descope', 'docs.descope.com: session validation', { 'auth-only': names('DS'), 'remember-me': names('DSR') }),
  row('workos', 'workos/authkit-nextjs README', {
    'auth-only': names('wos-session'),
    'login-flag': names('workos-has-session'),
  }),
  row('kinde', 'kinde-auth-nextjs', { 'auth-only': names('kinde_token kinde_access_token') }),
  row('logto', 'logto-io/js', { 'auth-only': names('logto_* logto:*') }),
  row('msal', 'AzureAD/microsoft-authentication-library-for-js: CacheKeys', {
    transaction: names('msal.cache.encryption'),
  }),
  row('keycloak', 'keycloak docs; knowledge: Open Cookie Database', {
    'identity-provider': names(/^KEYCLOAK_(?:IDENTITY|SESSION)(?:_LEGACY)?$/),
    transaction: names('KC_RESTART KC_AUTH_STATE KC_AUTH_SESSION_HASH', /^AUTH_SESSION_ID(?:_LEGACY)?$/),
    'remember-me': names('KEYCLOAK_REMEMBER_ME'),
  }),
  row('entra', 'learn.microsoft.com: web browser cookies used in Microsoft Entra authentication', {
    'identity-provider': names('ESTSAUTH ESTSAUTHPERSISTENT MSISAuth MSISAuthenticated'),
    'login-flag': names('ESTSAUTHLIGHT SignInStateCookie'),
    transaction: names('esctx* buid fpc MSISLoopDetectionCookie'),
  }),
  row('okta', 'help.okta.com: Okta cookies', {
    'identity-provider': names('idx'),
    transaction: names('oktaStateToken okta-oauth-*'),
  }),
  row('google', 'policies.google.com/technologies/cookies', {
    'identity-provider': names(
      'SID HSID SSID APISID SAPISID LSID SIDCC __Host-1PLSID',
      /^__Secure-[13](?:PSID|PAPISID|PSIDTS|PSIDCC)$/,
    ),
  }),
  row('facebook', 'knowledge 1.2', { 'auth-only': names('xs'), 'login-flag': names('c_user') }),
  row('x', 'knowledge 1.2', { 'login-flag': names('twid') }),
  row('github', 'docs.github.com: subprocessors and cookies', {
    'server-session': names('_gh_sess'),
    'auth-only': names('user_session __Host-user_session_same_site'),
    'login-flag': names('dotcom_user'),
  }),
  row('linkedin', 'linkedin.com/legal/l/cookie-table', { 'auth-only': names('li_at'), 'login-flag': names('liap') }),
  row('reddit', 'knowledge 1.2', { 'auth-only': names('reddit_session'), 'server-session': names('token_v2') }),
  row('sites', 'knowledge 1.2', {
    'auth-only': names(`
      sp_dc cloud.session.token NetflixId SecureNetflixId steamLoginSecure MMAUTHTOKEN grafana_session n8n-auth
      argocd.token JWT-SESSION zbx_session authelia_session authentik_session nc_session_id
    `),
    'login-flag': names('ds_user_id grafana_session_expiry MMUSERID nc_username'),
    'remember-me': names('nc_token'),
  }),
  row('fusionauth', 'fusionauth.io docs: hosted backend', {
    'auth-only': names('app.at'),
    'remember-me': names('app.rt'),
    'login-flag': names('app.at_exp'),
  }),
  row('bff', 'docs.duendesoftware.com: BFF', { 'auth-only': names('bff') }),
  row('oauth2-proxy', 'oauth2-proxy docs: configuration', {
    gateway: names('_oauth2_proxy'),
    transaction: names('_oauth2_proxy_csrf*'),
  }),
  row('aws-alb', 'docs.aws.amazon.com: ALB authenticate users', {
    gateway: names('AWSELBAuthSessionCookie*'),
    transaction: names('AWSALBAuthNonce'),
  }),
  row('azure-app-service', 'learn.microsoft.com: App Service authentication', {
    gateway: names('AppServiceAuthSession'),
  }),
  row('cloudflare-access', 'developers.cloudflare.com: Access authorization cookie', {
    gateway: names('CF_Authorization CF_AppSession'),
  }),
  row('google-iap', 'cloud.google.com/iap docs', { gateway: names('GCP_IAP_UID __Host-GCP_IAP_AUTH_TOKEN_*') }),
  row('mod-auth-openidc', 'OpenIDC/mod_auth_openidc auth_openidc.conf', {
    gateway: names('mod_auth_openidc_session'),
    transaction: names('mod_auth_openidc_state_*'),
  }),
  row('shibboleth', 'shibboleth.atlassian.net: SP cookies', {
    gateway: names('_shibsession_*'),
    transaction: names('_shibstate_*'),
  }),
  row('saml', 'simplesamlphp.org, mod_auth_mellon docs', {
    gateway: names('SimpleSAML SimpleSAMLAuthToken mellon-cookie'),
    'server-session': names('SimpleSAMLSessionID'),
  }),
  row('cas', 'apereo.github.io/cas: TGC', { 'identity-provider': names('CASTGC TGC') }),
  row('sso', 'knowledge 1.2: product docs of IBM, ForgeRock, Broadcom, Oracle, F5, Citrix', {
    gateway: names(`
      _forward_auth _pomerium LtpaToken LtpaToken2 iPlanetDirectoryPro SMSESSION OAMAuthnCookie* ObSSOCookie
      PD-S-SESSION-ID MRHSession LastMRH_Session nsc_aaac NSC_AAAC NSC_TMAS webvpn SVPNCOOKIE nf_jwt _vercel_jwt
      auth_pubtkt
    `),
  }),
];

const index = nameIndex<KnownCookie>(
  rows.flatMap(({ stack, source, kinds }) =>
    (Object.entries(kinds) as [CookieKind, readonly NamePattern[]][]).flatMap(([kind, all]) =>
      all.map((name) => [name, { kind, stack, source }] as const),
    ),
  ),
);

/**
 * What is known about a cookie's name. Case counts, as it does for cookies (RFC 6265bis section 5.7); prefixes such as
 * `__Host-` and the numbers of chunks do not. Does not prove that the framework is there.
 */
export function knownCookie(name: string): KnownCookie | undefined {
  for (const each of cookieNames(name)) {
    const known = index.find(each);
    if (known !== undefined) return known;
  }
  return undefined;
}
