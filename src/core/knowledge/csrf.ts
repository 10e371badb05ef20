/** Names under which anti-CSRF tokens travel (OWASP CSRF Prevention Cheat Sheet; ZAP AntiCsrfParam; framework docs). */
import { cookieNames, MAX_NAME, nameIndex, names } from './names.ts';

/** Exact, `prefix*` or `*suffix`, with blanks between them. */
type Row = readonly [names: string, source: string];

const cookies: readonly Row[] = [
  ['XSRF-TOKEN', 'angular.dev: HttpClient security; laravel.com: CSRF; axios README'],
  ['csrftoken', 'docs.djangoproject.com: CSRF_COOKIE_NAME'],
  ['_csrf _csrf-* _csrf_token csrf_cookie_name ci_csrf_token YII_CSRF_TOKEN', 'ZAP AntiCsrfParam; guides of each'],
  ['.AspNetCore.Antiforgery.* __RequestVerificationToken* __AntiXsrfToken', 'Microsoft Learn: antiforgery'],
  ['CMSCsrfCookie', 'docs.kentico.com: cookies'],
  ['next-auth.csrf-token authjs.csrf-token', 'next-auth: defaultCookies'],
  ['csrf_access_token csrf_refresh_token', 'flask-jwt-extended docs: JWT_ACCESS_CSRF_COOKIE_NAME'],
  ['_xsrf _streamlit_xsrf', 'tornadoweb.org: xsrf_cookies'],
  ['anti-csrf sAntiCsrf', 'supertokens.com docs: cookies'],
  ['xf_csrf CRAFT_CSRF_TOKEN exp_csrf_token MMCSRF idccsrf saml_csrf_token', 'knowledge 1.4: Open Cookie Database'],
  ['*form_key *form_token *formkey', 'Adobe Commerce: cookies; knowledge 1.4'],
  ['crumb', 'jenkins.io: CSRF protection; hapijs/crumb'],
  ['ct0', 'help.x.com: cookies'],
  ['bili_jct', 'knowledge 1.4'],
  ['_tb_token_', 'open.taobao.com: request token'],
  ['psifi.x-csrf-token x-csrf-token', 'csrf-csrf README'],
];

const headers: readonly Row[] = [
  ['X-CSRF-Token X-CSRFToken X-XSRF-TOKEN CSRF-Token XSRF-Token', 'OWASP CSRF cheat sheet; docs of each'],
  ['RequestVerificationToken X-RequestVerificationToken __RequestVerificationToken', 'Microsoft Learn: antiforgery'],
  ['X-CSRF X-Csrf-Protection X-CSRF-Header X-Xsrf-Header', 'knowledge 1.4; docs.duendesoftware.com: BFF'],
  ['X-XSRFToken anti-csrf', 'jupyter.org: XSRF; supertokens.com docs: cookies'],
  ['Jenkins-Crumb .crumb', 'jenkins.io: CSRF protection'],
  ['X-WP-Nonce', 'developer.wordpress.org: REST API authentication'],
  ['X-FB-LSD', 'knowledge 1.4: lsd'],
];

const fields: readonly Row[] = [
  ['csrfmiddlewaretoken', 'docs.djangoproject.com: CSRF'],
  ['authenticity_token', 'guides.rubyonrails.org: security'],
  ['_token', 'laravel.com: CSRF; symfony.com: CSRF'],
  ['__RequestVerificationToken __VIEWSTATE', 'Microsoft Learn: antiforgery; ViewStateUserKey'],
  ['_csrf csrf csrf_token csrfToken _csrfToken _csrf_token anticsrf CSRFToken', 'ZAP AntiCsrfParam'],
  ['OWASP_CSRFTOKEN anoncsrf _csrfSecret __csrf_magic', 'ZAP AntiCsrfParam'],
  ['_wpnonce wpnonce', 'developer.wordpress.org: nonces'],
  ['form_key', 'experienceleague.adobe.com: Commerce form keys'],
  ['form_token form_build_id', 'api.drupal.org: FormBuilder'],
  ['sesskey logintoken', 'docs.moodle.org: sesskey, login token'],
  ['_xsrf xsrf_token', 'tornadoweb.org: xsrf_cookies'],
  ['crumb', 'jenkins.io: CSRF protection; hapijs/crumb'],
  ['fb_dtsg lsd', 'knowledge 1.4'],
  ['_xfToken securitytoken my_post_key formhash', 'xenforo.com, vBulletin, MyBB and Discuz docs'],
  ['org.apache.struts.taglib.html.TOKEN', 'struts.apache.org: token tag'],
  ['javax.faces.ViewState jakarta.faces.ViewState', 'jakarta.ee: Faces specification'],
];

/** The words in any spelling: `my_csrf_cookie`, `X-AppCsrf`, `__anti-forgery-token`. They mean nothing else. */
const WORD = /csrf|xsrf|anti-?forgery/i;

const cookieIndex = index(cookies);
const headerIndex = index(headers);
const fieldIndex = index(fields);

/** True for a cookie that, by its name, carries an anti-CSRF token. Whether the server checks it is not known. */
export function csrfCookie(name: string): boolean {
  return cookieNames(name).some((each) => cookieIndex.find(each) === true) || hasWord(name);
}

/** True for a request header that carries an anti-CSRF token. `X-Requested-With` carries none, and is not one. */
export function csrfHeader(name: string): boolean {
  return headerIndex.find(name) === true || hasWord(name);
}

/** True for a field of a form or JSON body, or a query parameter, that carries an anti-CSRF token. */
export function csrfField(name: string): boolean {
  return fieldIndex.find(name) === true || hasWord(name);
}

/** Tokens and nonces of any other name, as MediaWiki's `wpEditToken` and DokuWiki's `sectok`; not those of a login or a device. */
const SECRET = /(?:token|nonce|sectok)$/i;
const OTHERS = /access|refresh|bearer|id_?token|device|push|fcm|apns|captcha/i;

/** True for a field that by its name holds what another site cannot guess, whatever the token is called. */
export function secretField(name: string): boolean {
  return name.length <= MAX_NAME && (csrfField(name) || (SECRET.test(name) && !OTHERS.test(name)));
}

function hasWord(name: string): boolean {
  return name.length <= MAX_NAME && WORD.test(name);
}

function index(rows: readonly Row[]) {
  return nameIndex<true>(
    rows.flatMap(([all]) => names(all).map((name) => [name, true] as const)),
    true,
  );
}
