/** Real npm, asked about a real lockfile, before a registry on this machine that answers as told. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { type Audit, audit, auditIn } from './audit.ts';

const folder = mkdtempSync(join(tmpdir(), 'coatcheck-audit-'));
afterAll(() => rmSync(folder, { recursive: true }));

const pack = { name: 'audited', version: '1.0.0', devDependencies: { 'some-library': '^1.0.0' } };
const locked = { 'node_modules/some-library': { version: '1.0.0', dev: true } };
writeFileSync(join(folder, 'package.json'), JSON.stringify(pack));
writeFileSync(
  join(folder, 'package-lock.json'),
  JSON.stringify({ name: pack.name, version: pack.version, lockfileVersion: 3, packages: { '': pack, ...locked } }),
);

/** What is found out before a registry that answers thus. */
const askedOf = async (answer: RequestListener): Promise<Audit> => {
  const server = createServer(answer);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const registry = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  try {
    return await audit(folder, { npm_config_registry: registry, npm_config_fetch_retries: '0' });
  } finally {
    server.close();
  }
};

const json = (value: unknown): RequestListener => {
  return (_request, response) => response.setHeader('Content-Type', 'application/json').end(JSON.stringify(value));
};

const release = (version: string) => ({ name: 'some-library', version });

const ADVISORY = {
  id: 1,
  url: 'https://advisories.example/1',
  title: 'Something is wrong with it',
  severity: 'high',
  vulnerable_versions: '<1.0.1',
  cwe: [],
  cvss: { score: 0, vectorString: null },
};

describe('npm audit', () => {
  it('is clean where the registry knows of nothing', async () => {
    expect(await askedOf(json({}))).toEqual({ asked: true, found: [] });
  });

  it('names what is vulnerable, for development too', async () => {
    const answer: RequestListener = (request, response) =>
      request.method === 'POST'
        ? json({ 'some-library': [ADVISORY] })(request, response)
        : json({ name: 'some-library', versions: { '1.0.0': release('1.0.0'), '1.0.1': release('1.0.1') } })(
            request,
            response,
          );
    expect(await askedOf(answer)).toEqual({ asked: true, found: ['some-library 1.0.0 (high)'] });
  });

  it.each([405, 500])('was not asked where the registry answers %i', async (status) => {
    const found = await askedOf((_request, response) => response.writeHead(status).end());
    expect(found).toEqual({ asked: false, why: expect.stringMatching(new RegExp(`^${status} [A-Z][\\w ]+$`)) });
  });

  it('was not asked where nobody answers', async () => {
    const found = await audit(folder, { npm_config_registry: 'http://127.0.0.1:9/', npm_config_fetch_retries: '0' });
    expect(found).toMatchObject({ asked: false });
  });

  it.each(['', 'no JSON', '{}', 'null', '{"auditReportVersion":2}'])('takes %j for no answer', (stdout) => {
    expect(auditIn(stdout)).toEqual({ asked: false, why: 'npm gave no report' });
  });
});
