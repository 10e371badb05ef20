import fc from 'fast-check';

/** Per property, in the ordinary suite. */
export const RUNS = 5_000;

/** Texts that are nearly what a parser wants: its own vocabulary, cut up and glued together, beside any text at all. */
export function nearly(...pieces: string[]): fc.Arbitrary<string> {
  const odd = [
    '',
    ' ',
    '=',
    ';',
    ',',
    '"',
    '\\',
    '%',
    '%2',
    '%ff',
    '.',
    '\n',
    '\0',
    '\ud800',
    'ü',
    '🍪',
    '__proto__',
    'constructor',
  ];
  const piece = fc.oneof(fc.constantFrom(...pieces, ...odd), fc.string({ unit: 'binary', maxLength: 8 }));
  return fc.array(piece, { maxLength: 20 }).map((parts) => parts.join(''));
}

/** Milliseconds that something takes at best: other work on the machine makes single measurements worthless. */
export function quickest(run: () => void, times = 5): number {
  const taken = Array.from({ length: times }, () => {
    const start = performance.now();
    run();
    return performance.now() - start;
  });
  return Math.min(...taken);
}
