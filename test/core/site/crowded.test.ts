/** A page makes up headers without end: what the browser keeps has its place all the same. */
import { expect, it } from 'vitest';
import { fingerprintWith } from '../../../src/core/observe/fingerprint.ts';
import type { Observation } from '../../../src/core/observe/observation.ts';
import { shapeOf } from '../../../src/core/observe/shape.ts';
import { lighten } from '../../../src/core/site/lighten.ts';
import { reduce } from '../../../src/core/site/reduce.ts';
import { CAPS, emptyState, type SiteState } from '../../../src/core/site/state.ts';

const SITE = 'https://shop.example';
const print = fingerprintWith(new Uint8Array(32).fill(7));
const about = { site: SITE, partition: null };

const shape = (n: number) => shapeOf(`Zk3vQm8WfLr2Xb7N${n}`, print);

const asks = (n: number): Observation => ({
  ...about,
  type: 'request',
  at: n,
  id: `#${n}`,
  method: 'GET',
  url: `${SITE}/api`,
  resource: 'fetch',
  values: [{ where: 'header', name: `x-token-${n}`, shape: shape(n) }],
  fields: [],
  customHeaders: [],
});

const keeps = (at: number): Observation => ({
  ...about,
  type: 'storage',
  at,
  origin: SITE,
  values: [{ where: 'localStorage', name: 'access_token', shape: shape(-1) }],
  complete: ['localStorage'],
  unread: 0,
});

const namesIn = ({ facts }: SiteState): string[] => Object.values(facts.places).map(({ name }) => name);

const crowded = Array.from({ length: CAPS.places + 20 }, (_, n) => asks(n)).reduce(reduce, emptyState(SITE, null, 0));

it('where the wire has taken all the room', () => {
  expect(namesIn(crowded)).toHaveLength(CAPS.places);
  const told = reduce(crowded, keeps(1000));
  expect(namesIn(told)).toContain('access_token');
  expect(namesIn(told)).toHaveLength(CAPS.places);
  expect(told.tally.dropped).toBe(crowded.tally.dropped + 1);
});

it('and where the record has to become lighter', () => {
  const told = reduce(crowded, keeps(1000));
  const light = lighten(told, JSON.stringify(told).length / 3);
  expect(namesIn(light).length).toBeLessThan(CAPS.places);
  expect(namesIn(light)).toContain('access_token');
});
