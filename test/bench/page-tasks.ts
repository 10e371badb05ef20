/** What the main thread of a page is busy with, as the browser's own trace tells it. */
import type { Page } from 'puppeteer-core';

interface TraceEvent {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  dur?: number;
  args?: { name?: string; data?: { frames?: { url: string; processId: number }[] } };
}

const CATEGORIES = ['disabled-by-default-devtools.timeline'];

/** @returns how long each task of the page's main thread took while something happened, in milliseconds */
export const tasksDuring = async (page: Page, happens: () => Promise<unknown>): Promise<number[]> => {
  await page.tracing.start({ categories: CATEGORIES });
  await happens();
  const trace = await page.tracing.stop();
  if (trace === undefined) throw new Error('The browser gave no trace.');
  const { traceEvents } = JSON.parse(Buffer.from(trace).toString('utf8')) as { traceEvents: TraceEvent[] };
  const frames = traceEvents.flatMap(({ args }) => args?.data?.frames ?? []);
  const process = frames.find(({ url }) => url === page.url())?.processId;
  const main = traceEvents.find(({ pid, args }) => pid === process && args?.name === 'CrRendererMain');
  if (main === undefined) throw new Error(`The trace does not know the page ${page.url()}.`);
  const own = traceEvents.filter(
    (event) => event.pid === main.pid && event.tid === main.tid && event.name === 'RunTask',
  );
  return own.flatMap(({ dur }) => (dur === undefined ? [] : dur / 1000));
};
