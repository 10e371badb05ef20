/** A site that fills whatever it can fill: long names, long addresses, large tokens, letters that take three bytes. */
import { bodyFields } from '../../../src/core/observe/body.ts';
import { observeRequest } from '../../../src/core/observe/http.ts';
import { observeResponse } from '../../../src/core/observe/http-response.ts';
import type { Observation, Resource } from '../../../src/core/observe/observation.ts';
import { protocolBody } from '../../../src/core/observe/protocol.ts';
import { observeStorage } from '../../../src/core/observe/web-storage.ts';
import { print } from '../../fuzz/raw.ts';
import { START } from '../../helpers/observations.ts';
import { SITE } from './laws.ts';

const base64url = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Eight thousand characters of claims, and of header. */
const token = (seed: number): string => {
  const claims = {
    sub: `user-${seed}`,
    roles: Array.from({ length: 30 }, (_, at) => `role-${seed}-${at}-${'r'.repeat(220)}`),
  };
  return `${base64url({ alg: 'HS256', kid: `${seed} `.repeat(900) })}.${base64url(claims)}.${'s'.repeat(43)}`;
};

const long = (kind: string, seed: number, length: number): string => `${kind}-${seed}-${'ü'.repeat(length)}`;

export interface Step {
  kind: 'page' | 'fetch' | 'login' | 'logout' | 'refused' | 'stored' | 'handed' | 'gone';
  seed: number;
  /** How many things come at once. */
  many: number;
}

const hostOf = (seed: number): string =>
  seed % 3 === 0 ? SITE : `https://${'a'.repeat(60)}.s${seed % 40}.app.example`;

const exchange = ({ kind, seed, many }: Step, at: number): Observation[] => {
  const isPage = kind === 'page' || kind === 'login';
  const about = {
    id: String(at),
    at,
    site: SITE,
    partition: null,
    method: isPage && kind !== 'login' ? 'GET' : 'POST',
    url: `${hostOf(seed)}/${kind}/${'p'.repeat(1_000)}${seed}?client_id=${seed}&response_type=code&redirect_uri=https%3A%2F%2Fapp.example%2F${seed}${'r'.repeat(900)}`,
    resource: (isPage ? 'document' : 'fetch') as Resource,
  };
  const names = Array.from({ length: many }, (_, each) => `c${(seed * 31 + each) % 997}-${'n'.repeat(200)}`);
  const body = kind === 'login' ? 'username=ada&password=lovelace&grant_type=authorization_code' : '';
  const protocol = protocolBody(undefined, { text: body });
  const request = observeRequest(
    {
      ...about,
      headers: [
        { name: 'Cookie', value: names.map((name) => `${name}=${seed}Zk3vQm8WfLr2Xb7N${name.length}`).join('; ') },
        { name: 'Authorization', value: `Bearer ${token(seed)}` },
        ...Array.from({ length: 20 }, (_, each) => ({ name: `x-${each}-${'h'.repeat(60)}`, value: `${seed}` })),
      ],
      fields: bodyFields('application/x-www-form-urlencoded', { text: body }),
      ...(protocol === undefined ? {} : { protocol }),
    },
    print,
  );
  const response = observeResponse(
    {
      ...about,
      status: kind === 'refused' ? 401 : 200,
      headers: [
        ...names.map((name) => ({ name: 'Set-Cookie', value: `${name}=${seed}Zk3vQm8WfLr2Xb7N; Path=/${name}` })),
        ...names.slice(0, 4).map((name) => ({ name: 'Set-Cookie', value: `${name}x=${seed}; SameSite=None` })),
        { name: 'WWW-Authenticate', value: 'Basic realm="r"' },
        { name: 'Content-Type', value: 'application/json' },
        { name: 'Cache-Control', value: 'public, max-age=600' },
        { name: 'Access-Control-Allow-Origin', value: SITE },
        { name: 'Access-Control-Allow-Credentials', value: 'true' },
      ],
    },
    print,
  );
  return [request, response].filter((seen) => seen !== undefined);
};

const stored = ({ kind, seed, many }: Step, at: number): Observation => {
  const value = JSON.stringify({
    access_token: token(seed),
    id_token: token(seed + 1),
    refresh_token: token(seed + 2),
  });
  const entries = Array.from({ length: kind === 'gone' ? 0 : Math.min(many, 3) }, (_, each) => ({
    area: 'localStorage' as const,
    key: long('key', (seed * 17 + each) % 499, 240),
    value,
  }));
  return observeStorage(
    {
      at,
      site: SITE,
      partition: null,
      origin: SITE,
      entries,
      complete: kind === 'gone' ? ['localStorage'] : [],
      unread: 0,
    },
    print,
  );
};

/** What is seen of each step, a second after the one before. */
export const heavySteps = (steps: readonly Step[]): Observation[] =>
  steps.flatMap((step, index) => {
    const at = START + index * 1_000;
    return step.kind === 'stored' || step.kind === 'gone' ? [stored(step, at)] : exchange(step, at);
  });

export const KINDS: readonly Step['kind'][] = [
  'page',
  'fetch',
  'login',
  'logout',
  'refused',
  'stored',
  'handed',
  'gone',
];
