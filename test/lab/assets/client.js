// The script of every page that calls an API with a token. What differs between the sites is data: #config.
import { byId, fail, show } from './ui.js';

const config = JSON.parse(byId('config').textContent);
const { keep, api = '', auth = '/api', credentials = 'same-origin' } = config;
const carrier = config.header ?? { name: 'authorization', prefix: 'Bearer ' };

/** A cookie that scripts can read, used like a store. */
const tokenCookie = {
  getItem: (key) =>
    document.cookie
      .split('; ')
      .find((pair) => pair.startsWith(`${key}=`))
      ?.slice(key.length + 1) ?? null,
  setItem(key, value) {
    document.cookie = `${key}=${value}; Path=/; SameSite=Lax`;
  },
  removeItem(key) {
    document.cookie = `${key}=; Path=/; SameSite=Lax; Max-Age=0`;
  },
};
const areas = { localStorage: window.localStorage, sessionStorage: window.sessionStorage, cookie: tokenCookie };
const area = areas[keep.area];
const signedOutKey = 'signed_out';
const signedInKey = 'signed_in';
let memory = null;

const store = {
  read() {
    const text = area?.getItem(keep.key) ?? memory;
    return keep.json && text ? JSON.parse(text).token : text;
  },
  write(token, user) {
    memory = keep.json ? JSON.stringify({ token, user }) : token;
    area?.setItem(keep.key, memory);
  },
  clear() {
    memory = null;
    area?.removeItem(keep.key);
  },
};

class Refused extends Error {}

async function request(url, options = {}) {
  const response = await fetch(url, { credentials, ...options });
  if (response.status === 401) throw new Refused();
  if (!response.ok) throw new Error(`The server answered ${response.status}.`);
  return response.status === 204 ? {} : response.json();
}

const postJson = (body, headers = {}) => ({
  method: 'POST',
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(body),
});

/** OAuth's password grant (RFC 6749 section 4.3.2). */
const postGrant = (login) => ({ method: 'POST', body: new URLSearchParams({ grant_type: config.grant, ...login }) });

function call(path, options = {}) {
  const token = store.read();
  const url = new URL(path, api || location.origin);
  if (config.query) url.searchParams.set('access_token', token);
  return request(url, { ...options, headers: { ...options.headers, [carrier.name]: carrier.prefix + token } });
}

function signedIn(answer) {
  store.write(answer.access_token, answer.user);
  if (answer.refresh_token) localStorage.setItem('refresh_token', answer.refresh_token);
  if (config.refresh === 'cookie') localStorage.setItem(signedInKey, 'yes');
  localStorage.removeItem(signedOutKey);
  showUser(answer.user);
}

function forget() {
  if (config.keepAtLogout) localStorage.setItem(signedOutKey, 'yes');
  else store.clear();
  localStorage.removeItem('refresh_token');
  localStorage.removeItem(signedInKey);
}

function showUser(name) {
  byId('login-form').hidden = Boolean(name);
  byId('actions').hidden = !name;
  byId('who').textContent = name ?? 'nobody';
}

function refresh() {
  const body = config.refresh === 'cookie' ? {} : { refresh_token: localStorage.getItem('refresh_token') };
  // No other site can make a browser send this header.
  return request(`${auth}/refresh`, postJson(body, { 'x-requested-with': 'fetch' }));
}

/** Who is here when the page opens. */
async function resume() {
  if (localStorage.getItem(signedOutKey)) return;
  if (store.read()) return showUser((await call('/api/me')).user);
  if (localStorage.getItem(signedInKey)) signedIn(await refresh());
}

function onClick(id, work) {
  byId(id)?.addEventListener('click', () => work().catch(trouble));
}

function trouble(error) {
  if (!(error instanceof Refused)) return fail(error.message);
  forget();
  if (!config.tokenUrl) showUser(null);
  fail('The server no longer accepts the token.');
}

onClick('load', async () => {
  if (config.tokenUrl && !store.read()) {
    store.write((await request(config.tokenUrl, { credentials: 'same-origin' })).access_token);
  }
  show(`${(await call('/api/notes')).notes} notes loaded.`);
});

if (config.tokenUrl) {
  byId('logout')?.form.addEventListener('submit', () => store.clear());
} else {
  onClick('act', async () => show(`${(await call('/api/notes', postJson({ text: 'hello' }))).notes} notes kept.`));

  onClick('refresh', async () => {
    signedIn(await refresh());
    show('New access token.');
  });

  onClick('logout', async () => {
    await call(`${auth}/logout`, { method: 'POST' });
    forget();
    showUser(null);
    show('Signed out.');
  });

  byId('login-form').addEventListener('submit', async (event) => {
    event.preventDefault();
    const { username, password } = event.target.elements;
    const login = { username: username.value, password: password.value };
    try {
      signedIn(await request(`${api}${auth}/login`, config.grant ? postGrant(login) : postJson(login)));
      show('');
    } catch (error) {
      fail(error instanceof Refused ? 'Wrong user name or password.' : error.message);
    }
  });

  resume().catch(trouble);
}
