/** What is shipped, as it is built: it asks nothing of the network, cannot be seen by pages, and is small. */
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readStorage } from '../../src/content/read-storage.ts';
import { packageOf, zippedSize } from '../helpers/package-size.ts';
import {
  blanked,
  boundIn,
  filesIn,
  injectedInto,
  isThere,
  namesIn,
  nodes,
  parsed,
  popupScripts,
  read,
} from './source.ts';

const POPUP_LIMIT = 40 * 1024;
const INJECTED_LIMIT = 4 * 1024;
const PACKAGE_LIMIT = 300 * 1024;

/** Everything through which code could talk to the network, or turn text into code. */
const SINKS =
  `fetch XMLHttpRequest WebSocket WebTransport EventSource RTCPeerConnection navigator.sendBeacon importScripts
  Worker SharedWorker eval Function self.fetch window.fetch globalThis.fetch self.Worker window.Worker
  globalThis.Worker`.split(/\s+/);

/** `Function.call.bind(…)` and `Function.prototype` make no code of text; every other use of the name could. */
const isHarmless = (code: string): boolean => !/(?<![.\w$])Function\b(?!\.(call|prototype)\b)/.test(code);

interface MadeOf {
  type?: string;
  name?: string;
  value?: unknown;
  callee?: MadeOf;
  arguments?: MadeOf[];
}

/** A worker from a file of the package, named on the spot: `new Worker(new URL("/assets/a.js", import.meta.url))`. */
const isOwnWorker = (node: MadeOf): boolean => {
  const [url] = node.arguments ?? [];
  const [path, base] = url?.arguments ?? [];
  return (
    url?.callee?.name === 'URL' &&
    /^\/assets\/[\w-]+\.js$/.test(String(path?.value)) &&
    base?.type === 'MemberExpression'
  );
};

/** Every use of the name makes such a worker. */
const hasOwnWorkersOnly = (javascript: string): boolean => {
  const made = [...nodes(parsed(javascript))].filter(
    (node) => node.type === 'NewExpression' && (node['callee'] as MadeOf).name === 'Worker',
  ) as MadeOf[];
  return made.length === (blanked(javascript).match(/\bWorker\b/g) ?? []).length && made.every(isOwnWorker);
};

const sinksIn = (javascript: string): string[] => {
  const names = namesIn(javascript);
  const found = SINKS.filter(
    (name) =>
      names.has(name) &&
      !(name === 'Function' && isHarmless(javascript)) &&
      !(name === 'Worker' && hasOwnWorkersOnly(javascript)),
  );
  for (const node of nodes(parsed(javascript))) {
    if (node.type === 'ImportExpression') {
      const source = node['source'] as { type: string; value?: unknown };
      if (source.type !== 'Literal' || !String(source.value).startsWith('./')) found.push('import()');
    }
    const callee = node['callee'] as { type?: string; property?: { name?: string } } | undefined;
    if (callee?.type === 'MemberExpression' && /^(sendBeacon|fetch)$/.test(callee.property?.name ?? ''))
      found.push(`.${callee.property?.name}()`);
  }
  return found;
};

const HTML_MEMBERS = new Set(['innerHTML', 'outerHTML', 'insertAdjacentHTML', 'write', 'writeln', 'srcdoc']);

/** Assignments to a member that parses HTML, and calls of one, as text. */
const htmlSinksIn = (javascript: string): string[] =>
  [...nodes(parsed(javascript))]
    .filter((node) => {
      const target = (node.type === 'AssignmentExpression' ? node['left'] : node['callee']) as
        | { type?: string; property?: { name?: string } }
        | undefined;
      return target?.type === 'MemberExpression' && HTML_MEMBERS.has(target.property?.name ?? '');
    })
    .map((node) => javascript.slice(Number(node['start']), Number(node['end'])));

describe.each(['chrome', 'firefox'])('the build for %s', (browser) => {
  const root = `dist/${browser}`;
  const built = isThere(`${root}/manifest.json`);

  it('is there', () => {
    expect(built, `dist/${browser} is missing: run \`npm run build\` first`).toBe(true);
  });
  if (!built) return;

  const manifest = JSON.parse(read(`${root}/manifest.json`));
  const files = filesIn(root);
  const scripts = files.filter((file) => file.endsWith('.js'));
  const text = new Map(scripts.map((file) => [file, read(file)]));

  it('has no trace of the build that records', () => {
    for (const code of text.values()) expect(code).not.toContain('coatcheckRecording');
  });

  it('lists nothing as web-accessible, and nobody may connect to it', () => {
    for (const key of ['web_accessible_resources', 'externally_connectable', 'content_scripts'])
      expect(manifest).not.toHaveProperty(key);
  });

  it('names the other browser’s keys nowhere', () => {
    expect(Object.keys(manifest.background).sort()).toEqual(
      [browser === 'chrome' ? 'service_worker' : 'scripts', 'type'].sort(),
    );
    expect('browser_specific_settings' in manifest).toBe(browser === 'firefox');
    for (const key of ['minimum_chrome_version', 'side_panel']) expect(key in manifest).toBe(browser === 'chrome');
    expect('sidebar_action' in manifest).toBe(browser === 'firefox');
    expect(manifest.permissions.includes('sidePanel')).toBe(browser === 'chrome');
  });

  it('holds each file that its manifest names', () => {
    const { icons, action, background, side_panel, sidebar_action, devtools_page } = manifest;
    const named = [
      ...Object.values<string>(icons),
      ...Object.values<string>(action.default_icon),
      action.default_popup,
      side_panel?.default_path ?? sidebar_action.default_panel,
      devtools_page,
      ...(background.scripts ?? [background.service_worker]),
    ];
    expect(named.filter((file) => !isThere(`${root}/${file}`))).toEqual([]);
  });

  it.each(['src/page/index.html', 'src/devtools/panel.html'])('holds %s, which code opens', (page) => {
    expect(isThere(`${root}/${page}`)).toBe(true);
  });

  it('holds no source maps, no sources and no leftovers of the build', () => {
    const others = files.filter((file) => !/\.(js|css|html|png|json)$/.test(file));
    expect(others).toEqual([`${root}/third-party-licenses.txt`]);
    expect(files.filter((file) => file.endsWith('.json'))).toEqual([`${root}/manifest.json`]);
    expect(scripts.filter((file) => text.get(file)?.includes('sourceMappingURL'))).toEqual([]);
  });

  it('has at least a worker, a popup and the Learn chunk', () => {
    expect(scripts.length).toBeGreaterThanOrEqual(4);
  });

  it.each(scripts)('%s reaches no network and runs no text as code', (file) => {
    expect(sinksIn(text.get(file) ?? '')).toEqual([]);
  });

  it.each(scripts)('%s writes no HTML, nor does Preact in it', (file) => {
    expect(htmlSinksIn(text.get(file) ?? '')).toEqual([]);
  });

  it('loads nothing from elsewhere in its pages and styles', () => {
    for (const file of files.filter((name) => /\.(html|css)$/.test(name))) {
      expect(read(file), file).not.toMatch(/(src|href)\s*=\s*["']?(https?:)?\/\/|@import|url\(\s*["']?(https?:)?\/\//i);
      expect(read(file), file).not.toMatch(/<script(?![^>]*\bsrc=)|\son\w+=|<style/i);
    }
  });

  it('injects a function that stands alone after minification', () => {
    const injected = [...text].flatMap(([file, code]) => injectedInto(code).map((script) => ({ file, script })));
    expect(injected).toHaveLength(2);
    for (const { file, script } of injected) {
      expect(script).toMatch(/window\[/);
      expect(freeNames(script), file).toEqual([]);
    }
  });

  it('injects at most 4 KiB', () => {
    const sizes = [...text.values()].flatMap(injectedInto).map((script) => Buffer.byteLength(script));
    expect(sizes).toHaveLength(2);
    for (const size of sizes) expect(size).toBeLessThanOrEqual(INJECTED_LIMIT);
  });

  it('is a zip of at most 300 KiB, the list of known secrets aside', () => {
    const { files: packed, list } = packageOf(root);
    expect(list).toMatch(/^assets\/secrets-worker-[\w-]+\.js$/);
    expect(zippedSize(packed)).toBeGreaterThan(100 * 1024);
    expect(zippedSize(packed.filter(({ path }) => path !== list))).toBeLessThanOrEqual(PACKAGE_LIMIT);
  });

  it('has a popup of at most 40 KiB of compressed script, without the Learn chunk', () => {
    const loaded = popupScripts(root);
    expect([...loaded].some((file) => file.includes('screen'))).toBe(true);
    expect(loaded.size).toBeGreaterThan(1);
    expect([...loaded].some((file) => file.includes('Learn'))).toBe(false);
    const size = [...loaded].reduce((sum, file) => sum + gzipSync(read(file)).length, 0);
    expect(size).toBeLessThanOrEqual(POPUP_LIMIT);
  });
});

/** What a page's isolated world offers, and the injected function may lean on. */
const PAGE_GLOBALS = new Set(
  'window location performance indexedDB setTimeout Promise Set Map String JSON Array Object undefined'.split(' '),
);

/** Names of a function that are neither its own nor the page's. */
const freeNames = (code: string): string[] => {
  const module = `const injected = ${code};`;
  const own = boundIn(module);
  return [...namesIn(module)].filter((name) => !name.includes('.') && !own.has(name) && !PAGE_GLOBALS.has(name));
};

describe('the injected function', () => {
  it('leans on nothing but the page', () => {
    expect(freeNames(readStorage.toString())).toEqual([]);
  });

  it('can be made again from its own text, as browsers do', async () => {
    const again = new Function(`return ${readStorage.toString()}`)();
    expect(typeof again).toBe('function');
    // Here is no page: it fails for the lack of `location`, not of anything of ours.
    await expect(again({ keys: 1, value: 1, total: 1, time: 1, stores: [] })).rejects.toThrow(
      /location is not defined/,
    );
  });

  it('would be found out if it leant on its module', () => {
    expect(freeNames('async (limits) => helper(limits, LIMITS, chrome.runtime)')).toEqual([
      'helper',
      'LIMITS',
      'chrome',
    ]);
  });
});

describe('the scan for sinks', () => {
  it.each([
    'fetch("/x")',
    'const f = fetch;',
    'self.fetch(u)',
    'a.b.fetch(u)',
    'new WebSocket(u)',
    'navigator.sendBeacon(u)',
    'n["x"].sendBeacon(u)',
    'import("https://example.com/x.js")',
    'import(u)',
    'new Function("return 1")',
    'eval(x)',
    'importScripts(u)',
    'new Worker(u)',
    'new Worker(new URL("https://example.com/x.js", import.meta.url))',
    'new Worker(new URL("/assets/a.js", base))',
    'new Worker(new URL("/assets/a.js", import.meta.url)); const W = Worker;',
    'new self.Worker(u)',
  ])('finds %s', (code) => {
    expect(sinksIn(code)).not.toEqual([]);
  });

  it.each([
    'const resource = { fetch: 1 }; resource.fetch',
    "'fetch(' + 'WebSocket('",
    'import("./a.js")',
    'new Worker(new URL("/assets/a-B_1.js", import.meta.url), { type: "module" })',
    '// fetch(x)',
  ])('leaves %s alone', (code) => {
    expect(sinksIn(code)).toEqual([]);
  });

  it('finds HTML written by us', () => {
    expect(
      htmlSinksIn('a.innerHTML = b; c.insertAdjacentHTML("x", y); document.write(z); q.innerHTML === r'),
    ).toHaveLength(3);
  });
});

describe('our own source', () => {
  it('writes no HTML', () => {
    const used = filesIn('src', /\.tsx?$/).filter((file) =>
      /\b(innerHTML|outerHTML|insertAdjacentHTML|dangerouslySet\w+)\b/.test(read(file)),
    );
    expect(used).toEqual([]);
  });
});
