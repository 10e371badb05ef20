// Adds a note by fetch; the header repeats the token of the CSRF cookie, which this script cannot read.
import { byId, fail, show } from './ui.js';

byId('act')?.addEventListener('click', async () => {
  const token = document.querySelector('meta[name="csrf-token"]').content;
  const headers = { 'content-type': 'application/json', 'x-csrf-token': token };
  const response = await fetch('/notes', { method: 'POST', headers, body: '{"text":"hello"}' });
  if (!response.ok) return fail(`The server answered ${response.status}.`);
  show(`${(await response.json()).notes} notes kept.`);
});
