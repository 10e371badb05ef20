/** What a request carries: each value that goes along is a sending, by its place, its name, its receiver and itself. */
import { csrfHeader } from '../knowledge/csrf.ts';
import { tokenHeader } from '../knowledge/headers.ts';
import { tokenParameter } from '../knowledge/words.ts';
import { readToken } from '../observe/jose.ts';
import type { RequestSeen, SeenValue } from '../observe/observation.ts';
import { sentCookie } from './cookies.ts';
import type { Draft } from './draft.ts';
import { keep } from './places.ts';
import { CAPS, type Place, placeKey, type Sending } from './state.ts';

/** @returns the key of the sending; none for a value that is made for this one request, or that the caps keep out */
export const send = (draft: Draft, value: SeenValue, seen: RequestSeen, origin: string): string | undefined => {
  const key = sendingKey(value, origin);
  const known = Object.hasOwn(draft.facts.sendings, key) ? draft.facts.sendings[key] : undefined;
  if (known === undefined) {
    if (isEverNew(draft, value, origin)) return undefined;
    firstSending(draft, key, value, seen, origin);
  } else {
    const news = newsOf(known, value, seen);
    if (news !== undefined) draft.sending(key, news);
  }
  // What the cap kept out is not counted either: a page that sends a new value each time would grow the tally for ever.
  if (!Object.hasOwn(draft.facts.sendings, key)) return undefined;
  const { sent } = draft;
  sent[key] = { count: (sent[key]?.count ?? 0) + 1, lastAt: seen.at };
  return key;
};

/** What a later sending of the same value tells: it opens other places too, or it is not an application's own. */
const newsOf = (known: Sending, value: SeenValue, seen: RequestSeen): Sending | undefined => {
  const elsewhere =
    known.elsewhere !== true && known.url !== seen.url && (value.where === 'body' || isLoginHeader(value));
  const personal = known.application === true && value.application !== true;
  const proof = value.scheme === undefined || known.proof === 'sometimes' ? known.proof : proofOf(known, seen);
  if (!elsewhere && !personal && proof === known.proof) return undefined;
  const { application, ...sending } = known;
  return {
    ...sending,
    ...(application === undefined || personal ? {} : { application }),
    ...(elsewhere ? { elsewhere } : {}),
    ...(proof === undefined ? {} : { proof }),
  };
};

/** A signature over the request proves as well who has the key. */
const isProven = ({ proof, marks }: RequestSeen): boolean =>
  proof !== undefined || marks?.includes('signed-request') === true;

const proofOf = (known: Sending, seen: RequestSeen): Sending['proof'] =>
  isProven(seen) === (known.proof === 'always') ? known.proof : 'sometimes';

/**
 * Signatures, nonces and proofs are made for one request, whatever the header is called: after a row of values that were
 * each sent once, the place is known for it. Tokens are sent again, and what is named like one is kept in any case.
 */
const isEverNew = (draft: Draft, value: SeenValue, origin: string): boolean => {
  if (!mayBeForOneRequest(value)) return false;
  const key = placeKey(value.where, value.name, origin, { scheme: value.scheme });
  const place = draft.facts.places[key];
  if (place === undefined || place.values.length < CAPS.valuesPerPlace) return false;
  if (place.everNew === true) return true;
  if (wasSentAgain(draft, place)) return false;
  draft.place(key, { ...place, everNew: true });
  return true;
};

const mayBeForOneRequest = ({ where, name }: Pick<SeenValue, 'where' | 'name'>): boolean =>
  where === 'header' ? name !== 'Authorization' && !tokenHeader(name) : where === 'query' && !isToken(name);

const isToken = (name: string): boolean => (tokenParameter(name) ?? 'state') !== 'state';

const wasSentAgain = (draft: Draft, { where, name, origin, values }: Place): boolean =>
  values.some(({ fingerprint }) => (draft.tally.sent[`${where}|${origin}|${name}|${fingerprint}`]?.count ?? 0) > 1);

const firstSending = (draft: Draft, key: string, value: SeenValue, seen: RequestSeen, origin: string): void => {
  const expiresAt = value.shape.token === undefined ? undefined : readToken(value.shape.token).expiresAt;
  draft.sending(key, {
    fingerprint: value.shape.fingerprint,
    where: value.where,
    name: value.name,
    ...(value.scheme === undefined ? {} : { scheme: value.scheme }),
    origin,
    url: seen.url,
    resource: seen.resource,
    firstAt: seen.at,
    ...(expiresAt === undefined ? {} : { expiresAt }),
    ...(value.scheme !== undefined && isProven(seen) ? { proof: 'always' as const } : {}),
    ...(isGuarded(seen) ? { guarded: true as const } : {}),
    ...(value.application === true ? { application: true as const } : {}),
  });
  if (value.where === 'cookie') sentCookie(draft, value, origin, seen.at, namesakesBefore(value, seen));
  else keep(draft, value, origin, seen.at);
};

/** `X-Requested-With` is not meant: libraries add it to everything. */
const isGuarded = (seen: RequestSeen): boolean =>
  seen.values.some(({ where, name }) => where === 'header' && name !== 'x-requested-with' && csrfHeader(name));

/** How many cookies of its name stand before it in the header. */
const namesakesBefore = (value: SeenValue, { values }: RequestSeen): number =>
  values.slice(0, values.indexOf(value)).filter(({ where, name }) => where === 'cookie' && name === value.name).length;

/** A header that is sent again is read once, and so its values come again as they are: their keys are made once. */
const sendingKeys = new WeakMap<SeenValue, { origin: string; key: string }>();

export const sendingKey = (value: SeenValue, origin: string): string => {
  const known = sendingKeys.get(value);
  if (known?.origin === origin) return known.key;
  const key = `${value.where}|${origin}|${value.name}|${value.shape.fingerprint}`;
  sendingKeys.set(value, { origin, key });
  return key;
};

/** RFC 7617: name and password themselves. */
export const isLoginHeader = ({ where, shape }: SeenValue): boolean => where === 'header' && shape.format === 'basic';
