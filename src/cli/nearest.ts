/** Names that are meant when another was typed. */

const MOST = 3;

/** How many letters have to be put in, left out or changed to make one word of the other (Levenshtein). */
export const distance = (a: string, b: string): number => {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (const [above, letter] of [...a].entries()) {
    const next = [above + 1];
    for (let at = 1; at <= b.length; at += 1) {
      const changed = (row[at - 1] ?? 0) + (b[at - 1] === letter ? 0 : 1);
      next.push(Math.min(changed, (row[at] ?? 0) + 1, (next[at - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
};

/** At most three, nearest first: those that the word is a part of, then those that differ in less than half of their letters. */
export const nearest = (word: string, names: readonly string[]): string[] => {
  const typed = word.slice(0, 80).toLowerCase();
  const score = (name: string): number => (typed.length > 2 && name.includes(typed) ? 0 : distance(typed, name));
  return names
    .map((name) => ({ name, far: score(name) }))
    .filter(({ name, far }) => far < name.length / 2)
    .sort((a, b) => a.far - b.far)
    .slice(0, MOST)
    .map(({ name }) => name);
};

/** `. Did you mean a or b?`, or nothing. */
export const meant = (word: string, names: readonly string[]): string => {
  const near = nearest(word, names);
  return near.length === 0 ? '.' : `. Did you mean ${near.join(' or ')}?`;
};
