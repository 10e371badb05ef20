import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { SiteReport } from '../../src/core/report.ts';
import { runOf, type SarifResult, sarifErrors } from '../helpers/sarif.ts';
import { careless, har, quiet, SECRETS, scratch } from './hars.ts';
import { coatcheck } from './run.ts';

const { put, folder } = scratch();
const shop = put('shop.har', careless());
const other = put('other.har', careless('https://other.example'));
const calm = put('calm.har', quiet());
const FORMATS = ['text', 'json', 'md', 'sarif'];

type Told = SiteReport & { file: string };
const reportsIn = (stdout: string): Told[] => JSON.parse(stdout);
const HTTPONLY = 'session-cookie-without-httponly';

describe('audit', () => {
  it('tells the verdict, the risks and how many, without colour into a pipe', async () => {
    const { status, stdout, stderr } = await coatcheck(['audit', shop]);
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^https:\/\/shop\.example {3}[A-Z]+ {3}signed in/);
    expect(stdout).toContain(`HIGH     Session cookie is readable by scripts: sid   [${HTTPONLY}]`);
    expect(stdout).toMatch(/\n1 site: \d+ high.*What a rule means: npx coatcheck explain RULE\n$/);
    expect(stdout).not.toContain('\u001b');
  });

  it('is coloured where that is asked for, with the same words', async () => {
    const plain = await coatcheck(['audit', shop]);
    const coloured = await coatcheck(['audit', shop], { env: { FORCE_COLOR: '1' } });
    expect(coloured.stdout).toContain('\u001b[31mHIGH');
    expect(coloured.stdout.replaceAll(/\u001b\[[\d;]*m/g, '')).toBe(plain.stdout);
    const refused = await coatcheck(['audit', shop], { env: { FORCE_COLOR: '1', NO_COLOR: '1' } });
    expect(refused.stdout).toBe(plain.stdout);
  });

  it('reads standard input', async () => {
    const { status, stdout } = await coatcheck(['audit', '-', '--format', 'json'], {
      input: JSON.stringify(careless()),
    });
    expect(status).toBe(0);
    expect(reportsIn(stdout)).toMatchObject([{ schema: 1, file: '-', site: 'https://shop.example' }]);
  });

  it('reads gzip as it is, from a file and from standard input', async () => {
    const packed = gzipSync(JSON.stringify(careless()));
    const file = await coatcheck(['audit', put('packed.har.gz', packed), '--format', 'json']);
    const piped = await coatcheck(['audit', '-', '--format', 'json'], { input: packed });
    for (const { stdout } of [file, piped]) expect(reportsIn(stdout)).toMatchObject([{ site: 'https://shop.example' }]);
  });

  it('reads a file with a byte order mark', async () => {
    const { status } = await coatcheck(['audit', put('bom.har', `\ufeff${JSON.stringify(careless())}`)]);
    expect(status).toBe(0);
  });

  it('gives the reports in the order of the files, whichever is read first', async () => {
    const padding = { comment: 'x'.repeat(3_000_000) };
    const slow = put('slow.har', { log: { ...padding, ...careless('https://slow.example').log } });
    const { stdout } = await coatcheck(['audit', slow, calm, shop, other, '--format', 'json']);
    const sites = reportsIn(stdout).map(({ file, site }) => [file, site]);
    expect(sites).toEqual([
      [slow, 'https://slow.example'],
      [calm, 'https://quiet.example'],
      [shop, 'https://shop.example'],
      [other, 'https://other.example'],
    ]);
  });

  it('reads more files than there are cores, each by itself', async () => {
    const files = Array.from({ length: 12 }, (_, at) => put(`many-${at}.har`, careless(`https://site-${at}.example`)));
    const { stdout } = await coatcheck(['audit', ...files, '--format', 'json']);
    expect(reportsIn(stdout).map(({ site }) => site)).toEqual(files.map((_, at) => `https://site-${at}.example`));
  });

  it('names the files in text and Markdown where there are several', async () => {
    for (const format of ['text', 'md']) {
      const { stdout } = await coatcheck(['audit', 'shop.har', 'calm.har', '--format', format], { cwd: folder });
      expect(stdout.indexOf('shop.har')).toBeLessThan(stdout.indexOf('https://shop.example'));
      expect(stdout.indexOf('calm.har')).toBeGreaterThan(stdout.indexOf('https://shop.example'));
    }
  });

  it('says where a file holds no site', async () => {
    const { status, stdout } = await coatcheck(['audit', put('none.har', har())]);
    expect([status, stdout]).toEqual([
      0,
      'No site is in this file: it holds no requests that tell one.\n\n0 sites: no risks found.\n',
    ]);
    expect((await coatcheck(['audit', put('none.har', har()), '--format', 'json'])).stdout).toBe('[]\n');
  });

  it.each(FORMATS)('holds no secret as %s', async (format) => {
    const { stdout, stderr } = await coatcheck(['audit', shop, other, '--format', format]);
    expect(stdout).toContain('shop.example');
    expect(SECRETS.filter((secret) => `${stdout}${stderr}`.includes(secret))).toEqual([]);
  });
});

describe('audit --site', () => {
  it('keeps to one origin, however it is written', async () => {
    const { status, stdout } = await coatcheck([
      'audit',
      shop,
      other,
      '--site',
      'https://OTHER.example:443/path',
      '--format',
      'json',
    ]);
    expect(status).toBe(0);
    expect(reportsIn(stdout).map(({ site }) => site)).toEqual(['https://other.example']);
  });

  it('counts the risks of that origin alone', async () => {
    const args = ['audit', shop, calm, '--fail-on', 'high', '--site'];
    expect((await coatcheck([...args, 'https://quiet.example'])).status).toBe(0);
    expect((await coatcheck([...args, 'https://shop.example'])).status).toBe(1);
  });

  it('says which origins there are, if it is in no file', async () => {
    const { status, stdout, stderr } = await coatcheck(['audit', shop, calm, '--site', 'https://absent.example']);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toBe(
      'coatcheck: --site: https://absent.example is in no file. There is https://shop.example, https://quiet.example.\n',
    );
  });
});

describe('audit --fail-on', () => {
  it.each([
    ['critical', 0],
    ['high', 1],
    ['medium', 1],
    ['low', 1],
    ['info', 1],
  ])('%s ends with %i over a site whose worst risk is high', async (level, expected) => {
    const { status, stdout } = await coatcheck(['audit', shop, '--fail-on', level, '--format', 'json']);
    expect(reportsIn(stdout)[0]?.findings[0]?.severity).toBe('high');
    expect(status).toBe(expected);
  });

  it('looks at all files', async () => {
    expect((await coatcheck(['audit', calm, shop, '--fail-on', 'high'])).status).toBe(1);
    expect((await coatcheck(['audit', calm, '--fail-on', 'info'])).status).toBe(0);
  });
});

describe('audit --waive', () => {
  const severe = async (): Promise<string[]> => {
    const { stdout } = await coatcheck(['audit', shop, '--format', 'json']);
    const high = reportsIn(stdout).flatMap(({ findings }) => findings.filter(({ severity }) => severity === 'high'));
    return [...new Set(high.map(({ rule }) => rule))];
  };

  it('takes a rule’s risks out of the count, and tells them as set aside, with a reason', async () => {
    const rules = await severe();
    expect(rules).toContain(HTTPONLY);
    const waive = rules.flatMap((rule) => ['--waive', rule]);
    const text = await coatcheck(['audit', shop, '--fail-on', 'high', ...waive]);
    expect(text.status).toBe(0);
    expect(text.stdout).toMatch(/Set aside\n(.*\n)*.*\[session-cookie-without-httponly\]\n.*--waive/);
    const json = await coatcheck(['audit', shop, '--format', 'json', '--waive', HTTPONLY]);
    const [waived] = reportsIn(json.stdout)[0]?.findings.filter(({ rule }) => rule === HTTPONLY) ?? [];
    expect(waived?.waived?.reason).toBe('Set aside on the command line (--waive)');
  });

  it('leaves the other rules’ risks in it', async () => {
    const [, ...rest] = await severe();
    expect(rest.length).toBeGreaterThan(0);
    const { status } = await coatcheck([
      'audit',
      shop,
      '--fail-on',
      'high',
      ...rest.flatMap((rule) => ['--waive', rule]),
    ]);
    expect(status).toBe(1);
  });

  it('is a suppression in SARIF', async () => {
    const { stdout } = await coatcheck(['audit', shop, '--format', 'sarif', '--waive', HTTPONLY]);
    const ofRule = (result: SarifResult) => result.ruleId === HTTPONLY;
    const { results } = runOf(stdout);
    expect(results.filter(ofRule).every(({ suppressions = [] }) => suppressions.length === 1)).toBe(true);
    expect(results.filter((one) => !ofRule(one)).every(({ suppressions }) => suppressions === undefined)).toBe(true);
    expect(results.filter(ofRule).length).toBeGreaterThan(0);
  });
});

describe('audit --format sarif', () => {
  it('is one log of one run, with the results of all files and sites, each in its file', async () => {
    put('odd name #1.har', careless('https://third.example'));
    const files = ['shop.har', 'odd name #1.har', 'calm.har'];
    const { stdout } = await coatcheck(['audit', ...files, '--format', 'sarif'], { cwd: folder });
    expect(sarifErrors(JSON.parse(stdout))).toEqual([]);
    const { results } = runOf(stdout);
    const places = results.map(({ locations: [place] }) => place?.physicalLocation.artifactLocation.uri);
    expect([...new Set(places)]).toEqual(['shop.har', 'odd%20name%20%231.har']);
  });

  it('has the site for a place where the file is elsewhere, or is standard input', async () => {
    const elsewhere = await coatcheck(['audit', shop, '--format', 'sarif']);
    const piped = await coatcheck(['audit', '-', '--format', 'sarif'], { input: JSON.stringify(careless()) });
    for (const { stdout } of [elsewhere, piped]) {
      const places = runOf(stdout).results.map(
        ({ locations: [place] }) => place?.physicalLocation.artifactLocation.uri,
      );
      expect([...new Set(places)]).toEqual(['shop.example']);
    }
  });
});
