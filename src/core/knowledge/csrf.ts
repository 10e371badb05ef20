/** Names under which anti-CSRF tokens travel (OWASP CSRF Prevention Cheat Sheet; ZAP AntiCsrfParam; framework docs). */
import { cookieNames, MAX_NAME, type NamePattern, nameIndex, names } from './names.ts';

type Row = readonly [names: readonly NamePattern[], source: string];

const cookies: readonly Row[] = [
  [names('XSRF-TOKEN'), 'angular.dev: HttpClient security; laravel.com: CSRF; axios README'],
  [names('csrftoken'), 'docs.djangoproject.com: CSRF_COOKIE_NAME'],
  [
    names('_csrf _csrf-* _csrf_token csrf_cookie_name ci_csrf_token YII_CSRF_TOKEN'),
    'knowledge: ZAP AntiCsrfParam; CodeIgniter and Yii guides',
  ],
  [
    names(`
    .AspNetCore.Antiforgery.* __RequestVerificationToken* __AntiXsrfToken CMSCsrfCookie
  `),
    'learn.microsoft.com: antiforgery in ASP.NET Core',
  ],
  [names('next-auth.csrf-token authjs.csrf-token'), 'nextauthjs/next-auth: defaultCookies'],
  [names('csrf_access_token csrf_refresh_token'), 'flask-jwt-extended docs: JWT_ACCESS_CSRF_COOKIE_NAME'],
  [names('_xsrf _streamlit_xsrf'), 'tornadoweb.org: xsrf_cookies'],
  [names('anti-csrf sAntiCsrf'), 'supertokens.com docs: cookies'],
  [names('xf_csrf CRAFT_CSRF_TOKEN exp_csrf_token form_key MMCSRF'), 'knowledge: Open Cookie Database'],
  [names('ct0 bili_jct idccsrf crumb psifi.x-csrf-token x-csrf-token'), 'knowledge 1.4; csrf-csrf README'],
];

const headers: readonly Row[] = [
  [
    names('X-CSRF-Token X-CSRFToken X-XSRF-TOKEN CSRF-Token XSRF-Token'),
    'OWASP CSRF Prevention Cheat Sheet; Rails, Django, Angular docs',
  ],
  [names('RequestVerificationToken X-RequestVerificationToken'), 'learn.microsoft.com: antiforgery in ASP.NET Core'],
  [
    names('X-CSRF X-Csrf-Protection X-CSRF-Header X-Xsrf-Header anti-csrf X-XSRFToken'),
    'knowledge 1.4; docs.duendesoftware.com: BFF',
  ],
  [names('Jenkins-Crumb .crumb'), 'jenkins.io: CSRF protection'],
  [names('X-WP-Nonce'), 'developer.wordpress.org: REST API authentication'],
];

const fields: readonly Row[] = [
  [names('csrfmiddlewaretoken'), 'docs.djangoproject.com: CSRF'],
  [names('authenticity_token'), 'guides.rubyonrails.org: security'],
  [names('_token'), 'laravel.com: CSRF; symfony.com: CSRF'],
  [names('__RequestVerificationToken __VIEWSTATE'), 'learn.microsoft.com: antiforgery; ViewStateUserKey'],
  [
    names(`
    _csrf csrf csrf_token csrfToken _csrfToken _csrf_token anticsrf CSRFToken OWASP_CSRFTOKEN anoncsrf _csrfSecret
    __csrf_magic
  `),
    'knowledge: ZAP AntiCsrfParam',
  ],
  [names('_wpnonce wpnonce'), 'developer.wordpress.org: nonces'],
  [
    names(`
    form_key form_token form_build_id sesskey logintoken _xsrf xsrf_token crumb fb_dtsg lsd
  `),
    'knowledge 1.4: Magento, Drupal, Moodle, Tornado, Jenkins',
  ],
  [
    names(`
    org.apache.struts.taglib.html.TOKEN javax.faces.ViewState jakarta.faces.ViewState
  `),
    'Struts and Jakarta Faces docs',
  ],
];

/** The words in any spelling: `my_csrf_cookie`, `X-AppCsrf`. They mean nothing else. */
const WORD = /csrf|xsrf/i;

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

function hasWord(name: string): boolean {
  return name.length <= MAX_NAME && WORD.test(name);
}

function index(rows: readonly Row[]) {
  return nameIndex<true>(
    rows.flatMap(([all]) => all.map((name) => [name, true] as const)),
    true,
  );
}
