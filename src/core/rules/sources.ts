/** Addresses of the primary sources. Chapters of ASVS and WSTG as published: ASVS 5.0.0, WSTG latest. */
import type { Source } from './rule.ts';

const ASVS = 'https://github.com/OWASP/ASVS/blob/v5.0.0/5.0/en';
const WSTG = 'https://owasp.org/www-project-web-security-testing-guide/latest/4-Web_Application_Security_Testing';

const asvsChapters = {
  V1: '0x10-V1-Encoding-and-Sanitization.md',
  V3: '0x12-V3-Web-Frontend-Security.md',
  V6: '0x15-V6-Authentication.md',
  V7: '0x16-V7-Session-Management.md',
  V9: '0x18-V9-Self-contained-Tokens.md',
  V10: '0x19-V10-OAuth-and-OIDC.md',
  V11: '0x20-V11-Cryptography.md',
  V12: '0x21-V12-Secure-Communication.md',
  V13: '0x22-V13-Configuration.md',
  V14: '0x23-V14-Data-Protection.md',
} as const;

type AsvsChapter = keyof typeof asvsChapters extends `V${infer Number}` ? Number : never;

const wstgPages = {
  'ATHN-01': '04-Authentication_Testing/01-Testing_for_Credentials_Transported_over_an_Encrypted_Channel',
  'ATHZ-05': '05-Authorization_Testing/05-Testing_for_OAuth_Weaknesses',
  'ATHN-06': '04-Authentication_Testing/06-Testing_for_Browser_Cache_Weaknesses',
  'CLNT-12': '11-Client-side_Testing/12-Testing_Browser_Storage',
  'CRYP-03': '09-Testing_for_Weak_Cryptography/03-Testing_for_Sensitive_Information_Sent_via_Unencrypted_Channels',
  'SESS-01': '06-Session_Management_Testing/01-Testing_for_Session_Management_Schema',
  'SESS-02': '06-Session_Management_Testing/02-Testing_for_Cookies_Attributes',
  'SESS-03': '06-Session_Management_Testing/03-Testing_for_Session_Fixation',
  'SESS-04': '06-Session_Management_Testing/04-Testing_for_Exposed_Session_Variables',
  'SESS-05': '06-Session_Management_Testing/05-Testing_for_Cross_Site_Request_Forgery',
  'SESS-06': '06-Session_Management_Testing/06-Testing_for_Logout_Functionality',
  'SESS-07': '06-Session_Management_Testing/07-Testing_Session_Timeout',
  'SESS-10': '06-Session_Management_Testing/10-Testing_JSON_Web_Tokens',
} as const;

export function rfc(number: number, section: string): Source {
  return {
    label: `RFC ${number}, section ${section}`,
    url: `https://www.rfc-editor.org/rfc/rfc${number}#section-${section}`,
  };
}

/** @param anchor of the section in the published page */
export function oidcCore(section: string, anchor: string): Source {
  return {
    label: `OpenID Connect Core 1.0, section ${section}`,
    url: `https://openid.net/specs/openid-connect-core-1_0.html#${anchor}`,
  };
}

/** RFC 6265bis is still a draft, and the only text that defines SameSite. */
export function cookieDraft(section: string): Source {
  return {
    label: `RFC 6265bis (draft), section ${section}`,
    url: `https://datatracker.ietf.org/doc/html/draft-ietf-httpbis-rfc6265bis#section-${section}`,
  };
}

const samlParts = {
  Bindings: 'saml-bindings-2.0-os',
  Core: 'saml-core-2.0-os',
  Profiles: 'saml-profiles-2.0-os',
} as const;

/** OASIS Standard, 15 March 2005. */
export function saml(part: keyof typeof samlParts, section: string): Source {
  return {
    label: `SAML 2.0 ${part}, section ${section}`,
    url: `https://docs.oasis-open.org/security/saml/v2.0/${samlParts[part]}.pdf`,
  };
}

export function asvs(requirement: `${AsvsChapter}.${number}.${number}`): Source {
  const chapter = `V${requirement.split('.')[0]}` as keyof typeof asvsChapters;
  return { label: `OWASP ASVS 5.0, ${requirement}`, url: `${ASVS}/${asvsChapters[chapter]}` };
}

export function cwe(id: number): Source {
  return { label: `CWE-${id}`, url: `https://cwe.mitre.org/data/definitions/${id}.html` };
}

export function wstg(id: keyof typeof wstgPages): Source {
  return { label: `WSTG-${id}`, url: `${WSTG}/${wstgPages[id]}` };
}

export const referrerPolicy: Source = {
  label: 'W3C Referrer Policy, section 3',
  url: 'https://www.w3.org/TR/referrer-policy/#referrer-policies',
};

export const csrfCheatSheet: Source = {
  label: 'OWASP Cross-Site Request Forgery Prevention Cheat Sheet',
  url: 'https://cheatsheetseries.owasp.org/cheatsheets/Cross-Site_Request_Forgery_Prevention_Cheat_Sheet.html',
};

export const fetchSafelist: Source = {
  label: 'Fetch Standard, CORS-safelisted request-header',
  url: 'https://fetch.spec.whatwg.org/#cors-safelisted-request-header',
};

export const sameSiteSupport: Source = {
  label: 'MDN, Set-Cookie: SameSite and its defaults per browser',
  url: 'https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/Set-Cookie#samesitesamesite-value',
};

export const openidConnect: Source = {
  label: 'OpenID Connect Core 1.0, section 3.1.2.1',
  url: 'https://openid.net/specs/openid-connect-core-1_0.html#AuthRequest',
};

export const algorithmTransitions: Source = {
  label: 'NIST SP 800-131A Rev. 2, section 9',
  url: 'https://doi.org/10.6028/NIST.SP.800-131Ar2',
};

/** Still a draft; it weighs where a page can keep its tokens. */
export const browserBasedApps: Source = {
  label: 'OAuth 2.0 for Browser-Based Applications (draft)',
  url: 'https://datatracker.ietf.org/doc/html/draft-ietf-oauth-browser-based-apps',
};

export const sessionCheatSheet: Source = {
  label: 'OWASP Session Management Cheat Sheet',
  url: 'https://cheatsheetseries.owasp.org/cheatsheets/Session_Management_Cheat_Sheet.html',
};
