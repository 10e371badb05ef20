/**
 * Lines that a developer can paste, per framework. Each is the framework's own documented setting for the cookie of its
 * session; the general answer, a Set-Cookie line, stands in the rule's meta.
 */
import type { Credential } from '../report.ts';

export type Framework = 'express' | 'django' | 'rails' | 'laravel' | 'spring' | 'aspnet' | 'php' | 'next' | 'flask';

export type CookieFlag = 'httpOnly' | 'secure' | 'sameSite';

export const cookieFixes: Record<Framework, Record<CookieFlag, string>> = {
  express: {
    httpOnly: 'app.use(session({ /* … */ cookie: { httpOnly: true } }));',
    secure: "app.set('trust proxy', 1); app.use(session({ /* … */ cookie: { secure: true } }));",
    sameSite: "app.use(session({ /* … */ cookie: { sameSite: 'lax' } }));",
  },
  django: {
    httpOnly: 'settings.py: SESSION_COOKIE_HTTPONLY = True',
    secure: 'settings.py: SESSION_COOKIE_SECURE = True',
    sameSite: "settings.py: SESSION_COOKIE_SAMESITE = 'Lax'",
  },
  rails: {
    httpOnly: "config.session_store :cookie_store, key: '_app_session', httponly: true",
    secure: "config.force_ssl = true; config.session_store :cookie_store, key: '_app_session', secure: true",
    sameSite: "config.session_store :cookie_store, key: '_app_session', same_site: :lax",
  },
  laravel: {
    httpOnly: "config/session.php: 'http_only' => true,",
    secure: '.env: SESSION_SECURE_COOKIE=true',
    sameSite: "config/session.php: 'same_site' => 'lax',",
  },
  spring: {
    httpOnly: 'application.properties: server.servlet.session.cookie.http-only=true',
    secure: 'application.properties: server.servlet.session.cookie.secure=true',
    sameSite: 'application.properties: server.servlet.session.cookie.same-site=lax',
  },
  aspnet: {
    httpOnly: 'options.Cookie.HttpOnly = true;',
    secure: 'options.Cookie.SecurePolicy = CookieSecurePolicy.Always;',
    sameSite: 'options.Cookie.SameSite = SameSiteMode.Lax;',
  },
  php: {
    httpOnly: 'php.ini: session.cookie_httponly = 1',
    secure: 'php.ini: session.cookie_secure = 1',
    sameSite: 'php.ini: session.cookie_samesite = "Lax"',
  },
  next: {
    httpOnly: "(await cookies()).set('session', value, { httpOnly: true, secure: true, sameSite: 'lax' });",
    secure: "(await cookies()).set('session', value, { httpOnly: true, secure: true, sameSite: 'lax' });",
    sameSite: "(await cookies()).set('session', value, { httpOnly: true, secure: true, sameSite: 'lax' });",
  },
  flask: {
    httpOnly: 'app.config["SESSION_COOKIE_HTTPONLY"] = True',
    secure: 'app.config["SESSION_COOKIE_SECURE"] = True',
    sameSite: 'app.config["SESSION_COOKIE_SAMESITE"] = "Lax"',
  },
};

/** Names of sealed formats (`sealed:<name>`) that give the framework away where the cookie's name does not. */
const sealers: Readonly<Record<string, Framework>> = {
  aspnetcore: 'aspnet',
  django: 'django',
  express: 'express',
  'express-json': 'express',
  flask: 'flask',
  laravel: 'laravel',
  rails: 'rails',
  'rails-signed': 'rails',
  'spring-session': 'spring',
};

/** SDKs whose cookie has to be readable, because their own script reads it: a trade-off that was made on purpose. */
const readers: Readonly<Record<string, string>> = {
  clerk: "Clerk's script reads this cookie on purpose; its token lives about a minute, which limits the harm.",
  supabase: "Supabase's browser client writes this cookie itself, so it cannot be HttpOnly.",
  pocketbase: "PocketBase's cookie is often exported for scripts; exportToCookie({ httpOnly: true }) closes it.",
};

type Origin = Pick<Credential, 'format' | 'issuerHint'>;

/** What to paste, for each framework that has a setting or a call of its own for it. */
export type FixTable = Partial<Record<Framework, string>>;

/** The line for the first framework that the credentials show, if there is one. */
export function fixFor(table: FixTable, credentials: readonly Origin[]): string | undefined {
  const frameworks = credentials.map(frameworkOf).filter((framework) => framework !== undefined);
  return frameworks.map((framework) => table[framework]).find((line) => line !== undefined);
}

export function cookieFix(flag: CookieFlag, credential: Origin): string | undefined {
  const framework = frameworkOf(credential);
  return framework === undefined ? undefined : cookieFixes[framework][flag];
}

/** Why this SDK's cookie is readable, if it is so by design. */
export function readableByDesign({ issuerHint = '' }: Origin): string | undefined {
  return own(readers, issuerHint.toLowerCase());
}

function frameworkOf({ format, issuerHint = '' }: Origin): Framework | undefined {
  const hint = issuerHint.toLowerCase();
  if (isFramework(hint)) return hint;
  return format.startsWith('sealed:') ? own(sealers, format.slice('sealed:'.length)) : undefined;
}

function isFramework(hint: string): hint is Framework {
  return Object.hasOwn(cookieFixes, hint);
}

/** `constructor` is no framework. */
function own<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}
