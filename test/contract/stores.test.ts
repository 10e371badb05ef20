/** What the stores look at before they take a package, on the packages as they are built. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { lint } from '../package/lint.ts';
import { filesOf, zipOf } from '../package/zip.ts';
import { top } from './source.ts';

const folderOf = (browser: string): string => fileURLToPath(new URL(`dist/${browser}`, top));

/** Width and height that a PNG tells of itself. */
const sizeOf = (png: Uint8Array): [number, number] => {
  const { buffer, byteOffset, byteLength } = png;
  const view = new DataView(buffer, byteOffset, byteLength);
  return [view.getUint32(16), view.getUint32(20)];
};

/** Keys of a manifest that each store knows; others would be questions. */
const KEYS = `manifest_version name short_name version description icons action devtools_page background permissions
  host_permissions incognito content_security_policy`.split(/\s+/);
const OWN_KEYS: Record<string, string[]> = {
  chrome: ['minimum_chrome_version', 'side_panel'],
  firefox: ['browser_specific_settings', 'sidebar_action'],
};

describe.each(['chrome', 'firefox'])('the package for %s', (browser) => {
  const files = filesOf(folderOf(browser));
  const manifest = JSON.parse(Buffer.from(files.get('manifest.json') ?? []).toString() || '{}');

  it('has a manifest of version 3, with known keys: no `key`, no `update_url`', () => {
    expect(manifest.manifest_version).toBe(3);
    expect(Object.keys(manifest).sort()).toEqual([...KEYS, ...(OWN_KEYS[browser] ?? [])].sort());
  });

  it('has a name, a description and a version that the stores take', () => {
    expect(manifest.name.length).toBeLessThanOrEqual(75);
    expect(manifest.description.length).toBeLessThanOrEqual(132);
    expect(manifest.version).toMatch(/^(0|[1-9]\d{0,3})(\.(0|[1-9]\d{0,3})){0,3}$/);
  });

  it('has icons of the sizes that it says, the ones among them that stores show', () => {
    expect(Object.keys(manifest.icons)).toEqual(expect.arrayContaining(['48', '128']));
    for (const icons of [manifest.icons, manifest.action.default_icon]) {
      for (const [size, path] of Object.entries<string>(icons)) {
        const png = files.get(path) ?? new Uint8Array(24);
        expect([...png.slice(0, 4)], path).toEqual([0x89, 0x50, 0x4e, 0x47]);
        expect(sizeOf(png), path).toEqual([Number(size), Number(size)]);
      }
    }
  });

  it('runs no code but its own: every script of its pages is in the package', () => {
    const pages = [...files].filter(([path]) => path.endsWith('.html'));
    const scripts = pages.flatMap(([, html]) =>
      [
        ...Buffer.from(html)
          .toString()
          .matchAll(/<(?:script|link)\b[^>]*?(?:src|href)="([^"]*)"/g),
      ].map(([, at]) => at),
    );
    expect(scripts.length).toBeGreaterThanOrEqual(pages.length);
    expect(scripts.filter((at) => !files.has(String(at).replace(/^\//, '')))).toEqual([]);
    const policy: string = manifest.content_security_policy.extension_pages;
    expect(policy.split('; ')).toEqual(expect.arrayContaining(["default-src 'none'", "script-src 'self'"]));
  });
});

describe('web-ext lint', () => {
  it('has nothing to say of the package for Firefox, neither of the folder nor of the zip', async () => {
    expect(await lint(folderOf('firefox'))).toEqual([]);
    const scratch = mkdtempSync(join(tmpdir(), 'coatcheck-lint-'));
    try {
      const zip = join(scratch, 'firefox.zip');
      writeFileSync(zip, await zipOf(filesOf(folderOf('firefox'))));
      expect(await lint(zip)).toEqual([]);
    } finally {
      rmSync(scratch, { recursive: true });
    }
  });

  it('would say so if HTML were written, or data were collected in silence', async () => {
    const scratch = mkdtempSync(join(tmpdir(), 'coatcheck-lint-'));
    const manifest = {
      manifest_version: 3,
      name: 'Careless',
      version: '1.0',
      background: { scripts: ['a.js'] },
      browser_specific_settings: { gecko: { id: 'a@example.org' } },
    };
    try {
      writeFileSync(join(scratch, 'manifest.json'), JSON.stringify(manifest));
      writeFileSync(join(scratch, 'a.js'), 'document.body.innerHTML = location.hash;');
      expect((await lint(scratch)).map((text) => text.split(' ')[1])).toEqual(
        expect.arrayContaining(['UNSAFE_VAR_ASSIGNMENT', 'MISSING_DATA_COLLECTION_PERMISSIONS']),
      );
    } finally {
      rmSync(scratch, { recursive: true });
    }
  });
});
