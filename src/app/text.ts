/** Text that comes from sites, made harmless to look at: what hides or reorders its neighbours is spelled out. Pure. */
import { shorten, spelled, UNSEEN, visible } from '../core/export/visible.ts';

export { type Block, blocks, type Span, spans } from '../core/export/prose.ts';
export { shorten, visible };

export interface Piece {
  text: string;
  escaped: boolean;
}

/** Longer texts are cut until the reader asks for all of it. */
export const TEXT_MAX = 200;

/** The same, in pieces, so that what was spelled out can look different from what a site wrote itself. */
export const pieces = (text: string): Piece[] => {
  const found: Piece[] = [];
  let from = 0;
  for (const match of text.matchAll(UNSEEN)) {
    if (match.index > from) found.push({ text: text.slice(from, match.index), escaped: false });
    found.push({ text: spelled(match[0]), escaped: true });
    from = match.index + match[0].length;
  }
  if (from < text.length) found.push({ text: text.slice(from), escaped: false });
  return found;
};

/** For attributes and labels, where there is room for one short plain line; what is spelled out takes room as well. */
export const label = (text: string, max = 60): string => {
  const shown = visible(shorten(text, max + 1));
  return shown.length > max ? `${shorten(shown, max)}…` : shown;
};

// Letters and digits in one long run look like a key; sentences, dates and file names do not.
const SECRET_LIKE = /[\w+=~.%-]{20,}/g;

/** What "Copy details" puts on the clipboard: an error may quote what it choked on, so long runs are masked. */
export const withoutSecrets = (text: string): string =>
  text
    .replace(/[?#]\S*/g, '')
    .replace(SECRET_LIKE, (run) => `${run.slice(0, 4)}…`)
    .slice(0, 500);
