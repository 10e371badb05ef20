/** "How to fix it" is one text per rule; here the lines in it that can be pasted are found, to be copied. */
import { type Block, blocks } from './text.ts';

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
