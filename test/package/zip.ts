import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { zipSync } from 'fflate';

/** Path inside the zip, with forward slashes → content. */
export type Files = ReadonlyMap<string, Uint8Array>;

/** Zip keeps local times without a zone: this is its first moment, the same everywhere. */
const FIRST_MOMENT = new Date(1980, 0, 1);
const READABLE_BY_ALL = 0o644 << 16;
const UNIX = 3;

/** The same files make the same bytes: in order of their names, with one time and one mode, packed by one implementation. */
export const zipOf = (files: Files): Uint8Array => {
  const sorted = [...files].sort(([a], [b]) => (a < b ? -1 : 1));
  return zipSync(Object.fromEntries(sorted), { level: 9, mtime: FIRST_MOMENT, os: UNIX, attrs: READABLE_BY_ALL });
};

export const filesOf = (folder: string): Files =>
  new Map(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [relative(folder, path).replaceAll('\\', '/'), readFileSync(path)]),
  );
