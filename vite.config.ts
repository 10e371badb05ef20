import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { crx, type ManifestV3Export } from '@crxjs/vite-plugin';
import type { Plugin, UserConfig } from 'vite';
import { defineConfig } from 'vitest/config';
import manifest from './manifest.json' with { type: 'json' };
import { CHROMIUM_SPECS } from './test/e2e/differences.ts';
import { noticesOf, packageOfModule, runTimeLibraries } from './test/package/libraries.ts';
import { writeTypes } from './test/package/types.ts';

type Browser = 'chrome' | 'firefox';

/**
 * Each browser warns of the other's keys, and crxjs lists scripts as web-accessible although nothing of ours needs it:
 * such resources would let any page detect the extension. Done on the written file, after all other plugins.
 */
const finishManifest = (browser: Browser, outDir: string): Plugin => ({
  name: 'coatcheck:finish-manifest',
  apply: 'build',
  enforce: 'post',
  async writeBundle() {
    const file = join(outDir, 'manifest.json');
    const built = JSON.parse(await readFile(file, 'utf8'));
    delete built.web_accessible_resources;
    if (browser === 'chrome') {
      delete built.browser_specific_settings;
      delete built.background.scripts;
      delete built.sidebar_action;
    } else {
      delete built.minimum_chrome_version;
      delete built.background.service_worker;
      delete built.side_panel;
      built.permissions = built.permissions.filter((name: string) => name !== 'sidePanel');
    }
    await writeFile(file, `${JSON.stringify(built, null, 2)}\n`);
    await rm(join(outDir, '.vite'), { recursive: true, force: true });
  },
});

/** Nothing comes into the package but ours and the libraries of `dependencies`. */
const knownModulesOnly = (): Plugin => ({
  name: 'coatcheck:known-modules-only',
  apply: 'build',
  generateBundle() {
    const known = new Set(runTimeLibraries(import.meta.dirname).map(({ name }) => name));
    for (const id of this.getModuleIds()) {
      const name = packageOfModule(id);
      if (name !== undefined && !known.has(name)) this.error(`${id} is of no library of \`dependencies\`.`);
    }
  },
});

/** The libraries' licences want to be told to whoever gets the package. */
const thirdPartyLicenses = (of: 'all' | 'bundled'): Plugin => ({
  name: 'coatcheck:third-party-licenses',
  apply: 'build',
  generateBundle() {
    const bundled = new Set([...this.getModuleIds()].map(packageOfModule));
    const libraries = runTimeLibraries(import.meta.dirname).filter(({ name }) => of === 'all' || bundled.has(name));
    this.emitFile({ type: 'asset', fileName: 'third-party-licenses.txt', source: noticesOf(libraries) });
  },
});

/**
 * Preact's two assignments to `innerHTML`, for `dangerouslySetInnerHTML`, which nothing of ours uses: without them no HTML is
 * ever written, and both a reader and the stores' linter can see it.
 */
const INNER_HTML: readonly (readonly [code: RegExp, instead: string])[] = [
  [/\(\w\.innerHTML=\w\.__html\)/g, '0'],
  [/\w&&\(\w\.innerHTML=""\),/g, ''],
];

const withoutInnerHtml: Plugin = {
  name: 'coatcheck:without-inner-html',
  apply: 'build',
  transform(code, id) {
    if (!/\/node_modules\/preact\/dist\/preact\.m/.test(id)) return null;
    for (const [assignment] of INNER_HTML) {
      if (code.match(assignment)?.length !== 1)
        this.error(`${id} writes HTML in another way than it did: ${assignment} is to be looked at.`);
    }
    return {
      code: INNER_HTML.reduce((rest, [assignment, instead]) => rest.replace(assignment, instead), code),
      map: null,
    };
  },
};

/** Pages that code opens, and that the manifest therefore does not name. */
const PAGES = ['src/page/index.html', 'src/devtools/panel.html'];

/**
 * What a popup needs at once, in three files: each file more costs it some milliseconds. `shared` is what the worker uses as
 * well, which must not load a screen; `door` asks it, while `screen` is still on its way.
 */
const FILES: readonly (readonly [name: string, of: RegExp])[] = [
  ['screen', /\/node_modules\/(@?preact)\/|\/src\/app\/([^/]+\.tsx?$|components\/)/],
  ['door', /\/src\/door\/(?!leaf)|vite\/preload-helper/],
  // The worker and the page over a file judge; what the screen uses of `core` stays outside, and imports nothing of it.
  [
    'engine',
    /\/src\/core\/(?!check|export|waivers|classify\/formats|rules\/thresholds|knowledge\/weak)|\/node_modules\/(tldts|@noble)/,
  ],
  [
    'shared',
    /webextension-polyfill|commonjsHelpers|\/src\/(browser|messages\/(reply|session-items|settings|site-pattern))\.ts$/,
  ],
];

const fileOf = (id: string): string | undefined => FILES.find(([, of]) => of.test(id))?.[0];

/** A script asks for the screen; the browser fetches it along with the page, before that script runs. */
const preloadScreen: Plugin = {
  name: 'coatcheck:preload-screen',
  transformIndexHtml: {
    order: 'post',
    handler: (_html, { bundle = {}, path }) => {
      if (path.endsWith('devtools/index.html')) return [];
      const file = Object.values(bundle).find((chunk) => chunk.name === 'screen')?.fileName;
      return file === undefined
        ? []
        : [{ tag: 'link', attrs: { rel: 'modulepreload', crossorigin: true, href: `/${file}` }, injectTo: 'head' }];
    },
  },
};

const extension = (browser: Browser, outDir = `dist/${browser}`): UserConfig => {
  return {
    plugins: [
      withoutInnerHtml,
      crx({ manifest: manifest as ManifestV3Export, browser }),
      preloadScreen,
      knownModulesOnly(),
      thirdPartyLicenses('all'),
      finishManifest(browser, outDir),
    ],
    worker: { plugins: () => [knownModulesOnly()] },
    build: {
      outDir,
      emptyOutDir: true,
      target: browser === 'chrome' ? 'chrome123' : 'firefox142',
      sourcemap: false,
      // Some seven kilobytes less in the package than what Vite does by itself.
      minify: 'terser',
      terserOptions: { module: true, ecma: 2020, compress: { passes: 2 } },
      // Vite's polyfill brings a `fetch` along; without it "no network call in the package" can be grepped.
      modulePreload: { polyfill: false },
      reportCompressedSize: false,
      rollupOptions: { input: PAGES, output: { manualChunks: fileOf, onlyExplicitManualChunks: true } },
    },
  };
};

const types: Plugin = {
  name: 'coatcheck:types',
  apply: 'build',
  writeBundle: () => writeTypes(import.meta.dirname, join(import.meta.dirname, 'dist/core/types')),
};

const library: UserConfig = {
  plugins: [knownModulesOnly(), thirdPartyLicenses('bundled'), types],
  build: {
    outDir: 'dist/core',
    emptyOutDir: true,
    target: 'node20',
    minify: false,
    sourcemap: false,
    reportCompressedSize: false,
    lib: { entry: 'src/index.ts', formats: ['es'], fileName: () => 'index.js' },
  },
};

/** With all that they need: whoever runs it installs nothing else. */
const commandLine: UserConfig = {
  plugins: [knownModulesOnly(), thirdPartyLicenses('bundled')],
  ssr: { noExternal: true },
  build: {
    ssr: true,
    outDir: 'dist/cli',
    emptyOutDir: true,
    target: 'node20',
    minify: false,
    sourcemap: false,
    reportCompressedSize: false,
    rollupOptions: {
      input: ['src/cli/main.ts', 'src/cli/reader.ts'],
      output: {
        entryFileNames: '[name].js',
        chunkFileNames: ({ name }) => (name === 'pages' ? 'pages.js' : 'engine.js'),
        banner: ({ name }) => (name === 'main' ? '#!/usr/bin/env node' : ''),
      },
    },
  },
};

const tests = {
  test: {
    projects: [
      { test: { name: 'unit', include: ['test/**/*.test.{ts,tsx}'], testTimeout: 120_000 } },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.spec.ts'],
          exclude: ['test/e2e/firefox/**'],
          // One browser at a time: two would disturb each other's focus and timing on a small machine.
          fileParallelism: false,
          testTimeout: 90_000,
          hookTimeout: 90_000,
        },
      },
      {
        test: {
          name: 'firefox',
          include: ['test/e2e/**/*.spec.ts'],
          exclude: Object.keys(CHROMIUM_SPECS).map((spec) => `test/e2e/${spec}`),
          env: { COATCHECK_ENGINE: 'firefox' },
          fileParallelism: false,
          testTimeout: 90_000,
          hookTimeout: 90_000,
        },
      },
    ],
  },
};

/** `vite build --mode chrome | firefox | core | cli | record`; vitest takes the rest. `record` is for test/zoo. */
export default defineConfig(({ mode }) => {
  if (mode === 'chrome' || mode === 'firefox') return extension(mode);
  if (mode === 'record') return extension('chrome', 'dist/record');
  if (mode === 'core') return library;
  return mode === 'cli' ? commandLine : tests;
});
