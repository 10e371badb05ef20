/** Values as frameworks write them, made from a word: the same word, the same value. */
import { createHash } from 'node:crypto';
import { jwt } from '../observe/tokens.ts';

const digest = (word: string, algorithm = 'sha256'): Buffer => createHash(algorithm).update(word).digest();

/** 43 characters of base64url that look random. */
export const opaque = (word: string): string => digest(word).toString('base64url');

export const hex = (word: string, length = 32): string => digest(word, 'sha512').toString('hex').slice(0, length);

/** express-session: `s:` id `.` HMAC, percent-encoded. */
export const express = (word: string): string =>
  encodeURIComponent(`s:${opaque(word).slice(0, 32)}.${digest(`${word} mac`).toString('base64').replace(/=+$/, '')}`);

export const NOON = Date.UTC(2026, 0, 15, 12) / 1000;

/** A signed token with claims; its signature is as good as a real one to those who cannot check it. */
export const token = (claims: Record<string, unknown>): string =>
  jwt(claims).replace(/[^.]*$/, opaque(JSON.stringify(claims)));

/** An access token of Ada's, told apart by its `jti`. */
export const adas = (jti: string, more: Record<string, unknown> = {}): string =>
  token({ sub: 'ada', iss: 'https://app.example', iat: NOON, exp: NOON + 3600, jti, ...more });

export const bearer = (value: string): { headers: Record<string, string> } => ({
  headers: { Authorization: `Bearer ${value}` },
});

export const PASSWORD = { fields: ['username', 'password'] } as const;
