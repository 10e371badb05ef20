import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import JSZip from 'jszip';
import { describe, expect, it } from 'vitest';
import { type Files, zipOf } from './zip.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const FILES: Files = new Map([
  ['b/two.txt', bytes('two '.repeat(100))],
  ['a.txt', bytes('one')],
  ['b/Ä.txt', bytes('')],
]);

const digest = (content: Uint8Array): string => createHash('sha256').update(content).digest('hex');

describe('a zip', () => {
  it('holds what was put in, in order, without folders', async () => {
    const zip = await JSZip.loadAsync(await zipOf(FILES));
    expect(Object.keys(zip.files)).toEqual(['a.txt', 'b/two.txt', 'b/Ä.txt']);
    for (const [path, content] of FILES) expect(await zip.file(path)?.async('uint8array')).toEqual(content);
  });

  it('gives every file the same time and mode', async () => {
    const zip = await JSZip.loadAsync(await zipOf(FILES));
    for (const { date, unixPermissions } of Object.values(zip.files)) {
      expect(date.toISOString()).toBe('1980-01-01T00:00:00.000Z');
      expect(Number(unixPermissions) & 0o777).toBe(0o644);
    }
  });

  it('does not depend on the order of the files', async () => {
    expect(digest(await zipOf(new Map([...FILES].reverse())))).toBe(digest(await zipOf(FILES)));
  });

  it('does not depend on the zone and language of the machine', async () => {
    const code = `
      import { createHash } from 'node:crypto';
      import { zipOf } from './test/package/zip.ts';
      const bytes = await zipOf(new Map(${JSON.stringify([...FILES].map(([path, content]) => [path, [...content]]))}
        .map(([path, content]) => [path, Uint8Array.from(content)])));
      process.stdout.write(createHash('sha256').update(bytes).digest('hex'));`;
    const { stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', code], {
      env: { ...process.env, TZ: 'Pacific/Kiritimati', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' },
      encoding: 'utf8',
    });
    expect(stderr).toBe('');
    expect(stdout).toBe(digest(await zipOf(FILES)));
  });
});
