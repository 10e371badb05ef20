/** Every answer between contexts: a value, or a closed error code with one clear sentence. */
export type ErrorCode = 'unknown-message' | 'wrong-sender' | 'bad-request' | 'no-tab' | 'gone' | 'not-kept' | 'failed';

export type Reply<Value> = { ok: true; value: Value } | { ok: false; error: ErrorCode; detail: string };

export const done = <Value>(value: Value): Reply<Value> => ({ ok: true, value });

export const failed = (error: ErrorCode, detail: string): Reply<never> => ({ ok: false, error, detail });
