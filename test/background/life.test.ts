/** Writes that fail, events of one moment, tabs that go: what no real browser shows on demand. */
import { describe, expect, it, vi } from 'vitest';
import { awake, details, FakeSession, fakeWorld, headers, reportOf, settle } from './fakes.ts';

const SHOP = 'https://shop.example';
const SECRET = 'Zk3vQm8WfLr2Xb7NcTy5HsDp';
/** Each makes a credential of its own. */
const TOKENS = ['x-auth-token', 'x-access-token', 'x-api-key'];

const bearing = (header: string) =>
  details(`${SHOP}/api`, { initiator: SHOP, requestHeaders: headers({ [header]: `${SECRET}-${header}` }) });

describe('a write that fails', () => {
  const failing = (times: number): FakeSession => {
    const session = new FakeSession();
    let left = times;
    const write = session.set.bind(session);
    vi.spyOn(session, 'set').mockImplementation(async (items) => {
      const isSite = Object.keys(items).some((key) => key.startsWith('site/'));
      if (isSite && left > 0) {
        left -= 1;
        throw new Error('The disk of the browser is busy.');
      }
      return write(items);
    });
    return session;
  };

  const unheard = async (act: () => Promise<void>): Promise<unknown[]> => {
    const rejections: unknown[] = [];
    const hear = (reason: unknown): void => void rejections.push(reason);
    process.on('unhandledRejection', hear);
    await act();
    // Node tells of them after the microtasks.
    await new Promise((resolve) => setTimeout(resolve, 10));
    process.off('unhandledRejection', hear);
    return rejections;
  };

  it('loses nothing, and the next one makes up for it', async () => {
    const world = fakeWorld([{ id: 1, url: `${SHOP}/` }], failing(TOKENS.length - 1));
    const watcher = await awake(world);
    const rejections = await unheard(async () => {
      for (const token of TOKENS) {
        watcher.requestSent(bearing(token));
        await settle();
      }
    });
    expect(rejections).toEqual([]);
    // What could not be written goes along with what is.
    const next = await awake(fakeWorld([{ id: 1, url: `${SHOP}/` }], world.session));
    for (const one of [watcher, next]) expect((await reportOf(one, 1)).credentials).toHaveLength(TOKENS.length);
  });

  it('and fails for ever, leaves this worker with all it knows', async () => {
    const world = fakeWorld([{ id: 1, url: `${SHOP}/` }], failing(Number.POSITIVE_INFINITY));
    const watcher = await awake(world);
    const rejections = await unheard(async () => {
      for (const token of TOKENS) watcher.requestSent(bearing(token));
      expect((await reportOf(watcher, 1)).credentials).toHaveLength(TOKENS.length);
    });
    expect(rejections).toEqual([]);
    expect(world.session.sites()).toEqual([]);
  });
});

describe('two events in one turn', () => {
  it('are both in the record, whatever is written first', async () => {
    const world = fakeWorld([{ id: 1, url: `${SHOP}/` }]);
    const watcher = await awake(world);
    for (const token of TOKENS) watcher.requestSent(bearing(token));
    await settle();
    const next = await awake(fakeWorld([{ id: 1, url: `${SHOP}/` }], world.session));
    expect((await reportOf(next, 1)).credentials).toHaveLength(TOKENS.length);
  });
});

describe('a private tab that is closed', () => {
  it('leaves nothing behind for what was still on its way', async () => {
    const world = fakeWorld([{ id: 1, url: `${SHOP}/`, incognito: true }]);
    const watcher = await awake(world);
    watcher.requestSent(bearing('x-auth-token'));
    expect(world.session.sites()).toEqual([`site/private|${SHOP}`]);
    watcher.tabClosed(1);
    await watcher.privateWindowsClosed();
    watcher.requestSent(bearing('x-api-key'));
    watcher.responseReceived({
      ...details(`${SHOP}/`, { type: 'main_frame' }),
      statusCode: 200,
      responseHeaders: headers({ 'Set-Cookie': `sid=${SECRET}` }),
    });
    await settle();
    expect(world.session.sites()).toEqual([]);
  });
});
