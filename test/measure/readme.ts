/** Places in the README that are written by programs. */
export const BEGIN = '<!-- measured: cookieRole -->';
export const END = '<!-- end -->';

export const withTables = (readme: string, tables: string, begin = BEGIN): string => {
  const [before, rest] = split(readme, begin);
  const [, after] = split(rest, END);
  return `${before}${begin}\n\n${tables}\n\n${END}${after}`;
};

const split = (text: string, mark: string): [before: string, after: string] => {
  const at = text.indexOf(mark);
  if (at < 0) throw new Error(`The README has no ${mark}`);
  return [text.slice(0, at), text.slice(at + mark.length)];
};
