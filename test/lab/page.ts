/** One look and the same hooks for every page: #username #password #login #who #load #act #logout #result. */
import { type Context, type LabSite, user } from './types.ts';

/** How a button does its work: by navigation and form, or by the page's script. */
type By = 'document' | 'script';

export interface View {
  who?: string | undefined;
  error?: string;
  /** Where the form of the login goes, if not to the site itself. */
  loginAt?: string;
  /** What the last action brought about. */
  result?: string;
  csrf?: { field: string; token: string } | undefined;
  act?: By;
  load?: By;
  /** Login and logout by the page's script as well: both states are in the page, and the script shows one of them. */
  spa?: boolean;
  /** The login form's method. */
  loginBy?: 'post' | 'get';
  refresh?: boolean;
  scripts?: readonly string[];
  /** Data for the scripts. */
  config?: unknown;
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (char) => entities[char] ?? char);

/** A driver sees by this number that a new page, or a new answer, has come. */
let step = 0;

export function layout(title: string, main: string, head = ''): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)} · Coatcheck lab</title>
<link rel="icon" href="/lab.svg" type="image/svg+xml">
<link rel="stylesheet" href="/lab.css">
${head}
</head>
<body>
${main}
</body>
</html>
`;
}

export function page({ site, home }: Context, view: View): string {
  step += 1;
  const main = `<header class="bar">
<a href="${home}/"><img src="/lab.svg" alt="" width="28" height="28">Coatcheck lab</a>
</header>
<main class="site">
<p class="badge ${site.variant}">${site.variant}</p>
<h1>${escapeHtml(site.title)}</h1>
<p class="lesson">${escapeHtml(site.lesson)}</p>
<section class="ticket" aria-label="Your visit">
<p class="who">Signed in: <strong id="who" role="status">${escapeHtml(view.who ?? 'nobody')}</strong></p>
<p id="error" class="error" role="alert">${escapeHtml(view.error ?? '')}</p>
${sections(site, view)}
<p><output id="result" data-step="${step}">${escapeHtml(view.result ?? '')}</output></p>
</section>
</main>`;
  return layout(site.title, main, head(view));
}

/** The login page of an identity provider. The hooks are those of a site's own page. */
export function providerPage(action: string, error = ''): string {
  step += 1;
  const main = `<main class="site"><h1>Identity provider</h1>
<section class="ticket" aria-label="Your login">
<p class="who">Signed in: <strong id="who" role="status">nobody</strong></p>
<p id="error" class="error" role="alert">${escapeHtml(error)}</p>
${loginForm({ loginAt: action })}
<p><output id="result" data-step="${step}"></output></p>
</section></main>`;
  return layout('Identity provider', main);
}

function head({ csrf, config, scripts = [] }: View): string {
  const meta = csrf ? `<meta name="csrf-token" content="${escapeHtml(csrf.token)}">` : '';
  // `<` would let a value end the element.
  const data = JSON.stringify(config ?? {}).replaceAll('<', '\\u003c');
  const tags = scripts.map((name) => `<script type="module" src="/${name}"></script>`);
  return [meta, `<script type="application/json" id="config">${data}</script>`, ...tags].join('\n');
}

function sections({ login, origin }: LabSite, view: View): string {
  if (login === 'none') return actions(view, '');
  if (login === 'basic') return view.who ? actions(view, basicLogout(origin)) : basicHint(origin);
  if (login === 'provider' && !view.who) return providerLink;
  if (view.spa) return loginForm(view) + actions(view, button('logout', 'Sign out'), true);
  return view.who ? actions(view, postForm('/logout', 'logout', 'Sign out', view.csrf)) : loginForm(view);
}

// Absolute: relative links would take over a name and a password that stand in the page's address.
const basicLogout = (origin: string): string => `<a class="button" id="logout" href="${origin}/logout">Sign out</a>`;

const basicHint = (
  origin: string,
): string => `<p>The browser asks for the name <kbd>${user.name}</kbd> and the password <kbd>${user.password}</kbd>.</p>
<p><a class="button primary" href="${origin}/">Sign in</a></p>`;

const providerLink = '<p><a class="button primary" id="signin" href="/login">Sign in at the provider</a></p>';

const loginForm = ({ loginBy = 'post', loginAt = '/login' }: Pick<View, 'loginBy' | 'loginAt'>): string =>
  `<form id="login-form" method="${loginBy}" action="${escapeHtml(loginAt)}">
<p><label for="username">User name</label><input id="username" name="username" autocomplete="username" required></p>
<p><label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="current-password" required></p>
<p class="hint">Sign in as <kbd>${user.name}</kbd> with <kbd>${user.password}</kbd>.</p>
<p><button class="primary" id="login">Sign in</button></p>
</form>`;

function actions(view: View, logout: string, hidden = false): string {
  const loadLink = '<a class="button" id="load" href="/account">Load</a>';
  const load = view.load === 'script' ? button('load', 'Load') : loadLink;
  const act = view.act === 'script' ? button('act', 'Add') : postForm('/notes', 'act', 'Add', view.csrf);
  const refresh = view.refresh ? button('refresh', 'Refresh') : '';
  return `<div id="actions" class="actions"${hidden ? ' hidden' : ''}>${load}${act}${refresh}${logout}</div>`;
}

const button = (id: string, label: string): string => `<button type="button" id="${id}">${label}</button>`;

function postForm(action: string, id: string, label: string, csrf: View['csrf']): string {
  const field = csrf ? `<input type="hidden" name="${csrf.field}" value="${escapeHtml(csrf.token)}">` : '';
  return `<form method="post" action="${action}">${field}<button id="${id}">${label}</button></form>`;
}
