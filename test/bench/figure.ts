/** What a bench hands over: figures that can be told apart from the machine's own noise. */
export interface Figure {
  name: string;
  value: number;
  unit: string;
  how: string;
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
