import { expect, test } from 'vitest';
import { fingerprintWith } from '../../src/core/observe/fingerprint.ts';
import { observeRequest } from '../../src/core/observe/http.ts';
import { pack, type Recording, unpack } from './recording.ts';

const fingerprint = fingerprintWith(new Uint8Array(32).fill(7));

const request = (id: string, cookie: string) => {
  const seen = observeRequest(
    {
      id,
      at: 1,
      site: 'http://a.test',
      partition: null,
      method: 'GET',
      url: 'http://a.test/',
      resource: 'document',
      headers: [{ name: 'Cookie', value: cookie }],
      fields: [],
    },
    fingerprint,
  );
  if (seen === undefined) throw new Error('not observed');
  return seen;
};

const recording: Recording = {
  app: 'shop',
  site: 'http://a.test',
  stages: { before: 1, after: 3 },
  observations: [request('1', 'sid=q8Jk2LmP0sVx4TzB'), request('2', 'sid=q8Jk2LmP0sVx4TzB'), request('3', 'sid=other')],
};

test('a recording comes out of its text as it went in', () => {
  expect(unpack(pack(recording))).toEqual(recording);
});

test('a value that comes again is written once', () => {
  expect(JSON.parse(pack(recording)).shapes).toHaveLength(2);
});
