/** Secrets that are planted one by one, each with its place, and the search for what is left of them. */
import { randomBytes } from 'node:crypto';

/** Whoever shows less than this of a secret shows no secret. */
const PIECE = 12;

export interface Canaries {
  /** A new secret, for the place named. */
  plant: (place: string) => string;
  /** What a place made of a planted one: the signature of a token, a name and a password in base64. */
  add: (place: string, secret: string) => string;
  count: () => number;
  /** Places of the secrets of which a text holds twelve characters in a row, in any case, or as base64 or hexadecimal. */
  placesIn: (text: string) => string[];
}

/** Letters and digits alone, so that each place takes them as they are. */
const random = (): string =>
  randomBytes(48)
    .toString('base64')
    .replaceAll(/[^A-Za-z0-9]/g, '')
    .slice(0, 28);

/** Base64 of a text that starts at any octet of a group of three: the ends, which depend on what is beside it, are cut. */
const inBase64 = (secret: string): string[] =>
  [0, 1, 2].map((offset) => {
    const text = Buffer.from(`${'-'.repeat(offset)}${secret}`).toString('base64url');
    return text.slice(offset + 2, -3);
  });

export const canaries = (): Canaries => {
  const places = new Map<string, string>();
  const planted = new Set<string>();

  const add = (place: string, secret: string): string => {
    planted.add(secret);
    for (const text of [secret, ...inBase64(secret), Buffer.from(secret).toString('hex')]) {
      const small = text.toLowerCase();
      for (let at = 0; at + PIECE <= small.length; at += 1) places.set(small.slice(at, at + PIECE), place);
    }
    return secret;
  };

  return {
    add,
    plant: (place) => add(place, random()),
    count: () => planted.size,
    placesIn: (text) => {
      const small = text.toLowerCase().replaceAll('+', '-').replaceAll('/', '_');
      const found = new Set<string>();
      for (let at = 0; at + PIECE <= small.length; at += 1) {
        const place = places.get(small.slice(at, at + PIECE));
        if (place !== undefined) found.add(place);
      }
      return [...found].sort();
    },
  };
};
