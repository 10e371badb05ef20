// A page whose token is of no use without the page's own key: DPoP (RFC 9449).
import { start, wrong } from './spa.js';
import { byId } from './ui.js';

/** Carelessly, the one proof at the login is for the whole host, and the token goes alone. */
const { careless = false } = JSON.parse(byId('config').textContent);

const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
const keys = crypto.subtle.generateKey(algorithm, false, ['sign']);
let token = '';
let nonce = '';

const base64url = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/=+$/, '')
    .replaceAll('+', '-')
    .replaceAll('/', '_');
const part = (value) => base64url(new TextEncoder().encode(JSON.stringify(value)));

async function proof(method, url) {
  const { publicKey, privateKey } = await keys;
  const { kty, crv, x, y } = await crypto.subtle.exportKey('jwk', publicKey);
  const hash = token && base64url(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(token)));
  const header = part({ typ: 'dpop+jwt', alg: 'ES256', jwk: { kty, crv, x, y } });
  const claims = { jti: crypto.randomUUID(), htm: method, htu: url, iat: Math.floor(Date.now() / 1000) };
  const text = `${header}.${part({ ...claims, ...(hash && { ath: hash }), ...(nonce && { nonce }) })}`;
  const signing = { name: 'ECDSA', hash: 'SHA-256' };
  return `${text}.${base64url(await crypto.subtle.sign(signing, privateKey, new TextEncoder().encode(text)))}`;
}

async function send(path, method, body) {
  const url = new URL(path, location.origin).href;
  const headers = {
    ...(careless && token ? {} : { dpop: await proof(method, careless ? location.origin : url) }),
    ...(token && { authorization: `${careless ? 'Bearer' : 'DPoP'} ${token}` }),
    ...(body && { 'content-type': 'application/json' }),
  };
  const response = await fetch(url, { method, headers, ...(body && { body: JSON.stringify(body) }) });
  const asked = response.headers.get('dpop-nonce');
  if (asked === null || asked === nonce) return response;
  nonce = asked;
  return response.status === 401 ? send(path, method, body) : response;
}

start({
  async login(username, password) {
    const response = await send('/api/login', 'POST', { username, password });
    if (!response.ok) throw wrong();
    const answer = await response.json();
    token = answer.access_token;
    return answer.user;
  },
  async call(method) {
    const response = await send('/api/notes', method);
    if (!response.ok) throw new Error(`The server answered ${response.status}.`);
    return response.json();
  },
  async logout() {
    await send('/api/logout', 'POST');
    token = '';
  },
});
