/** The libraries that are built into the extension, and what their licences want told. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Library {
  name: string;
  version: string;
  license: string;
  /** Where its source is. */
  source: string;
  text: string;
}

interface Locked {
  version: string;
  dev?: boolean;
  optional?: boolean;
  devOptional?: boolean;
}

const LICENSE_FILE = /^licen[cs]e(\.(md|txt))?$/i;

/** Said of a library beside its own licence. */
const DATA: Record<string, string> = {
  tldts:
    'It holds the data of the Public Suffix List, https://publicsuffix.org/list/, under the Mozilla Public License 2.0.',
};

/**
 * Licences that are told by their notice, Exhibit A, and the address of their text: MPL 2.0, sections 1.4 and 3.2, wants no
 * more with a program that is built. The text is three times as long as all others together.
 */
const BY_NOTICE: Record<string, string> = {
  'MPL-2.0':
    'This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0. If a copy of the MPL was not\ndistributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/. The Source Code Form is at the address above.',
};

const webAddress = (repository: string | { url: string }): string => {
  const url = typeof repository === 'string' ? repository : repository.url;
  const path = url.replace(/^git\+/, '').replace(/\.git$/, '');
  return /^[\w-]+\/[\w.-]+$/.test(path)
    ? `https://github.com/${path}`
    : path.replace(/^(git|ssh):\/\/(git@)?/, 'https://');
};

const libraryAt = (folder: string, version: string): Library => {
  const pack = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  if (pack.version !== version)
    throw new Error(`${pack.name} is installed as ${pack.version}, and locked as ${version}.`);
  const file = readdirSync(folder).find((name) => LICENSE_FILE.test(name));
  if (file === undefined) throw new Error(`${pack.name} brings no licence along.`);
  const text = BY_NOTICE[pack.license] ?? readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n').trim();
  return { name: pack.name, version, license: pack.license, source: webAddress(pack.repository), text };
};

/** All that `dependencies` of package.json lead to, as the lockfile has it, by name. */
export const runTimeLibraries = (top: string): Library[] => {
  const lock = JSON.parse(readFileSync(join(top, 'package-lock.json'), 'utf8'));
  return Object.entries<Locked>(lock.packages)
    .filter(([path, { dev, optional, devOptional }]) => path !== '' && !dev && !optional && !devOptional)
    .map(([path, { version }]) => libraryAt(join(top, path), version))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
};

const ABOUT = 'Coatcheck holds code of these libraries: what it uses of them, bundled.';
/** Said of a library's code that is not as it was. */
const CHANGED: Record<string, string> = { preact: 'From Preact the two assignments to innerHTML are left out.' };
const RULE = '-'.repeat(80);

/** `third-party-licenses.txt` of the package. */
export const noticesOf = (libraries: readonly Library[]): string => {
  const parts = libraries.map(({ name, version, license, source, text }) =>
    [`${name} ${version} (${license})`, source, ...(DATA[name] === undefined ? [] : [DATA[name]]), '', text].join('\n'),
  );
  const changed = libraries.flatMap(({ name }) => CHANGED[name] ?? []);
  return `${[[ABOUT, ...changed].join('\n'), ...parts].join(`\n\n${RULE}\n`)}\n`;
};

/** The package that a module belongs to: the innermost of its path. */
export const packageOfModule = (id: string): string | undefined =>
  /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(id.replaceAll('\\', '/'))?.[1];
