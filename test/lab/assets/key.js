// A page that shows the same key with each call, whoever looks at it.
import { byId, fail, show } from './ui.js';

const { key } = JSON.parse(byId('config').textContent);

async function call(method) {
  const response = await fetch('/api/notes', { method, headers: { 'x-api-key': key } });
  if (!response.ok) throw new Error(`The server answered ${response.status}.`);
  return (await response.json()).notes;
}

const onClick = (id, method, word) =>
  byId(id).addEventListener('click', () =>
    call(method).then(
      (notes) => show(`${notes} notes ${word}.`),
      (error) => fail(error.message),
    ),
  );

onClick('load', 'GET', 'loaded');
onClick('act', 'POST', 'kept');
