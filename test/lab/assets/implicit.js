// A page that gets its token from a provider, in the fragment of its address (RFC 6749 section 4.2).
import { showUser, start } from './spa.js';
import { byId, fail } from './ui.js';

const key = 'access_token';
const { provider } = JSON.parse(byId('config').textContent);
const handed = new URLSearchParams(location.hash.slice(1));
// Nobody shall find it there: not in the history, and not over the shoulder.
if (location.hash) history.replaceState(null, '', '/');
if (handed.has(key)) sessionStorage.setItem(key, handed.get(key));

async function call(path, method) {
  const headers = { authorization: `Bearer ${sessionStorage.getItem(key)}` };
  const response = await fetch(path, { method, headers });
  if (!response.ok) throw new Error(`The server answered ${response.status}.`);
  return response.json();
}

// The form goes to the provider, page and all.
const form = byId('login-form');
form.action = provider;
form.addEventListener('submit', (event) => event.stopImmediatePropagation(), { capture: true });

start({
  login: () => Promise.reject(new Error('The provider signs in.')),
  call: (method) => call('/api/notes', method),
  logout: async () => sessionStorage.removeItem(key),
});

if (handed.has('error')) fail('Wrong user name or password.');
if (sessionStorage.getItem(key))
  call('/api/me', 'GET').then(
    ({ user }) => showUser(user),
    () => showUser(null),
  );
