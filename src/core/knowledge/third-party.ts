/**
 * Cookies that measure, balance load, keep out bots or remember a choice. A prior, never a veto: a cookie that comes with
 * the login and goes with the logout authenticates, whatever it is called.
 */
import { cookieNames, type NamePattern, nameIndex, names } from './names.ts';

export type ThirdPartyFamily = 'analytics' | 'consent' | 'load-balancer' | 'bot' | 'preference' | 'commerce';

interface Family {
  family: ThirdPartyFamily;
  source: string;
  cookies: readonly NamePattern[];
}

const families: readonly Family[] = [
  {
    family: 'analytics',
    source: 'knowledge: Open Cookie Database (marketing, analytics); Google Analytics cookie usage',
    cookies: names(
      `
      _ga _ga_* _gid _gat* _gcl_* _gac_* __utm* _pk_* mtm_* _hj* hjViewportId ajs_* amplitude_id* AMP_* amp_*
      _sp_id* _sp_ses* _dd_s ai_user ai_session rl_* _clck _clsk _uet* MUID* _fbp _fbc fr datr _tt_* _ttp ttclid
      _scid* _pin_unauth IDE test_cookie NID AEC 1P_JAR __gads __gpi s_cc s_sq s_vi s_fid AMCV_* AMCVS_* mbox*
      demdex _kuid_ _mkto* hubspotutk __hstc __hssc __hsfp __hs* _biz_* _rdt_uuid _ym_* yandexuid _cs_* _vwo_*
      _vis_opt_* optimizely* ab.storage.* braze* _parsely_* __qca _chartbeat* intercom-id-* intercom-session-*
      intercom-device-id-* drift* tawk* _gorgias* __kla_id _shopify_s _shopify_y sbjs_* ABTasty* svSession
      taboola_session_id trc_* cto_* visitor_id* vuid ubid-* sid_Client .ASPXANONYMOUS gt lidc bcookie bscookie
    `,
      /^mp_\w{1,64}_mixpanel$/,
      /^ph_\w{1,64}_posthog$/,
    ),
  },
  {
    family: 'consent',
    source: 'knowledge: Open Cookie Database; IAB TCF (euconsent-v2) and GPP; OneTrust, Cookiebot and Didomi docs',
    cookies: names(`
      OptanonConsent OptanonAlertBoxClosed CookieConsent CookieControl cookieyes* cky-* cmplz_* euconsent*
      eupubconsent* usprivacy __gpp* __cmp* didomi_token axeptio_* _iub_cs-* osano_* borlabs-cookie usercentrics*
      FCCDCF FCNEC addtl_consent _evidon* notice_* truste.* consentUUID cookie_consent cookieconsent_status
      CONSENT SOCS
    `),
  },
  {
    family: 'load-balancer',
    source: 'knowledge: wafw00f; docs of AWS ELB, Azure, Google Cloud, HAProxy, F5, NetScaler, Imperva',
    cookies: names(
      `
      AWSALB AWSALBCORS AWSALBTG AWSALBTGCORS AWSALBAPP-* AWSELB AWSELBCORS ARRAffinity* ASLBSA* TiPMix
      x-ms-routing-name x-ms-gateway-slice GCLB GAESA SERVERID* ROUTEID BIGipServer* citrix_ns_id* F5_*
      INGRESSCOOKIE heroku-session-affinity route stickounet __cflb __cfruid __cfseq _cfuvid __cfwaitingroom
      incap_ses_* visid_incap_* nlbi_* SSLB sucuri_* X-Mapping-* HWWAFSESID HWWAFSESTIME FORTIWAFSID acw_tc
      acw_sc__v2 __jsl* PLBSID JSESSIONID_ROUTE
    `,
      /^TS[0-9a-f]{6,8}(?:_\d+)?$/,
      /^NSC_(?!AAAC$|TMAS$)/,
    ),
  },
  {
    family: 'bot',
    source: 'knowledge 5.1; docs of Cloudflare, Akamai, DataDome, HUMAN, AWS WAF',
    cookies: names(`
      __cf_bm cf_clearance cf_chl_* _abck bm_sz bm_sv bm_mi ak_bmsc sbsd datadome _px* pxcts KP_UIDz* reese84
      aws-waf-token _GRECAPTCHA hcaptcha* forterToken _cq_* rbzid* techaro.lol-anubis-*
    `),
  },
  {
    family: 'preference',
    source: 'knowledge 5.1; MDN, next-intl, Django (LANGUAGE_COOKIE_NAME) and WordPress docs',
    cookies: names(`
      lang language locale NEXT_LOCALE django_language i18next currency theme timezone tz has_js wp-settings-*
      comment_author_* PREF color_mode preferred_color_mode __prerender_bypass __next_preview_data
    `),
  },
  {
    family: 'commerce',
    source: 'knowledge 5.1; WooCommerce, Magento and Shopify docs',
    cookies: names(`
      cart cart_* cart-* wp_woocommerce_* woocommerce_* mage-cache-storage* mage-messages mage-translation-*
      _secure_session_id checkout_token* swym-*
    `),
  },
];

const index = nameIndex<ThirdPartyFamily>(
  families.flatMap(({ family, cookies }) => cookies.map((name) => [name, family] as const)),
);

/** The family of a cookie that, by its name, does not authenticate anybody; undefined if it belongs to none. */
export function thirdPartyCookie(name: string): ThirdPartyFamily | undefined {
  for (const each of cookieNames(name)) {
    const family = index.find(each);
    if (family !== undefined) return family;
  }
  return undefined;
}
