/** The search over lists, as the worker runs it. */
import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type Progress, type SearchNews, search, type WordList } from '../../../src/app/check/search.ts';
import { weakSecrets } from '../../../src/core/knowledge/weak-secrets.ts';

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const signed = (secret: string, alg = 'HS256'): string => {
  const input = `${part({ alg })}.${part({ sub: 'ada' })}`;
  return `${input}.${createHmac(`sha${alg.slice(2)}`, secret)
    .update(input)
    .digest('base64url')}`;
};

interface FakeList extends WordList {
  pulled: number;
  cancelled: boolean;
}

/** Makes its pieces when they are asked for, as a file on a disk is read. */
const list = (count: number, piece: (at: number) => string): FakeList => {
  const fake: FakeList = {
    size: count * piece(0).length,
    pulled: 0,
    cancelled: false,
    stream: () =>
      new ReadableStream<Uint8Array>(
        {
          pull: (controller) => {
            if (fake.pulled === count) return controller.close();
            controller.enqueue(new TextEncoder().encode(piece(fake.pulled)));
            fake.pulled += 1;
          },
          cancel: () => {
            fake.cancelled = true;
          },
        },
        { highWaterMark: 0 },
      ),
  };
  return fake;
};

const run = async (
  token: string,
  words?: WordList,
  clock = () => 0,
): Promise<{ end: SearchNews; told: Progress[] }> => {
  const told: Progress[] = [];
  return { end: await search(token, words, clock, (progress) => told.push(progress)), told };
};

describe('the search', () => {
  it('finds a well-known secret, and says in which list it stood', async () => {
    const { end } = await run(signed('changeme'));
    expect(end).toMatchObject({
      at: 'done',
      complete: true,
      found: { secret: 'changeme', as: 'text', list: 'bundled' },
    });
  });

  it('has tried all of them when it finds none', async () => {
    const { end } = await run(signed('Wq7vN2tKpX9bRf4mLz8sHd3c', 'HS512'));
    expect(end).toEqual({ at: 'done', tried: weakSecrets.length, complete: true, perSecond: 0 });
  });

  it('goes on with the file, and stops reading where the secret stands', async () => {
    const words = list(100, (at) => `word${at}a\nword${at}b\n`);
    const { end } = await run(signed('word7b'), words);
    expect(end).toMatchObject({ tried: weakSecrets.length + 16, found: { secret: 'word7b', list: 'file' } });
    expect(words.pulled).toBe(8);
    expect(words.cancelled).toBe(true);
  });

  it('does not open the file where its own list has the secret', async () => {
    const words = list(3, () => 'x\n');
    await run(signed('secret'), words);
    expect(words.pulled).toBe(0);
  });

  it('takes the last line without a line feed', async () => {
    const { end } = await run(
      signed('lastword9'),
      list(2, (at) => (at === 0 ? 'first9\nlast' : 'word9')),
    );
    expect(end).toMatchObject({ found: { secret: 'lastword9' }, tried: weakSecrets.length + 2 });
  });

  it('tells how far it is and how fast, a few times in a second', async () => {
    let at = 0;
    const clock = (): number => {
      at += 50;
      return at;
    };
    const words = list(4, (piece) => Array.from({ length: 1024 }, (_, line) => `p${piece}l${line}\n`).join(''));
    const { told, end } = await run(signed('no such word'), words, clock);
    expect(told.length).toBeGreaterThan(1);
    expect(told.length).toBeLessThan(8);
    expect(told.every(({ at: kind, list: which }) => kind === 'searching' && which === 'file')).toBe(true);
    const shares = told.map(({ share }) => share);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(shares.at(-1)).toBeLessThanOrEqual(1);
    expect(told.at(-1)?.perSecond).toBeGreaterThan(100);
    expect(end).toMatchObject({ tried: weakSecrets.length + 4096, complete: true });
  });

  it('says in one sentence what it cannot search', async () => {
    expect((await run('a.b.c')).end).toEqual({
      at: 'failed',
      why: 'This token is not signed with a shared secret (HS256, HS384 or HS512).',
    });
    const broken: WordList = {
      size: 9,
      stream: () => new ReadableStream({ pull: () => Promise.reject(new Error('The disk is gone')) }),
    };
    expect((await run(signed('zz9'), broken)).end).toEqual({
      at: 'failed',
      why: 'The word list could not be read to its end (The disk is gone).',
    });
  });
});
