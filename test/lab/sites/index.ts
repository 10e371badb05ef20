/** All sites, in the order of the start page. */
import type { SiteMaker } from '../types.ts';
import * as analytics from './analytics.ts';
import * as anonymous from './anonymous.ts';
import * as apiKey from './api-key.ts';
import * as basic from './basic.ts';
import * as csrf from './csrf.ts';
import * as customHeader from './custom-header.ts';
import * as digest from './digest.ts';
import * as doubleSubmit from './double-submit.ts';
import * as elsewhere from './elsewhere.ts';
import * as expired from './expired.ts';
import * as hybrid from './hybrid.ts';
import * as implicit from './implicit.ts';
import * as jwtCookie from './jwt-cookie.ts';
import * as jwtStorage from './jwt-storage.ts';
import * as oddCookies from './odd-cookies.ts';
import * as opaqueBearer from './opaque-bearer.ts';
import * as refresh from './refresh.ts';
import * as sealed from './sealed.ts';
import * as session from './session.ts';
import * as signed from './signed.ts';
import * as socket from './socket.ts';
import * as spa from './spa.ts';

export interface Chapter {
  title: string;
  intro: string;
  sites: SiteMaker[];
}

export const chapters: Chapter[] = [
  {
    title: 'Sessions',
    intro: 'The browser carries a ticket, and attaches it by itself.',
    sites: [
      session.sound,
      session.careless,
      csrf.sound,
      csrf.careless,
      doubleSubmit.careless,
      elsewhere.careless,
      sealed.sound,
      sealed.careless,
    ],
  },
  {
    title: 'Tokens',
    intro: 'The browser carries a membership card that says who you are.',
    sites: [
      jwtStorage.sound,
      jwtStorage.careless,
      jwtStorage.none,
      jwtCookie.sound,
      jwtCookie.careless,
      opaqueBearer.sound,
      opaqueBearer.careless,
      refresh.sound,
      refresh.careless,
      spa.sound,
      spa.careless,
      expired.careless,
      customHeader.named,
      customHeader.bare,
      implicit.careless,
      socket.sound,
    ],
  },
  {
    title: 'Keys and proofs',
    intro: 'What is shown is not what opens the door.',
    sites: [apiKey.sound, signed.signed, signed.dpop],
  },
  {
    title: 'Both, neither, and the browser itself',
    intro: 'Where a quick look gets it wrong.',
    sites: [
      hybrid.sound,
      hybrid.careless,
      basic.sound,
      basic.careless,
      digest.sound,
      anonymous.sound,
      anonymous.careless,
      analytics.sound,
      analytics.careless,
      oddCookies.sound,
    ],
  },
];
