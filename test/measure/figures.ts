/** How well a judge tells the cookies that authenticate from the others. */

export interface Judged {
  site: string;
  authenticates: boolean;
  /** Higher is more likely; a judge that only says yes or no gives 1 and 0. */
  score: number;
}

export interface Figures {
  precision: number;
  recall: number;
  /** Harmonic mean of the two. */
  f1: number;
  /** Mean, over the cookies that authenticate, of the precision when the list is read down to them. */
  averagePrecision: number;
  /** Share of sites where at least one cookie that authenticates is among the first one, two, three. */
  top: readonly [number, number, number];
}

/** What nobody found is found with precision 0. Of equal scores the wrong ones come first. */
export const figuresOf = (judged: readonly Judged[], threshold: number): Figures => {
  const named = judged.filter(({ score }) => score >= threshold);
  const found = named.filter(({ authenticates }) => authenticates).length;
  const all = judged.filter(({ authenticates }) => authenticates).length;
  const precision = share(found, named.length);
  const recall = share(found, all);
  return {
    precision,
    recall,
    f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall),
    averagePrecision: averagePrecision(judged),
    top: [topOf(judged, 1), topOf(judged, 2), topOf(judged, 3)],
  };
};

const share = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);

const averagePrecision = (judged: readonly Judged[]): number => {
  const precisions = judged
    .filter(({ authenticates }) => authenticates)
    .map(({ score }) => {
      const above = judged.filter((other) => other.score >= score);
      return share(above.filter(({ authenticates }) => authenticates).length, above.length);
    });
  return share(
    precisions.reduce((sum, precision) => sum + precision, 0),
    precisions.length,
  );
};

const topOf = (judged: readonly Judged[], places: number): number => {
  const sites = sitesOf(judged).filter((site) => site.some(({ authenticates }) => authenticates));
  const hits = sites.filter((site) => {
    const best = Math.max(...site.filter(({ authenticates }) => authenticates).map(({ score }) => score));
    return site.filter(({ authenticates, score }) => !authenticates && score >= best).length < places;
  });
  return share(hits.length, sites.length);
};

const sitesOf = (judged: readonly Judged[]): Judged[][] => {
  const sites = new Map<string, Judged[]>();
  for (const one of judged) sites.set(one.site, [...(sites.get(one.site) ?? []), one]);
  return [...sites.values()];
};

/**
 * The range in which 95 % of the values of F1 lie when as many sites are drawn again and again out of those measured: how
 * much of the figure is owed to the choice of sites. The draws are the same every time.
 */
export const rangeOfF1 = (judged: readonly Judged[], threshold: number, draws = 1_000): [low: number, high: number] => {
  const sites = sitesOf(judged);
  let state = 1;
  const next = (): number => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
  const values = Array.from({ length: draws }, () => {
    const drawn = sites.flatMap(() => sites[Math.floor(next() * sites.length)] ?? []);
    return countsF1(drawn, threshold);
  }).sort((a, b) => a - b);
  return [values[Math.floor(draws * 0.025)] ?? 0, values[Math.floor(draws * 0.975)] ?? 0];
};

const countsF1 = (judged: readonly Judged[], threshold: number): number => {
  const named = judged.filter(({ score }) => score >= threshold);
  const found = named.filter(({ authenticates }) => authenticates).length;
  return share(2 * found, named.length + judged.filter(({ authenticates }) => authenticates).length);
};
