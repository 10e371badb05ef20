/** Runs the built command as a process of its own, as a shell would. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const COMMAND = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));

export interface Ran {
  status: number | null;
  stdout: string;
  stderr: string;
}

interface Given {
  /** Standard input. */
  input?: string | Uint8Array;
  env?: Record<string, string>;
  cwd?: string;
}

export const coatcheck = (args: readonly string[], { input = '', env = {}, cwd }: Given = {}): Promise<Ran> =>
  new Promise((resolve, reject) => {
    const { NO_COLOR: _no, FORCE_COLOR: _force, ...inherited } = process.env;
    const child = spawn(process.execPath, [COMMAND, ...args], { cwd, env: { ...inherited, ...env } });
    const ran: Ran = { status: null, stdout: '', stderr: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      ran.stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      ran.stderr += text;
    });
    // What breaks off early does not read on.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
    child.on('error', reject);
    child.on('close', (status) => resolve({ ...ran, status }));
  });
