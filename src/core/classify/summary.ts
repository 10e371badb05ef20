/** The one sentence under the verdict, for a student to read aloud. */

import type { Kind, SignedIn, StateLocation } from '../report.ts';
import { isKept } from '../site/state.ts';
import type { BrowserLogin } from './browser-login.ts';
import type { Candidate } from './candidates.ts';
import { KEY_ID, UNSEEN } from './wire.ts';

interface Told {
  kind: Kind;
  state: StateLocation;
  signedIn: SignedIn;
  decisive: readonly Candidate[];
  requests: number;
  browserLogin: BrowserLogin | undefined;
}

export const summaryOf = (told: Told): string => {
  const [first, second] = told.decisive;
  if (told.kind === 'none' || (first === undefined && told.browserLogin === undefined)) return nothing(told);
  if (told.kind === 'http-auth') return httpAuth(told);
  if (told.kind === 'hybrid') return hybrid(told, first, second);
  if (first === undefined) return nothing(told);
  const sentence = told.kind === 'session' ? session(told, first) : token(told, first);
  return told.signedIn === 'no' && first.role !== 'api-key' ? `${sentence} ${nobody(first)}` : sentence;
};

const nothing = ({ requests, signedIn }: Told): string => {
  if (requests === 0) return 'Watching has just begun: reload the page to see how it knows you.';
  return signedIn === 'no'
    ? 'No credential seen yet: so far this site does not seem to know you.'
    : 'No credential was recognised; whether somebody is signed in, nobody saw.';
};

const httpAuth = (told: Told): string => {
  const offered = told.browserLogin?.challenge.offered;
  if (offered !== undefined)
    return `The browser itself logs you in, by ${listed(offered, 'or')}: which of them it is does not show.`;
  const scheme = told.browserLogin?.challenge.scheme ?? told.decisive[0]?.format ?? 'basic';
  if (told.browserLogin === undefined) return `Your ${schemeName(scheme)} login itself goes along with every request.`;
  return `The browser itself logs you in: it sends your ${schemeName(scheme)} login with every request.`;
};

/** `Basic`, `Negotiate`, `NTLM`. */
export const schemeName = (scheme: string): string =>
  scheme === 'ntlm' ? 'NTLM' : `${scheme.charAt(0).toUpperCase()}${scheme.slice(1)}`;

export const listed = (schemes: readonly string[], word = 'and'): string => {
  const named = schemes.map(schemeName);
  return named.length < 2 ? named.join('') : `${named.slice(0, -1).join(', ')} ${word} ${named.at(-1)}`;
};

const hybrid = (told: Told, first: Candidate | undefined, second: Candidate | undefined): string => {
  const parts = [first, second].filter((one) => one !== undefined).map(place);
  if (told.browserLogin?.shown === false) parts.unshift(`the browser's ${told.browserLogin.challenge.scheme} login`);
  return `Two ways at once: ${parts.join(' and ')} each carry your identity on their own.`;
};

const session = (told: Told, one: Candidate): string => {
  const name = `\`${nameOf(one)}\``;
  if (told.state === 'client')
    return `Your session travels with you, sealed in the cookie ${name}: the server only checks the seal.`;
  if (told.state === 'unknown') return `The cookie ${name} stands for your session; only the server can open it.`;
  if (told.signedIn === 'no') return `The server recognises this browser by the cookie ${name}.`;
  if (told.signedIn === 'unknown')
    return `The cookie ${name} is this browser’s ticket; whether somebody is signed in with it, nobody saw.`;
  return `The server remembers you. The cookie ${name} is your ticket.`;
};

const token = (told: Told, one: Candidate): string => {
  const card = told.state === 'client' ? 'You carry a signed card' : 'You carry a token that the server looks up';
  if (one.role === 'api-key')
    return `The page shows an API key, \`${nameOf(one)}\`: it names the application rather than you.`;
  const kept = one.joined.places.find(({ place: held }) => isKept(held))?.place;
  const name = `\`${nameOf(one)}\``;
  if (one.format === KEY_ID) return `The page signs each request; ${name} names the key, and the key never travels.`;
  if (one.format === UNSEEN)
    return `Requests have ${name} in their body: a token by its name, though nobody looked at its value.`;
  // "In memory" is a guess: it was found in no place that was read.
  if (kept === undefined) return `${card}: the page sends it with each request, and seems to hold it in memory.`;
  if (kept.gone !== undefined)
    return `A ${told.state === 'client' ? 'signed card' : 'token'} let you in; it was kept in ${placeWord(kept.where)} as ${name}.`;
  if (kept.where === 'cookie') return `${card} in the cookie ${name}: the browser shows it with each request.`;
  if (one.joined.sendings.length === 0)
    return `${card}: the page keeps it in ${kept.where} as ${name}; how it is sent could not be seen.`;
  return `${card}: the page keeps it in ${kept.where} as ${name} and sends it with each request.`;
};

const placeWord = (where: string): string => (where === 'cookie' ? 'the cookie jar' : where);

const nobody = (one: Candidate): string => {
  const gone = one.joined.places.every(({ place: held }) => !isKept(held) || held.gone !== undefined);
  return !gone ? 'Nobody is signed in with it.' : 'You are signed out now.';
};

const place = (one: Candidate): string => {
  const kept = one.joined.places.find(({ place: held }) => isKept(held))?.place;
  return kept?.where === 'cookie' ? `the cookie \`${nameOf(one)}\`` : `the token \`${nameOf(one)}\``;
};

export const nameOf = (one: Candidate): string => one.joined.places[0]?.place.name.slice(0, 60) ?? 'unknown';
