/**
 * Reads what happened on a site from the plain text that the rules' pages tell it in:
 *
 *     browser firefox
 *     GET /
 *     HTTP 200
 *     POST /login
 *     username=ada&password=lovelace
 *     HTTP 303
 *     Set-Cookie: sid={session}; Path=/
 *     Location: /account
 *     HTTP 200
 *     localStorage auth = {"access_token":"{jwt {"sub":"ada","exp":"+1h"}}"}
 *     fetch GET https://api.app.example/me
 *     Authorization: Bearer {jwt {"sub":"ada","exp":"+1h"}}
 *     wait 10 minutes
 *
 * A request is a method and an address, with `fetch`, `frame`, `socket` or `beacon` before it where it is not the page
 * itself, and `from ORIGIN` behind it where another site asked; headers follow, and a body of one line. `HTTP` and a status
 * are the answer; the browser follows a Location by itself, and the cookies that were set go along by themselves.
 * Storage is `localStorage`, `sessionStorage` or `indexedDB DATABASE/STORE/KEY = VALUE`.
 * Besides: `delete localStorage auth`, `script cookie LINE`, `had cookie LINE` (from before), `cookie gone NAME`, and
 * `address /path#fragment` (what the tab shows).
 *
 * The first address decides the site where it is a whole one; it is https://app.example otherwise. At the end the cookie
 * jar is read, and the storage unless the text says `storage unread`. `check secrets` runs the check for well-known secrets over
 * the token that was named last.
 *
 * `{name}` stands for an opaque value, the same for the same name; `{jwt CLAIMS}` and `{jwt HEADER CLAIMS}` for a signed
 * token, whose signature is right in `{jwt HEADER CLAIMS signed with SECRET}` (HS256, HS384, HS512) alone; in claims
 * `"+1h"` and `"-5m"` are times from the beginning of the story. `{base64 TEXT}` is what it says, and `{long 4200}` so
 * many characters.
 */
import { createHmac } from 'node:crypto';
import type { AssessOptions } from '../../src/core/assess.ts';
import { findTokens } from '../../src/core/observe/find-tokens.ts';
import type { Resource } from '../../src/core/observe/observation.ts';
import type { Area } from '../../src/core/observe/web-storage.ts';
import type { SiteReport } from '../../src/core/report.ts';
import { opaque } from '../core/classify/values.ts';
import { type Ask, START, type Story, story } from './observations.ts';

const SECONDS: Record<string, number> = { s: 1, m: 60, h: 3600, d: 86_400 };
const RESOURCES: Record<string, Resource> = { fetch: 'fetch', frame: 'frame', socket: 'socket', beacon: 'beacon' };

export interface Transcript {
  story: Story;
  options: AssessOptions;
}

interface Request {
  method: string;
  address: string;
  resource: Resource;
  initiator?: string;
  headers: Record<string, string>;
  body?: string;
}

interface Answer {
  status: number;
  headers: [name: string, value: string][];
}

/** @throws Error with the line that cannot be read */
function readTranscript(text: string): Transcript {
  const lines = text.split('\n').map((line) => line.trim());
  const address = /^(?:\w+ )?(?!HTTP)[A-Z]+ (\S+)/m.exec(text)?.[1] ?? '';
  const first = /^(?:https?|wss?):\/\/[^/]+/.exec(address)?.[0] ?? 'https://app.example';
  const told = story(first.replace(/^ws/, 'http'));
  const options: AssessOptions = { engine: 'chromium' };
  let open: Request | Answer | undefined;
  let readsStorage = true;
  let token = '';

  const close = (): void => {
    if (open !== undefined) ('status' in open ? answer : ask)(told, open as Request & Answer);
    open = undefined;
  };

  for (const raw of lines) {
    if (raw === '' || raw.startsWith('#')) continue;
    const line = filled(raw);
    token = findTokens(line).at(-1)?.token ?? token;
    const request = /^(?:(fetch|frame|socket|beacon) )?([A-Z]+) (\S+)(?: from (\S+))?$/.exec(line);
    const status = /^HTTP (\d{3})$/.exec(line);
    const header = /^([\w-]+): (.*)$/.exec(line);
    const words = line.split(' ');
    if (status !== null) {
      close();
      open = { status: Number(status[1]), headers: [] };
    } else if (request !== null && request[2] !== 'HTTP') {
      close();
      const [, how, method = '', address = '', initiator] = request;
      const resource = how === undefined ? 'document' : (RESOURCES[how] ?? 'document');
      open = { method, address, resource, headers: {}, ...(initiator === undefined ? {} : { initiator }) };
    } else if (header !== null && open !== undefined) {
      const [, name = '', value = ''] = header;
      if ('status' in open) open.headers.push([name, value]);
      else open.headers[name] = value;
    } else if (open !== undefined && 'address' in open && /^(?:\{|[^\s=]+=)/.test(line) && !isDirective(line)) {
      open.body = line;
    } else {
      close();
      if (line === 'storage unread') readsStorage = false;
      else if (line === 'check secrets') told.checksSecrets(token);
      else if (words[0] === 'browser') options.engine = words[1] as NonNullable<AssessOptions['engine']>;
      else happen(told, line);
    }
  }
  close();
  if (readsStorage) told.readsStorage();
  told.readsJar();
  return { story: told, options };
}

export function reportOf(text: string): SiteReport {
  const { story: told, options } = readTranscript(text);
  return told.report(options);
}

const isDirective = (line: string): boolean =>
  /^(?:(?:local|session)Storage|indexedDB) |^script cookie |^had cookie /.test(line);

function ask(told: Story, { method, address, resource, headers, body, initiator }: Request): void {
  const type = body?.startsWith('{') === true ? 'application/json' : 'application/x-www-form-urlencoded';
  const how: Ask = {
    resource,
    headers: { ...(body === undefined || 'Content-Type' in headers ? {} : { 'Content-Type': type }), ...headers },
    ...(body === undefined ? {} : { body }),
    ...(initiator === undefined ? {} : { initiator }),
  };
  told.calls(method, address, how);
}

function answer(told: Story, { status, headers }: Answer): void {
  const cookies = headers.filter(([name]) => name.toLowerCase() === 'set-cookie').map(([, line]) => line);
  const others = headers.filter(([name]) => !['set-cookie', 'location'].includes(name.toLowerCase()));
  const location = headers.find(([name]) => name.toLowerCase() === 'location')?.[1];
  told.sets(...cookies).answers(status, Object.fromEntries(others));
  if (location !== undefined) told.redirects(location, status);
}

function happen(told: Story, line: string): void {
  const stored = /^(localStorage|sessionStorage|indexedDB) (\S+) = (.*)$/.exec(line);
  if (stored !== null) {
    told.stores(stored[2] ?? '', stored[3] ?? '', stored[1] as Area);
    return;
  }
  const [, verb = '', rest = ''] =
    /^(delete \w+|script cookie|had cookie|cookie gone|address|wait) (.+)$/.exec(line) ?? [];
  const [count = '', unit = ''] = rest.split(' ');
  if (verb === 'wait') told.waits(Number(count) * 1000 * (SECONDS[unit[0] ?? ''] ?? Number.NaN));
  else if (verb === 'address') told.shows(rest);
  else if (verb === 'script cookie') told.writesCookie(rest);
  else if (verb === 'had cookie') told.holds(rest);
  else if (verb === 'cookie gone') told.losesCookie(rest);
  else if (verb.startsWith('delete ')) told.clears(rest, verb.slice(7) as Area);
  else throw new Error(`"${line}" is no line of a transcript.`);
}

// --- values

/** Braces inside JSON claims make this a small reader, not a pattern. */
function filled(line: string): string {
  let text = '';
  for (let at = 0; at < line.length; at += 1) {
    const word = /^\{(jwt |base64 |long |[a-z][\w-]*\})/.exec(line.slice(at))?.[1];
    if (word === undefined) {
      text += line[at];
      continue;
    }
    const end = closingBrace(line, at);
    text += textOf(line.slice(at + 1, end));
    at = end;
  }
  return text;
}

function closingBrace(line: string, start: number): number {
  let depth = 0;
  for (let at = start; at < line.length; at += 1) {
    if (line[at] === '{') depth += 1;
    if (line[at] === '}') depth -= 1;
    if (depth === 0) return at;
  }
  throw new Error(`"${line}" has an open brace.`);
}

function textOf(inside: string): string {
  if (inside.startsWith('base64 ')) return Buffer.from(inside.slice(7)).toString('base64');
  if (inside.startsWith('long '))
    return opaque(inside)
      .repeat(200)
      .slice(0, Number(inside.slice(5)));
  if (!inside.startsWith('jwt ')) return opaque(inside);
  const [, objects = '', secret] = /^jwt (.*?)(?: signed with (.*))?$/.exec(inside) ?? [];
  const parts = objectsIn(objects);
  const claims = parts.at(-1) ?? {};
  const header = parts.length > 1 ? parts[0] : { alg: 'ES256', typ: 'JWT' };
  const unsigned = [header, timed(claims)]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');
  const alg = String(header?.['alg']).toLowerCase();
  if (secret !== undefined)
    return `${unsigned}.${createHmac(`sha${alg.slice(2)}`, secret)
      .update(unsigned)
      .digest('base64url')}`;
  // 64 octets, as ES256 has them (RFC 7518, 3.4).
  return alg === 'none'
    ? `${unsigned}.`
    : `${unsigned}.${opaque(unsigned)}${opaque(`${unsigned}+`)}`.slice(0, unsigned.length + 87);
}

function objectsIn(text: string): Record<string, unknown>[] {
  const found: Record<string, unknown>[] = [];
  for (let at = text.indexOf('{'); at !== -1; at = text.indexOf('{', at)) {
    const end = closingBrace(text, at);
    found.push(JSON.parse(text.slice(at, end + 1)) as Record<string, unknown>);
    at = end + 1;
  }
  return found;
}

function timed(claims: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(claims).map(([name, value]) => {
      const [, sign, count, unit = ''] = /^([+-])(\d+)([smhd])$/.exec(String(value)) ?? [];
      const shift = Number(`${sign}${count}`) * (SECONDS[unit] ?? 0);
      return [name, sign === undefined ? value : Math.floor(START / 1000) + shift];
    }),
  );
}
