/** A small HAR as DevTools writes it: somebody signs in to a shop, with a cookie. */

interface Said {
  method?: string;
  sends?: Record<string, string>;
  answers?: Record<string, string>;
  status?: number;
  postData?: unknown;
}

/** Of the one cookie. */
export const SECRET = 'Zk3vQm8WfLr2Xb7NcTy5HsDp';

const pairs = (headers: Record<string, string>) => Object.entries(headers).map(([name, value]) => ({ name, value }));

/** @param second when it began */
export const entry = (second: number, url: string, said: Said = {}) => {
  const { method = 'GET', sends = {}, answers = {}, status = 200, postData } = said;
  return {
    startedDateTime: new Date(Date.UTC(2026, 0, 15, 12, 0, second)).toISOString(),
    time: 20,
    _resourceType: 'document',
    request: { method, url, headers: pairs(sends), ...(postData === undefined ? {} : { postData }) },
    response: { status, headers: pairs(answers) },
  };
};

const FORM = { mimeType: 'application/x-www-form-urlencoded', text: 'user=ann&password=secret' };

export const SHOP = [
  entry(1, 'https://shop.example/login', {
    method: 'POST',
    sends: { 'Content-Type': FORM.mimeType },
    postData: FORM,
    status: 302,
    answers: { 'Set-Cookie': `sid=${SECRET}; Path=/; Max-Age=86400; HttpOnly`, Location: '/home' },
  }),
  entry(2, 'https://shop.example/home', { sends: { Cookie: `sid=${SECRET}` } }),
];

export const BLOG = entry(3, 'https://blog.example/', { answers: { 'Set-Cookie': 'theme=dark' } });

export const harOf = (...entries: unknown[]): string => JSON.stringify({ log: { version: '1.2', entries } });
