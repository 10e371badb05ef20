/**
 * Cookies that measure, balance load, keep out bots or remember a choice. A prior, never a veto: a cookie that comes with
 * the login and goes with the logout authenticates, whatever it is called.
 */
import { cookieNames, type NamePattern, nameIndex, names } from './names.ts';

export type ThirdPartyFamily =
  | 'analytics'
  | 'consent'
  | 'load-balancer'
  | 'bot'
  | 'preference'
  | 'commerce'
  /** Opens one resource to whoever holds it, and names nobody: signed URLs, previews. */
  | 'capability';

/** The names that have no other meaning, with blanks between them; or one pattern. */
type Row = readonly [family: ThirdPartyFamily, names: NamePattern, source: string];

/** "OCD" is the Open Cookie Database, read for facts about single names. */
export const thirdPartyCookies: readonly Row[] = [
  ['analytics', '_ga _ga_* _gid _gat* _gac_* _gaexp* _dc_gtm_* __utm*', 'developers.google.com: Analytics'],
  ['analytics', '_gcl_* FPID FPLC FPAU IDE NID AEC 1P_JAR DV __gads __gpi __eoi', 'policies.google.com: cookies'],
  ['analytics', 'test_cookie VISITOR_INFO1_LIVE VISITOR_PRIVACY_METADATA YSC', 'policies.google.com: cookies'],
  ['analytics', '_pk_* mtm_* matomo_*', 'matomo.org: cookies'],
  ['analytics', '_hj* hjViewportId hjActiveViewportIds', 'help.hotjar.com: cookies'],
  ['analytics', 'ajs_* analytics_session_id*', 'segment.com docs: analytics.js'],
  ['analytics', 'amplitude_id* AMP_* amp_*', 'amplitude.com docs: cookies; amp.dev: client id'],
  ['analytics', /^mp_\w{1,64}_mixpanel$/, 'docs.mixpanel.com: cookies'],
  ['analytics', /^ph_[\w-]{1,64}_posthog$/, 'posthog.com docs: persistence'],
  ['analytics', '_sp_id* _sp_ses*', 'docs.snowplow.io: cookies'],
  ['analytics', '_dd_s _dd_cookie_test_*', 'docs.datadoghq.com: browser monitoring'],
  ['analytics', 'ai_user ai_session ai_authUser', 'Microsoft Learn: Application Insights'],
  ['analytics', 'rl_*', 'rudderstack.com docs: cookies'],
  ['analytics', '_clck _clsk _uet* MUID* MR SRM_* ANONCHK CLID', 'learn.microsoft.com: Clarity, advertising'],
  ['analytics', '_fbp _fbc fr datr', 'facebook.com/policies/cookies'],
  ['analytics', '_tt_* _ttp ttclid ttcsid*', 'ads.tiktok.com: cookies'],
  ['analytics', '_scid* _sctr sc_at', 'snap.com: cookies'],
  ['analytics', '_pin_unauth _pinterest_ct* _epik', 'policy.pinterest.com: cookies'],
  ['analytics', 'bcookie bscookie lidc li_sugr UserMatchHistory AnalyticsSyncHistory', 'linkedin.com: cookie table'],
  ['analytics', '_twpid personalization_id muc_ads', 'help.x.com: cookies'],
  ['analytics', '_rdt_uuid _rdt_cid _rdt_em', 'business.reddithelp.com: pixel'],
  ['analytics', 's_cc s_sq s_vi s_fid s_nr* s_ppv* s_ecid s_lv* s_tp s_ips s_plt s_pltp', 'Adobe Analytics: cookies'],
  ['analytics', 'AMCV_* AMCVS_* mbox* demdex dextp kndctr_*', 'experienceleague.adobe.com: cookies'],
  ['analytics', '_kuid_ visitor_id* pardot lpv*', 'help.salesforce.com: Krux and Pardot cookies'],
  ['analytics', '_mkto* _biz_*', 'experienceleague.adobe.com: Marketo, Bizible'],
  ['analytics', 'hubspotutk __hstc __hssc __hsfp __hs*', 'knowledge.hubspot.com: cookies'],
  ['analytics', '_ym_* yandexuid yabs-sid yuidss ymex', 'yandex.com: cookies; OCD'],
  ['analytics', 'tmr_lvid tmr_detect tmr_reqNum domain_sid', 'top.mail.ru: counter'],
  ['analytics', 'top100_id', 'top100.rambler.ru: counter'],
  ['analytics', 'Hm_lvt_* Hm_lpvt_* HMACCOUNT', 'tongji.baidu.com: cookies'],
  ['analytics', 'CNZZDATA*', 'cnzz.com: counter'],
  ['analytics', '_cs_*', 'docs.contentsquare.com: cookies'],
  ['analytics', '_vwo_* _vis_opt_*', 'help.vwo.com: cookies'],
  ['analytics', 'optimizely*', 'support.optimizely.com: cookies'],
  ['analytics', 'ABTasty*', 'support.abtasty.com: cookies'],
  ['analytics', 'kameleoon*', 'help.kameleoon.com: cookies'],
  ['analytics', 'ab.storage.* braze*', 'braze.com docs: web SDK'],
  ['analytics', '_parsely_*', 'docs.parse.ly: cookies'],
  ['analytics', '__qca', 'help.quantcast.com: cookies'],
  ['analytics', '_chartbeat* _cb _cb_ls _cb_svref', 'help.chartbeat.com: cookies'],
  ['analytics', 'intercom-id-* intercom-session-* intercom-device-id-*', 'intercom.com: messenger cookies'],
  ['analytics', 'drift*', 'drift.com: cookies'],
  ['analytics', 'tawk*', 'tawk.to: cookies'],
  ['analytics', '_gorgias* zlcmid __zlc* crisp-client* usida', 'OCD: chat widgets'],
  ['analytics', '__kla_id', 'help.klaviyo.com: cookies'],
  ['analytics', '_attn_*', 'attentive.com docs: cookies'],
  ['analytics', '_shopify_s _shopify_y _shopify_sa_* _s _y _orig_referrer _landing_page', 'shopify.com/legal/cookies'],
  ['analytics', 'sbjs_*', 'woocommerce.com docs: order attribution'],
  ['analytics', 'svSession', 'support.wix.com: cookies'],
  ['analytics', 'taboola_session_id trc_* t_gid', 'taboola.com: cookie policy'],
  ['analytics', 'cto_*', 'criteo.com: cookies'],
  ['analytics', 'vuid', 'vimeo.com: cookie list'],
  ['analytics', 'uuid2 anj tuuid TDID TDCPM KRTBCOOKIE_* PugT __adroll* __ar_v4', 'OCD: advertising networks'],
  ['analytics', '_cc_id panoramaId*', 'lotame.com: Panorama id'],
  ['analytics', '_pubcid* _sharedid* _lc2_fpi* pbjs-*', 'docs.prebid.org: user id modules'],
  ['analytics', 'permutive-id', 'permutive.com: cookies'],
  ['analytics', '_pcid _pprv _pctx xbc __tbc __pat __pid', 'docs.piano.io: cookies'],
  ['analytics', 'atuserid atidvisitor xtvrn', 'developers.atinternet-solutions.com: cookies'],
  ['analytics', 'wt3_* wteid_* wt_rla', 'docs.mapp.com: cookies'],
  ['analytics', 'ioam2018', 'infonline.de: cookies'],
  ['analytics', '_pendo_*', 'support.pendo.io: cookies'],
  ['analytics', '_hp2_*', 'help.heap.io: cookies'],
  ['analytics', 'fs_uid fs_lua', 'help.fullstory.com: cookies'],
  ['analytics', '_lr_uf_* _lr_hb_* _lr_tabs_*', 'docs.logrocket.com: cookies'],
  ['analytics', '_ce.*', 'support.crazyegg.com: cookies'],
  ['analytics', '_mf*', 'mouseflow.com: cookies'],
  ['analytics', 'rxVisitor rxvt dtCookie* dtPC dtSa dtLatC', 'docs.dynatrace.com: cookies'],
  ['analytics', 'ADRUM*', 'docs.appdynamics.com: browser monitoring'],
  ['analytics', 'NREUM NRAGENT', 'docs.newrelic.com: cookies'],
  ['analytics', 'sailthru_*', 'getstarted.sailthru.com: cookies'],
  ['analytics', 'bounceClientVisit*', 'OCD'],

  ['consent', 'OptanonConsent OptanonAlertBoxClosed OTGPPConsent OTAdditionalConsentString', 'onetrust.com: cookies'],
  ['consent', 'CookieConsent CookieConsentBulk*', 'support.cookiebot.com: cookies'],
  ['consent', 'CookieControl', 'civicuk.com: Cookie Control'],
  ['consent', 'CookieConsentPolicy', 'help.salesforce.com: cookies'],
  ['consent', 'cookieyes* cky-* cookielawinfo-* viewed_cookie_policy', 'cookieyes.com docs'],
  ['consent', 'cmplz_*', 'complianz.io docs'],
  ['consent', 'borlabs-cookie', 'borlabs.io docs'],
  ['consent', 'moove_gdpr_popup cookie_notice_accepted', 'OCD: WordPress plugins'],
  ['consent', 'euconsent* eupubconsent* usprivacy __gpp* __cmp* addtl_consent', 'IAB TCF and GPP'],
  ['consent', 'FCCDCF FCNEC CONSENT SOCS', 'policies.google.com: cookies'],
  ['consent', 'didomi_token', 'developers.didomi.io: cookies'],
  ['consent', 'axeptio_*', 'support.axeptio.eu: cookies'],
  ['consent', '_iub_cs-*', 'iubenda.com: cookies'],
  ['consent', 'osano_* cookieconsent_*', 'docs.osano.com: cookies'],
  ['consent', 'usercentrics* uc_user_interaction', 'docs.usercentrics.com: storage'],
  ['consent', '_evidon*', 'crownpeak.com: Evidon'],
  ['consent', 'notice_* truste.*', 'trustarc.com: cookies'],
  ['consent', 'consentUUID consentDate _sp_v1_* _sp_su', 'docs.sourcepoint.com: cookies'],
  ['consent', 'cookie-agreed*', 'drupal.org: EU Cookie Compliance'],
  ['consent', 'tarteaucitron', 'tarteaucitron.io'],
  ['consent', '_tracking_consent', 'shopify.com/legal/cookies'],
  ['consent', 'li_gc', 'linkedin.com: cookie table'],
  ['consent', 'cookie_consent cookiefirst-* _ketch_* _swb* _pandectes_gdpr', 'OCD'],

  ['load-balancer', 'AWSALB AWSALBCORS AWSALBTG* AWSALBAPP-* AWSELB AWSELBCORS', 'docs.aws.amazon.com: stickiness'],
  ['load-balancer', 'ARRAffinity* ASLBSA* TiPMix x-ms-routing-name', 'Microsoft Learn: App Service affinity'],
  ['load-balancer', 'ApplicationGatewayAffinity*', 'Microsoft Learn: Application Gateway'],
  ['load-balancer', 'x-ms-gateway-slice stsservicecookie', 'Microsoft Learn: cookies of Entra'],
  ['load-balancer', 'GCLB GAESA', 'cloud.google.com: session affinity'],
  ['load-balancer', 'SERVERID* SRVNAME', 'docs.haproxy.org: cookie'],
  ['load-balancer', 'ROUTEID', 'httpd.apache.org: mod_proxy_balancer'],
  ['load-balancer', 'route INGRESSCOOKIE stickounet', 'kubernetes.github.io: ingress-nginx affinity'],
  ['load-balancer', 'PLBSID edgescale', 'knowledge 5.1'],
  ['load-balancer', 'BIGipServer* F5_* MRHSequence', 'my.f5.com: persistence cookies'],
  ['load-balancer', /^TS[0-9a-f]{6,8}(?:_\d+)?$/, 'wafw00f; my.f5.com: ASM cookies'],
  ['load-balancer', /^NSC_(?!AAAC$|TMAS$)/, 'docs.citrix.com: persistence'],
  ['load-balancer', 'citrix_ns_id*', 'wafw00f'],
  ['load-balancer', 'heroku-session-affinity', 'devcenter.heroku.com: session affinity'],
  ['load-balancer', '__cflb __cfruid __cfseq _cfuvid __cfwaitingroom', 'developers.cloudflare.com: cookies'],
  ['load-balancer', 'incap_ses_* visid_incap_* nlbi_*', 'docs.imperva.com: cookies'],
  ['load-balancer', 'SSLB sucuri_* X-Mapping-* HWWAFSESID HWWAFSESTIME FORTIWAFSID', 'wafw00f'],
  ['load-balancer', 'acw_tc acw_sc__v2 acw_sc__v3 __jsl*', 'wafw00f'],
  ['load-balancer', 'glide_user_route', 'servicenow.com: cookies set by an instance'],
  ['load-balancer', 'JSESSIONID_ROUTE', 'knowledge 5.1'],

  ['bot', '__cf_bm cf_clearance cf_chl_* cf_ob_info __cfduid', 'developers.cloudflare.com: cookies'],
  ['bot', '_abck bm_sz bm_sv bm_mi bm_s bm_so bm_ss bm_lso ak_bmsc sbsd akavpau_*', 'techdocs.akamai.com: cookies'],
  ['bot', 'datadome', 'docs.datadome.co: cookie'],
  ['bot', '_px* pxcts', 'docs.humansecurity.com: cookies'],
  ['bot', 'KP_UIDz*', 'docs.kasada.io'],
  ['bot', 'reese84 ___utmvc', 'docs.imperva.com: cookies'],
  ['bot', 'aws-waf-token', 'docs.aws.amazon.com: WAF tokens'],
  ['bot', '_GRECAPTCHA', 'developers.google.com: reCAPTCHA'],
  ['bot', 'hcaptcha*', 'docs.hcaptcha.com'],
  ['bot', 'rbzid* rbzsessionid', 'docs.reblaze.com'],
  ['bot', '__stripe_mid __stripe_sid', 'stripe.com: cookies policy'],
  ['bot', '__ssid', 'sift.com docs: JavaScript snippet'],
  ['bot', 'forterToken _cq_* _iidt _vid_t', 'OCD: fraud detection'],
  ['bot', 'QueueITAccepted-* Queue-it*', 'queue-it.com: cookies'],
  ['bot', 'techaro.lol-anubis-*', 'anubis.techaro.lol docs'],

  ['preference', 'lang language locale currency theme timezone tz color_mode preferred_color_mode', 'OCD'],
  ['preference', 'NEXT_LOCALE', 'nextjs.org docs: internationalization'],
  ['preference', 'i18next i18n_redirected', 'i18next and nuxt i18n docs'],
  ['preference', 'django_language', 'docs.djangoproject.com: LANGUAGE_COOKIE_NAME'],
  ['preference', 'PLAY_LANG', 'playframework.com: i18n'],
  ['preference', '.AspNetCore.Culture', 'Microsoft Learn: localization'],
  ['preference', 'wp-settings-* comment_author_* wordpress_test_cookie', 'developer.wordpress.org: cookies'],
  ['preference', 'pll_language', 'polylang.pro docs: cookies'],
  ['preference', 'wp-wpml_current_language', 'wpml.org docs: cookies'],
  ['preference', 'GUEST_LANGUAGE_ID COOKIE_SUPPORT', 'learn.liferay.com: cookies'],
  ['preference', 'has_js', 'drupal.org: has_js'],
  ['preference', 'PREF', 'policies.google.com: cookies'],
  ['preference', 'KEYCLOAK_LOCALE', 'keycloak: CookieType'],
  ['preference', 'i18n-prefs', 'amazon.com: cookies notice'],
  ['preference', 'sidebar_state sidebar:state', 'ui.shadcn.com: sidebar'],
  ['preference', 'nette-samesite nette-browser', 'doc.nette.org: SameSite and browser check'],

  ['commerce', 'cart cart_* cart-*', 'shopify.com/legal/cookies; OCD'],
  ['commerce', 'wp_woocommerce_* woocommerce_*', 'woocommerce.com: cookies'],
  ['commerce', 'mage-cache-storage* mage-messages mage-translation-* section_data_ids', 'Adobe Commerce: cookies'],
  ['commerce', 'private_content_version X-Magento-Vary', 'Adobe Commerce: cookies'],
  ['commerce', '_secure_session_id checkout_token*', 'shopify.com/legal/cookies'],
  ['commerce', 'swym-*', 'OCD'],

  ['capability', 'CloudFront-Policy CloudFront-Signature CloudFront-Key-Pair-Id', 'docs.aws.amazon.com: CloudFront'],
  ['capability', 'Cloud-CDN-Cookie', 'cloud.google.com: Cloud CDN signed cookies'],
  ['capability', 'hdnts hdntl hdnea __token__', 'techdocs.akamai.com: token authentication'],
  ['capability', '__prerender_bypass __next_preview_data', 'nextjs.org docs: draft mode'],
];

const index = nameIndex<ThirdPartyFamily>(
  thirdPartyCookies.flatMap(([family, pattern]) => {
    const all = typeof pattern === 'string' ? names(pattern) : [pattern];
    return all.map((name) => [name, family] as const);
  }),
);

/** The family of a cookie that, by its name, does not authenticate anybody; undefined if it belongs to none. */
export function thirdPartyCookie(name: string): ThirdPartyFamily | undefined {
  for (const each of cookieNames(name)) {
    const family = index.find(each);
    if (family !== undefined) return family;
  }
  return undefined;
}
