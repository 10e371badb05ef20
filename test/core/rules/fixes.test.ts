import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { frameworkCookies } from '../../../src/core/knowledge/cookies-frameworks.ts';
import { identityCookies } from '../../../src/core/knowledge/cookies-identity.ts';
import { cookieFix, cookieFixes, fixFor, frameworkOf, readableByDesign } from '../../../src/core/rules/fixes.ts';

const from = (issuerHint: string, format = 'opaque') => ({ issuerHint, format });

describe('fixes', () => {
  it.each(Object.entries(cookieFixes))('for %s are its own', (framework, flags) => {
    expect(cookieFix('httpOnly', from(framework))).toBe(flags.httpOnly);
    expect(cookieFix('secure', from(framework.toUpperCase()))).toBe(flags.secure);
    expect(cookieFix('sameSite', from(framework))).toBe(flags.sameSite);
    expect(cookieFix('name', from(framework))).toContain('__Host-');
    for (const flag of ['domain', 'lifetime', 'idLength'] as const) {
      expect(cookieFix(flag, from(framework))).toBe(flags[flag]);
    }
  });

  it.each(['', 'generic', 'openid-connect', 'nextcloud', 'constructor'])('do not take %j for a framework', (hint) => {
    expect(cookieFix('secure', from(hint))).toBeUndefined();
  });

  it('follow the sealed format where the name says nothing', () => {
    expect(cookieFix('secure', from('generic', 'sealed:flask'))).toBe(cookieFixes.flask.secure);
    expect(cookieFix('secure', { format: 'sealed:aspnetcore' })).toBe(cookieFixes.aspnet.secure);
    expect(cookieFix('secure', { format: 'sealed:iron' })).toBeUndefined();
    expect(cookieFix('secure', { format: 'opaque-flask' })).toBeUndefined();
    expect(cookieFix('secure', { format: 'sealed:constructor' })).toBeUndefined();
  });

  it('are one line each, without a value of anybody', () => {
    const lines = Object.values(cookieFixes).flatMap((flags) => Object.values(flags));

    for (const line of lines) expect(line).toMatch(/^[^\n]{10,120}$/);
  });

  it('know which SDK reads its own cookie', () => {
    expect(readableByDesign(from('supabase'))).toContain('Supabase');
    expect(readableByDesign(from('express'))).toBeUndefined();
    expect(readableByDesign(from('constructor'))).toBeUndefined();
  });
});

describe('the frameworks', () => {
  /** Stacks that the knowledge base tells by a cookie's name, and that set their cookies in ways of their own. */
  const OTHERS = new Set(
    `symfony codeigniter cakephp yii kohana fuelphp play quarkus micronaut vertx sharepoint commerce-server siteserver koa
     sails adonis fastify nuxt lucia feathers h3 astro python fastapi zope phoenix perl go dart coldfusion voxsquare generic
     wordpress drupal joomla typo3 cms moodle magento prestashop opencart phpbb xenforo vbulletin mybb invision smf discourse
     sap servicenow`.split(/\s+/),
  );
  const SEALS_OF_OTHERS = new Set(
    `jws-json jwe-json paseto paserk mapbox fernet iron phoenix wordpress tornado oauth2-proxy play cakephp macaroon supabase
     pubtkt hono remix fastify java-serialized pickle ruby-marshal gzip zlib branca base64 base64-json gorilla`.split(
      /\s+/,
    ),
  );

  it('are found by every stack of the knowledge base that stands for one of them', () => {
    const stacks = [...new Set(frameworkCookies.map(([stack]) => stack))];
    const unmapped = stacks.filter((issuerHint) => frameworkOf({ issuerHint, format: 'opaque' }) === undefined);
    expect(unmapped.filter((stack) => !OTHERS.has(stack))).toEqual([]);
    expect([...OTHERS].filter((stack) => !unmapped.includes(stack))).toEqual([]);
  });

  it('are found by the libraries among the identity products that belong to one of them', () => {
    const stacks = [...new Set(identityCookies.map(([stack]) => stack))];
    const mapped = stacks.filter((issuerHint) => frameworkOf({ issuerHint, format: 'opaque' }) !== undefined);
    expect(mapped).toEqual(['next']);
  });

  it('are found by every sealed format that one of them writes', () => {
    const source = ['sealed', 'envelopes'].map((file) =>
      readFileSync(new URL(`../../../src/core/observe/${file}.ts`, import.meta.url), 'utf8'),
    );
    const names = [...new Set([...source.join('').matchAll(/name: '([\w-]+)'/g)].map(([, name = '']) => name))];
    expect(names.length).toBeGreaterThan(30);
    const unmapped = names.filter((name) => frameworkOf({ format: `sealed:${name}` }) === undefined);
    expect(unmapped.filter((name) => !SEALS_OF_OTHERS.has(name))).toEqual([]);
    expect([...SEALS_OF_OTHERS].filter((name) => !unmapped.includes(name))).toEqual([]);
  });

  it('give the line of the first of several that has one', () => {
    const table = { django: 'a', rails: 'b' };
    expect(fixFor(table, [from('generic'), from('express'), from('rails'), from('django')])).toBe('b');
    expect(fixFor(table, [from('express')])).toBeUndefined();
  });
});
