/** `npm audit`, and whether it could be asked at all: no answer is not a clean one. */
import { spawn } from 'node:child_process';

export type Audit = { asked: true; found: string[] } | { asked: false; why: string };

interface Report {
  auditReportVersion?: number;
  vulnerabilities?: Record<string, { severity: string; range: string }>;
  message?: string;
  error?: { summary?: string };
}

const reportIn = (text: string): Report => {
  try {
    return JSON.parse(text) ?? {};
  } catch {
    return {};
  }
};

/** Addresses of registries are left out of what is told: they differ from place to place. */
const withoutAddress = (text: string): string => text.replace(/\s*(- \w+ )?https?:\/\/\S+/g, '').trim();

/** What `npm audit --json` printed, read. */
export const auditIn = (stdout: string): Audit => {
  const { auditReportVersion, vulnerabilities, message, error } = reportIn(stdout);
  if (auditReportVersion === undefined || vulnerabilities === undefined)
    return { asked: false, why: withoutAddress(message ?? error?.summary ?? '') || 'npm gave no report' };
  const found = Object.entries(vulnerabilities).map(([name, { severity, range }]) => `${name} ${range} (${severity})`);
  return { asked: true, found };
};

/** Asks about every locked package, those for development too. */
export const audit = (folder: string, environment: NodeJS.ProcessEnv = {}): Promise<Audit> =>
  new Promise((resolve) => {
    const npm = spawn('npm', ['audit', '--json', '--include=dev', '--include=optional'], {
      cwd: folder,
      env: { ...process.env, ...environment },
      shell: process.platform === 'win32',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    let stdout = '';
    npm.stdout.setEncoding('utf8').on('data', (text) => {
      stdout += text;
    });
    npm.on('error', ({ message }) => resolve({ asked: false, why: message }));
    npm.on('close', () => resolve(auditIn(stdout)));
  });
