/** What a bench hands over: figures that can be told apart from the machine's own noise. */
export interface Figure {
  name: string;
  value: number;
  unit: string;
  how: string;
  /** What was promised. What was promised is told in the README. */
  atMost?: number;
  atLeast?: number;
  /** Told in the README all the same. */
  told?: true;
}

const at = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;

/** Of milliseconds: the median, the 95th percentile, and the fastest, which other work on the machine disturbs least. */
export const spread = (name: string, how: string, times: readonly number[]): Figure[] => {
  const sorted = times.toSorted((a, b) => a - b);
  return [
    { name: `${name}, median`, value: at(sorted, 0.5), unit: 'ms', how: `${how}, ${times.length} times` },
    { name: `${name}, p95`, value: at(sorted, 0.95), unit: 'ms', how: `${how}, ${times.length} times` },
    { name: `${name}, fastest`, value: at(sorted, 0), unit: 'ms', how: `${how}, ${times.length} times` },
  ];
};

const DIGITS: Record<string, number> = { '×': 3, 'ms/event': 3, bytes: 0, tasks: 0, '': 0 };

export const isKept = ({
  value,
  atMost = Number.POSITIVE_INFINITY,
  atLeast = Number.NEGATIVE_INFINITY,
}: Figure): boolean => value <= atMost && value >= atLeast;

/** `≤ 1.10 × ✓`, or nothing where nothing was promised. */
const target = (figure: Figure): string => {
  const { atMost, atLeast, unit } = figure;
  const bound = atMost ?? atLeast;
  if (bound === undefined) return '';
  return `${atMost === undefined ? '≥' : '≤'} ${`${bound} ${unit}`.trim()} ${isKept(figure) ? '✓' : '✗'}`;
};

/** The figure with its unit, in as many digits as mean something. */
export const inWords = (value: number, unit: string): string => {
  const number = value.toFixed(DIGITS[unit] ?? 1);
  return unit === '' ? number : `${number} ${unit}`;
};

/** `target ≤ 1.10 × ✓`, or nothing where nothing was promised. */
export const verdict = (figure: Figure): string => {
  const bound = target(figure);
  return bound === '' ? '' : `target ${bound}`;
};

/** A table of the figures that the README tells. */
export const tableOf = (figures: readonly Figure[]): string => {
  const rows = figures
    .filter((figure) => target(figure) !== '' || figure.told === true)
    .map((figure) => {
      const { name, value, unit, how } = figure;
      return `| ${name} | ${inWords(value, unit)} | ${target(figure)} | ${how} |`;
    });
  return ['| what | measured | target | how |', '| --- | --- | --- | --- |', ...rows].join('\n');
};
