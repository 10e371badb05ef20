/** Where each decisive credential stands: state server↔client on one axis, ambient↔script on the other. Pure. */
import { stateOfFormat } from '../core/classify/formats.ts';
import type { Credential, SiteReport, Where } from '../core/report.ts';
import { nameOf } from './view-credentials.ts';

export type Across = 'ambient' | 'script' | 'both';
export type Down = 'server' | 'client' | 'unknown';

export interface Spot {
  across: Across;
  down: Down;
  /** The first name; the others are counted. */
  name: string;
  more: number;
  names: string[];
}

/** The browser answers these by itself, although they travel in a header. */
const BROWSER_SENT = new Set(['basic', 'digest', 'negotiate', 'ntlm']);

const isAmbient = (where: Where, format: string): boolean =>
  where === 'cookie' || (where === 'header' && BROWSER_SENT.has(format));

export const acrossOf = ({ sentTo, carriers, format }: Credential): Across => {
  // What was seen on the wire counts; where it is kept speaks only until then.
  const places = sentTo.length > 0 ? sentTo.map((sent) => sent.carrier) : carriers.map((carrier) => carrier.where);
  const ambient = places.some((where) => isAmbient(where, format));
  const script = places.some((where) => !isAmbient(where, format));
  if (places.length === 0) return BROWSER_SENT.has(format) ? 'ambient' : 'both';
  return ambient && script ? 'both' : ambient ? 'ambient' : 'script';
};

export const downOf = (credential: Credential, report: SiteReport): Down => {
  const { format } = credential;
  const known = format === 'opaque' || format === 'jwt' || format === 'jwe' || format.startsWith('sealed:');
  const state = known ? stateOfFormat(format, credential.carriers[0]?.name) : report.verdict.state;
  return state === 'server' || state === 'client' ? state : 'unknown';
};

export const squareOf = (report: SiteReport): Spot[] => {
  const spots = new Map<string, Spot>();
  for (const credential of report.credentials) {
    if (!credential.decisive || credential.gone !== undefined) continue;
    const across = acrossOf(credential);
    const down = downOf(credential, report);
    const key = `${across} ${down}`;
    const name = nameOf(credential);
    const spot = spots.get(key);
    if (spot === undefined) spots.set(key, { across, down, name, more: 0, names: [name] });
    else {
      spot.more += 1;
      spot.names.push(name);
    }
  }
  return [...spots.values()];
};

const ACROSS: Record<Across, string> = {
  ambient: 'the browser attaches it by itself, which opens the door to CSRF',
  script: 'a script attaches it, so a hostile script could steal it',
  both: 'it travels both by itself and by script',
};

const DOWN: Record<Down, string> = {
  server: 'the state is on the server, looked up for each request',
  client: 'the state is in the client, hard to revoke before it expires',
  unknown: 'where the state lives could not be told',
};

/** The picture in words, for those who do not see it. */
export const squareInWords = (spots: readonly Spot[]): string =>
  spots.length === 0
    ? 'No credential to place yet.'
    : spots.map(({ names, across, down }) => `${names.join(', ')}: ${DOWN[down]}; ${ACROSS[across]}.`).join(' ');
