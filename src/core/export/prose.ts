/** The little formatting that the engine's sentences and rule texts use. */

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

// --- how to fix it: one text per rule, in which the lines that can be pasted are found

/** A header to send, up to the end of its sentence. */
const HEADER_LINE =
  /(?:Set-Cookie|Strict-Transport-Security|Clear-Site-Data|Cache-Control|Referrer-Policy): [^\n]*?(?=\. |, and | and |\.?$)/g;
/** `config/session.php: 'http_only' => true,` */
const IN_FILE = /^([\w/-]*\.[\w.-]+): (.+)$/;
/** `Sign the token, and verify it: jwtVerify(token)` */
const AFTER_COLON = /^([A-Z][^:]*): (\S.*[)};])$/;

/** An assignment or a call is code; a bracket after a space is only an aside. */
const isSentence = (text: string): boolean => /[.!?]$/.test(text) || !/=|\w\(/.test(text);

const prose = (text: string): Block[] => {
  const rest = text.replace(/^[\s.,]+|[\s,:]+$/g, '').replace(/^and(?:\s+|$)/, '');
  if (rest === '') return [];
  const inFile = IN_FILE.exec(rest);
  if (inFile?.[1] !== undefined && inFile[2] !== undefined) {
    return [
      { kind: 'prose', text: `In \`${inFile[1]}\`:` },
      { kind: 'code', text: inFile[2] },
    ];
  }
  const afterColon = AFTER_COLON.exec(rest);
  if (afterColon?.[1] !== undefined && afterColon[2] !== undefined && !isSentence(afterColon[2])) {
    return [
      { kind: 'prose', text: `${afterColon[1]}:` },
      { kind: 'code', text: afterColon[2] },
    ];
  }
  if (!isSentence(rest)) return [{ kind: 'code', text: rest }];
  return [{ kind: 'prose', text: rest.charAt(0).toUpperCase() + rest.slice(1) }];
};

const split = (text: string): Block[] => {
  const found: Block[] = [];
  let from = 0;
  for (const match of text.matchAll(HEADER_LINE)) {
    found.push(...prose(text.slice(from, match.index)), { kind: 'code', text: match[0] });
    from = match.index + match[0].length;
  }
  return [...found, ...prose(text.slice(from))];
};

export const fixBlocks = (text: string): Block[] =>
  blocks(text).flatMap((block) => (block.kind === 'prose' ? split(block.text) : [block]));

/** Of a file of traffic: what is not in it, and so speaks neither for the verdict nor against it. */
export const isMissing = ({ code }: { code: string }): boolean => code.startsWith('not-in-file-');
