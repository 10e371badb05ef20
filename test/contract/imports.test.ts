/** Imports point one way: core ← messages ← background, content, app ← doors; core ← har ← cli. */
import { posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import { blanked, boundIn, filesIn, importsOf, namesIn, nodes, parsed, read, transpiled } from './source.ts';

/** Folder (or file) of `src` → what of `src` it may import beside itself, and why not more. */
const MAY_IMPORT: Record<string, { of: string[]; because: string }> = {
  core: { of: [], because: 'The engine is pure and runs anywhere: it knows nothing but itself.' },
  messages: { of: ['core'], because: 'The protocol speaks of reports; it does not know who sends or answers.' },
  har: { of: ['core'], because: 'A file becomes observations; nothing else of Coatcheck has to run for it.' },
  content: { of: ['core', 'messages'], because: 'What runs in a page stands alone.' },
  background: {
    of: ['core', 'messages', 'browser.ts', 'content/read-storage.ts'],
    because: 'The worker shows nothing, and of the content scripts it knows the one function that it injects.',
  },
  app: { of: ['core', 'messages'], because: 'The screen runs without the extension: doors hand it the browser.' },
  door: {
    of: ['app', 'core', 'messages', 'browser.ts'],
    because: 'What all doors share joins the app and the browser.',
  },
  popup: { of: ['app', 'door', 'browser.ts'], because: 'A door is thin: what two of them need is in src/door.' },
  panel: { of: ['app', 'door', 'browser.ts'], because: 'A door is thin: what two of them need is in src/door.' },
  devtools: { of: ['app', 'door', 'browser.ts'], because: 'A door is thin: what two of them need is in src/door.' },
  page: {
    of: ['app', 'core', 'door', 'har', 'messages', 'browser.ts'],
    because: 'A door is thin: what two of them need is in src/door. This one alone opens files.',
  },
  cli: { of: ['core', 'har', 'index.ts'], because: 'The command line is the library beside a file.' },
  'index.ts': { of: ['core', 'har'], because: 'The library is the engine without a browser.' },
  'browser.ts': { of: [], because: 'The browser’s door leads to the polyfill alone.' },
  icons: { of: [], because: 'Pictures import nothing.' },
};

/** Packages, by who may import them. Each needs a reason: a package is code that nobody here reviewed. */
const PACKAGES: Record<string, { by: RegExp; because: string }> = {
  '@noble/hashes': {
    by: /^(core\/(?:observe\/(?:fingerprint|dpop)|check\/weak-secret)|background\/session-key)\.ts$/,
    because: 'A keyed hash that is synchronous: an await between event and record loses events.',
  },
  tldts: { by: /^core\/site\/origins\.ts$/, because: 'The public suffix list: which hosts are one site.' },
  'jwt-decode': { by: /^core\/observe\/jose\.ts$/, because: 'It is loose, so our structural gate stands in front.' },
  '@streamparser/json': {
    by: /^har\/stream\.ts$/,
    because: 'A HAR may be larger than any string: it is read token by token.',
  },
  'webextension-polyfill': { by: /^browser\.ts$/, because: 'It is archived: dropping it is a change of one file.' },
  valibot: { by: /^(messages|background|har|cli)\//, because: 'Parses what comes over a border.' },
  jose: { by: /^app\/check\//, because: 'Verifies signatures, with keys that somebody pasted.' },
  preact: { by: /^app\//, because: 'Draws the screen.' },
  '@preact/signals': { by: /^app\//, because: 'Holds the state of the screen.' },
};

/** What runs in Node alone, and may use what is built in there. */
const NODE = /^cli\//;

const files = filesIn('src', /\.tsx?$/).map((path) => path.slice('src/'.length));
const folderOf = (file: string): string => file.split('/', 1)[0] ?? file;
const packageOf = (specifier: string): string =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');

/** One sentence for each import of the file that the tables do not allow. */
const complaints = (file: string, code: string): string[] =>
  importsOf(code).flatMap((specifier) => {
    if (specifier.startsWith('node:'))
      return NODE.test(file) ? [] : [`${file} may not import ${specifier}: it runs in browsers.`];
    if (!specifier.startsWith('.')) {
      const known = PACKAGES[packageOf(specifier)];
      if (known === undefined) return [`${file} imports ${specifier}, a package that nobody gave a reason for.`];
      return known.by.test(file) ? [] : [`${file} may not import ${specifier}. ${known.because}`];
    }
    const target = posix.normalize(posix.join(posix.dirname(file), specifier));
    const [from, to] = [folderOf(file), folderOf(target)];
    const rule = MAY_IMPORT[from];
    if (rule === undefined) return [`src/${from} has no row in the table of imports.`];
    const allowed = from === to || rule.of.includes(to) || rule.of.includes(target);
    return allowed ? [] : [`${file} may not import ${target}. ${rule.because}`];
  });

describe('imports', () => {
  it.each(files)('%s imports only what its folder may', (file) => {
    expect(complaints(file, read(`src/${file}`))).toEqual([]);
  });

  it.each([
    ['core/site/a.ts', '../../messages/table.ts'],
    ['core/a.ts', '../browser.ts'],
    ['core/a.ts', 'valibot'],
    ['core/a.ts', 'jwt-decode'],
    ['messages/a.ts', '../background/sites.ts'],
    ['background/a.ts', '../app/store.ts'],
    ['background/a.ts', '../content/other.ts'],
    ['app/store.ts', '../browser.ts'],
    ['app/store.ts', 'webextension-polyfill'],
    ['content/a.ts', '../background/sites.ts'],
    ['popup/a.ts', '../background/sites.ts'],
    ['popup/a.ts', '../messages/table.ts'],
    ['panel/a.ts', '../page/main.ts'],
    ['door/a.ts', '../popup/main.ts'],
    ['har/a.ts', '../messages/reply.ts'],
    ['nowhere/a.ts', '../core/report.ts'],
    ['core/a.ts', 'left-pad'],
    ['core/a.ts', 'node:fs'],
    ['har/a.ts', 'node:fs'],
    ['cli/a.ts', 'fs'],
    ['cli/a.ts', '../app/api.ts'],
  ])('%s may not import %s', (file, specifier) => {
    expect(complaints(file, `import { x } from '${specifier}';`)).toHaveLength(1);
    expect(complaints(file, `export type { x } from '${specifier}';`)).toHaveLength(1);
  });

  it('every package of package.json has a reason, and every reason its package', () => {
    const { dependencies } = JSON.parse(read('package.json')) as { dependencies: Record<string, string> };
    expect(Object.keys(PACKAGES).sort()).toEqual(Object.keys(dependencies).sort());
  });

  it('names its relative imports by their file’s full name', () => {
    const bare = files.flatMap((file) =>
      importsOf(read(`src/${file}`)).filter((specifier) => specifier.startsWith('.') && !/\.\w+$/.test(specifier)),
    );
    expect(bare).toEqual([]);
  });
});

describe('the scan for imports', () => {
  it.each([
    ["import a from 'm';", ['m']],
    ["import a, {\n  b,\n  type C,\n} from 'm';", ['m']],
    ["import type { A } from 'm';", ['m']],
    ["import 'm';", ['m']],
    ["export * from 'm';", ['m']],
    ["export type * from 'm';", ['m']],
    ["export { a } from 'm';", ['m']],
    ["const a = await import('m');", ['m']],
    ["type A = typeof import('m');", ['m']],
    ['const a = await import(`m/$' + '{b}`);', ['import(…)']],
    ['import a from "m";import b from "n";', ['m', 'n']],
    ["const quote = /'/;\nimport a from 'm';", ['m']],
  ])('finds %j', (code, found) => {
    expect(importsOf(code)).toEqual(found);
  });

  it.each([
    "export type X = 'a';",
    "export const from = 'm';",
    "export type From = { from: 'browser' | 'page' };",
    "// import a from 'm';",
    "/* import a from 'm'; */",
    "/**\n * import a from 'm';\n */",
    'const text = "import a from \'m\'";',
    "const text = `\nimport a from 'm';\n`;",
    "const url = import.meta.url + 'm';",
    "module.import('m');",
    "export interface A {\n  from: string;\n}\nconst b = 'm';",
  ])('finds nothing in %j', (code) => {
    expect(importsOf(code)).toEqual([]);
  });

  it.each(files)('finds in %s what a real parser finds', async (file) => {
    const found = importsOf(read(`src/${file}`));
    const missed = [...nodes(parsed(await transpiled(`src/${file}`)))]
      .map((node) => (node['source'] as { value?: string } | null | undefined)?.value)
      .filter((source) => source !== undefined && source !== 'preact/jsx-runtime' && !found.includes(source));
    expect(missed).toEqual([]);
  });

  it('blanks text without moving anything', () => {
    const code = "a('x//y', \"it's\", /[/']\\//g) // b\n+ `c'd` /* e\nf */ / 2 / g";
    expect(blanked(code)).toHaveLength(code.length);
    expect(blanked(code).replace(/\s+/g, ' ')).toBe(`a(' ', " ", ) + \` \` / 2 / g`);
  });
});

/** What the engine must not know: a clock, chance, the browser, the page, the network, the console. */
const FORBIDDEN_IN_CORE = `browser chrome window document self globalThis navigator location localStorage sessionStorage
  indexedDB Date.now performance Math.random crypto console fetch XMLHttpRequest WebSocket setTimeout setInterval
  queueMicrotask process require eval Function`.split(/\s+/);

const impurities = (javascript: string): string[] => {
  const names = namesIn(javascript);
  const clock = [...nodes(parsed(javascript))].some(
    (node) =>
      node.type === 'NewExpression' &&
      (node['callee'] as { name?: string }).name === 'Date' &&
      (node['arguments'] as unknown[]).length === 0,
  );
  const own = boundIn(javascript);
  return [...FORBIDDEN_IN_CORE.filter((name) => names.has(name) && !own.has(name)), ...(clock ? ['new Date()'] : [])];
};

describe('the engine is pure', () => {
  it.each(files.filter((file) => file.startsWith('core/')))(
    '%s uses no browser, clock, chance or network',
    async (file) => {
      expect(impurities(await transpiled(`src/${file}`))).toEqual([]);
    },
  );

  it.each([
    ['browser.tabs.query({})', ['browser']],
    ['const now = Date.now();', ['Date.now']],
    ['const now = new Date();', ['new Date()']],
    ['const { fetch } = globalThis;', ['globalThis']],
    ['const id = Math.random();', ['Math.random']],
    ['console.log(1)', ['console']],
    ['setTimeout(f, 1)', ['setTimeout']],
    ['document.cookie', ['document']],
  ])('the scan finds %s', (code, found) => {
    expect(impurities(code)).toEqual(found);
  });

  it.each([
    "const kind = 'document'; // window, fetch()",
    'const resource = { document: 1, fetch: 2 }; resource.document;',
    'const f = (location, { document }) => [location, document];',
    'const day = new Date(0); Date.parse(text); Math.max(1, 2);',
  ])('the scan leaves %s alone', (code) => {
    expect(impurities(code)).toEqual([]);
  });
});
