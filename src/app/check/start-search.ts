import type { SearchNews } from './search.ts';
import type { Order } from './secrets-worker.ts';

/**
 * Begins a search in a worker of its own.
 * @param tell is called with progress, and once with the outcome
 * @returns how to break it off; nothing is told afterwards
 */
export const startSearch = (token: string, list: File | undefined, tell: (news: SearchNews) => void): (() => void) => {
  const worker = new Worker(new URL('./secrets-worker.ts', import.meta.url), { type: 'module' });
  worker.onmessage = ({ data }: MessageEvent<SearchNews>) => {
    if (data.at !== 'searching') worker.terminate();
    tell(data);
  };
  worker.onerror = () => {
    worker.terminate();
    tell({ at: 'failed', why: 'The search could not be begun in this browser.' });
  };
  const order: Order = { token, ...(list === undefined ? {} : { list }) };
  worker.postMessage(order);
  return () => worker.terminate();
};
