/** Reads the repository's own text: which files there are, what they import, which globals they use. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseAst, transformWithEsbuild } from 'vite';

export const top = new URL('../../', import.meta.url);

export const read = (path: string): string => readFileSync(new URL(path, top), 'utf8');

/** Paths from the top, with forward slashes, sorted. */
export const filesIn = (folder: string, name: RegExp = /./): string[] =>
  readdirSync(new URL(`${folder}/`, top), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && name.test(entry.name))
    .map((entry) => relative(fileURLToPath(top), join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .sort();

export const isThere = (path: string): boolean => existsSync(new URL(path, top));

/**
 * The code with comments, strings, templates and regular expressions blanked out; every other character keeps its place.
 * A string in one or two quotes ends with its line, so that an apostrophe in JSX text hides one line at most.
 */
export const blanked = (code: string): string => {
  const parts =
    /\/\*[\s\S]*?\*\/|\/\/[^\n]*|'(?:\\.|[^'\\\n])*'?|"(?:\\.|[^"\\\n])*"?|`(?:\\[\s\S]|[^`\\])*`?|(?<=(?:^|[(,=:[!&|?{};>]|return)\s*)\/(?![*/])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\[\n])+\/[a-z]*/g;
  return code.replace(parts, (part) => {
    const quoted = /^['"`]/.test(part) && part.length > 1;
    const kept = part.replace(/[^\n]/g, ' ');
    return quoted ? `${part[0]}${kept.slice(1, -1)}${part[0]}` : kept;
  });
};

/** What a module imports or re-exports, types included; a computed `import(…)` is told as `import(…)`. */
export const importsOf = (code: string): string[] => {
  const bare = blanked(code);
  const forms =
    /(?:^|[;}\n])[ \t]*(?:import|export)\b[^;'"`]*?\bfrom\s*(?=['"])|(?:^|[;}\n])[ \t]*import\s*(?=['"])|(?<![.\w$])import\s*\(\s*/g;
  return [...bare.matchAll(forms)].map((form) => {
    const start = form.index + form[0].length;
    const quote = bare[start] ?? '';
    if (!/['"]/.test(quote)) return 'import(…)';
    return code.slice(start + 1, bare.indexOf(quote, start + 1));
  });
};

interface Node {
  type: string;
  [member: string]: unknown;
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';

export function* nodes(node: Node): Generator<Node> {
  yield node;
  for (const member of Object.values(node)) {
    for (const child of Array.isArray(member) ? member : [member]) if (isNode(child)) yield* nodes(child);
  }
}

export const parsed = (javascript: string): Node => parseAst(javascript) as unknown as Node;

export const transpiled = async (path: string): Promise<string> =>
  (await transformWithEsbuild(read(path), path, { sourcemap: false, jsx: 'automatic' })).code;

/**
 * Names that code speaks of, as plain identifiers (`fetch`), and as members of a plain name (`Date.now`, `self.fetch`).
 * Names of members alone are not among them.
 */
export const namesIn = (javascript: string): Set<string> => {
  const names = new Set<string>();
  const root = parsed(javascript);
  const members = new Set<unknown>();
  for (const node of nodes(root)) {
    if (node.type === 'MemberExpression' && node['computed'] !== true) {
      members.add(node['property']);
      const { object, property } = node as unknown as { object: Node; property: Node };
      if (object.type === 'Identifier') names.add(`${object['name']}.${property['name']}`);
    }
    const keyed = node.type === 'Property' || node.type === 'MethodDefinition' || node.type === 'PropertyDefinition';
    if (keyed && node['computed'] !== true && node['shorthand'] !== true) members.add(node['key']);
  }
  for (const node of nodes(root)) {
    if (node.type === 'Identifier' && !members.has(node)) names.add(String(node['name']));
  }
  return names;
};

/** Names that the code declares itself, wherever: parameters, variables, functions, imports. */
export const boundIn = (javascript: string): Set<string> => {
  const names = new Set<string>();
  const bind = (pattern: unknown): void => {
    if (!isNode(pattern)) return;
    if (pattern.type === 'Identifier') names.add(String(pattern['name']));
    else if (pattern.type === 'AssignmentPattern') bind(pattern['left']);
    else if (pattern.type === 'Property') bind(pattern['value']);
    else if (/^(Array|Object)Pattern$|^RestElement$/.test(pattern.type)) {
      const parts = pattern['elements'] ?? pattern['properties'] ?? [pattern['argument']];
      for (const part of parts as unknown[]) bind(part);
    }
  };
  for (const node of nodes(parsed(javascript))) {
    if (node.type === 'VariableDeclarator' || node.type === 'FunctionDeclaration') bind(node['id']);
    if (node.type.startsWith('Import')) bind(node['local']);
    for (const parameter of (node['params'] ?? []) as unknown[]) bind(parameter);
  }
  return names;
};

/** The files themselves, and all that they import at once, directly or not. */
export const importedFrom = (files: readonly string[]): Set<string> => {
  const loaded = new Set<string>();
  const load = (file: string): void => {
    if (loaded.has(file)) return;
    loaded.add(file);
    for (const node of nodes(parsed(read(file)))) {
      const from = /^(Import|Export(Named|All))Declaration$/.test(node.type) ? node['source'] : null;
      const source = (from as { value?: string } | null | undefined)?.value;
      if (source !== undefined) load(new URL(source, `file:///${file}`).pathname.slice(1));
    }
  };
  for (const file of files) load(file);
  return loaded;
};

/** What a built popup fetches before it can be read: its scripts, and the tab of risks, with which it opens. */
export const popupScripts = (root: string): Set<string> => {
  const { action } = JSON.parse(read(`${root}/manifest.json`));
  const html = read(`${root}/${action.default_popup}`);
  const entries = [...html.matchAll(/<(?:script|link)[^>]+(?:src|href)="\/?([^"]+\.js)"/g)].map(([, file]) => file);
  const checks = filesIn(`${root}/assets`, /^Checks-[\w-]+\.js$/);
  if (checks.length !== 1) throw new Error(`${root} has ${checks.length} files for the tab of risks.`);
  return importedFrom([...entries.map((file) => `${root}/${file}`), ...checks]);
};

/** The text of what a module declares under this name. */
const declarationOf = (name: string, module: string): string => {
  const declared = [...nodes(parsed(module))].find(
    (node) => node.type === 'VariableDeclarator' && (node['id'] as { name?: string }).name === name,
  )?.['init'] as { start: number; end: number } | undefined;
  return module.slice(declared?.start, declared?.end);
};

/** The text of each function that built code puts into pages, once for each place that does. */
export const injectedInto = (module: string): string[] =>
  [...module.matchAll(/executeScript\(\{target:\{tabId:[^}]*\},func:([\w$]+),/g)].map(([, name = '']) =>
    declarationOf(name, module),
  );
