import { describe, expect, it } from 'vitest';
import { sessionKey } from '../../src/background/session-key.ts';
import { FakeSession } from './fakes.ts';

describe('the key of the fingerprints', () => {
  it('has 32 bytes and is drawn once for a browser session', async () => {
    const session = new FakeSession();
    const first = await sessionKey(session, await session.get());
    const second = await sessionKey(session, await session.get());
    expect(first).toHaveLength(32);
    expect(second).toEqual(first);
    expect(session.given).toHaveLength(1);
  });

  it('is another one in the next browser session', async () => {
    const [one, two] = await Promise.all([sessionKey(new FakeSession(), {}), sessionKey(new FakeSession(), {})]);
    expect(one).not.toEqual(two);
  });

  it.each([
    ['short', 'abc'],
    ['a number', 7],
    ['no hex', 'z'.repeat(64)],
    ['nothing', null],
  ])('is drawn anew where the kept one is %s', async (_title, kept) => {
    const session = new FakeSession();
    expect(await sessionKey(session, { 'fingerprint-key': kept })).toHaveLength(32);
    expect(session.given).toHaveLength(1);
  });

  it('serves this worker even where it cannot be kept', async () => {
    const session = new FakeSession();
    session.quota = 0;
    expect(await sessionKey(session, {})).toHaveLength(32);
  });
});
