/** Which tokens have no home that is known, and which homes were found. */
import { describe, expect, it } from 'vitest';
import { homelessTokens, ownHomes } from '../../src/background/storage-homes.ts';
import { FLAGS, SITE } from '../core/classify/stories.ts';
import { adas, bearer, opaque } from '../core/classify/values.ts';
import { type Story, story } from '../helpers/observations.ts';

const TOKEN = adas('1');
const sends = (name: string, value: string): Story =>
  story(SITE)
    .get('/')
    .calls('GET', '/api', { headers: { [name]: value } });
const homeless = (told: Story): number => homelessTokens(told.state(), []).size;

describe('a token in a header', () => {
  it.each<[string, Story, number]>([
    ['a Bearer', sends('Authorization', `Bearer ${TOKEN}`), 1],
    ['an Authorization without a scheme', sends('Authorization', opaque('t')), 1],
    ['a header of its own', sends('X-Auth-Token', opaque('t')), 1],
    ['a login', sends('Authorization', 'Basic YWRhOmxvdmVsYWNl'), 0],
    ['an anti-CSRF header', sends('X-CSRF-Token', opaque('t')), 0],
    ['a header of a device', sends('X-Device', opaque('t')), 0],
    ['a word', sends('Authorization', 'Bearer anonymous'), 0],
    ['nothing', story(SITE).get('/'), 0],
  ])('has no home: %s', (_title, told, count) => {
    expect(homeless(told)).toBe(count);
  });

  it.each<[string, Story]>([
    ['in storage', story(SITE).get('/').stores('x', TOKEN)],
    [
      'in JSON in storage',
      story(SITE)
        .get('/')
        .stores('x', JSON.stringify({ a: { token: TOKEN } })),
    ],
    ['in a cookie', story(SITE).get('/').sets(`x=${TOKEN}; ${FLAGS}`)],
    [
      'in JSON in a cookie',
      story(SITE)
        .get('/')
        .sets(`x=${encodeURIComponent(JSON.stringify({ token: TOKEN, id_token: adas('2') }))}; ${FLAGS}`),
    ],
    [
      'in a signed cookie',
      story(SITE)
        .get('/')
        .sets(`x=${encodeURIComponent(`s:${TOKEN}.${'A'.repeat(43)}`)}; ${FLAGS}`),
    ],
  ])('has a home %s', (_title, told) => {
    expect(homeless(told.calls('GET', '/api', bearer(TOKEN)))).toBe(0);
  });

  it('has a home where it was just found', () => {
    const state = sends('Authorization', `Bearer ${TOKEN}`).state();
    const [fingerprint = ''] = homelessTokens(state, []);
    const shape = { fingerprint, length: 9, entropyBits: 9, format: 'jwt', masked: '••••' };

    expect(homelessTokens(state, [{ where: 'localStorage', name: 'x', shape }]).size).toBe(0);
  });

  it('is the current one, of at most five headers', () => {
    const names = [
      'X-Auth-Token',
      'X-Access-Token',
      'X-Session-Token',
      'X-Api-Token',
      'X-User-Token',
      'X-Acme-Token',
      'X-My-Token',
    ];
    const told = names.reduce(
      (before, name) => before.calls('GET', '/api', { headers: { [name]: opaque(name) } }),
      story(SITE).get('/'),
    );
    const renewed = sends('X-Auth-Token', opaque('1')).calls('GET', '/api', {
      headers: { 'X-Auth-Token': opaque('2') },
    });

    expect(homeless(told)).toBe(5);
    expect(homeless(renewed)).toBe(1);
  });
});

describe('homes of their own', () => {
  const key = 'budget/kv/user-token';
  const told = (): Story =>
    story(SITE)
      .get('/')
      .stores(key, JSON.stringify({ auth: { token: TOKEN } }), 'indexedDB');

  it('may be in the store of a library', () => {
    const stored = story(SITE).get('/').stores('keyval-store/keyval/app', TOKEN, 'indexedDB');

    expect(ownHomes(stored.state())).toEqual([{ home: { db: 'keyval-store', store: 'keyval', key: 'app' }, path: '' }]);
  });

  it('are none once the token has gone', () => {
    const { facts, tally } = told().state();
    const places = Object.fromEntries(Object.entries(facts.places).map(([id, place]) => [id, { ...place, gone: 1 }]));

    expect(ownHomes({ facts: { ...facts, places }, tally })).toEqual([]);
  });

  it('are those that no SDK is known for', () => {
    const known = 'firebaseLocalStorageDb/firebaseLocalStorage/firebase:authUser:a:b';
    const both = told()
      .stores(known, JSON.stringify({ value: { accessToken: TOKEN } }), 'indexedDB')
      .stores('y', TOKEN);

    expect(ownHomes(both.state())).toEqual([
      { home: { db: 'budget', store: 'kv', key: 'user-token' }, path: 'auth.token' },
    ]);
    expect(ownHomes(undefined)).toEqual([]);
  });
});
