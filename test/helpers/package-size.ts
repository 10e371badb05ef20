/** How large a folder is as a zip, reckoned from its files. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { deflateRawSync } from 'node:zlib';

export interface PackedFile {
  /** Inside the package, with forward slashes. */
  path: string;
  content: Buffer;
}

/** The lengths of a zip's records without names: one before each file, one for each in the directory, and its end. */
const LOCAL_HEADER = 30;
const DIRECTORY_ENTRY = 46;
const DIRECTORY_END = 22;

export const zippedSize = (files: readonly PackedFile[]): number =>
  files.reduce((sum, { path, content }) => {
    const packed = Math.min(content.length, deflateRawSync(content, { level: 9 }).length);
    return sum + packed + LOCAL_HEADER + DIRECTORY_ENTRY + 2 * Buffer.byteLength(path);
  }, DIRECTORY_END);

/** Everything in a folder; `list` is the script that holds the secrets which everybody knows. */
export const packageOf = (root: string): { files: PackedFile[]; list: string | undefined } => {
  const files = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .map((path) => ({ path: relative(root, path).replaceAll('\\', '/'), content: readFileSync(path) }));
  const list = files.find(({ path }) => /\/secrets-worker-[^/]+\.js$/.test(path))?.path;
  return { files, list };
};
