/** Sites as they are met, each with its ordinary login. */
import { type Story, story } from '../../helpers/observations.ts';
import { adas, bearer, express, hex, NOON, opaque, PASSWORD, token } from './values.ts';

export const SITE = 'https://app.example';
export const FLAGS = 'Path=/; HttpOnly; Secure; SameSite=Lax';

/** Anonymous session before, rotated at login, cleared at logout. */
export const expressBefore = (): Story =>
  story(SITE)
    .get('/')
    .sets(`connect.sid=${express('guest')}; ${FLAGS}`)
    .get('/login');
export const expressIn = (): Story =>
  expressBefore()
    .post('/login', PASSWORD)
    .sets(`connect.sid=${express('ada')}; ${FLAGS}`)
    .redirects('/')
    .get('/account');
export const expressOut = (): Story =>
  expressIn().post('/logout').sets('connect.sid=; Path=/; Max-Age=0').redirects('/login');

export const careless = (): Story =>
  expressBefore().post('/login', PASSWORD).redirects('/').get('/account').calls('GET', '/api/cart');

export const jwtInStorage = (): Story =>
  story(SITE)
    .get('/')
    .readsStorage()
    .calls('GET', '/api/me')
    .answers(401)
    .calls('POST', '/api/login', PASSWORD)
    .stores('token', adas('1'))
    .calls('GET', '/api/me', bearer(adas('1')));

export const jwtInCookie = (): Story => loginSets(`jwt=${adas('1')}`);

export const hybrid = (): Story =>
  story(SITE)
    .get('/login')
    .calls('POST', '/api/login', PASSWORD)
    .sets(`connect.sid=${express('ada')}; ${FLAGS}`)
    .stores('token', adas('1'))
    .get('/account')
    .calls('GET', '/api/me', bearer(adas('1')));

export const opaqueBearer = (): Story =>
  story(SITE)
    .get('/')
    .calls('POST', '/api/login', PASSWORD)
    .calls('GET', '/api/me', bearer(opaque('access')));

/** Kept in memory, replaced by its successor while the page lives. */
export const refreshed = (): Story =>
  story(SITE)
    .get('/')
    .calls('POST', '/api/login', PASSWORD)
    .sets(`refresh_token=${opaque('refresh 1')}; HttpOnly; Secure; SameSite=Strict; Path=/api/refresh`)
    .calls('GET', '/api/me', bearer(adas('1')))
    .waits(600_000)
    .calls('POST', '/api/refresh')
    .sets(`refresh_token=${opaque('refresh 2')}; HttpOnly; Secure; SameSite=Strict; Path=/api/refresh`)
    .calls('GET', '/api/me', bearer(adas('2')));

export const basic = (): Story =>
  story(SITE).get('/').answers(401, { 'WWW-Authenticate': 'Basic realm="here"' }).endsWith(200).get('/reports');

/** A plain form login that sets one cookie. */
export const loginSets = (...cookies: string[]): Story =>
  story(SITE)
    .get('/login')
    .post('/login', PASSWORD)
    .sets(...cookies.map((cookie) => `${cookie}; ${FLAGS}`))
    .redirects('/')
    .get('/account');

export const base64Json = (content: unknown): string => Buffer.from(JSON.stringify(content)).toString('base64');

export const keygripSigned = (): Story =>
  loginSets(`session=${base64Json({ user: 'ada', cart: [1, 2, 3] })}`, `session.sig=${opaque('sig').slice(0, 27)}`);

export const cart = (): Story =>
  story(SITE)
    .get('/')
    .sets(`PHPSESSID=${hex('cart', 26)}; Path=/; HttpOnly`)
    .calls('POST', '/cart', { fields: ['sku', 'quantity'] })
    .get('/cart')
    .get('/products');

export const analytics = (): Story =>
  story(SITE)
    .get('/')
    .writesCookie('_ga=GA1.2.1234567890.1600000000; Path=/; Max-Age=63072000')
    .writesCookie(`_hjSessionUser_123=${base64Json({ id: hex('visitor') })}; Path=/`)
    .get('/prices')
    .calls('POST', 'https://stats.example/collect', { resource: 'beacon', fields: ['v', 'tid'] });

const anon = token({ iss: 'supabase', ref: 'abc', role: 'anon', iat: NOON, exp: NOON + 315_360_000 });
const supabaseUser = token({
  iss: 'https://abc.supabase.co/auth/v1',
  sub: 'ada',
  role: 'authenticated',
  exp: NOON + 3600,
});
const supabaseCall = (told: Story, bearing: string): Story =>
  told.calls('GET', 'https://abc.supabase.co/rest/v1/todos', {
    headers: { apikey: anon, Authorization: `Bearer ${bearing}` },
  });
export const supabaseBefore = (): Story => supabaseCall(story(SITE).get('/').readsStorage(), anon);
export const supabaseIn = (): Story => {
  const told = supabaseBefore().calls('POST', 'https://abc.supabase.co/auth/v1/token', {
    fields: ['email', 'password'],
    headers: { apikey: anon, Authorization: `Bearer ${anon}` },
  });
  const kept = { access_token: supabaseUser, refresh_token: opaque('r').slice(0, 22), user: { id: 'ada' } };
  return supabaseCall(told.stores('sb-abc-auth-token', JSON.stringify(kept)), supabaseUser);
};

/** Supabase with a server behind it: the session in two cookies, renewed, and cleared at logout. */
export const inPieces = (): Story => {
  const set = (word: string): string[] => {
    const session = { access_token: adas(word, { pad: hex(word, 600) }), refresh_token: opaque(word).slice(0, 12) };
    const text = `base64-${Buffer.from(JSON.stringify(session)).toString('base64url')}`;
    const half = Math.ceil(text.length / 2);
    const pieces = [text.slice(0, half), text.slice(half)];
    return pieces.map((piece, at) => `sb-abc-auth-token.${at}=${piece}; Path=/; SameSite=Lax; Max-Age=34560000`);
  };
  const [zero = '', one = ''] = set('3');
  return loginSets(...set('1'))
    .readsJar()
    .get('/renew')
    .sets(...set('2'))
    .get('/account')
    .writesCookie(zero)
    .writesCookie(one)
    .get('/account')
    .readsJar()
    .post('/logout')
    .sets('sb-abc-auth-token.0=; Path=/; Max-Age=0', 'sb-abc-auth-token.1=; Path=/; Max-Age=0')
    .redirects('/login');
};

const APP_BEARER = `AAAAAAAAAAAAAAAAAAAAANRILgAA${opaque('app')}`;
const xCall = (told: Story, csrf: string): Story =>
  told.calls('GET', '/i/api/home', { headers: { Authorization: `Bearer ${APP_BEARER}`, 'x-csrf-token': csrf } });
/** One bearer for everybody; the user travels in `auth_token`. */
export const xLike = (): Story => {
  const [guest, ada] = [hex('guest ct0'), hex('ada ct0', 160)];
  const before = xCall(story(SITE).get('/').sets(`ct0=${guest}; Path=/; Secure`), guest);
  const login = before
    .calls('POST', '/i/flow/login', {
      fields: ['username', 'password'],
      headers: { Authorization: `Bearer ${APP_BEARER}`, 'x-csrf-token': guest },
    })
    .sets(`auth_token=${hex('auth', 40)}; Path=/; Secure; HttpOnly; SameSite=None`, `ct0=${ada}; Path=/; Secure`);
  return xCall(login.get('/home'), ada);
};

export const linkedInLike = (): Story => {
  const csrf = 'ajax:1234567890123456789';
  return story(SITE)
    .get('/')
    .sets(`JSESSIONID="${csrf}"; Path=/; Secure`)
    .post('/uas/login', { fields: ['session_key', 'session_password'] })
    .sets(`li_at=AQED${opaque('li')}; Path=/; Secure; HttpOnly; SameSite=None`)
    .redirects('/feed')
    .calls('GET', '/voyager/api/me', { headers: { 'csrf-token': csrf } });
};

export const django = (): Story => {
  const [guest, ada] = [opaque('csrf').slice(0, 32), opaque('csrf 2').slice(0, 32)];
  return story(SITE)
    .get('/accounts/login/')
    .sets(`csrftoken=${guest}; Path=/; SameSite=Lax; Max-Age=31449600`)
    .post('/accounts/login/', { fields: ['csrfmiddlewaretoken', 'username', 'password'] })
    .sets(
      `csrftoken=${ada}; Path=/; SameSite=Lax; Max-Age=31449600`,
      `sessionid=${hex('s')}; Path=/; HttpOnly; SameSite=Lax; Max-Age=1209600`,
    )
    .redirects('/', 302)
    .calls('POST', '/todos/', { fields: ['title'], headers: { 'X-CSRFToken': ada } });
};

export const wordpress = (): Story => {
  const value = (word: string): string =>
    encodeURIComponent(`ada|1771000000|${hex('wordpress token', 43)}|${hex(`${word} mac`, 64)}`);
  const id = hex('site');
  return story(SITE)
    .get('/wp-login.php')
    .sets('wordpress_test_cookie=WP%20Cookie%20check; Path=/; Secure')
    .post('/wp-login.php', { fields: ['log', 'pwd', 'wp-submit', 'redirect_to', 'testcookie'] })
    .sets(
      `wordpress_sec_${id}=${value('one')}; Path=/wp-admin; Secure; HttpOnly`,
      `wordpress_logged_in_${id}=${value('two')}; Path=/; Secure; HttpOnly`,
    )
    .redirects('/wp-admin/', 302)
    .get('/wp-admin/profile.php');
};
