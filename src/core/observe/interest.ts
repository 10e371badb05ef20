/** What the names of headers tell, and which of a request's are worth a look. */
import { csrfHeader } from '../knowledge/csrf.ts';
import { apiKeyHeader, ignoredHeader, tokenHeader } from '../knowledge/headers.ts';
import { onceName, signatureName } from '../knowledge/signing.ts';
import { remembering } from '../remember.ts';
import { shownName } from './names.ts';

/** What browsers set themselves, or let a plain form send (Fetch standard 2.2.2, CORS-safelisted and forbidden headers). */
const ORDINARY_HEADERS = new Set(
  `accept accept-charset accept-encoding accept-language cache-control connection content-length content-type cookie
  date dnt downlink dpr expect ect host if-match if-modified-since if-none-match if-unmodified-since keep-alive origin
  pragma priority range referer rtt save-data te trailer transfer-encoding upgrade upgrade-insecure-requests user-agent
  via viewport-width width authorization proxy-authorization proxy-connection purpose`.split(/\s+/),
);

/** @param name in lower case */
const isOrdinary = (name: string): boolean => ORDINARY_HEADERS.has(name) || name.startsWith('sec-');

/** `by-look`: if the value could be a token. */
export type Interest = 'always' | 'by-look' | 'never';

export interface HeaderName {
  /** In lower case. */
  name: string;
  /** The same as it may be remembered. */
  shown: string;
  interest: Interest;
  /** Browsers set it themselves, or let a plain form send it. */
  ordinary: boolean;
  /** It has the signature of this one request. */
  signs: boolean;
  csrf: boolean;
}

/** What a header's name tells, in whatever case it came. */
export const headerName = remembering((written: string): HeaderName => {
  const name = written.toLowerCase();
  const ordinary = isOrdinary(name);
  const csrf = csrfHeader(name);
  return {
    name,
    shown: shownName(name, 64),
    interest: judgeName(name),
    ordinary,
    csrf,
    signs: !ordinary && !csrf && signatureName(name),
  };
});

const judgeName = (name: string): Interest => {
  if (name === 'cookie' || name === 'authorization' || name === 'sec-websocket-protocol') return 'always';
  if (isOrdinary(name) || ignoredHeader(name) || name === 'dpop') return 'never';
  if (csrfHeader(name) || tokenHeader(name) || apiKeyHeader(name)) return 'always';
  return signatureName(name) || onceName(name) ? 'never' : 'by-look';
};
