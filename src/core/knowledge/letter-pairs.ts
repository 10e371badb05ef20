/**
 * The commonest pairs of letters in words, whatever the language: about the first quarter of the 676, after P. Norvig,
 * "English Letter Frequency Counts: Mayzner Revisited" (2013). Three pairs of four in words are among them, and one of
 * four in random letters.
 */
const COMMON =
  'th he in er an re on at en nd ti es or te of ed is it al ar st to nt ng se ha as ou io le ve co me de hi ri ro ic ne ' +
  'ea ra ce li ch ll be ma si om ur ca el ta la ns di fo ho pe ec pr no ct us ac ot il tr ly nc et ut ss so rs un lo wa ' +
  'ge ie wh ee wi em ad ol rt po we na ul ni ts mo ow pa im mi ai sh ir su id os iv ia am fi ci vi pl ig tu ev ld ry mp ' +
  'fe bl ab gh ty op wo sa ay ex ke fr oo av ag if ap gr od bo sp rd do uc bu ei ov by rm ep tt oc fa ef cu rn sc gi da ' +
  'yo cr cl du ga qu ue ff ba';

const LETTERS = 26;
const A = 'a'.charCodeAt(0);

const table = new Uint8Array(LETTERS * LETTERS);
for (const pair of COMMON.split(' ')) table[(pair.charCodeAt(0) - A) * LETTERS + pair.charCodeAt(1) - A] = 1;

/** By the character codes of two small letters. */
export const isCommonPair = (first: number, second: number): boolean => table[(first - A) * LETTERS + second - A] === 1;
