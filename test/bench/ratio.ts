/** Ratios of measurements that were made in turns, and how far chance alone would move them. */

export interface Range {
  middle: number;
  /** 95 % of sets drawn anew from the same pairs lie between these. */
  low: number;
  high: number;
}

const DRAWS = 2000;

export const inMiddle = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length >> 1;
  const upper = sorted[half] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[half - 1] ?? Number.NaN)) / 2;
};

/** The same numbers in each run: what is random shall be the measurement. */
const dice = (): (() => number) => {
  let seed = 1;
  return () => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return seed / 2 ** 32;
  };
};

/** Pair by pair: the median of the ratios. */
export const ratioOf = (values: readonly number[], base: readonly number[]): Range => {
  const ratios = values.map((value, at) => value / (base[at] ?? Number.NaN));
  const random = dice();
  const drawn = Array.from({ length: DRAWS }, () =>
    inMiddle(ratios.map(() => ratios[Math.floor(random() * ratios.length)] ?? Number.NaN)),
  ).sort((a, b) => a - b);
  const at = (share: number): number => drawn[Math.floor(drawn.length * share)] ?? Number.NaN;
  return { middle: inMiddle(ratios), low: at(0.025), high: at(0.975) };
};

export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
