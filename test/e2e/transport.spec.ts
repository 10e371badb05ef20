/** The same lab where transport matters: over TLS, and over plain http on hosts that are not local. */
import { generate } from 'selfsigned';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Chromium, launch } from '../helpers/chromium.ts';
import { expectReport, ruleIds } from '../helpers/expect-report.ts';
import { act, load, login, logout, open } from '../lab/drive.ts';
import { type Lab, type LabSite, startLab, strangerOf } from '../lab/index.ts';

const SUFFIX = 'lab.test';
const MAPPED = `--host-resolver-rules=MAP *.${SUFFIX} 127.0.0.1,MAP ${SUFFIX} 127.0.0.1,MAP ${strangerOf(SUFFIX)} 127.0.0.1`;

const pair = await generate([{ name: 'commonName', value: `*.${SUFFIX}` }]);
const secure = await startLab({ port: 0, apiPort: 0, suffix: SUFFIX, tls: { key: pair.private, cert: pair.cert } });
const plain = await startLab({ port: 0, apiPort: 0, suffix: SUFFIX });
let chromium: Chromium;

beforeAll(async () => {
  chromium = await launch({ args: [MAPPED] });
});

afterAll(async () => {
  await chromium?.close();
  await Promise.all([secure.stop(), plain.stop()]);
});

const visit = async (site: LabSite): Promise<void> => {
  const page = await chromium.newPage();
  await open(page, site);
  await login(page, site);
  await act(page);
  await load(page);
  const after = await chromium.report(page);
  expectReport(after, site.expected.after);
  const grave = after.findings.filter(({ severity }) => severity === 'critical' || severity === 'high');
  if (site.variant === 'sound' && site.origin.startsWith('https:')) expect(grave).toEqual([]);
  await logout(page, site);
  const out = await chromium.report(page);
  expectReport(out, site.expected.out);
  expect(ruleIds(out)).toEqual([...site.rules].sort());
  await page.close();
};

const named = (lab: Lab, ids?: string[]): [string, LabSite][] =>
  lab.sites.filter(({ id }) => ids === undefined || ids.includes(id)).map((site) => [site.host, site]);

describe.each(named(secure))('https: %s', (_host, site) => {
  test(`raises ${site.rules.join(', ') || 'nothing'}`, () => visit(site));
});

// SameSite=None needs Secure, which needs TLS: the sites that rest on it cannot work here.
describe.each(named(plain, ['session', 'jwt-storage', 'basic', 'oauth', 'saml']))('plain http: %s', (_host, site) => {
  test(`raises ${site.rules.join(', ')}`, () => visit(site));
});
