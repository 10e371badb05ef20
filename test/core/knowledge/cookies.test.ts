import { describe, expect, test } from 'vitest';
import type { CookieKind } from '../../../src/core/knowledge/cookie-row.ts';
import { knownCookie, siteCookie } from '../../../src/core/knowledge/cookies.ts';
import { frameworkCookies } from '../../../src/core/knowledge/cookies-frameworks.ts';
import { identityCookies } from '../../../src/core/knowledge/cookies-identity.ts';
import { cookieNames, names } from '../../../src/core/knowledge/names.ts';
import { thirdPartyCookie } from '../../../src/core/knowledge/third-party.ts';

const HEX_32 = '0123456789abcdef'.repeat(2);
const HEX_40 = `${HEX_32}01234567`;

describe('knownCookie', () => {
  /** One line for each line of the tables; the last column where a name means this on one site alone. */
  const lines: readonly (readonly [name: string, kind: CookieKind, stack: string, domain?: string])[] = [
    ['__Secure-PHPSESSID', 'server-session', 'php'],
    ['laravel_session', 'server-session', 'laravel'],
    [`remember_web_${HEX_40}`, 'remember-me', 'laravel'],
    ['REMEMBERME', 'remember-me', 'symfony'],
    ['ci_session', 'server-session', 'codeigniter'],
    ['CAKEPHP', 'server-session', 'cakephp'],
    ['CookieAuth', 'remember-me', 'cakephp'],
    ['_identity', 'remember-me', 'yii'],
    ['kohanasession', 'server-session', 'kohana'],
    ['fuelcid', 'server-session', 'fuelphp'],
    ['JSESSIONID', 'server-session', 'servlet'],
    ['JSESSIONIDSSO', 'auth-only', 'servlet'],
    ['SESSION', 'server-session', 'spring'],
    ['remember-me', 'remember-me', 'spring'],
    ['PLAY_SESSION', 'server-session', 'play'],
    ['quarkus-credential', 'auth-only', 'quarkus'],
    ['q_auth', 'transaction', 'quarkus'],
    ['JWT', 'auth-only', 'micronaut'],
    ['JWT_REFRESH_TOKEN', 'remember-me', 'micronaut'],
    ['vertx-web.session', 'server-session', 'vertx'],
    ['ASP.NET_SessionId', 'server-session', 'aspnet'],
    ['.ASPXAUTH', 'auth-only', 'aspnet'],
    ['.AspNet.ApplicationCookie', 'auth-only', 'aspnet'],
    ['.AspNetCore.CookiesC1', 'auth-only', 'aspnet'],
    ['.AspNetCore.Identity.Application', 'auth-only', 'aspnet'],
    ['Identity.TwoFactorRememberMe', 'remember-me', 'aspnet'],
    ['.AspNetCore.Identity.TwoFactorRememberMe', 'remember-me', 'aspnet'],
    ['Identity.External', 'transaction', 'aspnet'],
    ['Identity.TwoFactorUserId', 'transaction', 'aspnet'],
    ['.AspNetCore.Identity.TwoFactorUserId', 'transaction', 'aspnet'],
    ['.AspNetCore.Correlation.x1', 'transaction', 'aspnet'],
    ['.AspNetCore.OpenIdConnect.Nonce.x1', 'transaction', 'aspnet'],
    ['OpenIdConnect.nonce.x1', 'transaction', 'aspnet'],
    ['.ASPXANONYMOUS', 'anonymous', 'aspnet'],
    ['FedAuth', 'auth-only', 'sharepoint'],
    ['MSCSAuth', 'auth-only', 'commerce-server'],
    ['MSCSProfile', 'anonymous', 'commerce-server'],
    ['SITESERVER', 'server-session', 'siteserver'],
    ['connect.sid', 'server-session', 'express'],
    ['express:sess.sig', 'seal', 'express'],
    ['koa.sess', 'server-session', 'koa'],
    ['koa.sess.sig', 'seal', 'koa'],
    ['sails.sid', 'server-session', 'sails'],
    ['adonis-session', 'server-session', 'adonis'],
    ['remember_web', 'remember-me', 'adonis'],
    ['sessionId', 'server-session', 'fastify'],
    ['nuxt-session', 'auth-only', 'nuxt'],
    ['auth._token.x1', 'auth-only', 'nuxt'],
    ['auth._refresh_token.x1', 'remember-me', 'nuxt'],
    ['auth.strategy', 'login-flag', 'nuxt'],
    ['auth_session', 'auth-only', 'lucia'],
    ['feathers-jwt', 'auth-only', 'feathers'],
    ['h3', 'server-session', 'h3'],
    ['astro-session', 'server-session', 'astro'],
    ['sessionid', 'server-session', 'django'],
    ['remember_token', 'remember-me', 'flask'],
    ['beaker.session.id', 'server-session', 'python'],
    ['fastapiusersauth', 'auth-only', 'fastapi'],
    ['__ac', 'auth-only', 'zope'],
    ['_session_id', 'server-session', 'rails'],
    ['_myapp_session', 'server-session', 'rails'],
    ['remember_user_token', 'remember-me', 'rails'],
    ['remember_admin_token', 'remember-me', 'rails'],
    ['_myapp_key', 'server-session', 'phoenix'],
    ['_myapp_web_user_remember_me', 'remember-me', 'phoenix'],
    ['CGISESSID', 'server-session', 'perl'],
    ['mysession', 'server-session', 'go'],
    ['DARTSESSID', 'server-session', 'dart'],
    ['CFID', 'server-session', 'coldfusion'],
    ['CFAUTHORIZATION_x1', 'auth-only', 'coldfusion'],
    ['VOXSQSESS', 'server-session', 'voxsquare'],
    ['SESSID', 'server-session', 'generic'],
    ['wordpress_logged_in_x1', 'auth-only', 'wordpress'],
    [`wordpress_${HEX_32}`, 'auth-only', 'wordpress'],
    [`SSESS${HEX_32}`, 'auth-only', 'drupal'],
    ['joomla_remember_me_x1', 'remember-me', 'joomla'],
    ['joomla_user_state', 'login-flag', 'joomla'],
    [`${HEX_32}`, 'server-session', 'joomla'],
    ['fe_typo_user', 'server-session', 'typo3'],
    ['be_typo_user', 'auth-only', 'typo3'],
    ['october_session', 'server-session', 'cms'],
    ['UMB_UCONTEXT', 'auth-only', 'cms'],
    ['MoodleSessionx1', 'server-session', 'moodle'],
    ['MOODLEID1_x1', 'login-flag', 'moodle'],
    ['frontend', 'server-session', 'magento'],
    ['mage-cache-sessid', 'login-flag', 'magento'],
    ['PrestaShop-x1', 'server-session', 'prestashop'],
    ['OCSESSID', 'server-session', 'opencart'],
    ['phpbb3_a1b2c_sid', 'server-session', 'phpbb'],
    ['phpbb3_a1b2c_k', 'remember-me', 'phpbb'],
    ['phpbb3_a1b2c_u', 'login-flag', 'phpbb'],
    ['xf_session', 'server-session', 'xenforo'],
    ['xf_user', 'remember-me', 'xenforo'],
    ['bb_sessionhash', 'server-session', 'vbulletin'],
    ['bb_password', 'remember-me', 'vbulletin'],
    ['bb_userid', 'login-flag', 'vbulletin'],
    ['mybbuser', 'auth-only', 'mybb'],
    ['ips4_IPSSessionFront', 'server-session', 'invision'],
    ['ips4_login_key', 'remember-me', 'invision'],
    ['ips4_member_id', 'login-flag', 'invision'],
    ['SMFCookie123', 'remember-me', 'smf'],
    ['_t', 'auth-only', 'discourse'],
    ['_forum_session', 'server-session', 'discourse'],
    ['SAP_SESSIONID_x1', 'server-session', 'sap'],
    ['MYSAPSSO2', 'auth-only', 'sap'],
    ['glide_user', 'remember-me', 'servicenow'],
    ['glide_session_store', 'server-session', 'servicenow'],
    ['session', 'server-session', 'generic'],
    ['auth_token', 'auth-only', 'generic'],
    ['id_token', 'auth-only', 'generic'],
    ['refresh_token', 'remember-me', 'generic'],
    ['remember_me', 'remember-me', 'generic'],
    ['logged_in', 'login-flag', 'generic'],
    ['is_authenticated', 'login-flag', 'generic'],
    ['__Secure-next-auth.session-token.1', 'auth-only', 'next'],
    ['next-auth.callback-url', 'transaction', 'next'],
    ['next-auth.state', 'transaction', 'next'],
    ['authjs.callback-url', 'transaction', 'next'],
    ['authjs.nonce', 'transaction', 'next'],
    ['better-auth.session_token', 'auth-only', 'better-auth'],
    ['better-auth.account_data', 'auth-only', 'better-auth'],
    ['better-auth.dont_remember', 'login-flag', 'better-auth'],
    ['__session', 'auth-only', 'clerk'],
    ['__session_Ab3-x_9Z', 'auth-only', 'clerk'],
    ['__client', 'identity-provider', 'clerk'],
    ['__refresh', 'remember-me', 'clerk'],
    ['__refresh_Ab3-x_9Z', 'remember-me', 'clerk'],
    ['__client_uat', 'login-flag', 'clerk'],
    ['__client_uat_Ab3-x_9Z', 'login-flag', 'clerk'],
    ['__clerk_handshake', 'transaction', 'clerk'],
    ['appSession', 'auth-only', 'auth0'],
    ['__FC_0', 'auth-only', 'auth0'],
    ['__txn_x1', 'transaction', 'auth0'],
    ['auth0.is.authenticated', 'login-flag', 'auth0'],
    ['_legacy_auth0.client.is.authenticated', 'login-flag', 'auth0'],
    ['auth0', 'identity-provider', 'auth0'],
    ['a0_users:sess', 'identity-provider', 'auth0'],
    ['a0_users:sess.sig', 'seal', 'auth0'],
    ['did', 'anonymous', 'auth0'],
    ['sb-abcdefgh-auth-token.0', 'auth-only', 'supabase'],
    ['sb-abcdefgh-auth-token-code-verifier', 'transaction', 'supabase'],
    ['pb_auth', 'auth-only', 'pocketbase'],
    ['__HOST-FIREBASE_x1', 'auth-only', 'firebase'],
    ['a_session_x1', 'auth-only', 'appwrite'],
    ['directus_session_token', 'auth-only', 'directus'],
    ['directus_refresh_token', 'remember-me', 'directus'],
    ['ory_kratos_session', 'auth-only', 'ory'],
    ['sAccessToken', 'auth-only', 'supertokens'],
    ['sRefreshToken', 'remember-me', 'supertokens'],
    ['sFrontToken', 'login-flag', 'supertokens'],
    ['stytch_session', 'auth-only', 'stytch'],
    ['DS', 'auth-only', 'descope'],
    ['DSR', 'remember-me', 'descope'],
    ['wos-session', 'auth-only', 'workos'],
    ['workos-has-session', 'login-flag', 'workos'],
    ['kinde_token', 'auth-only', 'kinde'],
    ['kinde_refresh_token', 'remember-me', 'kinde'],
    ['ac-state-key', 'transaction', 'kinde'],
    ['logto_x1', 'auth-only', 'logto'],
    ['hanko', 'auth-only', 'hanko'],
    ['access.x1', 'auth-only', 'userfront'],
    ['refresh.tenant', 'remember-me', 'userfront'],
    ['__pa_at', 'auth-only', 'propelauth'],
    ['__pa_rt', 'remember-me', 'propelauth'],
    ['__pa_state', 'transaction', 'propelauth'],
    ['fe_refresh_x1', 'remember-me', 'frontegg'],
    ['fe_device_x1', 'transaction', 'frontegg'],
    ['app.at', 'auth-only', 'fusionauth'],
    ['app.rt', 'remember-me', 'fusionauth'],
    ['app.at_exp', 'login-flag', 'fusionauth'],
    ['fusionauth.sso', 'identity-provider', 'fusionauth'],
    ['cognito', 'identity-provider', 'cognito'],
    ['nhostRefreshToken', 'remember-me', 'nhost'],
    ['nhostSession', 'auth-only', 'nhost'],
    ['payload-token', 'auth-only', 'payload'],
    ['bff', 'auth-only', 'bff'],
    ['msal.cache.encryption', 'transaction', 'msal'],
    ['KEYCLOAK_IDENTITY_LEGACY', 'identity-provider', 'keycloak'],
    ['KC_RESTART', 'transaction', 'keycloak'],
    ['AUTH_SESSION_ID', 'transaction', 'keycloak'],
    ['KEYCLOAK_REMEMBER_ME', 'login-flag', 'keycloak'],
    ['ESTSAUTH', 'identity-provider', 'entra'],
    ['ESTSAUTHLIGHT', 'login-flag', 'entra'],
    ['esctxx1', 'transaction', 'entra'],
    ['buid', 'anonymous', 'entra'],
    ['MSISAuth1', 'identity-provider', 'adfs'],
    ['MSISAuthenticated', 'login-flag', 'adfs'],
    ['MSISIPSelectionPersistent', 'login-flag', 'adfs'],
    ['MSISLoopDetectionCookie', 'transaction', 'adfs'],
    ['idx', 'identity-provider', 'okta'],
    ['sid', 'identity-provider', 'okta', 'okta.com'],
    ['DT', 'anonymous', 'okta', 'okta.com'],
    ['ln', 'login-flag', 'okta', 'okta.com'],
    ['oktaStateToken', 'transaction', 'okta'],
    ['sub_session_onelogin.com', 'identity-provider', 'onelogin'],
    ['PF', 'identity-provider', 'ping'],
    ['idsrv', 'identity-provider', 'duende'],
    ['idsrv.session', 'login-flag', 'duende'],
    ['idsrv.external', 'transaction', 'duende'],
    ['zitadel.useragent', 'identity-provider', 'zitadel'],
    ['CASTGC', 'identity-provider', 'cas'],
    ['authelia_session', 'identity-provider', 'authelia'],
    ['authentik_session', 'identity-provider', 'authentik'],
    ['shib_idp_session', 'identity-provider', 'shibboleth'],
    ['SID', 'identity-provider', 'google'],
    ['__Secure-1PSID', 'identity-provider', 'google'],
    ['__Host-1PLSID', 'identity-provider', 'google'],
    ['_oauth2_proxy_0', 'gateway', 'oauth2-proxy'],
    ['_oauth2_proxy_csrfx1', 'transaction', 'oauth2-proxy'],
    ['_forward_auth', 'gateway', 'traefik-forward-auth'],
    ['_forward_auth_csrfx1', 'transaction', 'traefik-forward-auth'],
    ['_pomerium', 'gateway', 'pomerium'],
    ['VouchCookie', 'gateway', 'vouch'],
    ['AUTHP_ACCESS_TOKEN', 'gateway', 'caddy-security'],
    ['authentik_proxy_x1', 'gateway', 'authentik'],
    ['AWSELBAuthSessionCookiex1', 'gateway', 'aws-alb'],
    ['AWSALBAuthNonce', 'transaction', 'aws-alb'],
    ['AppServiceAuthSession', 'gateway', 'azure-app-service'],
    ['StaticWebAppsAuthCookie', 'gateway', 'azure-app-service'],
    ['CF_Authorization', 'gateway', 'cloudflare-access'],
    ['GCP_IAP_AUTH_TOKEN_x1', 'gateway', 'google-iap'],
    ['GCP_IAP_UID', 'login-flag', 'google-iap'],
    ['mod_auth_openidc_session', 'gateway', 'mod-auth-openidc'],
    ['mod_auth_openidc_state_x1', 'transaction', 'mod-auth-openidc'],
    ['auth_pubtkt', 'gateway', 'mod-auth-pubtkt'],
    ['_shibsession_x1', 'gateway', 'shibboleth'],
    ['_shibstate_x1', 'transaction', 'shibboleth'],
    ['SimpleSAML', 'gateway', 'saml'],
    ['mellon-cookie', 'gateway', 'saml'],
    ['SimpleSAMLSessionID', 'server-session', 'saml'],
    ['LtpaToken', 'gateway', 'websphere'],
    ['PD-S-SESSION-ID', 'gateway', 'webseal'],
    ['iPlanetDirectoryPro', 'gateway', 'forgerock'],
    ['SMSESSION', 'gateway', 'siteminder'],
    ['OAMAuthnCookiex1', 'gateway', 'oracle-access'],
    ['OAM_ID', 'identity-provider', 'oracle-access'],
    ['MRHSession', 'gateway', 'f5-apm'],
    ['MRHSHint', 'transaction', 'f5-apm'],
    ['nsc_aaac', 'gateway', 'citrix'],
    ['DSID', 'gateway', 'ivanti'],
    ['DSSIGNIN', 'transaction', 'ivanti'],
    ['webvpn', 'gateway', 'cisco'],
    ['webvpncontext', 'transaction', 'cisco'],
    ['SVPNCOOKIE', 'gateway', 'fortinet'],
    ['nf_jwt', 'gateway', 'netlify'],
    ['_vercel_jwt', 'gateway', 'vercel'],
    ['at-x1', 'auth-only', 'amazon', 'amazon.com'],
    ['x-x1', 'remember-me', 'amazon', 'amazon.com'],
    ['session-id', 'anonymous', 'amazon', 'amazon.com'],
    ['cloud.session.token', 'auth-only', 'atlassian'],
    ['tenant.session.token', 'identity-provider', 'atlassian'],
    ['xs', 'auth-only', 'facebook', 'facebook.com'],
    ['c_user', 'login-flag', 'facebook'],
    ['sb', 'anonymous', 'facebook', 'facebook.com'],
    ['DSID', 'anonymous', 'doubleclick', 'doubleclick.net'],
    ['_gh_sess', 'server-session', 'github'],
    ['user_session', 'auth-only', 'github'],
    ['dotcom_user', 'login-flag', 'github'],
    ['ds_user_id', 'login-flag', 'instagram'],
    ['li_at', 'auth-only', 'linkedin'],
    ['liap', 'login-flag', 'linkedin'],
    ['JSESSIONID', 'anti-csrf', 'linkedin', 'linkedin.com'],
    ['NetflixId', 'auth-only', 'netflix'],
    ['token_v2', 'auth-only', 'notion', 'www.notion.so'],
    ['reddit_session', 'auth-only', 'reddit'],
    ['token_v2', 'server-session', 'reddit', 'reddit.com'],
    ['loid', 'anonymous', 'reddit', 'reddit.com'],
    ['sid', 'auth-only', 'salesforce', 'salesforce.com'],
    ['sid', 'auth-only', 'salesforce', 'na1.force.com'],
    ['sid_Client', 'anonymous', 'salesforce'],
    ['d', 'auth-only', 'slack', 'slack.com'],
    ['d-s', 'login-flag', 'slack', 'slack.com'],
    ['b', 'anonymous', 'slack', 'slack.com'],
    ['sp_dc', 'auth-only', 'spotify'],
    ['steamLoginSecure', 'auth-only', 'steam'],
    ['sessionid', 'anti-csrf', 'steam', 'steampowered.com'],
    ['sessionid', 'anti-csrf', 'steam', 'steamcommunity.com'],
    ['twid', 'login-flag', 'x'],
    ['gt', 'anonymous', 'x'],
    ['grafana_session', 'auth-only', 'grafana'],
    ['grafana_session_expiry', 'login-flag', 'grafana'],
    ['argocd.token', 'auth-only', 'argocd'],
    ['JWT-SESSION', 'auth-only', 'sonarqube'],
    ['zbx_session', 'server-session', 'zabbix'],
    ['MMAUTHTOKEN', 'auth-only', 'mattermost'],
    ['MMUSERID', 'login-flag', 'mattermost'],
    ['nc_username', 'login-flag', 'nextcloud'],
    ['nc_session_id', 'remember-me', 'nextcloud'],
    ['security_authentication', 'server-session', 'opensearch'],
  ];

  test.each(lines.map(([name, kind, stack, domain = '']) => ({ name, kind, stack, domain })))(
    'knows $name as $kind of $stack',
    ({ name, kind, stack, domain }) => {
      expect(knownCookie(name, domain)).toMatchObject({ kind, stack });
      expect(knownCookie(name, domain)?.source).not.toBe('');
    },
  );

  const rows = [...frameworkCookies, ...identityCookies];

  test('has a line here for each of its own', () => {
    const untested = rows.filter(
      ([stack, kind, pattern, , sites]) =>
        !lines.some(
          ([name, ofKind, ofStack, domain]) =>
            ofKind === kind && ofStack === stack && isOn(sites, domain) && matches(pattern, name),
        ),
    );
    expect(untested).toEqual([]);
  });

  test('has no name twice', () => {
    const exact = rows.flatMap(([, , pattern, , sites]) => {
      const patterns = typeof pattern === 'string' ? names(pattern) : [];
      return patterns.flatMap((name) => names(sites ?? '*').map((site) => `${site} ${name}`));
    });
    expect(exact.filter((name, at) => exact.indexOf(name) !== at)).toEqual([]);
  });

  test('has no name that is known for something else', () => {
    const exact = rows.flatMap(([, , pattern]) => (typeof pattern === 'string' ? names(pattern) : []));
    expect(exact.filter((name) => !name.includes('*') && thirdPartyCookie(name) !== undefined)).toEqual([]);
  });

  test.each([
    'phpsessid',
    'possession',
    'sessile',
    'XSRF-TOKEN',
    '_ga',
    '_uetsid',
    '_uet_session',
    '_ga_key',
    'theme',
    'myapp',
    'd',
    'li',
  ])('does not know %s', (name) => {
    expect(knownCookie(name)).toBeUndefined();
  });

  test('lets a site give a name its own meaning', () => {
    expect(knownCookie('JSESSIONID', '.www.linkedin.com')?.kind).toBe('anti-csrf');
    expect(knownCookie('JSESSIONID', 'linkedin.com.example.org')?.kind).toBe('server-session');
    expect(knownCookie('JSESSIONID', 'notlinkedin.com')?.kind).toBe('server-session');
    expect(knownCookie('session-id', '.amazon.co.uk')?.kind).toBe('anonymous');
    expect(knownCookie('session-id', 'shop.example.com')?.kind).toBe('server-session');
    expect(siteCookie('session-id', 'shop.example.com')).toBeUndefined();
    expect(siteCookie('PHPSESSID', 'amazon.com')).toBeUndefined();
  });

  test.each(['', '.', 'localhost', '127.0.0.1', '[::1]', 'com', '\ud800', '__proto__', `${'a.'.repeat(500_000)}com`])(
    'is not confused by the domain %.20j',
    (domain) => {
      expect(knownCookie('connect.sid', domain)?.stack).toBe('express');
      expect(siteCookie('connect.sid', domain)).toBeUndefined();
    },
  );
});

function isOn(sites: string | undefined, domain: string | undefined): boolean {
  if (sites === undefined || domain === undefined) return sites === domain;
  return names(sites).some((site) => domain.endsWith(site));
}

function matches(pattern: string | RegExp, name: string): boolean {
  return cookieNames(name).some((each) => {
    if (typeof pattern !== 'string') return pattern.test(each);
    return names(pattern).some((one) => {
      if (one.endsWith('*')) return each.startsWith(one.slice(0, -1));
      return one.startsWith('*') ? each.endsWith(one.slice(1)) : each === one;
    });
  });
}
