/** Who may say what. The browser's word on the sender decides, never the message. */
import { describe, expect, it } from 'vitest';
import type { SiteReport } from '../../src/core/report.ts';
import { dispatch, type Handlers, type Sender } from '../../src/messages/dispatch.ts';
import { done, failed, type Reply } from '../../src/messages/reply.ts';
import { requests } from '../../src/messages/table.ts';

const self = { id: 'coatcheck', origin: 'chrome-extension://coatcheck' };
const popup: Sender = { id: self.id, origin: self.origin, url: `${self.origin}/src/popup/index.html` };
const question = { name: 'popup/get-report', tabId: 7 };
const report = { schema: 1, site: 'https://shop.example' } as SiteReport;

/** Sends a message as the browser does, cloned; says whether a handler ran. */
const send = async (
  raw: unknown,
  sender: Sender,
  answer: Handlers['popup/get-report'] = async () => done(report),
): Promise<{ reply: Reply<unknown>; asked: unknown[] }> => {
  const asked: unknown[] = [];
  const refuses = async (): Promise<Reply<never>> => failed('failed', 'This test asks for reports.');
  const handlers: Handlers = {
    'popup/set-aside': refuses,
    'popup/take-back': refuses,
    'popup/get-thresholds': refuses,
    'popup/set-thresholds': refuses,
    'popup/token-checked': refuses,
    'popup/get-known-report': refuses,
    'popup/get-good-news': refuses,
    'popup/get-settings': refuses,
    'popup/set-settings': refuses,
    'popup/pause-site': refuses,
    'popup/clear': refuses,
    'popup/get-report': (request) => {
      asked.push(request);
      return answer(request);
    },
  };
  return { reply: structuredClone(await dispatch(handlers, self, structuredClone(raw), sender)), asked };
};

describe('the popup', () => {
  it('gets its answer', async () => {
    const { reply, asked } = await send(question, popup);
    expect(reply).toEqual({ ok: true, value: report });
    expect(asked).toEqual([question]);
  });

  it('gets it also where it was opened as a tab, or where the browser tells no url', async () => {
    const tab = { tab: { id: 3, url: `${self.origin}/src/popup/index.html?tab=7` }, frameId: 0 };
    expect((await send(question, { ...popup, ...tab })).reply.ok).toBe(true);
    expect((await send(question, { ...popup, url: undefined })).reply.ok).toBe(true);
  });

  it('gets a clear word where the handler refuses, and where it fails', async () => {
    expect((await send(question, popup, async () => failed('no-tab', 'There is no tab 7.'))).reply).toEqual(
      failed('no-tab', 'There is no tab 7.'),
    );
    expect((await send(question, popup, () => Promise.reject(new Error('The disk is on fire.')))).reply).toEqual(
      failed('failed', 'The disk is on fire.'),
    );
    const thrown = await send(question, popup, () => {
      throw 'a text';
    });
    expect(thrown.reply).toEqual(failed('failed', 'Something failed.'));
  });
});

describe('nobody else gets one', () => {
  const page = 'https://evil.example';
  it.each<[string, object]>([
    ['a page', { origin: page, url: `${page}/` }],
    ['a page with a forged url', { id: self.id, origin: page, url: popup.url }],
    ['a page that knows our id', { id: self.id, origin: page, url: `${page}/` }],
    ['a page below an address like ours', { id: self.id, origin: self.origin, url: `${self.origin}.evil.example/` }],
    ['a page of ours by origin, of another by url', { id: self.id, origin: self.origin, url: `${page}/` }],
    ['another extension', { id: 'other', origin: 'chrome-extension://other', url: 'chrome-extension://other/a.html' }],
    ['another extension with our url', { id: 'other', origin: 'chrome-extension://other', url: popup.url }],
    ['another extension that claims our origin', { ...popup, id: 'other' }],
    ['a sender without origin', { id: self.id, url: popup.url }],
    ['a sender without id', { origin: self.origin, url: popup.url }],
    ['a content script in a tab', { id: self.id, origin: page, url: `${page}/`, tab: { id: 7 }, frameId: 0 }],
    [
      'a content script in an about:blank frame',
      { id: self.id, origin: page, url: 'about:blank', tab: { id: 7 }, frameId: 3 },
    ],
    [
      'a content script in a sandboxed frame',
      { id: self.id, origin: 'null', url: 'about:srcdoc', tab: { id: 7 }, frameId: 3 },
    ],
    ['an origin with a slash', { ...popup, origin: `${self.origin}/` }],
    ['an origin in other letters', { ...popup, origin: self.origin.toUpperCase() }],
    ['nobody at all', {}],
  ])('%s', async (_title, sender) => {
    const { reply, asked } = await send(question, sender);
    expect(reply).toMatchObject({ ok: false, error: 'wrong-sender' });
    expect(asked).toEqual([]);
  });

  it('whatever the message claims about its sender', async () => {
    const { reply, asked } = await send(
      { ...question, sender: popup, id: self.id, origin: self.origin },
      { id: self.id, origin: page },
    );
    expect(reply).toMatchObject({ ok: false, error: 'wrong-sender' });
    expect(asked).toEqual([]);
  });
});

describe('an unknown message', () => {
  it.each<[string, unknown]>([
    ['without a name', { tabId: 7 }],
    ['named toString', { name: 'toString' }],
    ['named __proto__', { name: '__proto__' }],
    ['named constructor', { name: 'constructor' }],
    ['with an own __proto__', JSON.parse('{"__proto__":{"name":"popup/get-report"},"tabId":7}')],
    ['with a number for a name', { name: 7 }],
    ['with a list for a name', { name: ['popup/get-report'] }],
    ['with a name of a million characters', { name: 'a'.repeat(1_000_000) }],
    ['that is a text', 'popup/get-report'],
    ['that is null', null],
    ['that is nothing', undefined],
    ['that is a list', ['popup/get-report', 7]],
  ])('%s is refused, whoever sends it, in a short sentence', async (_title, raw) => {
    for (const sender of [popup, { origin: 'https://evil.example' }]) {
      const { reply, asked } = await send(raw, sender);
      expect(reply).toMatchObject({ ok: false, error: 'unknown-message' });
      expect(JSON.stringify(reply).length).toBeLessThan(200);
      expect(asked).toEqual([]);
    }
  });
});

describe('a malformed message', () => {
  it.each<[string, object]>([
    ['without tabId', { name: question.name }],
    ['tabId', { ...question, tabId: '7' }],
    ['tabId', { ...question, tabId: -1 }],
    ['tabId', { ...question, tabId: 1.5 }],
    ['tabId', { ...question, tabId: Number.NaN }],
    ['tabId', { ...question, tabId: Number.POSITIVE_INFINITY }],
    ['tabId', { ...question, tabId: 2 ** 60 }],
    ['tabId', { ...question, tabId: null }],
    ['tabId', { ...question, tabId: { valueOf: 7 } }],
    ['extra', { ...question, extra: 'a'.repeat(1_000_000) }],
  ])('(%s) is refused with its place: %#', async (_place, raw) => {
    const { reply, asked } = await send(raw, popup);
    expect(reply).toMatchObject({ ok: false, error: 'bad-request' });
    expect((reply as { detail: string }).detail).toMatch(
      /^The message popup\/get-report is malformed at "(tabId|extra)"\.$/,
    );
    expect(asked).toEqual([]);
  });
});

describe('the table of messages', () => {
  it('names each message by who sends it, and requires that name in the message', () => {
    for (const [name, schema] of Object.entries(requests)) {
      expect(name).toMatch(/^(popup|panel|page)\/[a-z-]+$/);
      expect(schema.type).toBe('strict_object');
      expect(schema.entries.name.literal).toBe(name);
    }
  });
});
