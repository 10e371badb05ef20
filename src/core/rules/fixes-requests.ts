/**
 * Lines that a developer can paste, per framework, against forged requests, fixed sessions and logouts that end nothing. Each
 * is the framework's own documented setting or call, or, for Express, that of the middleware that its guide names.
 */
import type { FixTable } from './fixes.ts';

/** Sources: csrf-csrf README; docs.djangoproject.com: CSRF; guides.rubyonrails.org: security; laravel.com: CSRF; Spring
 * Security reference: CSRF; Microsoft Learn: antiforgery; php.net: hash_equals; flask-wtf.readthedocs.io; nextjs.org: Server Actions. */
export const csrfFixes: FixTable = {
  express:
    'const { doubleCsrfProtection } = doubleCsrf({ /* getSecret, getSessionIdentifier */ }); app.use(doubleCsrfProtection);',
  django: "settings.py: MIDDLEWARE += ['django.middleware.csrf.CsrfViewMiddleware'], and {% csrf_token %} in each form",
  rails: 'class ApplicationController: protect_from_forgery with: :exception',
  laravel:
    '@csrf in each <form>; the route stays in the web group, out of $middleware->validateCsrfTokens(except: […])',
  spring: 'http.csrf(Customizer.withDefaults()); // and not csrf.disable()',
  aspnet: 'builder.Services.AddControllersWithViews(o => o.Filters.Add(new AutoValidateAntiforgeryTokenAttribute()));',
  php: "if (!hash_equals($_SESSION['csrf'] ?? '', $_POST['csrf'] ?? '-')) { http_response_code(403); exit; }",
  next: "if (req.headers.get('sec-fetch-site') === 'cross-site') return new Response(null, { status: 403 }); // or a Server Action",
  flask: 'from flask_wtf import CSRFProtect; CSRFProtect(app)',
};

/** Sources: csrf-csrf README; docs.djangoproject.com: settings; Spring Security reference; Microsoft Learn; OWASP CSRF cheat sheet. */
export const csrfCookieFixes: FixTable = {
  express: "doubleCsrf({ getSecret, getSessionIdentifier: (req) => req.session.id, cookieName: '__Host-csrf' })",
  django:
    "settings.py: CSRF_USE_SESSIONS = True, or CSRF_COOKIE_NAME = '__Host-csrftoken' with CSRF_COOKIE_SECURE = True",
  spring: 'repository.setCookieName(\'__Host-XSRF-TOKEN\'), with setCookieCustomizer(c -> c.secure(true).path("/"))',
  php: "setcookie('__Host-csrf', hash_hmac('sha256', session_id(), $key), ['path' => '/', 'secure' => true]);",
};

/** Sources: expressjs/session README; docs.djangoproject.com: sessions; guides.rubyonrails.org: security; laravel.com:
 * authentication; Spring Security reference; Microsoft Learn: session; php.net: session_regenerate_id; flask.palletsprojects.com. */
export const rotationFixes: FixTable = {
  express: 'req.session.regenerate((error) => { req.session.user = user; req.session.save(done); });',
  django: 'login(request, user)  # or request.session.cycle_key() where it is not used',
  rails: 'reset_session  # before session[:user_id] = user.id',
  laravel: '$request->session()->regenerate();',
  spring: 'http.sessionManagement(s -> s.sessionFixation(f -> f.changeSessionId()));',
  aspnet: 'await HttpContext.SignInAsync(principal); // a cookie of its own, instead of a name in HttpContext.Session',
  php: "session_regenerate_id(true); $_SESSION['user'] = $user;",
  flask:
    "session.clear(); session['user_id'] = user.id; current_app.session_interface.regenerate(session)  # Flask-Session",
};

/** Ends the session on the server, and takes its cookie away. Sources: as above. */
export const logoutFixes: FixTable = {
  express: "req.session.destroy(() => res.clearCookie('connect.sid').redirect('/'));",
  django: 'logout(request)  # flushes the session; not: del request.session["user"]',
  rails: 'reset_session; redirect_to root_path',
  laravel: 'Auth::logout(); $request->session()->invalidate(); $request->session()->regenerateToken();',
  spring: 'http.logout(l -> l.invalidateHttpSession(true).deleteCookies("JSESSIONID"));',
  aspnet: 'await HttpContext.SignOutAsync(); // and an ITicketStore, so that the cookie alone opens nothing',
  php: "$_SESSION = []; setcookie(session_name(), '', ['expires' => 1, 'path' => '/']); session_destroy();",
  next: "(await cookies()).delete('session'); // after its row was deleted from the database; Auth.js: await signOut()",
  flask: 'session.clear()  # with sessions on the server (Flask-Session), so that the old cookie opens nothing',
};
