/**
 * How an answer travels. Firefox copies messages from one world into another, and leaves out members of the names that every
 * object has: a claim called `constructor` or `__proto__` would not arrive. There, an answer brings its own JSON text along.
 */
import type { Reply } from './reply.ts';

/** An answer with itself as text. */
export type Texted = Reply<unknown> & { text: string };

export const withText = (reply: Reply<unknown>): Texted => ({ ...reply, text: JSON.stringify(reply) });

/** The answer as it was given. */
export const fromWire = <Value>(received: Reply<Value> | (Reply<Value> & Pick<Texted, 'text'>)): Reply<Value> =>
  'text' in received ? JSON.parse(received.text) : received;
