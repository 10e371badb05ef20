/** What was stored may have been written by another version, or by a failing disk. */
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import {
  readSettings,
  readThresholds,
  readWaivers,
  reasonSchema,
  thresholdsSchema,
} from '../../src/messages/choices.ts';
import { DEFAULT_SETTINGS } from '../../src/messages/settings.ts';
import { requests } from '../../src/messages/table.ts';

const good = { site: 'https://a.example', rule: 'jwt-alg-none', subject: 'sid', reason: 'Known.', at: 5 };

describe('stored waivers', () => {
  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['a text', 'waivers'],
    ['an object', { 0: good }],
    ['null', null],
    ['a number', 7],
  ])('%s is no list', (_, stored) => {
    expect(readWaivers(stored)).toEqual([]);
  });

  it.each<[string, unknown]>([
    ['no site', { ...good, site: undefined }],
    ['a site that is none', { ...good, site: 'everywhere' }],
    ['a rule that is none', { ...good, rule: '__proto__' }],
    ['a subject that is no text', { ...good, subject: 3 }],
    ['a subject without end', { ...good, subject: 'x'.repeat(5000) }],
    ['no reason', { ...good, reason: ' ' }],
    ['a reason of more than 500 characters', { ...good, reason: 'x'.repeat(501) }],
    ['a time that is none', { ...good, at: -1 }],
    ['null', null],
  ])('one with %s is left out, and the others stay', (_, broken) => {
    expect(readWaivers([broken, good, broken])).toEqual([good]);
  });

  it('keep nothing that does not belong to them', () => {
    expect(readWaivers([{ ...good, secret: 'x' }])).toEqual([good]);
  });
});

describe('stored thresholds', () => {
  it.each<[unknown, object]>([
    [undefined, {}],
    [null, {}],
    ['x', {}],
    [[], {}],
    [{ clockSkew: 60_000 }, { clockSkew: 60_000 }],
    [{ clockSkew: '60000', shortLived: 1000 }, { shortLived: 1000 }],
    [{ clockSkew: -1 }, {}],
    [{ clockSkew: 0.5 }, {}],
    [{ clockSkew: Number.NaN }, {}],
    [{ clockSkew: 1e300 }, {}],
    [{ other: 1000 }, {}],
  ])('%j reads as %j', (stored, thresholds) => {
    expect(readThresholds(stored)).toEqual(thresholds);
  });
});

describe('stored settings', () => {
  const site = 'https://a.example';
  it.each<[unknown, object]>([
    [undefined, {}],
    [null, {}],
    ['dark', {}],
    [[], {}],
    [
      { theme: 'dark', badge: false, paused: true },
      { theme: 'dark', badge: false, paused: true },
    ],
    [{ theme: 'pink', badge: 'no', paused: 1 }, {}],
    [{ theme: 'pink', paused: true }, { paused: true }],
    [{ pausedSites: 'all' }, {}],
    [{ pausedSites: [site, 5, null, 'everywhere', `${site}/path`, 'javascript:1'] }, { pausedSites: [site] }],
    [{ other: 1 }, {}],
  ])('%j read as %j', (stored, settings) => {
    expect(readSettings(stored)).toEqual({ ...DEFAULT_SETTINGS, ...settings });
  });

  it('hold a thousand paused sites', () => {
    const pausedSites = Array.from({ length: 1002 }, (_, n) => `https://n${n}.example`);
    expect(readSettings({ pausedSites }).pausedSites).toEqual(pausedSites.slice(0, 1000));
  });
});

describe('messages about choices', () => {
  it('take a reason without the white space around it', () => {
    expect(v.parse(reasonSchema, '  Because.\n')).toBe('Because.');
  });

  it.each([{ clockSkew: 999 }, { clockSkew: undefined }, { unknown: 5000 }, { shortLived: '5000' }])(
    'do not take %j for thresholds',
    (thresholds) => {
      expect(v.is(thresholdsSchema, thresholds)).toBe(false);
    },
  );

  it.each([
    [{}, true],
    [{ theme: 'light', badge: false, paused: true }, true],
    [{ watchAgain: 'https://a.example' }, true],
    [{ theme: 'pink' }, false],
    [{ paused: 'yes' }, false],
    [{ watchAgain: 'a.example' }, false],
    [{ watchAgain: `https://${'a'.repeat(3000)}` }, false],
    // No page may name a site to be paused, and so written to disk.
    [{ pausedSites: ['https://a.example'] }, false],
  ])('a change of settings to %j is one: %s', (change, isOne) => {
    const name = 'popup/set-settings';
    expect(v.is(requests[name], { name, change })).toBe(isOne);
  });

  const check = { tabId: 1, fingerprint: 'a'.repeat(32), knownSecret: true, tried: 3, complete: false };

  it.each([
    [{}, true],
    [{ list: 'file', signature: 'invalid' }, true],
    [{ secret: 'hunter2' }, false],
    [{ fingerprint: '__proto__' }, false],
    [{ list: 'other' }, false],
    [{ tried: -1 }, false],
    [{ signature: 'unverified' }, false],
  ])('a result with %j is one: %s', (change, isOne) => {
    const name = 'popup/token-checked';
    expect(v.is(requests[name], { name, ...check, ...change })).toBe(isOne);
  });
});
