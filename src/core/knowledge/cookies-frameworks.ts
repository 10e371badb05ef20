/** Session and login cookies of languages, frameworks, content systems, shops and forums. */
import type { CookieRow } from './cookie-row.ts';

/** Rails and Phoenix name the cookie after the application, which is not called like a tool that measures. */
const ANY_SESSION = /^_(?!(?:ga|gac|gcl|hj|uet|sp|cs|dd|pk|vwo|ym|tt)_)[\w-]{1,60}_session$/;
const ANY_KEY = /^_(?!(?:ga|gac|gcl|hj|uet|sp|cs|dd|pk|vwo|ym|tt)_)\w{1,60}_key$/;

export const frameworkCookies: readonly CookieRow[] = [
  // PHP
  ['php', 'server-session', 'PHPSESSID PHPSESSIONID', 'php.net: session.name; ZAP HttpSessionsParam'],
  ['laravel', 'server-session', 'laravel_session laravel-session', 'laravel/laravel: config/session.php'],
  ['laravel', 'remember-me', /^remember_\w{1,40}_[0-9a-f]{40}$/, 'Illuminate SessionGuard::getRecallerName'],
  ['symfony', 'remember-me', 'REMEMBERME', 'symfony.com: remember me'],
  ['codeigniter', 'server-session', 'ci_session ci_sessions', 'codeigniter.com user guide: Session'],
  ['cakephp', 'server-session', 'CAKEPHP', 'book.cakephp.org: Sessions; nmap http-cookie-flags'],
  ['cakephp', 'remember-me', 'CookieAuth', 'book.cakephp.org/authentication: Cookie authenticator'],
  ['yii', 'remember-me', '_identity _identity-*', 'yiiframework.com guide: Authentication'],
  ['kohana', 'server-session', 'kohanasession', 'knowledge: webappanalyzer'],
  ['fuelphp', 'server-session', 'fuelcid', 'fuelphp.com: Session, cookie_name'],

  // Java, Kotlin, Scala
  ['servlet', 'server-session', 'JSESSIONID JSESSIONID.*', 'Jakarta Servlet 6.0 section 7.1.1'],
  ['servlet', 'auth-only', 'JSESSIONIDSSO', 'tomcat.apache.org: Single Sign On valve'],
  ['spring', 'server-session', 'SESSION', 'Spring Session docs: CookieSerializer'],
  ['spring', 'remember-me', 'remember-me SPRING_SECURITY_REMEMBER_ME_COOKIE', 'Spring Security reference: Remember-Me'],
  ['play', 'server-session', 'PLAY_SESSION', 'playframework.com: Session and Flash scopes'],
  ['quarkus', 'auth-only', 'quarkus-credential q_session q_session_*', 'quarkus.io: form login, OIDC code flow'],
  ['quarkus', 'transaction', 'q_auth q_auth_*', 'quarkus.io: OIDC code flow, state cookie'],
  ['micronaut', 'auth-only', 'JWT', 'micronaut-projects.github.io: security, cookie token reader'],
  ['micronaut', 'remember-me', 'JWT_REFRESH_TOKEN', 'micronaut-projects.github.io: security, refresh'],
  ['vertx', 'server-session', 'vertx-web.session', 'vertx.io: SessionHandler'],

  // .NET
  ['aspnet', 'server-session', 'ASP.NET_SessionId ASPSESSIONID* .AspNetCore.Session', 'Microsoft Learn: session state'],
  ['aspnet', 'auth-only', '.ASPXAUTH .ASPXFORMSAUTH', 'Microsoft Learn: forms authentication'],
  ['aspnet', 'auth-only', '.AspNet.ApplicationCookie .AspNet.Cookies', 'Microsoft Learn: OWIN cookie authentication'],
  ['aspnet', 'auth-only', '.AspNetCore.Cookies', 'Microsoft Learn: CookieAuthenticationDefaults'],
  ['aspnet', 'auth-only', '.AspNetCore.Identity.Application', 'dotnet/aspnetcore: IdentityConstants'],
  ['aspnet', 'remember-me', 'Identity.TwoFactorRememberMe', 'dotnet/aspnetcore: IdentityConstants'],
  ['aspnet', 'remember-me', '.AspNetCore.Identity.TwoFactorRememberMe', 'dotnet/aspnetcore: IdentityConstants'],
  ['aspnet', 'transaction', 'Identity.External .AspNetCore.Identity.External', 'dotnet/aspnetcore: IdentityConstants'],
  ['aspnet', 'transaction', 'Identity.TwoFactorUserId', 'dotnet/aspnetcore: IdentityConstants'],
  ['aspnet', 'transaction', '.AspNetCore.Identity.TwoFactorUserId', 'dotnet/aspnetcore: IdentityConstants'],
  ['aspnet', 'transaction', '.AspNetCore.Correlation.*', 'dotnet/aspnetcore: RemoteAuthenticationOptions'],
  ['aspnet', 'transaction', '.AspNetCore.OpenIdConnect.Nonce.*', 'dotnet/aspnetcore: OpenIdConnectDefaults'],
  ['aspnet', 'transaction', 'OpenIdConnect.nonce.*', 'aspnet/AspNetKatana: OpenIdConnectAuthenticationDefaults'],
  ['aspnet', 'anonymous', '.ASPXANONYMOUS', 'Microsoft Learn: anonymousIdentification element'],
  ['sharepoint', 'auth-only', 'FedAuth FedAuth1 rtFa', 'Microsoft Learn: SharePoint; nmap http-cookie-flags'],
  ['commerce-server', 'auth-only', 'MSCSAuth', 'knowledge 1.2: Commerce Server, AuthManager'],
  ['commerce-server', 'anonymous', 'MSCSProfile', 'knowledge 1.2: Commerce Server, AuthManager'],
  ['siteserver', 'server-session', 'SITESERVER', 'knowledge: ZAP HttpSessionsParam'],

  // JavaScript
  ['express', 'server-session', 'connect.sid express.sid express:sess', 'express-session and cookie-session README'],
  ['express', 'seal', 'express:sess.sig session.sig', 'cookie-session README; pillarjs/cookies'],
  ['koa', 'server-session', 'koa.sess koa:sess koa.sid', 'koa-session and koa-generic-session README'],
  ['koa', 'seal', 'koa.sess.sig koa:sess.sig koa.sid.sig', 'koa-session README; pillarjs/cookies'],
  ['sails', 'server-session', 'sails.sid', 'sailsjs.com: sails.config.session'],
  ['adonis', 'server-session', 'adonis-session', 'docs.adonisjs.com: session'],
  ['adonis', 'remember-me', 'remember_web', 'docs.adonisjs.com: session guard'],
  ['fastify', 'server-session', 'sessionId', '@fastify/session README'],
  ['nuxt', 'auth-only', 'nuxt-session', 'nuxt-auth-utils README'],
  ['nuxt', 'auth-only', 'auth._token.*', 'auth.nuxtjs.org: schemes'],
  ['nuxt', 'remember-me', 'auth._refresh_token.*', 'auth.nuxtjs.org: schemes'],
  ['nuxt', 'login-flag', 'auth.strategy auth._token_expiration.*', 'auth.nuxtjs.org: schemes'],
  ['lucia', 'auth-only', 'auth_session', 'lucia-auth.com v3: sessions'],
  ['feathers', 'auth-only', 'feathers-jwt', 'feathersjs.com: authentication client'],
  ['h3', 'server-session', 'h3', 'h3.dev: useSession'],
  ['astro', 'server-session', 'astro-session', 'docs.astro.build: sessions'],

  // Python
  ['django', 'server-session', 'sessionid', 'docs.djangoproject.com: SESSION_COOKIE_NAME'],
  ['flask', 'remember-me', 'remember_token', 'Flask-Login docs: REMEMBER_COOKIE_NAME'],
  ['python', 'server-session', 'beaker.session.id webpy_session_id AIOHTTP_SESSION', 'docs of the packages'],
  ['fastapi', 'auth-only', 'fastapiusersauth', 'fastapi-users docs: CookieTransport'],
  ['zope', 'auth-only', '__ac', 'docs.plone.org: plone.session'],

  // Ruby, Elixir, Perl
  ['rails', 'server-session', '_session_id rack.session', 'guides.rubyonrails.org: Action Controller, Session; Rack'],
  ['rails', 'server-session', ANY_SESSION, 'guides.rubyonrails.org: Action Controller, Session'],
  ['rails', 'remember-me', 'remember_user_token user_credentials', 'Devise rememberable; Authlogic'],
  ['rails', 'remember-me', /^remember_\w{1,40}_token$/, 'Devise rememberable'],
  ['phoenix', 'server-session', ANY_KEY, 'hexdocs.pm/plug: Plug.Session'],
  ['phoenix', 'remember-me', /^_\w{1,60}_web_user_remember_me$/, 'hexdocs.pm/phoenix: mix phx.gen.auth'],
  ['perl', 'server-session', 'CGISESSID dancer.session', 'CGI::Session and Dancer docs'],

  // Go, Rust and others
  ['go', 'server-session', 'mysession REVEL_SESSION beegosessionID', 'gin-contrib/sessions, Revel and Beego docs'],
  ['dart', 'server-session', 'DARTSESSID', 'api.dart.dev: HttpSession'],
  ['coldfusion', 'server-session', 'CFID CFTOKEN', 'helpx.adobe.com: ColdFusion sessions; ZAP HttpSessionsParam'],
  ['coldfusion', 'auth-only', 'CFAUTHORIZATION_*', 'helpx.adobe.com: ColdFusion cflogin'],
  ['voxsquare', 'server-session', 'VOXSQSESS', 'knowledge: nmap http-cookie-flags'],
  ['generic', 'server-session', 'SESSID zenid', 'knowledge: ZAP HttpSessionsParam'],

  // Content systems, shops, learning, forums
  ['wordpress', 'auth-only', 'wordpress_logged_in_* wordpress_sec_*', 'WordPress: wp_generate_auth_cookie'],
  ['wordpress', 'auth-only', /^wordpress_[0-9a-f]{32}$/, 'WordPress: wp_generate_auth_cookie'],
  ['drupal', 'auth-only', /^S?SESS[0-9a-f]{32}$/, 'api.drupal.org: SessionConfiguration::getName'],
  ['joomla', 'remember-me', 'joomla_remember_me_*', 'docs.joomla.org: remember me'],
  ['joomla', 'login-flag', 'joomla_user_state', 'docs.joomla.org: Cookies'],
  ['joomla', 'server-session', /^[0-9a-f]{32}$/, 'docs.joomla.org: the session is named by the MD5 of its application'],
  ['typo3', 'server-session', 'fe_typo_user', 'docs.typo3.org: Sessions'],
  ['typo3', 'auth-only', 'be_typo_user', 'docs.typo3.org: Sessions'],
  ['cms', 'server-session', 'october_session kirby_session CraftSessionId CONCRETE5', 'knowledge: webappanalyzer'],
  ['cms', 'auth-only', 'UMB_UCONTEXT .DOTNETNUKE login-token', 'docs of Umbraco, DNN and Adobe Experience Manager'],
  ['moodle', 'server-session', 'MoodleSession*', 'docs.moodle.org: Cookies'],
  ['moodle', 'login-flag', 'MOODLEID1_*', 'docs.moodle.org: Cookies'],
  ['magento', 'server-session', 'frontend adminhtml', 'Adobe Commerce: cookies'],
  ['magento', 'login-flag', 'mage-cache-sessid', 'Adobe Commerce: cookies'],
  ['prestashop', 'server-session', 'PrestaShop-*', 'devdocs.prestashop-project.org: cookies'],
  ['opencart', 'server-session', 'OCSESSID', 'docs.opencart.com: sessions'],
  ['phpbb', 'server-session', /^phpbb3_\w{1,20}_sid$/, 'phpbb.com: cookie settings'],
  ['phpbb', 'remember-me', /^phpbb3_\w{1,20}_k$/, 'phpbb.com: cookie settings'],
  ['phpbb', 'login-flag', /^phpbb3_\w{1,20}_u$/, 'phpbb.com: cookie settings'],
  ['xenforo', 'server-session', 'xf_session', 'xenforo.com: cookies'],
  ['xenforo', 'remember-me', 'xf_user', 'xenforo.com: cookies'],
  ['vbulletin', 'server-session', 'bb_sessionhash bbsessionhash', 'knowledge 1.2: vBulletin'],
  ['vbulletin', 'remember-me', 'bb_password bbpassword', 'knowledge 1.2: vBulletin'],
  ['vbulletin', 'login-flag', 'bb_userid bbuserid', 'knowledge 1.2: vBulletin'],
  ['mybb', 'auth-only', 'mybbuser', 'docs.mybb.com: cookies'],
  ['invision', 'server-session', '*_IPSSessionFront ipsconnect*', 'invisioncommunity.com: cookie policy'],
  ['invision', 'remember-me', 'ips4_login_key', 'invisioncommunity.com: cookie policy'],
  ['invision', 'login-flag', 'ips4_member_id ips4_loggedIn', 'invisioncommunity.com: cookie policy'],
  ['smf', 'remember-me', /^SMFCookie\d{1,5}$/, 'wiki.simplemachines.org: cookiename'],
  ['discourse', 'auth-only', '_t', 'discourse/discourse: DefaultCurrentUserProvider TOKEN_COOKIE'],
  ['discourse', 'server-session', '_forum_session', 'discourse/discourse: session_store'],

  // Enterprise products
  ['sap', 'server-session', 'SAP_SESSIONID_*', 'help.sap.com: ABAP session management'],
  ['sap', 'auth-only', 'MYSAPSSO2', 'help.sap.com: logon tickets'],
  ['servicenow', 'remember-me', 'glide_user glide_user_session', 'servicenow.com: cookies set by an instance'],
  ['servicenow', 'server-session', 'glide_session_store', 'servicenow.com: cookies set by an instance'],

  // What many call it
  ['generic', 'server-session', 'session session_id session-id sid', 'OWASP Session Management: name fingerprinting'],
  ['generic', 'auth-only', 'auth_token authToken auth-token access_token accessToken', 'RFC 6749; OWASP'],
  ['generic', 'auth-only', 'id_token jwt token', 'OpenID Connect Core; RFC 7519'],
  ['generic', 'remember-me', 'refresh_token refreshToken', 'RFC 6749'],
  ['generic', 'remember-me', 'remember_me rememberme rememberMe', 'shiro.apache.org: RememberMeManager; OWASP'],
  ['generic', 'login-flag', 'logged_in loggedIn logged-in isLoggedIn is_logged_in', 'docs.github.com: cookies'],
  ['generic', 'login-flag', 'is_authenticated isAuthenticated', 'knowledge 1.3'],
];
