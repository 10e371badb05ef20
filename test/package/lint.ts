/** The stores' linter, as `web-ext lint`; it needs no network. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const WEB_EXT = fileURLToPath(new URL('../../node_modules/web-ext/bin/web-ext.js', import.meta.url));

interface Message {
  _type: string;
  code: string;
  message: string;
  file?: string;
}

/** Every error, warning and notice about a package (a zip or a folder), one sentence each. */
export const lint = (packed: string): Promise<string[]> =>
  new Promise((resolve, reject) => {
    const args = ['lint', '--source-dir', packed, '--output', 'json', '--no-config-discovery', '--no-input'];
    const env = { ...process.env, NO_UPDATE_NOTIFIER: '1' };
    execFile(process.execPath, [WEB_EXT, ...args], { env, maxBuffer: 1 << 26 }, (error, stdout, stderr) => {
      try {
        const { errors, warnings, notices } = JSON.parse(stdout) as Record<string, Message[]>;
        const all = [errors, warnings, notices].flatMap((messages) => messages ?? []);
        resolve(
          all.map(({ _type, code, message, file }) => `${_type} ${code} in ${file ?? 'the package'}: ${message}`),
        );
      } catch {
        reject(new Error(`web-ext lint gave no report: ${stderr || error?.message}`));
      }
    });
  });
