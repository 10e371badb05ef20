/** Code that nobody here wrote: little of it at run time, all of it locked, all of it used, and its licences told. */
import { describe, expect, it } from 'vitest';
import { filesIn, importsOf, isThere, read } from './source.ts';

interface Locked {
  version: string;
  integrity?: string;
  license?: string;
  dev?: boolean;
  optional?: boolean;
  devOptional?: boolean;
  hasInstallScript?: boolean;
  os?: string[];
}

const pack = JSON.parse(read('package.json')) as Record<'dependencies' | 'devDependencies', Record<string, string>>;
const lock = JSON.parse(read('package-lock.json')).packages as Record<string, Locked>;

const nameOf = (path: string): string => path.split('node_modules/').at(-1) ?? path;
const locked = Object.entries(lock).filter(([path]) => path !== '');
const atRunTime = locked.filter(([, { dev, optional, devOptional }]) => !dev && !optional && !devOptional);

/** Libraries that come along with one of `dependencies`, whose reasons are in imports.test.ts. */
const BROUGHT_ALONG: Record<string, string> = {
  '@preact/signals-core': '@preact/signals is its binding to Preact.',
  'tldts-core': 'tldts is its list and its index.',
};

/** Tools whose builds for other systems npm has no digest of here: it asks for their tarballs only on those systems. */
const BUILT_PER_SYSTEM = /^@(biomejs\/cli|rollup\/rollup)-/;

/** Installing runs code of these, and of no others. */
const INSTALL_SCRIPTS: Record<string, string> = {
  esbuild: 'It checks that its program for this system is there; Vite needs it.',
};

/** What may be passed on within an MIT-licensed package; MPL-2.0 wants to be told where its source is. */
const LICENSES = new Set(['MIT', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD', 'MPL-2.0']);

/** Packages that are not imported: run, or named in another way. */
const NAMED: Record<string, { as: string; in: string }> = {
  '@biomejs/biome': { as: ' biome ', in: 'package.json' },
  typescript: { as: '"tsc ', in: 'package.json' },
  tsx: { as: '"tsx ', in: 'package.json' },
  terser: { as: "minify: 'terser'", in: 'vite.config.ts' },
  'web-ext': { as: 'node_modules/web-ext/bin/web-ext.js', in: 'test/package/lint.ts' },
  'happy-dom': { as: '-environment happy-dom', in: 'test/app/app.test.tsx' },
  '@microsoft/jest-sarif': { as: "require('@microsoft/jest-sarif/", in: 'test/helpers/sarif.ts' },
};

const packageOf = (specifier: string): string => /^(@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? specifier;

const importedIn = (files: readonly string[]): Set<string> =>
  new Set(
    files
      .flatMap((file) => importsOf(read(file)))
      .filter((specifier) => !/^(\.|node:)|^import\(…\)$/.test(specifier))
      .map(packageOf),
  );

const bySource = importedIn(filesIn('src', /\.tsx?$/));
const byAll = importedIn([
  'vite.config.ts',
  ...filesIn('src', /\.tsx?$/),
  ...filesIn('test', /\.(tsx?|mjs)$/).filter((file) => !file.startsWith('test/contract/imports.test')),
]);

/** `@types/a__b` is for `@a/b`; Node and Chrome are no packages. */
const typed = (name: string): string => {
  const plain = name.slice('@types/'.length);
  return plain.includes('__') ? `@${plain.replace('__', '/')}` : plain;
};
const TYPES_OF_PLATFORMS = new Set(['@types/node', '@types/chrome']);

const isUsed = (name: string): boolean => {
  if (TYPES_OF_PLATFORMS.has(name)) return read('tsconfig.json').includes(`"${typed(name)}"`);
  if (name.startsWith('@types/')) return byAll.has(typed(name));
  const named = NAMED[name];
  if (named !== undefined) return read(named.in).includes(named.as);
  return byAll.has(name);
};

describe('dependencies', () => {
  it('are locked by digest', () => {
    const isLocked = ([path, { integrity, optional, os }]: (typeof locked)[number]): boolean =>
      integrity === undefined
        ? BUILT_PER_SYSTEM.test(nameOf(path)) && optional === true && os !== undefined
        : /^sha512-[\w+/]{86}==$/.test(integrity);
    expect(locked.length).toBeGreaterThan(100);
    expect(locked.filter((one) => !isLocked(one)).map(([path]) => path)).toEqual([]);
  });

  it('are all locked', () => {
    const missing = Object.keys({ ...pack.dependencies, ...pack.devDependencies }).filter(
      (name) => lock[`node_modules/${name}`] === undefined,
    );
    expect(missing).toEqual([]);
    expect(lock['']).toMatchObject({ dependencies: pack.dependencies, devDependencies: pack.devDependencies });
  });

  it('at run time are those of package.json and what they cannot do without', () => {
    const names = atRunTime.map(([path]) => nameOf(path)).sort();
    expect(names).toEqual([...Object.keys(pack.dependencies), ...Object.keys(BROUGHT_ALONG)].sort());
  });

  it('at run time may be passed on', () => {
    const others = atRunTime.filter(([, { license }]) => !LICENSES.has(license ?? '')).map(([path]) => path);
    expect(others).toEqual([]);
  });

  it('run no code when they are installed, but for those with a reason', () => {
    const scripts = locked.filter(([, { hasInstallScript }]) => hasInstallScript).map(([path]) => nameOf(path));
    expect(scripts).toEqual(Object.keys(INSTALL_SCRIPTS));
    expect(atRunTime.filter(([, { hasInstallScript }]) => hasInstallScript)).toEqual([]);
  });

  it.each(Object.keys(pack.dependencies))('%s is used by the extension', (name) => {
    expect(bySource.has(name)).toBe(true);
  });

  it.each(Object.keys(pack.devDependencies))('%s is used', (name) => {
    expect(isUsed(name)).toBe(true);
  });

  it('are all declared', () => {
    const declared = new Set([...Object.keys(pack.dependencies), ...Object.keys(pack.devDependencies)]);
    expect([...byAll].filter((name) => !declared.has(name))).toEqual([]);
  });
});

describe.each(['chrome', 'firefox'])('the build for %s', (browser) => {
  const file = `dist/${browser}/third-party-licenses.txt`;
  const text = isThere(file) ? read(file) : '';

  it.each(atRunTime)('tells the licence of %s', (path, { version, license }) => {
    expect(text).toContain(`\n${nameOf(path)} ${version} (${license})\nhttps://`);
    const own = filesIn(path, /^licen[cs]e(\.\w+)?$/i).map((name) => read(name).replaceAll('\r\n', '\n').trim());
    expect(own).toHaveLength(1);
    // Of this one alone the notice is enough (MPL 2.0, sections 1.4 and 3.2).
    if (license === 'MPL-2.0') expect(text).toMatch(/You can obtain one at https:\/\/mozilla\.org\/MPL\/2\.0\//);
    else expect(text).toContain(own[0]);
  });

  it('tells of the Public Suffix List', () => {
    expect(text).toMatch(/Public Suffix List, https:\S+, under the Mozilla Public License 2\.0/);
  });
});

describe.each(['core', 'cli'])('the build of %s', (name) => {
  const file = `dist/${name}/third-party-licenses.txt`;
  const text = isThere(file) ? read(file) : '';
  const code = filesIn(`dist/${name}`, /\.js$/).map(read).join('\n');

  it.each(['tldts', 'tldts-core', 'jwt-decode', '@noble/hashes', 'valibot'])('tells the licence of %s', (library) => {
    const { version = '', license = '' } = lock[`node_modules/${library}`] ?? {};
    expect(text).toContain(`\n${library} ${version} (${license})\nhttps://`);
  });

  it('tells of nothing that is not in it', () => {
    expect(text).not.toMatch(/preact|polyfill/i);
    expect(code).not.toMatch(/\bpreact\b|webextension-polyfill/);
  });
});
