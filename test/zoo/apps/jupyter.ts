import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { user, type ZooApp } from '../app.ts';
import { freePort, HOST, type Home } from '../home.ts';
import { click, fill } from '../page.ts';

/** In the form that `notebook.auth.passwd` gives. */
const passwordHash = (): string => {
  const salt = '0dd5a17feed5';
  return `sha256:${salt}:${createHash('sha256').update(user.password).update(salt).digest('hex')}`;
};

const NOTEBOOK = {
  cells: [],
  metadata: { kernelspec: { display_name: 'Python 3', language: 'python', name: 'python3' } },
  nbformat: 4,
  nbformat_minor: 4,
};

const serve = async (home: Home, settings: readonly string[]): Promise<string> => {
  const port = await freePort();
  const books = join(home.data, 'books');
  home.write('books/rabbit.ipynb', JSON.stringify(NOTEBOOK));
  const args = [
    '--no-browser',
    '--allow-root',
    `--ip=${HOST}`,
    `--port=${port}`,
    '--port-retries=0',
    `--notebook-dir=${books}`,
    ...settings,
  ];
  home.spawn('/usr/bin/jupyter-notebook', args, {
    env: {
      HOME: home.data,
      JUPYTER_CONFIG_DIR: join(home.data, 'config'),
      JUPYTER_DATA_DIR: join(home.data, 'share'),
      JUPYTER_RUNTIME_DIR: join(home.data, 'runtime'),
      IPYTHONDIR: join(home.data, 'ipython'),
    },
  });
  const url = `http://${HOST}:${port}`;
  await home.waitFor(`${url}/login`);
  return url;
};

const open = async (page: Page, url: string): Promise<void> => {
  await page.goto(`${url}/tree`);
  await page.waitForSelector('#password_input');
};

/** Makes a folder, and opens a notebook: its kernel speaks over a WebSocket. */
const use = async (page: Page, url: string): Promise<void> => {
  await page.goto(`${url}/tree`);
  await click(page, '#new-dropdown-button');
  const made = page.waitForResponse((answer) => answer.request().method() === 'POST');
  await click(page, '#new-folder a');
  await made;
  await page.goto(`${url}/notebooks/rabbit.ipynb`);
  await page.waitForSelector('.kernel_idle_icon');
};

const logout = async (page: Page, url: string): Promise<void> => {
  await page.goto(`${url}/tree`);
  await click(page, '#logout');
  await page.waitForSelector('a[href^="/login"]');
};

const isSignedIn = async (page: Page, url: string): Promise<boolean> => {
  await page.goto(`${url}/tree`);
  return (await page.$('#logout')) !== null;
};

const cookie = {
  where: 'cookie',
  name: /^username-127-0-0-1-\d+$/,
  format: 'sealed:tornado',
  flags: { httpOnly: true, secure: false, sameSite: 'unset' },
} as const;

export const jupyter: ZooApp = {
  name: 'jupyter',
  title: 'Jupyter Notebook',
  stack: 'Python · Tornado, jQuery',
  packages: { apt: ['jupyter-notebook'] },
  start: (home) => serve(home, ['--NotebookApp.token=', `--NotebookApp.password=${passwordHash()}`]),
  open,
  async login(page) {
    await fill(page, '#password_input', user.password);
    await click(page, '#login_submit');
    await page.waitForSelector('#logout');
  },
  use,
  logout,
  isSignedIn,
  truth: { kind: 'session', state: 'client', decisive: [cookie], mechanisms: ['sealed-session-cookie'] },
  traps: [
    'the cookie is called `username-…` with host and port, and holds a signed number that the server keeps nowhere',
    '`_xsrf` is signed by nobody, lives in a cookie, a form field and the header X-XSRFToken',
    'the login asks for a password only, not for a name',
  ],
};

const TOKEN = 'c0ffee00c0ffee00c0ffee00c0ffee00c0ffee00c0ffee00';

/** As it starts without settings: the address that it prints holds a token. */
export const jupyterToken: ZooApp = {
  name: 'jupyter-token',
  title: 'Jupyter Notebook, by its link',
  stack: 'Python · Tornado, jQuery',
  packages: { apt: ['jupyter-notebook'] },
  start: (home) => serve(home, [`--NotebookApp.token=${TOKEN}`]),
  open,
  async login(page, url) {
    await page.goto(`${url}/?token=${TOKEN}`);
    await page.waitForSelector('#logout');
  },
  async use(page, url) {
    await use(page, url);
    // Its link to the start page holds the token again.
    await page.goto(`${url}/edit/rabbit.ipynb`);
    await click(page, '#ipython_notebook a');
    await page.waitForSelector('#notebook_list .folder_icon');
  },
  logout,
  isSignedIn,
  truth: {
    kind: 'session',
    state: 'client',
    decisive: [cookie, { where: 'query', name: 'token', format: 'opaque', optional: true }],
    mechanisms: ['sealed-session-cookie'],
  },
  traps: [
    'nobody types a password: the link with the token is the login',
    'the token in the link goes on to work, but what comes after it is signed in by the cookie alone',
  ],
};
