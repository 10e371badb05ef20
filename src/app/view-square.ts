/** Where each decisive credential stands: state server↔client on one axis, ambient↔script on the other. Pure. */
import { stateOfFormat } from '../core/classify/formats.ts';
import type { Credential, SiteReport, Where } from '../core/report.ts';
import { nameOf } from './view-credentials.ts';
import { ROLE } from './words.ts';

export type Across = 'ambient' | 'script' | 'both';
export type Down = 'server' | 'client' | 'unknown';

export interface Spot {
  across: Across;
  down: Down;
  /** Credentials that stand here. */
  ids: string[];
  names: string[];
  /** One word or two for the first of them; the others are counted. */
  word: string;
}

/** An SDK's key of forty letters says less than what lies under it. */
const wordOf = (credential: Credential): string => {
  const name = nameOf(credential);
  return name.length <= 14 ? name : ROLE[credential.role].name.toLowerCase();
};

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
    const spot = spots.get(key);
    if (spot === undefined) {
      const { id } = credential;
      spots.set(key, { across, down, ids: [id], names: [nameOf(credential)], word: wordOf(credential) });
    } else {
      spot.ids.push(credential.id);
      spot.names.push(nameOf(credential));
    }
  }
  return [...spots.values()];
};

export type Edge = 'server' | 'client' | 'ambient' | 'script';

/** The edges at which some credential stands: their weaknesses are this site's. */
export const edgesOf = (spots: readonly Spot[]): ReadonlySet<Edge> =>
  new Set(
    spots.flatMap(({ across, down }): Edge[] => [
      ...(across === 'both' ? (['ambient', 'script'] as const) : [across]),
      ...(down === 'unknown' ? [] : [down]),
    ]),
  );

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
