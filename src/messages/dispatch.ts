/** Decides who may say what, before anything is done with it. Pure: the adapter around `runtime.onMessage` is three lines. */
import * as v from 'valibot';
import { failed, type Reply } from './reply.ts';
import { type MessageName, type Replies, type RequestOf, requests } from './table.ts';

export type Handlers = { [Name in MessageName]: (request: RequestOf<Name>) => Promise<Reply<Replies[Name]>> };

/** The slice of the browser's MessageSender that counts. The browser fills it in; a page cannot. */
export interface Sender {
  id?: string | undefined;
  origin?: string | undefined;
  url?: string | undefined;
}

export interface Self {
  id: string;
  /** `chrome-extension://…`, without a slash at the end. */
  origin: string;
}

/**
 * @param raw whatever arrived
 * @returns the answer, always; it never throws
 */
export const dispatch = async (
  handlers: Handlers,
  self: Self,
  raw: unknown,
  sender: Sender,
): Promise<Reply<unknown>> => {
  const name = nameOf(raw);
  if (name === undefined) return failed('unknown-message', 'Coatcheck knows no message of that name.');
  if (!isOwnPage(self, sender)) return failed('wrong-sender', 'Only pages of Coatcheck itself may ask.');
  const parsed = v.safeParse(requests[name], raw);
  if (!parsed.success) {
    const place = v.getDotPath(parsed.issues[0]) ?? 'message';
    return failed('bad-request', `The message ${name} is malformed at "${place}".`);
  }
  try {
    // The table gives each name the schema of its own request.
    const handle = handlers[name] as (request: unknown) => Promise<Reply<unknown>>;
    return await handle(parsed.output);
  } catch (error) {
    return failed('failed', error instanceof Error ? error.message : 'Something failed.');
  }
};

const nameOf = (raw: unknown): MessageName | undefined => {
  if (typeof raw !== 'object' || raw === null || !Object.hasOwn(raw, 'name')) return undefined;
  const { name } = raw as { name: unknown };
  return typeof name === 'string' && Object.hasOwn(requests, name) ? (name as MessageName) : undefined;
};

/** `origin` cannot be forged by a page, not even from a compromised renderer; `url` could, so it must not contradict. */
const isOwnPage = (self: Self, sender: Sender): boolean =>
  sender.id === self.id &&
  sender.origin === self.origin &&
  (sender.url === undefined || sender.url.startsWith(`${self.origin}/`));
