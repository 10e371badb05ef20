// A page that is an OAuth client by itself (RFC 6749 section 4.1), as carelessly as many are: a secret in its script, and a
// PKCE challenge that is the verifier itself.
import { showUser, start } from './spa.js';
import { byId, fail } from './ui.js';

const { authorize, token, id, redirect, secret } = JSON.parse(byId('config').textContent);
const random = () => Array.from(crypto.getRandomValues(new Uint8Array(24)), (octet) => octet.toString(16)).join('');
let access = null;

async function call(path, method) {
  const response = await fetch(path, { method, headers: { authorization: `Bearer ${access}` } });
  if (!response.ok) throw new Error(`The server answered ${response.status}.`);
  return response.json();
}

/** The form goes to the provider, page and all. */
function prepare() {
  const transaction = { state: random(), verifier: random() };
  sessionStorage.setItem('transaction', JSON.stringify(transaction));
  const { state, verifier } = transaction;
  const asks = { client_id: id, response_type: 'code', redirect_uri: redirect, state, code_challenge: verifier };
  const form = byId('login-form');
  form.action = `${authorize}?${new URLSearchParams(asks)}`;
  form.addEventListener('submit', (event) => event.stopImmediatePropagation(), { capture: true });
}

async function finish(answer) {
  const { state, verifier } = JSON.parse(sessionStorage.getItem('transaction') ?? '{}');
  sessionStorage.removeItem('transaction');
  if (answer.get('state') !== state) return fail('This login did not begin here.');
  const grant = { grant_type: 'authorization_code', code: answer.get('code'), redirect_uri: redirect };
  const body = new URLSearchParams({ ...grant, client_id: id, client_secret: secret, code_verifier: verifier });
  const response = await fetch(token, { method: 'POST', body });
  if (!response.ok) return fail('The provider did not take the code.');
  access = (await response.json()).access_token;
  showUser((await call('/api/me', 'GET')).user);
}

const answer = new URLSearchParams(location.search);
if (location.search) history.replaceState(null, '', '/');

start({
  login: () => Promise.reject(new Error('The provider signs in.')),
  call: (method) => call('/api/notes', method),
  logout: async () => {
    await fetch('/api/logout', { method: 'POST', headers: { authorization: `Bearer ${access}` } });
    access = null;
  },
});

if (answer.has('code')) finish(answer).catch((error) => fail(error.message));
else prepare();
