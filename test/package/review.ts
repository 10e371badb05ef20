/** What a store's reviewer reads first: how to build the package again, and why it asks for what it asks for. */
import type { Library } from './libraries.ts';

export interface Reviewed {
  name: string;
  version: string;
  /** Which Node is needed. */
  engine: string;
  node: string;
  npm: string;
  commit: string;
  permissions: readonly string[];
  reasons: ReadonlyMap<string, string>;
  libraries: readonly Library[];
  /** Library → where in `src` it is imported. */
  users: ReadonlyMap<string, ReadonlySet<string>>;
  /** File name of a package → its SHA-256. */
  packages: ReadonlyMap<string, string>;
}

/** Permission → reason, as README's table "| `permission` | reason |" gives them. */
export const reasonsIn = (readme: string): Map<string, string> =>
  new Map(
    [...readme.matchAll(/^\| `([^`]+)` \| ([^|\n]+) \|$/gm)].map(([, name = '', reason = '']) => [name, reason.trim()]),
  );

const reasonOf = (permission: string, reasons: ReadonlyMap<string, string>): string => {
  const reason = reasons.get(permission);
  if (reason === undefined) throw new Error(`README.md gives no reason for the permission ${permission}.`);
  return reason;
};

const usersOf = (library: string, users: Reviewed['users']): string => {
  const of = users.get(library);
  return of === undefined ? 'another of these libraries' : [...of].map((place) => `\`${place}\``).join(', ');
};

/** `REVIEW.md`, at the top of the source zip. */
export const reviewOf = (reviewed: Reviewed): string => {
  const { name, version, engine, node, npm, commit, permissions, reasons, libraries, users, packages } = reviewed;
  return `# ${name} ${version}: for reviewers

The packages are built from this source by open tools alone (TypeScript, Vite, crxjs, esbuild). Their code is bundled and
minified, and not obfuscated; there are no source maps. Two builds of the same source are the same, byte for byte.

## Build it again

1. Have Node ${engine} with its npm, on Linux, macOS or Windows. These packages were made with Node ${node} and npm ${npm}, from commit
   \`${commit}\`. Nothing else is needed, no account, and no setting.
2. In this folder: \`npm run package\`. It installs what \`package-lock.json\` locks (\`npm ci\`), builds, runs \`web-ext lint\` and
   \`npm audit\`, and writes the packages to \`dist/packages\`. That is the only step that needs a network: for the installation and the audit.
3. Compare: \`sha256sum dist/packages/*.zip\` (macOS: \`shasum -a 256\`) gives

| package | SHA-256 |
|---|---|
${[...packages].map(([file, hash]) => `| \`${file}\` | \`${hash}\` |`).join('\n')}

If a zip differs because a store packed it anew, compare what is in it with \`dist/chrome\` and \`dist/firefox\`: the files are the same.

## What it is for

One purpose: it shows how the site in the tab knows its user, by a session or by a token, with the evidence and the risks.
It sends nothing anywhere: the pages' content security policy forbids any connection, and no data is collected. All code that runs is in
the package; none is fetched, and no text is run as code.

To try it without an account: \`npm start\` opens a browser with it and a lab of login sites on this machine.

## Permissions, each with its reason

| permission | why it is needed |
|---|---|
${permissions.map((permission) => `| \`${permission}\` | ${reasonOf(permission, reasons)} |`).join('\n')}

## Libraries in the package

Each comes from npm at the version that \`package-lock.json\` locks by digest; their licences are in
\`third-party-licenses.txt\` of the package. Vite joins them with our code into the files of \`assets\`; \`vite.config.ts\` names the files that
are put together by hand. From Preact two assignments to \`innerHTML\` are left out while building (\`withoutInnerHtml\` there).

| library | version | licence | source | used by |
|---|---|---|---|---|
${libraries.map((one) => `| \`${one.name}\` | ${one.version} | ${one.license} | ${one.source} | ${usersOf(one.name, users)} |`).join('\n')}
`;
};
