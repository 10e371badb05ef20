/** Addresses of the primary sources. Chapters of ASVS and WSTG as published: ASVS 5.0.0, WSTG latest. */
import type { Source } from './rule.ts';

const ASVS = 'https://github.com/OWASP/ASVS/blob/v5.0.0/5.0/en';
const WSTG = 'https://owasp.org/www-project-web-security-testing-guide/latest/4-Web_Application_Security_Testing';

const asvsChapters = {
  V3: '0x12-V3-Web-Frontend-Security.md',
  V7: '0x16-V7-Session-Management.md',
  V9: '0x18-V9-Self-contained-Tokens.md',
  V10: '0x19-V10-OAuth-and-OIDC.md',
  V11: '0x20-V11-Cryptography.md',
  V12: '0x21-V12-Secure-Communication.md',
  V14: '0x23-V14-Data-Protection.md',
} as const;

type AsvsChapter = keyof typeof asvsChapters extends `V${infer Number}` ? Number : never;

const wstgPages = {
  'ATHN-01': '04-Authentication_Testing/01-Testing_for_Credentials_Transported_over_an_Encrypted_Channel',
  'CLNT-12': '11-Client-side_Testing/12-Testing_Browser_Storage',
  'CRYP-03': '09-Testing_for_Weak_Cryptography/03-Testing_for_Sensitive_Information_Sent_via_Unencrypted_Channels',
  'SESS-02': '06-Session_Management_Testing/02-Testing_for_Cookies_Attributes',
  'SESS-03': '06-Session_Management_Testing/03-Testing_for_Session_Fixation',
  'SESS-04': '06-Session_Management_Testing/04-Testing_for_Exposed_Session_Variables',
  'SESS-05': '06-Session_Management_Testing/05-Testing_for_Cross_Site_Request_Forgery',
  'SESS-06': '06-Session_Management_Testing/06-Testing_for_Logout_Functionality',
  'SESS-10': '06-Session_Management_Testing/10-Testing_JSON_Web_Tokens',
} as const;

export function rfc(number: number, section: string): Source {
  return {
    label: `RFC ${number}, section ${section}`,
    url: `https://www.rfc-editor.org/rfc/rfc${number}#section-${section}`,
  };
}

/** RFC 6265bis is still a draft, and the only text that defines SameSite. */
export function cookieDraft(section: string): Source {
  return {
    label: `RFC 6265bis (draft), section ${section}`,
    url: `https://datatracker.ietf.org/doc/html/draft-ietf-httpbis-rfc6265bis#section-${section}`,
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
