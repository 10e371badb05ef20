import { describe, expect, it } from 'vitest';
import { cookieFix, cookieFixes, readableByDesign } from '../../../src/core/rules/fixes.ts';

const from = (issuerHint: string, format = 'opaque') => ({ issuerHint, format });

describe('fixes', () => {
  it.each(Object.entries(cookieFixes))('for %s are its own', (framework, flags) => {
    expect(cookieFix('httpOnly', from(framework))).toBe(flags.httpOnly);
    expect(cookieFix('secure', from(framework.toUpperCase()))).toBe(flags.secure);
    expect(cookieFix('sameSite', from(framework))).toBe(flags.sameSite);
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
