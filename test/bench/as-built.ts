/**
 * A bench that runs as the product does: bundled. What runs TypeScript from its files names each function as it is made,
 * and a function that is made for one request then costs more than what it does.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'vite';

/** @param name of a file beside this one */
export const asBuilt = async (name: string): Promise<Record<string, unknown>> => {
  const folder = mkdtempSync(join(tmpdir(), 'coatcheck-bench-'));
  try {
    await build({
      configFile: false,
      logLevel: 'error',
      ssr: { noExternal: true },
      build: {
        ssr: fileURLToPath(new URL(name, import.meta.url)),
        outDir: folder,
        rollupOptions: { output: { entryFileNames: 'bench.mjs' } },
      },
    });
    return await import(pathToFileURL(join(folder, 'bench.mjs')).href);
  } finally {
    rmSync(folder, { recursive: true });
  }
};
