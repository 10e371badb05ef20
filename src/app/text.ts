/** Text that comes from sites, made harmless to look at: what hides or reorders its neighbours is spelled out. Pure. */

export interface Piece {
  text: string;
  escaped: boolean;
}

/** Longer texts are cut until the reader asks for all of it. */
export const TEXT_MAX = 200;

// Controls, format characters (bidi overrides, isolates, zero-width), lone surrogates, line and paragraph separators,
// and the few letters that Unicode draws as nothing. A fifth combining mark in a row only serves to smear the screen.
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\u034F\u115F\u1160\u17B4\u17B5\u3164\uFFA0]|(?<=\p{M}{4})\p{M}/gu;

const spelled = (character: string): string => {
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase();
  return code.length > 4 ? `\\u{${code}}` : `\\u${code.padStart(4, '0')}`;
};

/** One line of text where nothing is invisible. */
export const visible = (text: string): string => text.replace(UNSEEN, spelled);

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

/** Cuts without splitting a surrogate pair. */
export const shorten = (text: string, max = TEXT_MAX): string => {
  if (text.length <= max) return text;
  const last = text.charCodeAt(max - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? max - 1 : max);
};

/** For attributes and labels, where there is room for one short plain line; what is spelled out takes room as well. */
export const label = (text: string, max = 60): string => {
  const shown = visible(shorten(text, max + 1));
  return shown.length > max ? `${shorten(shown, max)}…` : shown;
};

export interface Span {
  text: string;
  code: boolean;
}

/** `like this` in a sentence of the engine becomes code; an unpaired backtick stays a backtick. */
export const spans = (sentence: string): Span[] => {
  const parts = sentence.split('`');
  const paired = parts.length % 2 === 1;
  return parts
    .map((text, index) => {
      const last = index === parts.length - 1;
      if (!paired && last) return { text: `\`${text}`, code: false };
      return { text, code: index % 2 === 1 };
    })
    .filter((span) => span.text !== '');
};

export type Block = { kind: 'prose' | 'item' | 'code'; text: string };

/** The little formatting that rule texts use: lines are paragraphs, `- ` is a list item, ``` fences hold code. */
export const blocks = (text: string): Block[] => {
  const found: Block[] = [];
  text.split('```').forEach((part, index) => {
    if (index % 2 === 1) {
      // The word after the fence names the language; it is no code.
      const code = part.replace(/^[\w-]*\n/, '').replace(/\s+$/, '');
      if (code !== '') found.push({ kind: 'code', text: code });
      return;
    }
    for (const line of part.split('\n').map((raw) => raw.trim())) {
      if (line === '') continue;
      found.push(line.startsWith('- ') ? { kind: 'item', text: line.slice(2) } : { kind: 'prose', text: line });
    }
  });
  return found;
};

// Letters and digits in one long run look like a key; sentences, dates and file names do not.
const SECRET_LIKE = /[\w+=~.%-]{20,}/g;

/** What "Copy details" puts on the clipboard: an error may quote what it choked on, so long runs are masked. */
export const withoutSecrets = (text: string): string =>
  text
    .replace(/[?#]\S*/g, '')
    .replace(SECRET_LIKE, (run) => `${run.slice(0, 4)}…`)
    .slice(0, 500);
