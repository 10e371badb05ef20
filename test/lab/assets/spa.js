// Login form, buttons and messages of a page whose way of calling its server is `talk`:
// login(name, password) and call(method) are promises, logout() too; what they reject with is shown.
import { byId, fail, show } from './ui.js';

export function showUser(name) {
  byId('login-form').hidden = Boolean(name);
  byId('actions').hidden = !name;
  byId('who').textContent = name ?? 'nobody';
}

export function start(talk) {
  const onClick = (id, work) => byId(id).addEventListener('click', () => work().catch((error) => fail(error.message)));

  onClick('load', async () => show(`${(await talk.call('GET')).notes} notes loaded.`));
  onClick('act', async () => show(`${(await talk.call('POST')).notes} notes kept.`));
  onClick('logout', async () => {
    await talk.logout();
    showUser(null);
    show('Signed out.');
  });
  byId('login-form').addEventListener('submit', (event) => {
    event.preventDefault();
    const { username, password } = event.target.elements;
    talk
      .login(username.value, password.value)
      .then((name) => {
        showUser(name);
        show('');
      })
      .catch((error) => fail(error.message));
  });
}

export const wrong = () => new Error('Wrong user name or password.');
