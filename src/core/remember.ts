/** The longest question that is kept: names and origins are shorter, and what strangers make up may be endless. */
const MAX_QUESTION = 300;

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
    const given = answer(question);
    if (question.length > MAX_QUESTION) return given;
    if (known.size >= most) known.clear();
    known.set(question, given);
    return given;
  };
};
