/** A file, or standard input, as bytes; unpacked where it is gzip. */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { STANDARD_INPUT } from './command.ts';
import { Fault } from './fault.ts';

/** In bytes: small enough for little memory, large enough that reading costs nothing beside parsing. */
const PIECE = 262_144;

const GZIP = [0x1f, 0x8b];
const ZIP = [0x50, 0x4b, 0x03, 0x04];

const WORDS: Record<string, string> = {
  ENOENT: 'There is no such file.',
  ENOTDIR: 'There is no such file.',
  ENAMETOOLONG: 'There is no such file.',
  EISDIR: 'This is a directory.',
  EACCES: 'The file may not be read.',
  EPERM: 'The file may not be read.',
  Z_BUF_ERROR: 'The gzip data is cut off.',
  Z_DATA_ERROR: 'The gzip data is broken.',
};

/** What the system says of a file, in a sentence of ours; other errors as they are. */
const inWords = (error: unknown): unknown => {
  const { code = '' } = error as { code?: string };
  return Object.hasOwn(WORDS, code) ? new Fault(WORDS[code]) : error;
};

/** In bytes, undefined where it cannot be known. */
export const sizeOf = async (file: string): Promise<number | undefined> => {
  if (file === STANDARD_INPUT) return undefined;
  const found = await stat(file).catch(() => undefined);
  return found?.isFile() === true ? found.size : undefined;
};

/**
 * @param seen is told how many bytes were read so far, as they lie in the file
 * @throws Fault if there is no such file, or it cannot be read or unpacked
 */
export async function* bytesOf(
  file: string,
  seen: (bytes: number) => void = () => undefined,
): AsyncGenerator<Uint8Array> {
  try {
    const source = file === STANDARD_INPUT ? process.stdin : createReadStream(file, { highWaterMark: PIECE });
    yield* unpacked(counted(source, seen));
  } catch (error) {
    throw inWords(error);
  }
}

async function* counted(source: AsyncIterable<Buffer>, seen: (bytes: number) => void): AsyncGenerator<Buffer> {
  let bytes = 0;
  for await (const piece of source) {
    bytes += piece.length;
    seen(bytes);
    yield piece;
  }
}

async function* unpacked(source: AsyncGenerator<Buffer>): AsyncGenerator<Uint8Array> {
  const head = await headOf(source);
  if (beginsWith(head, ZIP)) throw new Fault('This is a zip: unpack it first.');
  const whole = headed(head, source);
  // Both ends are told of an error: the loop over what comes out throws it.
  if (beginsWith(head, GZIP)) yield* pipeline(Readable.from(whole), createGunzip(), () => undefined);
  else yield* whole;
}

const beginsWith = (head: Uint8Array, mark: readonly number[]): boolean =>
  mark.every((octet, at) => head[at] === octet);

/** The first pieces, together as long as the longest mark, or all there is. */
const headOf = async (source: AsyncGenerator<Buffer>): Promise<Buffer> => {
  let head: Buffer = Buffer.alloc(0);
  while (head.length < ZIP.length) {
    const { value, done } = await source.next();
    if (done === true) break;
    head = Buffer.concat([head, value]);
  }
  return head;
};

async function* headed(head: Buffer, rest: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  yield head;
  yield* rest;
}
