/** Credential → the card that shows it. Pure. */
import type { Credential, Where } from '../../core/report.ts';
import type { Engine } from '../../core/rules/facts.ts';
import { isPlace, nameOf, requestName } from '../view-credentials.ts';
import { hostOf } from '../view-model.ts';
import { clock, type Life } from '../when.ts';
import { ROLE, WHERE } from '../words.ts';
import { type Chip, cookieChips, storageChips } from './chips.ts';

export interface Kept {
  where: string;
  name: string;
  path?: string;
  /** Said only when it is not the site's own origin. */
  elsewhere?: string;
  chips: Chip[];
}

export interface Sent {
  to: string;
  origin: string;
  own: boolean;
  by: string;
  count: number;
}

export interface Card {
  id: string;
  name: string;
  role: { name: string; plain: string };
  facts: string[];
  masked: string;
  /** Why there is no more to tell. */
  unknown?: string;
  issued?: string;
  kept: Kept[];
  sent: Sent[];
  lives: Life[];
  /** Said instead of a bar when nothing ends by a date. */
  endless?: string;
  gone?: string;
}

const formatName = (format: string): string => {
  if (format.startsWith('sealed:')) return `sealed (${format.slice(7)})`;
  return (
    {
      jwt: 'JWT',
      jwe: 'encrypted JWT',
      opaque: 'opaque',
      basic: 'Basic',
      digest: 'Digest',
      negotiate: 'Negotiate',
      'key-id': 'id of a signing key',
      unseen: 'value not seen',
    }[format] ?? format
  );
};

/** A login that the browser answers itself has an id of its own; what was seen is named by its place. */
const unknownOf = ({ id, role, format, length }: Credential): string | undefined => {
  if (role === 'login' && id.startsWith('http-auth:'))
    return 'The browser sends it by itself and shows it to no extension: what stands in it is not known.';
  if (role === 'login' && length === 0) return 'It is made anew for each request, so nothing of it is kept.';
  if (format === 'key-id')
    return 'Only the id of the key is shown with each request. The key signs, and never travels.';
  if (format === 'unseen') return 'It travels in bodies, and of those only the names of the fields are looked at.';
  return undefined;
};

const factsOf = ({ format, issuerHint, length, entropyBits }: Credential): string[] => {
  const facts = [formatName(format)];
  if (issuerHint !== undefined) facts.push(issuerHint);
  if (length > 0) facts.push(`${length} characters`);
  // The most it could hold, judged by its letters; how it was made cannot be seen.
  if (format === 'opaque' && entropyBits > 0) facts.push(`at most ${Math.round(entropyBits)} bits`);
  return facts;
};

const HOW = { 'set-cookie': 'Set-Cookie', script: 'by script', redirect: 'by redirect', unknown: '' } as const;

const issuedOf = ({ issuedBy }: Credential, site: string, now: number): string | undefined => {
  if (issuedBy === undefined) return undefined;
  const parts = [requestName(issuedBy.method, issuedBy.url, site), HOW[issuedBy.how], clock(issuedBy.at, now)];
  return parts.filter((part) => part !== '').join(' · ');
};

const keptOf = ({ carriers, decisive }: Credential, site: string, engine: Engine): Kept[] =>
  carriers.filter(isPlace).map((carrier) => ({
    where: WHERE[carrier.where],
    name: carrier.name,
    ...(carrier.path !== undefined && { path: carrier.path }),
    ...(carrier.where !== 'cookie' && carrier.origin !== site && { elsewhere: hostOf(carrier.origin) }),
    chips: carrier.cookie
      ? cookieChips(carrier.cookie, carrier.origin, decisive, engine)
      : storageChips(carrier, decisive),
  }));

const BY: Record<Where, string> = {
  cookie: 'as a cookie',
  header: 'in a header',
  query: 'in the URL',
  fragment: 'in the URL’s fragment',
  body: 'in a body',
  localStorage: 'from localStorage',
  sessionStorage: 'from sessionStorage',
  indexedDB: 'from IndexedDB',
};

const sentOf = ({ sentTo }: Credential, site: string): Sent[] =>
  [...sentTo]
    .sort((a, b) => Number(b.origin === site) - Number(a.origin === site) || b.count - a.count)
    .map(({ origin, carrier, count }) => ({
      to: hostOf(origin),
      origin,
      own: origin === site,
      by: BY[carrier],
      count,
    }));

const livesOf = ({ token, carriers, issuedBy, firstSeen }: Credential): Life[] => {
  const lives: Life[] = [];
  const begun = issuedBy?.at ?? firstSeen;
  if (token?.expiresAt !== undefined) {
    lives.push({ label: 'Token', start: token.issuedAt ?? token.notBefore ?? begun, end: token.expiresAt });
  }
  for (const { cookie } of carriers) {
    if (cookie?.expires !== undefined) lives.push({ label: 'Cookie', start: begun, end: cookie.expires });
  }
  return lives;
};

const endlessOf = ({ carriers, token }: Credential): string => {
  if (carriers.some(({ cookie }) => cookie?.session)) return 'Until the browser closes, or the server forgets it.';
  return token === undefined ? 'No end date to be seen.' : 'The token names no end (no exp).';
};

export const cardOf = (credential: Credential, site: string, now: number, engine: Engine): Card => {
  const issued = issuedOf(credential, site, now);
  const unknown = unknownOf(credential);
  const lives = livesOf(credential);
  return {
    id: credential.id,
    name: nameOf(credential),
    role: ROLE[credential.role],
    facts: factsOf(credential),
    masked: credential.masked,
    ...(unknown !== undefined && { unknown }),
    ...(issued !== undefined && { issued }),
    kept: keptOf(credential, site, engine),
    sent: sentOf(credential, site),
    lives,
    ...(lives.length === 0 && { endless: endlessOf(credential) }),
    ...(credential.gone !== undefined && { gone: clock(credential.gone, now) }),
  };
};
