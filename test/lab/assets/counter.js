// A page that lets somebody else count its visits, and may tell too much while it does.
import { showUser, start, wrong } from './spa.js';
import { byId } from './ui.js';

const { counter, key, tells } = JSON.parse(byId('config').textContent);
const name = 'access_token';
let token = null;

/** As the library idb-keyval keeps things: one database, one store. */
function database(work) {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('keyval-store');
    opening.onupgradeneeded = () => opening.result.createObjectStore('keyval');
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const transaction = opening.result.transaction('keyval', 'readwrite');
      const request = work(transaction.objectStore('keyval'));
      transaction.oncomplete = () => {
        opening.result.close();
        resolve(request.result);
      };
    };
  });
}

const headers = () => ({ authorization: `Bearer ${token}` });

/** A default for all requests goes with all requests. */
async function count() {
  await fetch(counter, { headers: tells ? headers() : {} });
  if (key) await fetch(`${counter}/paid`, { headers: { 'x-api-key': key } });
}

async function request(path, options) {
  const response = await fetch(path, options);
  if (response.status === 401) throw wrong();
  if (!response.ok) throw new Error(`The server answered ${response.status}.`);
  return response.status === 204 ? {} : response.json();
}

start({
  async login(username, password) {
    const answer = await request('/api/login', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username, password }),
    });
    token = answer.access_token;
    if (tells) {
      await database((store) => store.put(token, name));
      // So that the page can be opened again where one was.
      history.replaceState(null, '', `/?${name}=${token}`);
    }
    return answer.user;
  },
  async call(method) {
    const path = tells ? `/api/notes?${name}=${token}` : '/api/notes';
    const answer = await request(path, { method, headers: headers() });
    await count();
    return answer;
  },
  async logout() {
    await request('/api/logout', { method: 'POST', headers: headers() });
    token = null;
    if (!tells) return;
    await database((store) => store.delete(name));
    history.replaceState(null, '', '/');
  },
});

showUser(null);
