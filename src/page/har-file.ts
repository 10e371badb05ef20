/** A HAR file that the user gives → what its sites are judged by. Wholly local: it is read here and goes nowhere. */
import { Assessment } from '../core/assess.ts';
import { observationsOfHar } from '../har/har.ts';
import { done, failed, type Reply } from '../messages/reply.ts';

/** In bytes: no browser makes a longer text of a file. */
const MAX_FILE = 500_000_000;

const no = (why: string): Reply<never> => failed('failed', why);

/** @returns fails with one clear sentence that names the place, if it is no HAR */
export const readHar = async (file: File): Promise<Reply<Assessment>> => {
  if (file.size > MAX_FILE) return no('It is larger than 500 MB: the command reads files of any size.');
  const text = await file.text().catch(() => undefined);
  if (text === undefined) return no('It cannot be read: it was moved or changed, or the browser may not open it.');
  const json = parsed(text);
  if (!json.ok) return json;
  const assessment = new Assessment();
  try {
    const entries = observationsOfHar(json.value, (observation) => assessment.take(observation));
    return entries === 0 ? no('There are no requests in this file.') : done(assessment);
  } catch (fault) {
    return no(fault instanceof Error ? fault.message : 'It cannot be read.');
  }
};

const parsed = (text: string): Reply<unknown> => {
  if (text.trim() === '') return no('The file is empty.');
  try {
    return done(JSON.parse(text));
  } catch (fault) {
    // The message may hold a piece of the file; of it the place alone is told.
    const place = fault instanceof SyntaxError ? /at position \d+|at line \d+ column \d+/.exec(fault.message)?.[0] : '';
    return no(`It is no JSON, or it is cut off${place ? ` (${place})` : ''}.`);
  }
};
