import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { packageOfModule, runTimeLibraries } from './libraries.ts';
import { type Reviewed, reasonsIn, reviewOf } from './review.ts';
import { sourceOf } from './source.ts';

const top = fileURLToPath(new URL('../../', import.meta.url));
const manifest = JSON.parse(readFileSync(`${top}manifest.json`, 'utf8'));

const REVIEWED: Reviewed = {
  name: 'Coatcheck',
  version: '1.2.3',
  engine: '>=20.19',
  node: '20.20.2',
  npm: '11.19.1',
  commit: 'c0ffee',
  permissions: [...manifest.permissions, ...manifest.host_permissions],
  reasons: reasonsIn(readFileSync(`${top}README.md`, 'utf8')),
  libraries: runTimeLibraries(top),
  users: new Map([['tldts', new Set(['src/core', 'src/app'])]]),
  packages: new Map([['coatcheck-1.2.3-chrome.zip', 'ab12']]),
};

const lines = reviewOf(REVIEWED).split('\n');

describe('the text for reviewers', () => {
  it.each(REVIEWED.permissions)('gives the README’s reason for %s', (permission) => {
    const reason = REVIEWED.reasons.get(permission) ?? '';
    expect(reason.length).toBeGreaterThan(20);
    expect(lines).toContain(`| \`${permission}\` | ${reason} |`);
    expect(readFileSync(`${top}README.md`, 'utf8')).toContain(`| \`${permission}\` | ${reason} |`);
  });

  it('fails where a permission has no reason', () => {
    expect(() => reviewOf({ ...REVIEWED, permissions: ['history'] })).toThrow(/no reason for the permission history/);
  });

  it.each(REVIEWED.libraries)('names $name, its version, licence, source and where it is used', (library) => {
    const { name, version, license, source } = library;
    const users = name === 'tldts' ? '`src/core`, `src/app`' : 'another of these libraries';
    expect(source).toMatch(/^https:\/\/github\.com\/[\w-]+\/[\w.-]+$/);
    expect(lines).toContain(`| \`${name}\` | ${version} | ${license} | ${source} | ${users} |`);
  });

  it('tells how to build it, and which digests come out', () => {
    expect(lines).toContain('| `coatcheck-1.2.3-chrome.zip` | `ab12` |');
    for (const needed of ['`npm run package`', 'Node >=20.19', 'Node 20.20.2 and npm 11.19.1', '`c0ffee`', 'sha256sum'])
      expect(lines.join('\n')).toContain(needed);
  });
});

describe('the source', () => {
  it('of a folder inside another repository is not that repository’s', () => {
    expect(sourceOf(`${top}src`)).toBeUndefined();
  });
});

describe('the package of a module', () => {
  it.each([
    ['/a/node_modules/preact/dist/preact.module.js', 'preact'],
    ['/a/node_modules/@noble/hashes/sha2.js', '@noble/hashes'],
    ['/a/node_modules/one/node_modules/@two/three/x.js?v=1', '@two/three'],
    ['C:\\a\\node_modules\\jose\\index.js', 'jose'],
    ['/a/src/core/assess.ts', undefined],
    ['\0vite/preload-helper.js', undefined],
  ])('%j is %s', (id, name) => {
    expect(packageOfModule(id)).toBe(name);
  });
});
