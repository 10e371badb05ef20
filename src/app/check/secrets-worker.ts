/** Off the main thread: the page stays alive while secrets are tried. Ended by whoever began it. */
import { type SearchNews, search } from './search.ts';

export interface Order {
  token: string;
  list?: File;
}

const scope = globalThis as unknown as {
  onmessage: (event: MessageEvent<Order>) => void;
  postMessage(news: SearchNews): void;
};

scope.onmessage = async ({ data: { token, list } }) => {
  const tell = (news: SearchNews): void => scope.postMessage(news);
  tell(await search(token, list, () => performance.now(), tell));
};
