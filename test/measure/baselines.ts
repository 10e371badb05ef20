/** What other tools go by, told again in our own words, to be measured on the same cookies (knowledge 1.1). */
import type { CookieFeatures } from '../../src/core/classify/cookie-role.ts';
import { thirdPartyCookie } from '../../src/core/knowledge/third-party.ts';

export interface Baseline {
  title: string;
  /** Precision, recall and F1 on the public set of 2,546 cookies of 2014 (knowledge 2.2). */
  published: readonly [precision: number, recall: number, f1: number];
  saysYes(cookie: CookieFeatures & { value: string }): boolean;
}

const ZAP = new Set(
  'asp.net_sessionid aspsessionid siteserver cfid cftoken jsessionid phpsessid sessid sid viewstate zenid'.split(' '),
);
const NMAP_EXACT = new Set('phpsessid cfid cftoken voxsqsess cakephp fedauth aspxauth session'.split(' '));

export const baselines: readonly Baseline[] = [
  {
    title: 'names of ZAP, exact',
    published: [0.548, 0.117, 0.19],
    saysYes: ({ name }) => ZAP.has(name.toLowerCase()),
  },
  {
    title: 'patterns of nmap',
    published: [0.48, 0.14, 0.22],
    saysYes: ({ name }) => NMAP_EXACT.has(name.toLowerCase()) || /session[^a-z]*id/i.test(name),
  },
  {
    title: 'words of HTTP Observatory',
    published: [0.411, 0.284, 0.34],
    saysYes: ({ name }) => /login|sess/i.test(name),
  },
  {
    title: 'HttpOnly',
    published: [0.392, 0.418, 0.41],
    saysYes: ({ httpOnly }) => httpOnly === true,
  },
  {
    title: 'HttpOnly, 10 or more characters, not analytics',
    published: [0.443, 0.389, 0.41],
    saysYes: ({ name, value, httpOnly }) =>
      httpOnly === true && value.length >= 10 && thirdPartyCookie(name) !== 'analytics',
  },
];
