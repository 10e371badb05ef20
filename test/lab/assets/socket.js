// A page that says everything over one WebSocket, its password and its token too.
import { showUser, start, wrong } from './spa.js';

const key = 'token';
const socket = new WebSocket(`${location.origin.replace(/^http/, 'ws')}/live`);
const opened = new Promise((resolve) => socket.addEventListener('open', resolve, { once: true }));
const waiting = [];
socket.addEventListener('message', ({ data }) => waiting.shift()?.(JSON.parse(data)));

async function ask(message) {
  await opened;
  const answer = new Promise((resolve) => waiting.push(resolve));
  socket.send(JSON.stringify({ ...message, token: sessionStorage.getItem(key) }));
  return answer;
}

start({
  async login(username, password) {
    const { token, user } = await ask({ do: 'login', username, password });
    if (!token) throw wrong();
    sessionStorage.setItem(key, token);
    return user;
  },
  async call(method) {
    const answer = await ask({ do: method === 'GET' ? 'load' : 'add' });
    if (answer.notes === undefined) throw new Error('The server does not know you.');
    return answer;
  },
  async logout() {
    await ask({ do: 'logout' });
    sessionStorage.removeItem(key);
  },
});

if (sessionStorage.getItem(key)) ask({ do: 'who' }).then(({ user }) => showUser(user ?? null));
