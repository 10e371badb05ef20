/** An AppApi of plain objects: answers what it is told, remembers what it was asked. */
import type { AppApi, Revealed } from '../../src/app/api.ts';
import type { SiteReport } from '../../src/core/report.ts';
import { done, type Reply } from '../../src/messages/reply.ts';
import { NOW, siteReport } from './reports.ts';

export interface FakeApi extends AppApi {
  report: Reply<SiteReport> | Promise<Reply<SiteReport>> | Error;
  revealed: Reply<Revealed> | Promise<Reply<Revealed>> | Error;
  granted: boolean;
  time: number;
  readonly calls: string[];
  readonly copied: string[];
  /** What the background would do: say that there is something new. */
  change(): void;
}

export const SECRET = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhZGEifQ.c2lnbmF0dXJl';

export const fakeApi = (change: Partial<Pick<FakeApi, 'report' | 'revealed' | 'granted' | 'time'>> = {}): FakeApi => {
  const listeners = new Set<() => void>();
  const calls: string[] = [];
  const copied: string[] = [];
  const answer = async <Value>(value: Value | Promise<Value> | Error): Promise<Value> => {
    if (value instanceof Error) throw value;
    // As through a message port: what arrives is a copy.
    return structuredClone(await value);
  };
  const api: FakeApi = {
    report: done(siteReport()),
    revealed: done({ where: 'cookie', name: 'connect.sid', value: SECRET }),
    granted: true,
    time: NOW,
    calls,
    copied,
    ...change,
    getReport: () => {
      calls.push('getReport');
      return answer(api.report);
    },
    reveal: (credential) => {
      calls.push(`reveal ${credential}`);
      return answer(api.revealed);
    },
    copy: async (text) => void copied.push(text),
    reloadTab: async () => void calls.push('reloadTab'),
    requestAccess: async () => {
      calls.push('requestAccess');
      return api.granted;
    },
    subscribe: (changed) => {
      listeners.add(changed);
      return () => void listeners.delete(changed);
    },
    now: () => api.time,
    change: () => {
      for (const listener of listeners) listener();
    },
  };
  return api;
};
