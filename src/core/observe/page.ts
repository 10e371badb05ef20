/** The address of a tab's top document → what its fragment hands over. Requests never show a fragment. */
import { tokenParameter } from '../knowledge/words.ts';
import { fragmentMarks } from './marks.ts';
import { shownName } from './names.ts';
import type { Fingerprint, PageSeen, SeenValue } from './observation.ts';
import { shapeOf } from './shape.ts';
import { parseUrl, type SeenUrl } from './url.ts';

const MAX_VALUES = 10;
const MIN_LENGTH = 8;

/** @returns undefined where the fragment has nothing to tell, as most have */
export const observePage = (
  raw: { at: number; site: string; partition: string | null; url: string },
  fingerprint: Fingerprint,
): PageSeen | undefined => {
  const target = parseUrl(raw.url);
  if (target === undefined) return undefined;
  const values = handedValues(target, fingerprint);
  const marks = fragmentMarks(target.fragment);
  if (values.length === 0 && marks.length === 0) return undefined;
  return { type: 'page', ...raw, url: target.url, values, ...(marks.length === 0 ? {} : { marks }) };
};

/** Tokens in the fragment of an address, at most ten. */
export const handedValues = ({ fragment }: SeenUrl, fingerprint: Fingerprint): SeenValue[] =>
  fragment
    .filter(({ name, value }) => tokenParameter(name) !== undefined && value.length >= MIN_LENGTH)
    .slice(0, MAX_VALUES)
    .map(({ name, value }) => ({
      where: 'fragment',
      name: shownName(name, 128),
      shape: shapeOf(value, fingerprint),
    }));
