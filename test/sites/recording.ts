/** The form of a recording: one observation a line; shapes that come again are named by number. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Observation, ValueShape } from '../../src/core/observe/observation.ts';

export const SITES = resolve('test/sites');

export interface Recording {
  app: string;
  /** The site's origin. */
  site: string;
  /** Stage → how many observations had been made when the report was asked for. */
  stages: { before?: number; after?: number; reloaded?: number; out?: number };
  observations: Observation[];
}

interface Packed extends Omit<Recording, 'observations'> {
  shapes: ValueShape[];
  observations: unknown[];
}

const isShape = (value: unknown): value is ValueShape =>
  typeof value === 'object' && value !== null && 'fingerprint' in value && 'entropyBits' in value;

export const pack = ({ observations, ...rest }: Recording): string => {
  const numbers = new Map<string, number>();
  const replacer = (key: string, value: unknown): unknown => {
    if (key !== 'shape' || !isShape(value)) return value;
    const text = JSON.stringify(value);
    const number = numbers.get(text) ?? numbers.size;
    numbers.set(text, number);
    return number;
  };
  const lines = observations.map((one) => JSON.stringify(one, replacer));
  const head = JSON.stringify(rest).slice(0, -1);
  return `${head},\n"shapes":[\n${[...numbers.keys()].join(',\n')}],\n"observations":[\n${lines.join(',\n')}]}\n`;
};

export const unpack = (text: string): Recording => {
  const { shapes, ...packed } = JSON.parse(text) as Packed;
  const restore = (key: string, value: unknown): unknown =>
    key === 'shape' && typeof value === 'number' ? shapes[value] : value;
  const observations = JSON.parse(JSON.stringify(packed.observations), restore) as Observation[];
  return { ...packed, observations };
};

export const recordingOf = (name: string): Recording => unpack(readFileSync(join(SITES, `${name}.json`), 'utf8'));

export const recordedNames = (): string[] =>
  readdirSync(SITES)
    .filter((name) => name.endsWith('.json') && !name.endsWith('.expected.json'))
    .map((name) => name.slice(0, -'.json'.length));
