/** Remembers every secret that the lab gave out, so that a test can search for leaks. */
import { randomBytes } from 'node:crypto';
import type { RequestHandler, Response } from 'express';
import { user } from './types.ts';

/** Shorter cookie values are words and flags (`dark`, `en-GB`), not secrets. */
const shortestSecret = 16;

export const randomId = (bytes = 32): string => randomBytes(bytes).toString('base64url');

export interface Vault {
  add: (secret: string) => string;
  /** A JWT, and its signature alone: that part must not leak either. */
  addJwt: (token: string) => string;
  /** Remembers the value of each cookie that a response sets. */
  watchCookies: RequestHandler;
  list: () => string[];
}

export function createVault(): Vault {
  const basic = Buffer.from(`${user.name}:${user.password}`).toString('base64');
  const secrets = new Set<string>([user.password, basic]);
  const add = (secret: string) => {
    if (secret.length >= shortestSecret) secrets.add(secret);
    return secret;
  };
  return {
    add,
    addJwt: (token) => {
      add(token.split('.')[2] ?? '');
      return add(token);
    },
    watchCookies: (_req, res, next) => {
      res.once('finish', () => setCookieValues(res).flatMap(spellings).forEach(add));
      next();
    },
    list: () => [...secrets],
  };
}

function setCookieValues(res: Response): string[] {
  const lines = [res.getHeader('set-cookie') ?? []].flat().map(String);
  return lines.map((line) => /^[^=]*=([^;]*)/.exec(line)?.[1] ?? '');
}

/** As it travels, decoded, without quotes, and the id inside express-session's envelope `s:id.signature`. */
function spellings(value: string): string[] {
  const decoded = decodeURIComponent(value);
  const inner = /^s:([^.]+)\./.exec(decoded)?.[1];
  return [value, decoded, decoded.replaceAll('"', ''), inner ?? ''];
}
