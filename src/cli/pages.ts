/** The rules' pages, as the build puts them in: rule → Markdown. */
const files = import.meta.glob<string>('../core/rules/*.md', { query: '?raw', import: 'default', eager: true });

export const pages: ReadonlyMap<string, string> = new Map(
  Object.entries(files).map(([path, page]) => [path.slice(path.lastIndexOf('/') + 1, -'.md'.length), page]),
);
