/** All sites, in the order of the start page. */
import type { SiteMaker } from '../types.ts';
import * as analytics from './analytics.ts';
import * as anonymous from './anonymous.ts';
import * as apiKey from './api-key.ts';
import * as basic from './basic.ts';
import * as cookies from './cookies.ts';
import * as counter from './counter.ts';
import * as csrf from './csrf.ts';
import * as customHeader from './custom-header.ts';
import * as digest from './digest.ts';
import * as doubleSubmit from './double-submit.ts';
import * as elsewhere from './elsewhere.ts';
import * as expired from './expired.ts';
import * as hostile from './hostile.ts';
import * as hybrid from './hybrid.ts';
import * as implicit from './implicit.ts';
import * as jwtClaims from './jwt-claims.ts';
import * as jwtCookie from './jwt-cookie.ts';
import * as jwtStorage from './jwt-storage.ts';
import * as oauth from './oauth.ts';
import * as oddCookies from './odd-cookies.ts';
import * as opaqueBearer from './opaque-bearer.ts';
import * as open from './open.ts';
import * as readable from './readable.ts';
import * as refresh from './refresh.ts';
import * as saml from './saml.ts';
import * as sealed from './sealed.ts';
import * as session from './session.ts';
import * as signed from './signed.ts';
import * as socket from './socket.ts';
import * as spa from './spa.ts';
import * as tokenCookie from './token-cookie.ts';

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
      open.careless,
      csrf.sound,
      csrf.careless,
      sealed.sound,
      sealed.careless,
      cookies.sound,
      cookies.careless,
      readable.careless,
      doubleSubmit.careless,
      elsewhere.careless,
    ],
  },
  {
    title: 'Tokens',
    intro: 'The browser carries a membership card that says who you are.',
    sites: [
      jwtStorage.sound,
      jwtStorage.careless,
      jwtStorage.none,
      jwtClaims.sound,
      jwtClaims.careless,
      jwtCookie.sound,
      jwtCookie.careless,
      tokenCookie.careless,
      opaqueBearer.sound,
      opaqueBearer.careless,
      refresh.sound,
      refresh.careless,
      spa.sound,
      spa.careless,
      counter.sound,
      counter.careless,
      expired.careless,
      customHeader.named,
      customHeader.bare,
      implicit.careless,
      socket.sound,
    ],
  },
  {
    title: 'Somebody else vouches for you',
    intro: 'A provider knows who you are, and tells the site.',
    sites: [oauth.sound, oauth.careless, oauth.byPage, saml.sound, saml.careless, saml.unsigned],
  },
  {
    title: 'Keys and proofs',
    intro: 'What is shown is not what opens the door.',
    sites: [apiKey.sound, signed.signed, signed.dpop, signed.dpopCareless],
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
      hostile.careless,
    ],
  },
];
