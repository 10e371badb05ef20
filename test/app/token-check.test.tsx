// @vitest-environment happy-dom
/** Checks on click: what the reader sees, what is remembered, and what never leaves the screen. */
import { createHmac } from 'node:crypto';
import { describe, expect, it, vi } from 'vitest';
import { tokenIn } from '../../src/app/check/token-in.ts';
import type { Door } from '../../src/app/tab.ts';
import { done, failed } from '../../src/messages/reply.ts';
import { type FakeApi, fakeApi } from '../helpers/app-api.ts';
import { decodedToken, tokenCredential, tokenReport } from '../helpers/reports.ts';
import { openTab, type Screen, show } from './dom.tsx';

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const input = `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ sub: 'ada' })}`;
const TOKEN = `${input}.${createHmac('sha256', 'hunter2').update(input).digest('base64url')}`;

const apiWith = (alg = 'HS256', change: Parameters<typeof fakeApi>[0] = {}): FakeApi => {
  const token = decodedToken({ header: { alg, typ: 'JWT' } });
  return fakeApi({
    report: done(tokenReport({ credentials: [tokenCredential({ token })] })),
    revealed: done({ where: 'localStorage', name: 'auth', value: TOKEN }),
    ...change,
  });
};

const opened = async (api: FakeApi, door?: Door): Promise<Screen> => {
  const screen = await show(api, door);
  await openTab(screen, /Credentials/);
  await screen.click('Decoded token');
  await screen.click('Check the signature');
  await vi.waitFor(() => screen.button('Verify the signature'));
  return screen;
};
const fill = async (screen: Screen, at: number, text: string): Promise<void> => {
  const area = screen.root.querySelectorAll('textarea')[at];
  if (area === undefined) throw new Error('There is no field.');
  area.value = text;
  area.dispatchEvent(new Event('input', { bubbles: true }));
  await screen.settle();
};
const found = { secret: 'hunter2', as: 'text', list: 'bundled' } as const;
const over = { at: 'done', tried: 525, complete: true, perSecond: 1000 } as const;

describe('the search for a known secret', () => {
  it('shows the secret only when asked, and tells the worker nothing of it', async () => {
    const api = apiWith('HS256', { found: [{ ...over, found }] });
    const screen = await opened(api);
    await screen.click('Check for known secrets');
    expect(api.calls).toContain('search eyJ');
    expect(screen.text()).toContain('anybody can sign such tokens. It stands in Coatcheck’s list');
    expect(screen.text()).not.toContain('hunter2');
    expect(api.told).toEqual([
      [TOKEN, { knownSecret: true, list: 'bundled', signature: 'valid', tried: 525, complete: true }],
    ]);
    await screen.click('Reveal the secret');
    expect(screen.text()).toContain('hunter2');
    await screen.click('Hide the secret');
    expect(screen.text()).not.toContain('hunter2');
  });

  it('says how many were tried in vain', async () => {
    const api = apiWith('HS256', { found: [{ ...over, tried: 14_344_391 }] });
    const screen = await opened(api);
    await screen.click('Check for known secrets');
    expect(screen.text()).toContain('None of 14,344,391 secrets made this signature, 1,000 in a second.');
    expect(api.told[0]?.[1]).toEqual({ knownSecret: false, tried: 14_344_391, complete: true });
  });

  it('shows how far it is, and can be broken off', async () => {
    const api = apiWith('HS256', {
      found: [{ at: 'searching', list: 'file', tried: 40_000, perSecond: 90_000, share: 0.25 }],
    });
    const screen = await opened(api);
    await screen.click('Check for known secrets');
    expect(screen.text()).toContain('40,000 tried, 90,000 in a second, 25 % of the file');
    expect(screen.root.querySelector('progress')?.value).toBe(0.25);
    await screen.click('Cancel');
    expect(api.calls).toContain('search ended');
    expect(screen.text()).toContain('Broken off after 40,000 secrets');
    expect(api.told).toEqual([[TOKEN, { knownSecret: false, tried: 40_000, complete: false }]]);
  });

  it('ends when its card is closed', async () => {
    const api = apiWith('HS256', {
      found: [{ at: 'searching', list: 'bundled', tried: 9, perSecond: 9, share: 1 }],
    });
    const screen = await opened(api);
    await screen.click('Check for known secrets');
    await screen.click('Check the signature');
    expect(api.calls).toContain('search ended');
  });

  it('takes a word list from a file', async () => {
    const api = apiWith('HS256', { found: [{ ...over, found: { ...found, list: 'file' } }] });
    const screen = await opened(api);
    const chooser = screen.root.querySelector<HTMLInputElement>('input[type="file"]');
    if (chooser === null) throw new Error('There is no way to choose a file.');
    const list = new File(['hunter2\n'], 'words.txt');
    Object.defineProperty(chooser, 'files', { value: [list] });
    chooser.dispatchEvent(new Event('change', { bubbles: true }));
    await screen.settle();
    expect(api.calls).toContain('search eyJ words.txt');
    expect(screen.text()).toContain('It stands in your word list.');
  });

  it('offers the word list in a tab where a popup would close', async () => {
    const api = apiWith();
    api.openPage = async (tab) => void api.calls.push(`openPage ${tab}`);
    const screen = await opened(api);
    expect(screen.root.querySelector('input[type="file"]')).toBeNull();
    await screen.click(/in a tab/);
    expect(api.calls).toContain('openPage credentials');
  });

  it('takes the file itself in a door that stays open, though a page could be opened from there', async () => {
    const api = apiWith();
    api.openPage = async () => undefined;
    const screen = await opened(api, 'panel');
    expect(screen.root.querySelector('input[type="file"]')).not.toBeNull();
  });

  it('is not offered where no secret signs', async () => {
    const screen = await opened(apiWith('RS256'));
    expect(screen.byRole('button', /known secrets/)).toHaveLength(0);
    expect(screen.text()).toContain('PEM (public key or certificate)');
  });

  it('says what went wrong', async () => {
    const api = apiWith('HS256', { found: [{ at: 'failed', why: 'The word list could not be read to its end.' }] });
    const screen = await opened(api);
    await screen.click('Check for known secrets');
    expect(screen.text()).toContain('could not be read to its end');
    expect(api.told).toEqual([]);
  });
});

describe('a token that lives in the page’s memory', () => {
  it('can be pasted', async () => {
    const api = apiWith('HS256', { revealed: failed('not-kept', 'x'), found: [over] });
    const screen = await opened(api);
    await screen.click('Check for known secrets');
    expect(screen.byRole('alert')[0]?.textContent).toContain('memory alone');
    await fill(screen, 1, 'no token');
    await screen.click('Check for known secrets');
    expect(screen.byRole('alert')[0]?.textContent).toContain('This is no token');
    await fill(screen, 1, `Bearer ${TOKEN}`);
    await screen.click('Check for known secrets');
    expect(api.told[0]?.[0]).toBe(TOKEN);
    expect(screen.byRole('alert')).toHaveLength(0);
  });

  it('and if it is another one, the reader learns that the result is not kept', async () => {
    const api = apiWith('HS256', { found: [over], decided: failed('gone', 'The token is none that was seen.') });
    const screen = await opened(api);
    await screen.click('Check for known secrets');
    expect(screen.byRole('alert')[0]?.textContent).toContain('none that was seen');
  });
});

describe('verification with a key', () => {
  const verified = async (screen: Screen, key: string): Promise<string> => {
    await fill(screen, 0, key);
    await screen.click('Verify the signature');
    const outcome = (): string => screen.root.querySelector('.verify .outcome')?.textContent ?? '';
    await vi.waitFor(() => expect(outcome()).not.toBe(''));
    return outcome();
  };

  it('says whether the key fits, and has it remembered', async () => {
    const api = apiWith();
    const screen = await opened(api);
    expect(await verified(screen, 'hunter2')).toBe('This secret made this signature (HS256).');
    expect(await verified(screen, 'hunter3')).toBe('This secret did not make this signature (HS256).');
    await vi.waitFor(() => expect(api.told).toHaveLength(2));
    expect(api.told.map(([, { signature }]) => signature)).toEqual(['valid', 'invalid']);
    expect(JSON.stringify(api.told)).not.toContain('hunter');
  });

  it('says what is wrong with the key, and remembers nothing', async () => {
    const api = apiWith();
    const screen = await opened(api);
    expect(await verified(screen, '{"a":1}')).toContain('neither a JWK');
    expect(api.told).toEqual([]);
  });

  it('reads a secret as base64 where that is said', async () => {
    const api = apiWith();
    const screen = await opened(api);
    const how = screen.root.querySelector<HTMLSelectElement>('[aria-label="How the secret is written"]');
    if (how === null) throw new Error('There is no choice.');
    how.value = 'base64';
    how.dispatchEvent(new Event('change', { bubbles: true }));
    await screen.settle();
    expect(await verified(screen, Buffer.from('hunter2').toString('base64'))).toMatch(/^This secret made/);
  });
});

describe('the token in a live value', () => {
  it.each([
    [TOKEN, TOKEN],
    [`Bearer ${TOKEN}`, TOKEN],
    [`"${TOKEN}"`, TOKEN],
    [encodeURIComponent(`s:${TOKEN}.c2lnbmF0dXJl`), TOKEN],
    [`{"a":{"token":"${TOKEN}"}}`, TOKEN],
    ['', undefined],
    ['connect.sid', undefined],
  ])('%j', (value, token) => expect(tokenIn(value)).toBe(token));
});
