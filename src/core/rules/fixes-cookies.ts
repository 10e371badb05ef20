/**
 * The settings of a session's cookie, per framework, as the frameworks' documentation names them. Sources: express-session
 * README; docs.djangoproject.com: settings, sessions; guides.rubyonrails.org: configuring, session_store; laravel.com:
 * session, config/session.php; docs.spring.io: Spring Boot application properties, server.servlet.session; tomcat.apache.org:
 * SessionIdGenerator; Jakarta Servlet 6.0, 14.4: web.xml, cookie-config; learn.microsoft.com: CookieBuilder,
 * CookieAuthenticationOptions; php.net: session configuration; nextjs.org: cookies; authjs.dev: configuration;
 * flask.palletsprojects.com: configuration; flask-session: SESSION_ID_LENGTH.
 */

export type Framework =
  | 'express'
  | 'django'
  | 'rails'
  | 'laravel'
  | 'spring'
  | 'servlet'
  | 'aspnet'
  | 'php'
  | 'next'
  | 'flask';

/** `name` gives the cookie the prefix `__Host-`; `domain` keeps it on one host; `idLength` is about the session's id. */
export type CookieFlag = 'httpOnly' | 'secure' | 'sameSite' | 'name' | 'domain' | 'lifetime' | 'idLength';

const RANDOM_ID = "crypto.randomBytes(32).toString('base64url')";
const NEXT_COOKIE = "(await cookies()).set('session', value, { httpOnly: true, secure: true, sameSite: 'lax' });";

export const cookieFixes: Readonly<Record<Framework, Readonly<Record<CookieFlag, string>>>> = {
  express: {
    httpOnly: 'app.use(session({ /* … */ cookie: { httpOnly: true } }));',
    secure: "app.set('trust proxy', 1); app.use(session({ /* … */ cookie: { secure: true } }));",
    sameSite: "app.use(session({ /* … */ cookie: { sameSite: 'lax' } }));",
    name: "app.use(session({ /* … */ name: '__Host-sid', cookie: { secure: true, path: '/' } }));",
    domain: 'app.use(session({ /* … */ cookie: { domain: undefined } }));',
    lifetime: 'app.use(session({ /* … */ rolling: true, cookie: { maxAge: 8 * 60 * 60 * 1000 } }));',
    idLength: `app.use(session({ /* … */ genid: () => ${RANDOM_ID} }));`,
  },
  django: {
    httpOnly: 'settings.py: SESSION_COOKIE_HTTPONLY = True',
    secure: 'settings.py: SESSION_COOKIE_SECURE = True',
    sameSite: "settings.py: SESSION_COOKIE_SAMESITE = 'Lax'",
    name: "settings.py: SESSION_COOKIE_NAME = '__Host-sessionid'",
    domain: 'settings.py: SESSION_COOKIE_DOMAIN = None',
    lifetime: 'settings.py: SESSION_COOKIE_AGE = 8 * 60 * 60',
    idLength: "settings.py: SESSION_ENGINE = 'django.contrib.sessions.backends.db'",
  },
  rails: {
    httpOnly: "config.session_store :cookie_store, key: '_app_session', httponly: true",
    secure: "config.force_ssl = true; config.session_store :cookie_store, key: '_app_session', secure: true",
    sameSite: "config.session_store :cookie_store, key: '_app_session', same_site: :lax",
    name: "config.session_store :cookie_store, key: '__Host-app_session', secure: true, path: '/'",
    domain: "config.session_store :cookie_store, key: '_app_session', domain: nil",
    lifetime: "config.session_store :cookie_store, key: '_app_session', expire_after: 8.hours",
    idLength: "config.session_store :cache_store, key: '_app_session'",
  },
  laravel: {
    httpOnly: "config/session.php: 'http_only' => true,",
    secure: '.env: SESSION_SECURE_COOKIE=true',
    sameSite: "config/session.php: 'same_site' => 'lax',",
    name: '.env: SESSION_COOKIE=__Host-laravel_session',
    domain: '.env: SESSION_DOMAIN=null',
    lifetime: '.env: SESSION_LIFETIME=480',
    idLength: '.env: SESSION_DRIVER=database',
  },
  spring: {
    httpOnly: 'application.properties: server.servlet.session.cookie.http-only=true',
    secure: 'application.properties: server.servlet.session.cookie.secure=true',
    sameSite: 'application.properties: server.servlet.session.cookie.same-site=lax',
    name: 'application.properties: server.servlet.session.cookie.name=__Host-SESSION',
    domain: 'application.properties: server.servlet.session.cookie.domain=',
    lifetime: 'application.properties: server.servlet.session.cookie.max-age=8h',
    idLength: 'context.xml: <Manager><SessionIdGenerator sessionIdLength="32"/></Manager>',
  },
  servlet: {
    httpOnly: 'web.xml: <session-config><cookie-config><http-only>true</http-only></cookie-config></session-config>',
    secure: 'web.xml: <session-config><cookie-config><secure>true</secure></cookie-config></session-config>',
    sameSite: 'context.xml: <CookieProcessor sameSiteCookies="lax"/>',
    name: 'web.xml: <session-config><cookie-config><name>__Host-sid</name><path>/</path></cookie-config></session-config>',
    domain: 'context.xml: <Context sessionCookieDomain="">',
    lifetime: 'web.xml: <session-config><cookie-config><max-age>28800</max-age></cookie-config></session-config>',
    idLength: 'context.xml: <Manager><SessionIdGenerator sessionIdLength="32"/></Manager>',
  },
  aspnet: {
    httpOnly: 'options.Cookie.HttpOnly = true;',
    secure: 'options.Cookie.SecurePolicy = CookieSecurePolicy.Always;',
    sameSite: 'options.Cookie.SameSite = SameSiteMode.Lax;',
    name: 'options.Cookie.Name = "__Host-session"; options.Cookie.Path = "/";',
    domain: 'options.Cookie.Domain = null;',
    lifetime: 'options.ExpireTimeSpan = TimeSpan.FromHours(8); options.SlidingExpiration = true;',
    idLength: 'var id = Convert.ToHexString(RandomNumberGenerator.GetBytes(32));',
  },
  php: {
    httpOnly: 'php.ini: session.cookie_httponly = 1',
    secure: 'php.ini: session.cookie_secure = 1',
    sameSite: 'php.ini: session.cookie_samesite = "Lax"',
    name: 'php.ini: session.name = "__Host-PHPSESSID"',
    domain: 'php.ini: session.cookie_domain = ""',
    lifetime: 'php.ini: session.cookie_lifetime = 0',
    idLength: 'php.ini: session.sid_length = 32',
  },
  next: {
    httpOnly: NEXT_COOKIE,
    secure: NEXT_COOKIE,
    sameSite: NEXT_COOKIE,
    name: "(await cookies()).set('__Host-session', value, { httpOnly: true, secure: true, path: '/' });",
    domain: "cookies: { sessionToken: { name: '__Host-authjs.session-token', options: { path: '/', secure: true } } }",
    lifetime: "session: { strategy: 'jwt', maxAge: 8 * 60 * 60 }",
    idLength: `session: { strategy: 'database', generateSessionToken: () => ${RANDOM_ID} }`,
  },
  flask: {
    httpOnly: 'app.config["SESSION_COOKIE_HTTPONLY"] = True',
    secure: 'app.config["SESSION_COOKIE_SECURE"] = True',
    sameSite: 'app.config["SESSION_COOKIE_SAMESITE"] = "Lax"',
    name: 'app.config["SESSION_COOKIE_NAME"] = "__Host-session"',
    domain: 'app.config["SESSION_COOKIE_DOMAIN"] = None',
    lifetime: 'app.config["PERMANENT_SESSION_LIFETIME"] = timedelta(hours=8)',
    idLength: 'app.config["SESSION_ID_LENGTH"] = 32',
  },
};
