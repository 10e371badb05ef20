import { leaves } from '../core/observe/storage.ts';

/** The string at a dotted path inside a storage value; the value itself without a path. */
export const leafAt = (value: string, path: string | undefined): string | undefined =>
  path === undefined ? value : leaves(value).find((leaf) => leaf.path === path)?.value;
