// What analytics, consent and preference scripts leave behind: much that is random, and nothing that is a login.
import { byId, fail, show } from './ui.js';

const { consentFirst } = JSON.parse(byId('config').textContent);
const year = 31_536_000;
const number = () => crypto.getRandomValues(new Uint32Array(1))[0];
const now = () => Math.floor(Date.now() / 1000);

function setCookie(name, value, maxAge) {
  document.cookie = `${name}=${value}; Path=/; Max-Age=${maxAge}; SameSite=Lax`;
}

function track() {
  setCookie('_ga', `GA1.1.${number()}.${now()}`, year);
  setCookie('_gid', `GA1.1.${number()}.${now()}`, 86_400);
  setCookie('_fbp', `fb.1.${Date.now()}.${number()}`, year);
  localStorage.setItem('ajs_anonymous_id', crypto.randomUUID());
  localStorage.setItem('experiments', JSON.stringify({ bucket: crypto.randomUUID(), variant: 'b' }));
}

setCookie('theme', 'dark', year);
setCookie('OptanonConsent', `isGpcEnabled=0&consentId=${crypto.randomUUID()}&groups=C0001%3A1`, year);
localStorage.setItem('sidebar', 'open');
if (!consentFirst) track();

byId('act').addEventListener('click', async () => {
  track();
  const response = await fetch('/collect', { method: 'POST', body: JSON.stringify({ event: 'add' }) });
  if (!response.ok) return fail(`The server answered ${response.status}.`);
  show('One event counted.');
});
