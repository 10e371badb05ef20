import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import JSZip from 'jszip';

/** Path inside the zip, with forward slashes → content. */
export type Files = ReadonlyMap<string, Uint8Array>;

/** The first moment that a zip can tell. */
const FIRST_MOMENT = new Date(Date.UTC(1980, 0, 1));
const READABLE_BY_ALL = 0o644;

/** The same files make the same bytes: in order of their names, with one time and one mode, packed by one implementation. */
export const zipOf = (files: Files): Promise<Uint8Array> => {
  const zip = new JSZip();
  for (const [path, content] of [...files].sort(([a], [b]) => (a < b ? -1 : 1)))
    zip.file(path, content, { date: FIRST_MOMENT, unixPermissions: READABLE_BY_ALL, createFolders: false });
  const compressionOptions = { level: 9 };
  return zip.generateAsync({ type: 'uint8array', platform: 'UNIX', compression: 'DEFLATE', compressionOptions });
};

export const filesOf = (folder: string): Files =>
  new Map(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [relative(folder, path).replaceAll('\\', '/'), readFileSync(path)]),
  );
