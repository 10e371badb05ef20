/**
 * Cookies that frameworks, identity products and large sites use for authentication. Facts about names, no copied file;
 * every row says where to read it up. A name alone proves nothing: anybody may call a cookie `connect.sid`.
 */
import { cookieNames, nameIndex, type NamePattern } from './names.ts';

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

type Row = readonly [stack: string, source: string, kinds: Partial<Record<CookieKind, readonly NamePattern[]>>];

const rows: readonly Row[] = [
  ['php', 'knowledge: ZAP HttpSessionsParam', { 'server-session': ['PHPSESSID', 'PHPSESSIONID'] }],
  ['spring', 'Spring Security reference: Remember-Me; Spring Session docs', {
    'server-session': ['SESSION'], 'remember-me': ['remember-me'],
  }],
  ['servlet', 'Jakarta Servlet 6.0 section 7.1.1; knowledge: ZAP HttpSessionsParam', {
    'server-session': ['JSESSIONID', 'JSESSIONID.*'], 'auth-only': ['JSESSIONIDSSO'],
  }],
  ['aspnet', 'knowledge: ZAP HttpSessionsParam; Microsoft Learn: forms authentication, ASP.NET Core Identity', {
    'server-session': ['ASP.NET_SessionId', 'ASPSESSIONID*', '.AspNetCore.Session'],
    'auth-only': [
      '.ASPXAUTH', '.ASPXFORMSAUTH', '.AspNetCore.Cookies', '.AspNetCore.Identity.Application', '.AspNet.ApplicationCookie',
      '.AspNet.Cookies', 'FedAuth', 'rtFa',
    ],
    'remember-me': ['Identity.TwoFactorRememberMe', '.AspNetCore.Identity.TwoFactorRememberMe'],
    transaction: [
      '.AspNetCore.Correlation.*', '.AspNetCore.OpenIdConnect.Nonce.*', 'OpenIdConnect.nonce.*', 'Identity.External',
      '.AspNetCore.Identity.External', 'Identity.TwoFactorUserId', '.AspNetCore.Identity.TwoFactorUserId',
    ],
  }],
  ['express', 'express-session and cookie-session README', {
    'server-session': ['connect.sid', 'express.sid', 'express:sess', 'express:sess.sig', 'session.sig'],
  }],
  ['koa', 'koa-session README', { 'server-session': ['koa.sess', 'koa.sess.sig', 'koa:sess', 'koa:sess.sig'] }],
  ['sails', 'sailsjs.com: sails.config.session', { 'server-session': ['sails.sid'] }],
  ['adonis', 'docs.adonisjs.com: session', { 'server-session': ['adonis-session'], 'remember-me': ['remember_web'] }],
  ['fastify', '@fastify/session README', { 'server-session': ['sessionId'] }],
  ['django', 'docs.djangoproject.com: SESSION_COOKIE_NAME', { 'server-session': ['sessionid'] }],
  ['flask', 'Flask-Login docs: REMEMBER_COOKIE_NAME', { 'remember-me': ['remember_token'] }],
  ['python', 'Pyramid, web.py and Beaker docs', {
    'server-session': ['beaker.session.id', 'webpy_session_id'],
  }],
  ['laravel', 'laravel/framework config/session.php; Illuminate SessionGuard::getRecallerName', {
    'server-session': ['laravel_session'], 'remember-me': [/^remember_\w{1,40}_[0-9a-f]{40}$/],
  }],
  ['rails', 'guides.rubyonrails.org: Action Controller, Session; Devise; Authlogic', {
    'server-session': ['_session_id', 'rack.session', /^_[\w-]{1,60}_session$/],
    'remember-me': ['remember_user_token', 'user_credentials', /^remember_\w{1,40}_token$/],
  }],
  ['phoenix', 'hexdocs.pm/plug: Plug.Session; mix phx.gen.auth', {
    'server-session': [/^_\w{1,60}_key$/], 'remember-me': [/^_\w{1,60}_web_user_remember_me$/],
  }],
  ['symfony', 'symfony.com: remember me', { 'remember-me': ['REMEMBERME'] }],
  ['codeigniter', 'codeigniter.com user guide: Session', { 'server-session': ['ci_session'] }],
  ['cakephp', 'book.cakephp.org: Sessions', { 'server-session': ['CAKEPHP'], 'remember-me': ['CookieAuth'] }],
  ['yii', 'yiiframework.com guide: Authentication', { 'remember-me': ['_identity', '_identity-*'] }],
  ['php', 'knowledge: webappanalyzer names (facts)', {
    'server-session': ['kohanasession', 'october_session', 'kirby_session', 'CraftSessionId', 'CONCRETE5', 'zenid'],
  }],
  ['wordpress', 'developer.wordpress.org: wp_generate_auth_cookie', {
    'auth-only': ['wordpress_logged_in_*', 'wordpress_sec_*', /^wordpress_[0-9a-f]{32}$/],
  }],
  ['drupal', 'api.drupal.org: SessionConfiguration::getName', { 'auth-only': [/^S?SESS[0-9a-f]{32}$/] }],
  ['joomla', 'docs.joomla.org: remember me', { 'remember-me': ['joomla_remember_me_*'], 'login-flag': ['joomla_user_state'] }],
  ['typo3', 'docs.typo3.org: Sessions', { 'server-session': ['fe_typo_user'], 'auth-only': ['be_typo_user'] }],
  ['moodle', 'docs.moodle.org: Cookies', { 'server-session': ['MoodleSession*'], 'login-flag': ['MOODLEID1_*'] }],
  ['magento', 'experienceleague.adobe.com: Commerce cookies', { 'server-session': ['frontend', 'adminhtml'], 'login-flag': ['mage-cache-sessid'] }],
  ['forum', 'knowledge 1.2: phpBB, XenForo, vBulletin, MyBB, Discourse', {
    'server-session': [/^phpbb3_\w{1,20}_sid$/, 'xf_session', 'bb_sessionhash', '_forum_session'],
    'remember-me': [/^phpbb3_\w{1,20}_k$/, 'xf_user', 'bbpassword'],
    'login-flag': [/^phpbb3_\w{1,20}_u$/, 'bbuserid'], 'auth-only': ['mybbuser'],
  }],
  ['coldfusion', 'knowledge: ZAP HttpSessionsParam', { 'server-session': ['CFID', 'CFTOKEN'] }],
  ['play', 'playframework.com: Session and Flash scopes', { 'server-session': ['PLAY_SESSION'] }],
  ['misc', 'knowledge: ZAP HttpSessionsParam; nmap http-cookie-flags', {
    'server-session': ['CGISESSID', 'REVEL_SESSION', 'DARTSESSID', 'VOXSQSESS', 'SITESERVER', 'SESSID', 'mysession'],
  }],
  ['generic', 'OWASP Session Management Cheat Sheet: session ID name fingerprinting', {
    'server-session': ['session', 'session_id', 'session-id', 'sid'],
    'auth-only': ['auth_token', 'authToken', 'auth-token', 'access_token', 'accessToken', 'id_token', 'jwt', 'token'],
    'remember-me': ['refresh_token', 'refreshToken', 'remember_me', 'rememberme', 'rememberMe'],
    'login-flag': ['logged_in', 'loggedIn', 'logged-in', 'isLoggedIn', 'is_logged_in', 'is_authenticated'],
  }],
  ['next', 'nextauthjs/next-auth: defaultCookies', {
    'auth-only': ['next-auth.session-token', 'authjs.session-token'],
    transaction: [
      'next-auth.callback-url', 'next-auth.pkce.code_verifier', 'next-auth.state', 'next-auth.nonce', 'authjs.callback-url',
      'authjs.pkce.code_verifier', 'authjs.state', 'authjs.nonce', 'authjs.challenge',
    ],
  }],
  ['better-auth', 'better-auth: createCookieGetter', {
    'auth-only': ['better-auth.session_token', 'better-auth.session_data', 'better-auth.account_data'],
    'login-flag': ['better-auth.dont_remember'],
  }],
  ['clerk', 'clerk/javascript: packages/backend constants', {
    'auth-only': ['__session', /^__session_[\w-]{8}$/, '__client'],
    'remember-me': ['__refresh', /^__refresh_[\w-]{8}$/],
    'login-flag': ['__client_uat', /^__client_uat_[\w-]{8}$/],
    transaction: ['__clerk_handshake', '__clerk_db_jwt'],
  }],
  ['auth0', 'auth0/nextjs-auth0, express-openid-connect, auth0-spa-js', {
    'auth-only': ['appSession'], transaction: ['__txn_*', 'auth_verification', 'a0.spajs.txs.*'],
    'login-flag': ['auth0.is.authenticated', /^(?:_legacy_)?auth0\.[\w-]{1,64}\.is\.authenticated$/],
    'identity-provider': ['auth0', 'auth0_compat', 'did', 'did_compat', 'auth0-mf', 'auth0-mf_compat', 'a0_users:sess', 'a0_users:sess.sig'],
  }],
  ['supabase', 'supabase/ssr: createStorageFromOptions', {
    'auth-only': [/^sb-[\w-]{1,64}-auth-token$/], transaction: [/^sb-[\w-]{1,64}-auth-token-code-verifier$/],
  }],
  ['pocketbase', 'pocketbase/js-sdk: BaseAuthStore', { 'auth-only': ['pb_auth'] }],
  ['firebase', 'firebase-js-sdk: CookiePersistence; Firebase Hosting docs', { 'auth-only': ['__HOST-FIREBASE_*', 'FIREBASE_*', '__dev_FIREBASE_*'] }],
  ['appwrite', 'appwrite docs: sessions', { 'auth-only': ['a_session_*'] }],
  ['directus', 'docs.directus.io: authentication', { 'auth-only': ['directus_session_token'], 'remember-me': ['directus_refresh_token'] }],
  ['ory', 'ory.sh docs: session cookies', { 'auth-only': ['ory_kratos_session', 'ory_session_*'] }],
  ['supertokens', 'supertokens.com docs: cookies', {
    'auth-only': ['sAccessToken', 'st-access-token'], 'remember-me': ['sRefreshToken', 'st-refresh-token', 'sIdRefreshToken'],
    'login-flag': ['sFrontToken', 'st-last-access-token-update'],
  }],
  ['stytch', 'stytch.com docs: session management', { 'auth-only': ['stytch_session', 'stytch_session_jwt'] }],
  ['descope', 'docs.descope.com: session validation', { 'auth-only': ['DS'], 'remember-me': ['DSR'] }],
  ['workos', 'workos/authkit-nextjs README', { 'auth-only': ['wos-session'], 'login-flag': ['workos-has-session'] }],
  ['kinde', 'kinde-auth-nextjs', { 'auth-only': ['kinde_token', 'kinde_access_token'] }],
  ['logto', 'logto-io/js', { 'auth-only': ['logto_*', 'logto:*'] }],
  ['msal', 'AzureAD/microsoft-authentication-library-for-js: CacheKeys', { transaction: ['msal.cache.encryption'] }],
  ['keycloak', 'keycloak docs; knowledge: Open Cookie Database', {
    'identity-provider': [/^KEYCLOAK_(?:IDENTITY|SESSION)(?:_LEGACY)?$/],
    transaction: [/^AUTH_SESSION_ID(?:_LEGACY)?$/, 'KC_RESTART', 'KC_AUTH_STATE', 'KC_AUTH_SESSION_HASH'], 'remember-me': ['KEYCLOAK_REMEMBER_ME'],
  }],
  ['entra', 'learn.microsoft.com: web browser cookies used in Microsoft Entra authentication', {
    'identity-provider': ['ESTSAUTH', 'ESTSAUTHPERSISTENT', 'MSISAuth', 'MSISAuthenticated'],
    'login-flag': ['ESTSAUTHLIGHT', 'SignInStateCookie'], transaction: ['esctx*', 'buid', 'fpc', 'MSISLoopDetectionCookie'],
  }],
  ['okta', 'help.okta.com: Okta cookies', { 'identity-provider': ['idx'], transaction: ['oktaStateToken', 'okta-oauth-*'] }],
  ['google', 'policies.google.com/technologies/cookies', {
    'identity-provider': [
      'SID', 'HSID', 'SSID', 'APISID', 'SAPISID', 'LSID', 'SIDCC', '__Host-1PLSID', /^__Secure-[13](?:PSID|PAPISID|PSIDTS|PSIDCC)$/,
    ],
  }],
  ['facebook', 'knowledge 1.2', { 'auth-only': ['xs'], 'login-flag': ['c_user'] }],
  ['x', 'knowledge 1.2', { 'login-flag': ['twid'] }],
  ['github', 'docs.github.com: subprocessors and cookies', {
    'server-session': ['_gh_sess'], 'auth-only': ['user_session', '__Host-user_session_same_site'], 'login-flag': ['dotcom_user'],
  }],
  ['linkedin', 'linkedin.com/legal/l/cookie-table', { 'auth-only': ['li_at'], 'login-flag': ['liap'] }],
  ['reddit', 'knowledge 1.2', { 'auth-only': ['reddit_session'], 'server-session': ['token_v2'] }],
  ['sites', 'knowledge 1.2', {
    'auth-only': [
      'sp_dc', 'cloud.session.token', 'NetflixId', 'SecureNetflixId', 'steamLoginSecure', 'MMAUTHTOKEN', 'grafana_session', 'n8n-auth',
      'argocd.token', 'JWT-SESSION', 'zbx_session', 'authelia_session', 'authentik_session', 'nc_session_id',
    ],
    'login-flag': ['ds_user_id', 'grafana_session_expiry', 'MMUSERID', 'nc_username'], 'remember-me': ['nc_token'],
  }],
  ['fusionauth', 'fusionauth.io docs: hosted backend', { 'auth-only': ['app.at'], 'remember-me': ['app.rt'], 'login-flag': ['app.at_exp'] }],
  ['bff', 'docs.duendesoftware.com: BFF', { 'auth-only': ['bff'] }],
  ['oauth2-proxy', 'oauth2-proxy docs: configuration', { gateway: ['_oauth2_proxy'], transaction: ['_oauth2_proxy_csrf*'] }],
  ['aws-alb', 'docs.aws.amazon.com: ALB authenticate users', { gateway: ['AWSELBAuthSessionCookie*'], transaction: ['AWSALBAuthNonce'] }],
  ['azure-app-service', 'learn.microsoft.com: App Service authentication', { gateway: ['AppServiceAuthSession'] }],
  ['cloudflare-access', 'developers.cloudflare.com: Access authorization cookie', { gateway: ['CF_Authorization', 'CF_AppSession'] }],
  ['google-iap', 'cloud.google.com/iap docs', { gateway: ['GCP_IAP_UID', '__Host-GCP_IAP_AUTH_TOKEN_*'] }],
  ['mod-auth-openidc', 'OpenIDC/mod_auth_openidc auth_openidc.conf', { gateway: ['mod_auth_openidc_session'], transaction: ['mod_auth_openidc_state_*'] }],
  ['shibboleth', 'shibboleth.atlassian.net: SP cookies', { gateway: ['_shibsession_*'], transaction: ['_shibstate_*'] }],
  ['saml', 'simplesamlphp.org, mod_auth_mellon docs', { gateway: ['SimpleSAML', 'SimpleSAMLAuthToken', 'mellon-cookie'], 'server-session': ['SimpleSAMLSessionID'] }],
  ['cas', 'apereo.github.io/cas: TGC', { 'identity-provider': ['CASTGC', 'TGC'] }],
  ['sso', 'knowledge 1.2: product docs of IBM, ForgeRock, Broadcom, Oracle, F5, Citrix', {
    gateway: [
      '_forward_auth', '_pomerium', 'LtpaToken', 'LtpaToken2', 'iPlanetDirectoryPro', 'SMSESSION', 'OAMAuthnCookie*', 'ObSSOCookie',
      'PD-S-SESSION-ID', 'MRHSession', 'LastMRH_Session', 'nsc_aaac', 'NSC_AAAC', 'NSC_TMAS', 'webvpn', 'SVPNCOOKIE', 'nf_jwt', '_vercel_jwt',
      'auth_pubtkt',
    ],
  }],
];

const index = nameIndex<KnownCookie>(
  rows.flatMap(([stack, source, kinds]) =>
    (Object.entries(kinds) as [CookieKind, readonly NamePattern[]][]).flatMap(([kind, names]) =>
      names.map((name) => [name, { kind, stack, source }] as const),
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
