/** What is wrong with a file or an option is one line that says where, and ends with 2. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { careless, entry, har, PASSWORD, SECRETS, SESSION, scratch, TOKEN } from './hars.ts';
import { coatcheck, type Ran } from './run.ts';

const { put, folder } = scratch();
const whole = JSON.stringify(careless());
const shop = put('shop.har', careless());

/** One line, no stack, no secret. */
const lineOf = ({ status, stderr }: Ran): string => {
  expect(status).toBe(2);
  expect(stderr).toMatch(/^[^\n]+\n$/);
  expect(stderr).not.toMatch(/\bat (?:\S+ \()?(?:file:|node:|\/)|Error\b/);
  expect(SECRETS.filter((secret) => stderr.includes(secret))).toEqual([]);
  return stderr.trimEnd();
};

const FIRST = whole.indexOf('},{"startedDateTime"') + 1;

/** File → the words about it. */
const BROKEN: Record<string, [content: string | Uint8Array, words: string]> = {
  'empty.har': ['', 'The file is empty.'],
  'blank.har': [' \n\t ', 'The file holds no JSON.'],
  'page.har': ['<!doctype html><title>Sign in</title>', 'The JSON is broken at byte 0.'],
  'cut.har': [whole.slice(0, FIRST + 20), `The JSON is cut off: it ends at byte ${FIRST + 20}, after 1 whole entry.`],
  'cut-early.har': ['{"log":', 'The JSON is cut off: it ends at byte 7.'],
  'cut-in-text.har': [
    whole.slice(0, whole.indexOf(SESSION) + 9),
    `The JSON is cut off: it ends at byte ${whole.indexOf(SESSION) + 9}, after 0 whole entries.`,
  ],
  'comma.har': [
    `${whole.slice(0, FIRST)},${whole.slice(FIRST)}`,
    'The JSON is broken near byte 0, after 1 whole entry.',
  ],
  'word.har': [
    `${whole.slice(0, FIRST + 1)}secret${whole.slice(FIRST + 1)}`,
    `The JSON is broken at byte ${FIRST + 1}, after 1 whole entry.`,
  ],
  'twice.har': [`${whole}${whole}`, `The JSON is broken near byte ${whole.length - (whole.length % 1024)}.`],
  'list.har': ['[]', 'This is not a HAR file: expected Object at "the top".'],
  'text.har': [`"${TOKEN}"`, 'This is not a HAR file: expected Array at "log.entries".'],
  'other.har': ['{"name":"coatcheck","log":1}', 'This is not a HAR file: expected Array at "log.entries".'],
  'log.har': ['{"log":[{"entries":[]}]}', 'This is not a HAR file: expected Object at "log".'],
  'entries.har': ['{"log":{"entries":{"a":{}}}}', 'This is not a HAR file: expected Array at "log.entries".'],
  'no-entries.har': [
    '{"log":{"version":"1.2"},"entries":[]}',
    'This is not a HAR file: expected Array at "log.entries".',
  ],
  'deep.har': [`{"log":{"entries":[${'['.repeat(5_000)}`, 'The JSON is nested too deeply near byte 1024.'],
  'packed.zip': [Uint8Array.of(0x50, 0x4b, 3, 4, 0, 0), 'This is a zip: unpack it first.'],
  'wide.har': [Buffer.from(`\ufeff${whole}`, 'utf16le'), 'The file is written in UTF-16, and a HAR is UTF-8.'],
  'cut.har.gz': [gzipSync(whole).subarray(0, -20), 'The gzip data is cut off.'],
  'broken.har.gz': [gzipSync(whole).fill(0xff, 100, 140), 'The gzip data is broken.'],
  'noise.har': [Uint8Array.from({ length: 4096 }, (_, at) => (at * 7919) % 251), 'The JSON is broken at byte 0.'],
};

describe('a file that is no HAR', () => {
  it.each(Object.entries(BROKEN))('%s is told in one line', async (name, [content, words]) => {
    put(name, content);
    const ran = await coatcheck(['audit', name], { cwd: folder });
    expect(lineOf(ran)).toBe(`${name}: ${words}`);
    expect(ran.stdout).toBe('');
  });

  it.each(['empty.har', 'cut.har', 'cut.har.gz'])('%s is told the same of standard input', async (name) => {
    const [input = '', words] = BROKEN[name] ?? [];
    expect(lineOf(await coatcheck(['audit', '-'], { input }))).toBe(`standard input: ${words}`);
  });

  it('is told with the entry that cannot be read', async () => {
    const { log } = careless();
    const broken = put('entry.har', har(log.entries[0], { request: PASSWORD }));
    expect(lineOf(await coatcheck(['audit', broken]))).toMatch(/: Entry 1 of the HAR cannot be read: [^\n]+\.$/);
  });

  it('is told where there is none, or a directory', async () => {
    mkdirSync(join(folder, 'sub'));
    const of = async (file: string) => lineOf(await coatcheck(['audit', file], { cwd: folder }));
    expect(await of('absent.har')).toBe('absent.har: There is no such file.');
    expect(await of('sub')).toBe('sub: This is a directory.');
    expect(await of('shop.har/below.har')).toBe('shop.har/below.har: There is no such file.');
  });

  it('has no hidden letters in its name when it is told', async () => {
    expect(lineOf(await coatcheck(['audit', 'a\u001b[31m\nb.har']))).toBe(
      'a\\u001B[31m\\u000Ab.har: There is no such file.',
    );
  });

  it('does not keep the others from being told', async () => {
    const ran = await coatcheck(['audit', 'absent.har', shop, '--format', 'json'], { cwd: folder });
    expect(lineOf(ran)).toBe('absent.har: There is no such file.');
    expect(JSON.parse(ran.stdout)).toMatchObject([{ site: 'https://shop.example' }]);
  });

  it('weighs more than risks at the level', async () => {
    expect((await coatcheck(['audit', shop, 'absent.har', '--fail-on', 'high'], { cwd: folder })).status).toBe(2);
  });
});

describe('a hostile HAR', () => {
  const ESCAPE = '\u001b]0;owned\u0007\u202e';

  it('writes nothing of its own to the terminal', async () => {
    const cookie = { Cookie: `sid${ESCAPE}=${SESSION}` };
    const file = put(
      'hostile.har',
      har(entry('GET', 'https://shop.example/a', cookie), entry('GET', `https://shop.example/${ESCAPE}`, cookie)),
    );
    for (const format of ['text', 'json', 'md', 'sarif']) {
      const { status, stdout, stderr } = await coatcheck(['audit', file, '--format', format]);
      expect([status, stderr]).toEqual([0, '']);
      expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
    }
  });

  it('with members named as those of objects is read as any other', async () => {
    const text = whole.replace(
      '{"version"',
      '{"__proto__":{"entries":[1]},"constructor":{"prototype":{"x":1}},"version"',
    );
    const { status, stdout } = await coatcheck(['audit', put('proto.har', text), '--format', 'json']);
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject([{ site: 'https://shop.example' }]);
  });

  it('with a body of many megabytes and a long name is read', async () => {
    const { log } = careless();
    const big = { ...(log.entries[0] as object), _body: 'x'.repeat(30_000_000) };
    const { status } = await coatcheck([
      'audit',
      put('big.har', har(...log.entries, big, entry('GET', `https://shop.example/?${'q'.repeat(2_000_000)}`))),
    ]);
    expect(status).toBe(0);
  });
});

describe('options that cannot be', () => {
  it.each<[string[], string]>([
    [[], 'A command is missing: audit, explain or decode. See --help.'],
    [['audti'], 'There is no command audti. Did you mean audit?'],
    [[TOKEN], 'There is no such command.'],
    [['audit'], 'audit: a file is missing. See --help.'],
    [['audit', '-', '-'], 'audit: standard input can be read once.'],
    [['audit', shop, '--formt', 'json'], 'There is no option --formt. See --help.'],
    [['audit', shop, '--format'], '--format cannot be read: a value is missing, or is one too many. See --help.'],
    [['audit', shop, '--format', 'xml'], '--format takes text, json, md or sarif.'],
    [['audit', shop, '--fail-on', 'severe'], '--fail-on takes critical, high, medium, low or info.'],
    [['audit', shop, '--site', 'shop.example'], '--site takes an origin, such as https://app.example.'],
    [['audit', shop, '--site', 'file:///etc'], '--site takes an origin, such as https://app.example.'],
    [['audit', shop, '--waive', 'jwt-alg-non'], '--waive: There is no rule jwt-alg-non. Did you mean jwt-alg-none?'],
    [['explain', 'jwt-alg-none', 'token-in-url'], 'explain: one rule at a time.'],
    [['explain', '--rule'], 'There is no option --rule. See --help.'],
    [['decode'], 'decode: a token, a file or - is missing. See --help.'],
    [['decode', TOKEN, TOKEN], 'decode: one token, one file or - at a time.'],
    [['decode', '--format', 'json', TOKEN], 'There is no option --format. See --help.'],
  ])('%j is told in one line', async (args, words) => {
    const ran = await coatcheck(args);
    expect(lineOf(ran)).toContain(`coatcheck: ${words}`);
    expect(ran.stdout).toBe('');
  });
});

describe('help and version', () => {
  it.each([['--help'], ['-h'], ['audit', '--help'], ['explain', '-h'], ['decode', '--help']])(
    '%s … prints the help',
    async (...args) => {
      const { status, stdout, stderr } = await coatcheck(args);
      expect([status, stderr]).toEqual([0, '']);
      for (const word of ['audit', 'explain', 'decode', '--format', '--site', '--fail-on', '--waive', 'Exit codes'])
        expect(stdout).toContain(word);
    },
  );

  it.each([['--version'], ['-V'], ['audit', '-V']])('%s … prints the version', async (...args) => {
    const { version } = (await import('../../package.json')).default;
    expect(await coatcheck(args)).toEqual({ status: 0, stdout: `${version}\n`, stderr: '' });
  });
});
