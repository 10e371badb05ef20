import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { crx, type ManifestV3Export } from '@crxjs/vite-plugin';
import type { Plugin, UserConfig } from 'vite';
import { defineConfig } from 'vitest/config';
import manifest from './manifest.json' with { type: 'json' };

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

/** Pages that code opens, and that the manifest therefore does not name. */
const PAGES = ['src/page/index.html', 'src/devtools/panel.html'];

/**
 * What a popup needs at once, in three files: each file more costs it some milliseconds. `shared` is what the worker uses as
 * well, which must not load a screen; `door` asks it, while `screen` is still on its way.
 */
const FILES: readonly (readonly [name: string, of: RegExp])[] = [
  ['screen', /\/node_modules\/(@?preact)\/|\/src\/app\/([^/]+\.tsx?$|components\/)/],
  ['door', /\/src\/door\/(?!leaf)|vite\/preload-helper/],
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
    plugins: [crx({ manifest: manifest as ManifestV3Export, browser }), preloadScreen, finishManifest(browser, outDir)],
    build: {
      outDir,
      emptyOutDir: true,
      target: browser === 'chrome' ? 'chrome123' : 'firefox140',
      sourcemap: false,
      // Vite's polyfill brings a `fetch` along; without it "no network call in the package" can be grepped.
      modulePreload: { polyfill: false },
      reportCompressedSize: false,
      rollupOptions: { input: PAGES, output: { manualChunks: fileOf, onlyExplicitManualChunks: true } },
    },
  };
};

const library: UserConfig = {
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

const tests = {
  test: {
    projects: [
      { test: { name: 'unit', include: ['test/**/*.test.{ts,tsx}'], testTimeout: 120_000 } },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.spec.ts'],
          // One browser at a time: two would disturb each other's focus and timing on a small machine.
          fileParallelism: false,
          testTimeout: 90_000,
          hookTimeout: 90_000,
        },
      },
    ],
  },
};

/** `vite build --mode chrome | firefox | core | record`; vitest takes the rest. `record` is for test/zoo. */
export default defineConfig(({ mode }) => {
  if (mode === 'chrome' || mode === 'firefox') return extension(mode);
  if (mode === 'record') return extension('chrome', 'dist/record');
  return mode === 'core' ? library : tests;
});
