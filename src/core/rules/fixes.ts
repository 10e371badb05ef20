/**
 * Lines that a developer can paste, per framework: which framework a credential shows, and what its own documentation sets
 * for the cookie of its session (`fixes-cookies.ts`). The general answer, a Set-Cookie line, stands in the rule's meta.
 */
import type { Credential } from '../report.ts';
import { type CookieFlag, cookieFixes, type Framework } from './fixes-cookies.ts';

export { type CookieFlag, cookieFixes, type Framework } from './fixes-cookies.ts';

/** Names of stacks and SDKs (`issuerHint`) that stand for one of the frameworks, besides its own name. */
const stacks: Readonly<Record<string, Framework>> = {
  'asp.net core': 'aspnet',
  'auth.js': 'next',
  authjs: 'next',
  'next-auth': 'next',
  'next.js': 'next',
  'spring-session': 'spring',
};

/** Names of sealed formats (`sealed:<name>`) that give the framework away where the cookie's name does not. */
const sealers: Readonly<Record<string, Framework>> = {
  aspnetcore: 'aspnet',
  'authjs-csrf': 'next',
  django: 'django',
  'dotnet-binary': 'aspnet',
  express: 'express',
  'express-json': 'express',
  flask: 'flask',
  laravel: 'laravel',
  'php-serialized': 'php',
  rails: 'rails',
  'rails-signed': 'rails',
  'spring-remember-me': 'spring',
  'spring-session': 'spring',
  viewstate: 'aspnet',
};

/** SDKs whose cookie has to be readable, because their own script reads it: a trade-off that was made on purpose. */
const readers: Readonly<Record<string, string>> = {
  clerk: "Clerk's script reads this cookie on purpose; its token lives about a minute, which limits the harm.",
  supabase: "Supabase's browser client writes this cookie itself, so it cannot be HttpOnly.",
  pocketbase: "PocketBase's cookie is often exported for scripts; exportToCookie({ httpOnly: true }) closes it.",
};

type Origin = Pick<Credential, 'format' | 'issuerHint'>;

/** What to paste, for each framework that has a setting or a call of its own for it. */
export type FixTable = Partial<Record<Framework, string>>;

/** The line for the first framework that the credentials show, if there is one. */
export function fixFor(table: FixTable, credentials: readonly Origin[]): string | undefined {
  const frameworks = credentials.map(frameworkOf).filter((framework) => framework !== undefined);
  return frameworks.map((framework) => table[framework]).find((line) => line !== undefined);
}

export function cookieFix(flag: CookieFlag, credential: Origin): string | undefined {
  const framework = frameworkOf(credential);
  return framework === undefined ? undefined : cookieFixes[framework][flag];
}

/** The framework's line as a hit takes it: nothing at all where the general answer has to do. */
export function ownFix(flag: CookieFlag, credential: Origin): { fix?: string } {
  const fix = cookieFix(flag, credential);
  return fix === undefined ? {} : { fix };
}

/** Why this SDK's cookie is readable, if it is so by design. */
export function readableByDesign({ issuerHint = '' }: Origin): string | undefined {
  return own(readers, issuerHint.toLowerCase());
}

/** By the name of what set the cookie or keeps the token, else by how the value is packed. */
export function frameworkOf({ format, issuerHint = '' }: Origin): Framework | undefined {
  const hint = issuerHint.toLowerCase();
  if (isFramework(hint)) return hint;
  const sealer = format.startsWith('sealed:') ? format.slice('sealed:'.length) : '';
  return own(stacks, hint) ?? own(sealers, sealer);
}

function isFramework(hint: string): hint is Framework {
  return Object.hasOwn(cookieFixes, hint);
}

/** `constructor` is no framework. */
function own<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}
