/** A site that puts a secret into every place that carries one, and into many that should not. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Canaries } from './canaries.ts';

export interface PlantedSite {
  origin: string;
  /** Pages to go to, one after the other. */
  pages: string[];
  stop: () => Promise<void>;
}

type Plant = Canaries['plant'];

const json = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Claims may be shown; its signature, and secrets among the claims, may not. */
const jwt = ({ plant, add }: Canaries, place: string): string => {
  const inner = `${json({ alg: 'HS256' })}.${json({ sub: 'ada' })}.${plant(`${place}: signature of a token inside`)}`;
  const claims = {
    sub: 'ada',
    client_secret: plant(`${place}: claim of a secret`),
    cnf: { jwk: { kty: 'oct', k: plant(`${place}: private key among the claims`) } },
    act: inner,
  };
  return `${json({ alg: 'HS256', typ: 'JWT' })}.${json(claims)}.${add(`${place}: signature`, plant(place))}`;
};

/** JSON with secrets in it, also for names. */
const tree = (plant: Plant, place: string): Record<string, unknown> => ({
  access_token: plant(`${place}: member`),
  [plant(`${place}: name of a member`)]: { token: plant(`${place}: member of a member`) },
  byState: { [`${plant(`${place}: name with an odd letter`)}ŝ`]: { refresh_token: plant(`${place}: behind it`) } },
  sessions: { [`ada/${plant(`${place}: name with a slash`)}`]: { token: plant(`${place}: behind that`) } },
  'user.id': plant(`${place}: name with a dot`),
  packed: JSON.stringify({ id_token: plant(`${place}: JSON in JSON`) }),
});

const cookies = (all: Canaries): string[] => {
  const { plant } = all;
  return [
    `sid=${plant('Set-Cookie')}; HttpOnly`,
    `quoted="${plant('Set-Cookie in quotes')}"`,
    `${plant('name of a cookie')}=1`,
    `token_${plant('name of a cookie behind a word')}=${plant('cookie with such a name')}`,
    `session.${plant('name of a cookie behind a dot')}=${plant('cookie with a name like that')}`,
    `pathy=${plant('cookie with a path')}; Path=/${plant('Path of a cookie')}/`,
    `tree=${encodeURIComponent(JSON.stringify(tree(plant, 'JSON in a cookie')))}`,
    `packed=${json({ token: plant('base64 JSON in a cookie') })}`,
    `connect.sid=s%3A${plant('signed cookie')}.${plant('signature of a cookie')}`,
    `jwt=${jwt(all, 'JWT in a cookie')}`,
    `app.0=${plant('first piece of a cookie')}`,
    `app.1=${plant('second piece of a cookie')}`,
    `gone=${plant('cookie that is deleted')}; Max-Age=0`,
    `odd=1; ${plant('name of an attribute')}=${plant('value of an attribute')}; Domain=${plant('Domain of a cookie')}.example`,
    `__Host-${plant('name that breaks its prefix')}=${plant('cookie that breaks its prefix')}; Domain=localhost`,
    `cross=${plant('cookie that is refused')}; SameSite=None`,
    `big=${plant('cookie that is too large')}${'a'.repeat(5_000)}`,
    plant('cookie without a name'),
  ];
};

/** What an answer says beside its cookies. */
const headers = ({ plant }: Canaries): Record<string, string> => ({
  'content-type': `text/html; charset=utf-8; v=${plant('parameter of the media type')}`,
  etag: `"${plant('ETag')}"`,
  vary: `cookie, ${plant('Vary')}`,
  'cache-control': `private="${plant('Cache-Control')}"`,
  'set-login': plant('Set-Login'),
  'x-auth-token': plant('token in an answer'),
  'authentication-info': `nextnonce="${plant('Authentication-Info')}"`,
  'clear-site-data': `"${plant('Clear-Site-Data')}"`,
  'secure-session-registration': `(ES256);path="/${plant('path of a session')}";challenge="${plant('its challenge')}"`,
  'access-control-allow-origin': `http://${plant('allowed origin')}.example`,
  'referrer-policy': 'unsafe-url',
});

const challenges = ({ plant }: Canaries): string[] => [
  `${plant('scheme of a challenge')} realm="${plant('realm')}"`,
  `Bearer realm="${plant('realm of Bearer')}", error_description="${plant('description of an error')}"`,
  `Digest realm="${plant('realm of Digest')}", nonce="${plant('nonce')}", opaque="${plant('opaque')}", qop="auth"`,
];

/** What the page does, as data for `PAGE_SCRIPT`. */
const doings = (all: Canaries, other: string) => {
  const { plant, add } = all;
  const basic = add('Basic', Buffer.from(`ada:${plant('password of Basic')}`).toString('base64'));
  return {
    other,
    headers: [
      { Authorization: `Bearer ${plant('Bearer')}` },
      { Authorization: `Bearer ${jwt(all, 'JWT in a header')}` },
      { Authorization: plant('Authorization without a scheme') },
      { Authorization: `${plant('scheme of Authorization')} ${plant('credentials of that')}` },
      { Authorization: `Basic ${basic}` },
      { Authorization: `Token token="${plant('Token')}", nonce="${plant('nonce of Token')}"` },
      {
        Authorization: `Digest username="ada", response="${plant('response of Digest')}", cnonce="${plant('cnonce')}"`,
      },
      { Authorization: `AWS4-HMAC-SHA256 Credential=AKIA/x/y/z, Signature=${plant('signature of AWS')}` },
      { 'X-Api-Key': plant('key in a header') },
      { 'X-CSRF-Token': plant('anti-CSRF token in a header') },
      { [`X-${plant('name of a header')}`]: plant('header with such a name') },
      { DPoP: jwt(all, 'DPoP proof') },
      { Signature: `keyId="ada",algorithm="hmac-sha256",signature="${plant('Signature')}"` },
    ],
    urls: [
      `/api?token=${plant('query')}&${plant('name in a query')}=1&${plant('query without a name')}`,
      `/api?session=${plant('session in a query')}&password=${plant('password in a query')}&sig=${plant('sig')}`,
      `/api?a[${plant('name in brackets')}]=1&data=${encodeURIComponent(JSON.stringify(tree(plant, 'JSON in a query')))}`,
      `/${plant('segment of a path')}/x`,
      `/reset/odd,${plant('segment with commas')},x`,
      `/file-(${plant('segment with brackets')}).html`,
      `/a;jsessionid=${plant('parameter of a path')};${plant('name of a parameter of a path')}=1/b`,
      `/(S(${plant('ticket of ASP.NET')}))/x`,
      `/caf%C3%A9${plant('segment with escapes')}%C5%9D/x`,
      `/redirect?next=${plant('query of a redirect')}`,
      `/challenge/${plant('path of a refusal')}`,
      `/crash/${plant('path of an error')}?trace=${plant('query of an error')}`,
    ],
    method: plant('method'),
    bodies: [
      [`password=${plant('password')}&csrf_token=${plant('anti-CSRF token')}&${plant('name of a field')}=1`, 'form'],
      [`grant_type=refresh_token&refresh_token=${plant('refresh')}&client_secret=${plant('client secret')}`, 'form'],
      [JSON.stringify({ password: plant('password in JSON'), ...tree(plant, 'JSON body') }), 'json'],
      [JSON.stringify({ query: `mutation { login(password: "${plant('GraphQL')}") { token } }` }), 'json'],
      [plant('body that is a token'), 'text'],
      [
        `SAMLResponse=${Buffer.from(`<Response ID="${plant('SAML')}"><Assertion>${plant('assertion')}</Assertion></Response>`).toString('base64')}`,
        'form',
      ],
    ],
    multipart: [plant('name of a multipart field'), plant('multipart field')],
    beacon: JSON.stringify({ token: plant('beacon') }),
    protocols: [
      ['bearer', plant('subprotocol')],
      [plant('subprotocol alone')],
      [`auth.${jwt(all, 'JWT as subprotocol')}`],
    ],
    socket: `/socket/${plant('path of a socket')}?token=${plant('query of a socket')}`,
    storage: [
      ['access_token', plant('storage')],
      [plant('key of storage'), 'x'],
      [plant('key of storage that holds a token'), plant('storage under such a key')],
      [`token:${plant('key of storage with an odd letter')}ŝ`, plant('storage under a key like that')],
      [`draft of ${plant('key of storage with spaces')}`, plant('storage under a key with spaces')],
      ['tree', JSON.stringify(tree(plant, 'JSON in storage'))],
      ['double', JSON.stringify(JSON.stringify(tree(plant, 'JSON twice in storage')))],
      ['jwt', jwt(all, 'JWT in storage')],
      ['text', `the token is ${jwt(all, 'JWT in a text')} of course`],
    ],
    database: { [plant('name in a database')]: 1, stsTokenManager: tree(plant, 'database') },
    record: plant('key in a database'),
    cookie: `${plant('name of a cookie of a script')}=${plant('cookie of a script')}`,
    fragment: `access_token=${plant('fragment')}&id_token=${jwt(all, 'JWT in the fragment')}&${plant('name in the fragment')}=1`,
  };
};

/** Runs in the page; says in its title when it is done. */
const act = async (does: ReturnType<typeof doings>): Promise<void> => {
  const send = (url: string, init: RequestInit = {}) => fetch(url, init).catch(() => undefined);
  for (const [key = '', value = ''] of does.storage) {
    localStorage.setItem(key, value);
    sessionStorage.setItem(key, value);
  }
  document.cookie = does.cookie;
  await new Promise<void>((done) => {
    const opening = indexedDB.open('firebaseLocalStorageDb', 1);
    opening.onupgradeneeded = () => {
      const store = opening.result.createObjectStore('firebaseLocalStorage');
      store.put(does.database, does.record);
    };
    opening.onsuccess = () => done();
    opening.onerror = () => done();
  });
  for (const headers of does.headers) await send('/api', { headers: headers as Record<string, string> });
  // Nobody is there to answer what the browser would ask after a challenge.
  for (const url of does.urls) await send(url, url.startsWith('/challenge') ? { credentials: 'omit' } : {});
  await send('/api', { method: does.method });
  const types: Record<string, string> = {
    form: 'application/x-www-form-urlencoded',
    json: 'application/json',
    text: 'text/plain',
  };
  for (const [body = '', type = ''] of does.bodies)
    await send('/api', { method: 'POST', body, headers: { 'content-type': types[type] ?? '' } });
  const form = new FormData();
  form.set(does.multipart[0] ?? '', does.multipart[1] ?? '');
  await send('/login', { method: 'POST', body: form });
  navigator.sendBeacon('/beacon', does.beacon);
  for (const protocols of does.protocols)
    await new Promise<void>((done) => {
      const socket = new WebSocket(does.socket, protocols);
      socket.onclose = () => done();
    });
  // The address of this page goes along to the other site.
  await new Promise<void>((done) => {
    const image = new Image();
    image.onload = image.onerror = () => done();
    image.src = `${does.other}/pixel`;
  });
  location.hash = does.fragment;
  document.title = 'done';
};

const page = (all: Canaries, other: string): string => {
  const script = `(${act})(${JSON.stringify(doings(all, other)).replaceAll('<', '\\u003c')})`;
  return `<!doctype html><meta charset="utf-8"><title>busy</title><h1>Ada</h1><script>${script}</script>`;
};

export const startPlantedSite = async (all: Canaries): Promise<PlantedSite> => {
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    const { pathname } = new URL(request.url ?? '/', 'http://x');
    request.resume();
    if (pathname.startsWith('/page')) {
      response.writeHead(200, { ...headers(all), 'set-cookie': cookies(all) });
      return void response.end(page(all, `http://elsewhere.localhost:${port}`));
    }
    if (pathname.startsWith('/redirect')) {
      const { plant } = all;
      const location = `/landed/${plant('path of Location')}?code=${plant('code')}&state=${plant('state')}&${plant('name in Location')}#access_token=${plant('fragment of Location')}`;
      return void response.writeHead(302, { location }).end();
    }
    if (pathname.startsWith('/challenge')) {
      return void response.writeHead(401, { 'www-authenticate': challenges(all) }).end();
    }
    const status = pathname.startsWith('/crash') ? 500 : 200;
    response.writeHead(status, { 'set-cookie': `sid=${all.plant('cookie of an answer')}; HttpOnly` }).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const origin = `http://planted.localhost:${port}`;
  const { plant } = all;
  return {
    origin,
    pages: [
      `${origin}/page`,
      `${origin}/page/${plant('path of a page')}?reset_token=${plant('query of a page')}&${plant('name in the query of a page')}`,
    ],
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
