/** The longest question that is kept: names and origins are shorter, and what strangers make up may be endless. */
const MAX_QUESTION = 128;

/**
 * The same text in memory of its own. A name that was cut out of a header holds on to all of the header, secrets included,
 * for as long as it is kept itself.
 */
const ownCopy = (text: string): string => JSON.parse(JSON.stringify(text));

/**
 * The same function, which knows its last answers by heart. For pure functions of names, origins and kept paths, of which a
 * site has few and sends them with every request; not for values: it keeps the questions.
 *
 * @param most so many answers are kept; then it begins anew
 */
export const remembering = <Answer>(
  answer: (question: string) => Answer,
  most = 500,
): ((question: string) => Answer) => {
  const known = new Map<string, Answer>();
  return (question) => {
    const found = known.get(question);
    if (found !== undefined || known.has(question)) return found as Answer;
    if (question.length > MAX_QUESTION) return answer(question);
    const kept = ownCopy(question);
    const given = answer(kept);
    if (known.size >= most) known.clear();
    known.set(kept, given);
    return given;
  };
};
