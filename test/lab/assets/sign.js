// A page that signs each of its requests with a key that never leaves it: HTTP Message Signatures (RFC 9421).
import { start, wrong } from './spa.js';

let key = null;
let keyId = '';

const bytes = (text) => new TextEncoder().encode(text);
const base64 = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)));

async function signed(method, url) {
  const input = `("@method" "@target-uri");created=${Math.floor(Date.now() / 1000)};keyid="${keyId}";alg="hmac-sha256"`;
  const base = [`"@method": ${method}`, `"@target-uri": ${url}`, `"@signature-params": ${input}`].join('\n');
  const signature = await crypto.subtle.sign('HMAC', key, bytes(base));
  return { 'signature-input': `sig1=${input}`, signature: `sig1=:${base64(signature)}:` };
}

async function call(path, method) {
  const url = new URL(path, location.origin).href;
  const response = await fetch(url, { method, headers: await signed(method, url) });
  if (!response.ok) throw new Error(`The server answered ${response.status}.`);
  return response.status === 204 ? {} : response.json();
}

start({
  async login(username, password) {
    const headers = { 'content-type': 'application/json' };
    const response = await fetch('/api/login', {
      method: 'POST',
      headers,
      body: JSON.stringify({ username, password }),
    });
    if (!response.ok) throw wrong();
    const answer = await response.json();
    keyId = answer.key_id;
    const algorithm = { name: 'HMAC', hash: 'SHA-256' };
    key = await crypto.subtle.importKey('raw', bytes(answer.secret), algorithm, false, ['sign']);
    return answer.user;
  },
  call: (method) => call('/api/notes', method),
  async logout() {
    await call('/api/logout', 'POST');
    key = null;
  },
});
