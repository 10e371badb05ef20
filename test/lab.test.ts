/** The lab itself: it must be what its descriptors say before anything may be judged by it. */

import { createHash, createHmac } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { generate } from 'selfsigned';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { type Lab, type LabOptions, type LabSite, startLab, user } from './lab/index.ts';

interface Answer {
  status: number;
  body: string;
  json: () => Record<string, unknown>;
  setCookies: string[];
  headers: NodeJS.Dict<string | string[]>;
}

interface Ask {
  method?: string;
  form?: Record<string, string>;
  json?: unknown;
  headers?: Record<string, string>;
}

/** A browser's cookie jar and address bar, and no more. Connects to loopback whatever the name says. */
class Visitor {
  private readonly jar = new Map<string, { value: string; path: string }>();

  constructor(private readonly origin: string) {}

  cookie(name: string): string | undefined {
    return this.jar.get(name)?.value;
  }

  async ask(path: string, { method = 'GET', form, json, headers = {} }: Ask = {}): Promise<Answer> {
    const url = new URL(path, this.origin);
    const body = form ? new URLSearchParams(form).toString() : json === undefined ? '' : JSON.stringify(json);
    const cookies = [...this.jar].filter(([, { path: scope }]) => url.pathname.startsWith(scope));
    const answer = await send(url, method, body, {
      ...(form && { 'content-type': 'application/x-www-form-urlencoded' }),
      ...(json !== undefined && { 'content-type': 'application/json' }),
      ...(cookies.length && { cookie: cookies.map(([name, { value }]) => `${name}=${value}`).join('; ') }),
      ...headers,
    });
    for (const line of answer.setCookies) this.keep(line);
    return answer;
  }

  /** As `ask`, and then where the answer leads to. */
  async follow(path: string, ask?: Ask): Promise<Answer> {
    let answer = await this.ask(path, ask);
    while (typeof answer.headers.location === 'string') answer = await this.ask(answer.headers.location);
    return answer;
  }

  private keep(line: string): void {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    const gone = /max-age=0|expires=thu, 01 jan 1970/i.test(line);
    if (gone) this.jar.delete(name);
    else this.jar.set(name, { value, path: /path=([^;]+)/i.exec(line)?.[1] ?? '/' });
  }
}

function send(url: URL, method: string, body: string, headers: Record<string, string>): Promise<Answer> {
  const request = url.protocol === 'https:' ? httpsRequest : httpRequest;
  const target = { host: '127.0.0.1', port: url.port, path: url.pathname + url.search, rejectUnauthorized: false };
  return new Promise((resolve, reject) => {
    const outgoing = request({ ...target, method, headers: { ...headers, host: url.host } }, async (res) => {
      let text = '';
      for await (const chunk of res.setEncoding('utf8')) text += chunk;
      resolve({
        status: res.statusCode ?? 0,
        body: text,
        json: () => JSON.parse(text),
        setCookies: res.headers['set-cookie'] ?? [],
        headers: res.headers,
      });
    });
    outgoing.once('error', reject).end(body);
  });
}

const who = ({ body }: Answer): string => /id="who"[^>]*>([^<]*)</.exec(body)?.[1] ?? '(no page)';

const config = ({ body }: Answer): Record<string, string> =>
  JSON.parse(/id="config">(.*?)<\/script>/.exec(body)?.[1] ?? '{}');

/** The form's anti-CSRF field, if it has one. */
function csrfField({ body }: Answer): Record<string, string> {
  const [, name, value] = /type="hidden" name="([^"]+)" value="([^"]+)"/.exec(body) ?? [];
  return name && value ? { [name]: value } : {};
}

const credentials = { username: user.name, password: user.password };
const wrong = { username: user.name, password: 'difference-engine' };

let lab: Lab;
beforeAll(async () => {
  lab = await startLab({ port: 0, apiPort: 0 });
});
afterAll(() => lab.stop());

function site(label: string, from: Lab = lab): LabSite {
  const found = from.sites.find(({ host }) => host.startsWith(`${label}.`));
  if (!found) throw new Error(`The lab has no site ${label}`);
  return found;
}

const visit = (label: string): Visitor => new Visitor(site(label).origin);

const signIn = (visitor: Visitor): Promise<Answer> => visitor.follow('/login', { method: 'POST', form: credentials });

const labels = [
  'session',
  'session-careless',
  'open-careless',
  'csrf',
  'csrf-careless',
  'double-submit-careless',
  'elsewhere-careless',
  'sealed',
  'sealed-careless',
  'jwt-storage',
  'jwt-storage-careless',
  'jwt-storage-none',
  'jwt-claims',
  'jwt-claims-careless',
  'jwt-cookie',
  'jwt-cookie-careless',
  'opaque-bearer',
  'opaque-bearer-careless',
  'refresh',
  'refresh-careless',
  'spa',
  'spa-careless',
  'counter',
  'counter-careless',
  'expired-careless',
  'custom-header',
  'bare-token',
  'implicit-careless',
  'socket',
  'api-key',
  'signed-requests',
  'dpop',
  'dpop-careless',
  'hybrid',
  'hybrid-careless',
  'basic',
  'digest',
  'anonymous',
  'anonymous-careless',
  'analytics',
  'analytics-careless',
  'odd-cookies',
  'hostile',
  'oauth',
  'oauth-careless',
  'oauth-page',
  'saml',
  'saml-careless',
  'saml-unsigned',
  'cookies',
  'cookies-careless',
  'readable-careless',
  'token-cookie-careless',
];

const formSites = [
  'session',
  'session-careless',
  'csrf',
  'csrf-careless',
  'double-submit-careless',
  'elsewhere-careless',
  'sealed',
  'sealed-careless',
  'jwt-cookie',
  'jwt-cookie-careless',
  'hybrid',
  'hybrid-careless',
  'odd-cookies',
  'hostile',
  'cookies',
  'readable-careless',
];

const fetchSites = [
  'jwt-storage',
  'jwt-storage-careless',
  'jwt-storage-none',
  'jwt-claims',
  'jwt-claims-careless',
  'opaque-bearer',
  'opaque-bearer-careless',
  'refresh',
  'refresh-careless',
  'spa',
  'spa-careless',
  'expired-careless',
  'custom-header',
  'bare-token',
  'token-cookie-careless',
];

describe('the lab', () => {
  it('has every site, each on a host of its own', () => {
    expect(lab.sites.map(({ host }) => host).sort()).toEqual(labels.map((label) => `${label}.localhost`).sort());
  });

  it('explains each site in two sentences on the start page and leads to it', async () => {
    const { status, body } = await new Visitor(lab.url).ask('/');
    expect(status).toBe(200);
    for (const { origin, lesson } of lab.sites) {
      expect(body).toContain(`href="${origin}/"`);
      expect(lesson.match(/[.!?](?= [A-Z]|$)/g)?.length).toBe(2);
    }
  });

  it.each(labels)('%s answers with its page and leaves no secret before the login', async (label) => {
    const answer = await visit(label).ask('/');
    expect(answer.status).toBe(label === 'basic' || label === 'digest' ? 401 : 200);
    expect(who(answer)).toBe('nobody');
    expect(answer.setCookies.length > 0).toBe(/^(anonymous|analytics|session-careless)/.test(label));
  });

  it('refuses names that it does not know', async () => {
    const { port } = new URL(lab.url);
    expect((await new Visitor(`http://evil.example:${port}`).ask('/')).status).toBe(421);
    expect((await new Visitor(`http://session.localhost.evil.example:${port}`).ask('/')).status).toBe(421);
  });

  it('listens on loopback only', async () => {
    const port = Number(new URL(lab.url).port);
    const addresses = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
    const outside = addresses.filter(({ internal }) => !internal);
    for (const { address, scopeid } of outside) {
      await expect(reachable(scopeid ? `${address}%${scopeid}` : address, port)).resolves.toBe(false);
    }
    await expect(reachable('127.0.0.1', port)).resolves.toBe(true);
  });

  it('keeps the hosts apart', async () => {
    const visitor = visit('session');
    await signIn(visitor);
    const cookie = `connect.sid=${visitor.cookie('connect.sid')}`;
    for (const label of ['csrf', 'hybrid', 'session-careless']) {
      expect(who(await visit(label).ask('/', { headers: { cookie } }))).toBe('nobody');
    }
    const token = await tokenOf('jwt-storage');
    const strange = await visit('hybrid').ask('/api/me', { headers: { authorization: `Bearer ${token}` } });
    expect(strange.status).toBe(401);
  });

  it('sets host-only cookies', async () => {
    for (const label of [...formSites, 'anonymous', 'analytics']) {
      const visitor = visit(label);
      const first = await visitor.ask('/');
      const login = await visitor.ask('/login', { method: 'POST', form: credentials });
      const lines = [...first.setCookies, ...login.setCookies];
      expect(lines.length).toBeGreaterThan(0);
      expect(lines.join('\n')).not.toMatch(/domain=/i);
    }
  });
});

function reachable(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    const end = (open: boolean) => {
      socket.destroy();
      resolve(open);
    };
    socket
      .once('connect', () => end(true))
      .once('error', () => end(false))
      .setTimeout(2000, () => end(false));
  });
}

describe.each(formSites)('%s, by forms', (label) => {
  it('refuses a wrong password visibly', async () => {
    const answer = await visit(label).ask('/login', { method: 'POST', form: wrong });
    expect(answer.status).toBe(401);
    expect(answer.body).toContain('Wrong user name or password.');
    expect(who(answer)).toBe('nobody');
  });

  it('signs in, shows a protected page, changes something, signs out', async () => {
    const visitor = visit(label);
    expect((await visitor.ask('/account')).status).toBe(303);
    const home = await signIn(visitor);
    expect(who(home)).toBe('ada');
    expect(who(await visitor.ask('/account'))).toBe('ada');
    const added = await visitor.follow('/notes', { method: 'POST', form: csrfField(home) });
    expect(added.body).toMatch(/\d+ notes kept/);
    expect(who(await visitor.follow('/logout', { method: 'POST', form: csrfField(added) }))).toBe('nobody');
    expect((await visitor.ask('/account')).status).toBe(303);
  });

  it('asks for an anti-CSRF token exactly where it is sound', async () => {
    const visitor = visit(label);
    await signIn(visitor);
    const withoutToken = await visitor.ask('/notes', { method: 'POST', form: {} });
    const exposed = site(label).rules.includes('csrf-exposed');
    expect(withoutToken.status).toBe(exposed ? 303 : 403);
  });

  it('keeps the decisive cookie with the flags that the descriptor claims', async () => {
    const { cookies, descriptor } = await cookiesOf(label);
    for (const { where, name } of descriptor.expected.after.decisive) {
      if (where !== 'cookie') continue;
      const line = cookies.find((text) => text.startsWith(`${name}=`)) ?? '';
      expect(line).not.toBe('');
      expect(!/httponly/i.test(line)).toBe(descriptor.rules.includes('session-cookie-without-httponly'));
      expect(!/samesite/i.test(line)).toBe(descriptor.rules.includes('session-cookie-without-samesite'));
      expect(/samesite=none/i.test(line)).toBe(descriptor.rules.includes('session-cookie-samesite-none'));
    }
  });

  it('counts its cookies among the secrets', async () => {
    const { cookies } = await cookiesOf(label);
    const values = cookies.map((line) => /=([^;]*)/.exec(line)?.[1] ?? '').filter((value) => value.length >= 16);
    expect(lab.secrets()).toEqual(expect.arrayContaining(values));
  });
});

async function cookiesOf(label: string, from: Lab = lab): Promise<{ cookies: string[]; descriptor: LabSite }> {
  const descriptor = site(label, from);
  const visitor = new Visitor(descriptor.origin);
  const first = await visitor.ask('/');
  const login = await visitor.ask('/login', { method: 'POST', form: credentials });
  return { cookies: [...first.setCookies, ...login.setCookies], descriptor };
}

interface TokenVisit {
  page: Visitor;
  api: Visitor;
  base: string;
}

async function openSpa(label: string): Promise<TokenVisit> {
  const page = visit(label);
  const { api, auth = '/api' } = config(await page.ask('/'));
  return { page, api: api ? new Visitor(api) : page, base: auth };
}

async function tokenOf(label: string): Promise<string> {
  const { api, base } = await openSpa(label);
  return String((await api.ask(`${base}/login`, { method: 'POST', json: credentials })).json().access_token);
}

const bearer = (token: unknown): Record<string, string> => ({ authorization: `Bearer ${token}` });
/** As the site wants it shown. */
const shown = (label: string, token: unknown): Record<string, string> => {
  if (label === 'custom-header') return { 'x-auth-token': String(token) };
  return label === 'bare-token' ? { authorization: String(token) } : bearer(token);
};

describe.each(fetchSites)('%s, by fetch', (label) => {
  it('refuses a wrong password and a missing token', async () => {
    const { api, base } = await openSpa(label);
    expect((await api.ask(`${base}/login`, { method: 'POST', json: wrong })).status).toBe(401);
    expect((await api.ask('/api/notes')).status).toBe(401);
    expect((await api.ask('/api/notes', { headers: shown(label, 'nonsense') })).status).toBe(401);
  });

  it('signs in, loads, changes something, signs out', async () => {
    const { api, base } = await openSpa(label);
    const login = await api.ask(`${base}/login`, { method: 'POST', json: credentials });
    const { access_token: token, user: name } = login.json();
    const headers = shown(label, token);
    expect(name).toBe('ada');
    expect(lab.secrets()).toContain(token);
    expect((await api.ask('/api/me', { headers })).json()).toEqual({ user: 'ada' });
    expect((await api.ask('/api/notes', { method: 'POST', headers, json: {} })).status).toBe(200);
    expect((await api.ask(`${base}/logout`, { method: 'POST', headers })).status).toBe(204);
    const stillAccepted = !label.startsWith('opaque-bearer') && label !== 'custom-header';
    expect((await api.ask('/api/me', { headers })).status).toBe(stillAccepted ? 200 : 401);
  });
});

const part = (token: string, index: number): Record<string, number> =>
  JSON.parse(Buffer.from(token.split('.')[index] ?? '', 'base64url').toString());

describe('what is special about a site', () => {
  it('session: the id is new at login; carelessly it is not, and stays after logout', async () => {
    const careless = visit('session-careless');
    await careless.ask('/');
    const before = careless.cookie('connect.sid');
    await signIn(careless);
    await careless.follow('/logout', { method: 'POST', form: {} });
    expect(before).toBeTruthy();
    expect(careless.cookie('connect.sid')).toBe(before);

    const sound = visit('session');
    const home = await signIn(sound);
    const old = `connect.sid=${sound.cookie('connect.sid')}`;
    await sound.follow('/logout', { method: 'POST', form: csrfField(home) });
    expect(sound.cookie('connect.sid')).toBeUndefined();
    expect(who(await visit('session').ask('/', { headers: { cookie: old } }))).toBe('nobody');
  });

  it('JWTs: lives and algorithms are those of the lesson', async () => {
    const life = (token: string) => (part(token, 1).exp ?? Number.NaN) - (part(token, 1).iat ?? Number.NaN);
    const sound = await tokenOf('jwt-storage');
    expect(part(sound, 1)).toMatchObject({ sub: 'ada', iss: site('jwt-storage').origin, aud: 'jwt-storage' });
    expect(life(sound)).toBe(600);
    expect(part(await tokenOf('jwt-storage-careless'), 1)).not.toHaveProperty('exp');
    expect(part(await tokenOf('jwt-storage-none'), 0)).toMatchObject({ alg: 'none' });
    expect(life(await tokenOf('refresh'))).toBe(300);
    expect(life(await tokenOf('refresh-careless'))).toBe(48 * 3600);
    expect(part(await tokenOf('expired-careless'), 1).exp).toBeLessThan(Date.now() / 1000 - 300);
  });

  it('refresh: the token rotates, and a used one is refused; carelessly it stays', async () => {
    const { api } = await openSpa('refresh');
    await api.ask('/auth/login', { method: 'POST', json: credentials });
    const first = api.cookie('refresh_token');
    const headers = { 'x-requested-with': 'fetch' };
    expect((await api.ask('/auth/refresh', { method: 'POST', headers })).status).toBe(200);
    expect(api.cookie('refresh_token')).not.toBe(first);
    const replay = { ...headers, cookie: `refresh_token=${first}` };
    expect((await visit('refresh').ask('/auth/refresh', { method: 'POST', headers: replay })).status).toBe(401);

    const careless = await openSpa('refresh-careless');
    const { refresh_token } = (await careless.api.ask('/auth/login', { method: 'POST', json: credentials })).json();
    const again = await careless.api.ask('/auth/refresh', { method: 'POST', json: { refresh_token } });
    expect(again.json().refresh_token).toBe(refresh_token);
  });

  it('hybrid: session and token carry the identity each on its own', async () => {
    const visitor = visit('hybrid');
    await signIn(visitor);
    expect((await visitor.ask('/api/notes')).status).toBe(401);
    const { access_token } = (await visitor.ask('/api/token')).json();
    expect((await visit('hybrid').ask('/api/notes', { headers: bearer(access_token) })).status).toBe(200);
  });

  it('csrf: the fetch with the header is accepted, and the form field as well', async () => {
    const visitor = visit('csrf');
    const home = await signIn(visitor);
    const token = /name="csrf-token" content="([^"]+)"/.exec(home.body)?.[1] ?? '';
    const added = await visitor.ask('/notes', { method: 'POST', json: {}, headers: { 'x-csrf-token': token } });
    expect(added.status).toBe(200);
    expect(visitor.cookie('csrf-token')).toBe(token);
  });

  it('spa: only its own page may read the API; carelessly anybody', async () => {
    const allowed = async (label: string, origin: string) => {
      const { api } = await openSpa(label);
      const { headers } = await api.ask('/api/notes', { method: 'OPTIONS', headers: { origin } });
      return headers['access-control-allow-origin'];
    };
    const own = site('spa').origin;
    expect(await allowed('spa', own)).toBe(own);
    expect(await allowed('spa', 'https://evil.example')).toBeUndefined();
    expect(await allowed('spa-careless', 'https://evil.example')).toBe('https://evil.example');
  });

  it('basic: asks, accepts the right password, and refuses at /logout', async () => {
    const ask = (password: string, path = '/') =>
      visit('basic').ask(path, { headers: { authorization: `Basic ${btoa(`${user.name}:${password}`)}` } });
    expect((await visit('basic').ask('/')).headers['www-authenticate']).toMatch(/^Basic realm="lab"/);
    expect(who(await ask(user.password))).toBe('ada');
    expect((await ask(wrong.password)).status).toBe(401);
    expect((await ask(user.password, '/logout')).status).toBe(401);
  });

  it('digest: asks, accepts the right answer, and refuses a wrong one and another address', async () => {
    const challenge = String((await visit('digest').ask('/')).headers['www-authenticate']);
    const nonce = /nonce="([^"]+)"/.exec(challenge)?.[1] ?? '';
    const sha256 = (...parts: string[]) => createHash('sha256').update(parts.join(':')).digest('hex');
    const ask = (password: string, path = '/', uri = path) => {
      const response = sha256(sha256(user.name, 'lab', password), nonce, '00000001', 'c', 'auth', sha256('GET', uri));
      const parameters = `username="${user.name}", realm="lab", nonce="${nonce}", uri="${uri}", qop=auth, nc=00000001`;
      const authorization = `Digest ${parameters}, cnonce="c", response="${response}"`;
      return visit('digest').ask(path, { headers: { authorization } });
    };
    expect(challenge).toMatch(/^Digest realm="lab", qop="auth", algorithm=SHA-256/);
    expect(who(await ask(user.password))).toBe('ada');
    expect((await ask(wrong.password)).status).toBe(401);
    expect((await ask(user.password, '/account', '/')).status).toBe(401);
  });

  it('api-key: everybody has the same one, and nobody gets in without', async () => {
    const [key, again] = [config(await visit('api-key').ask('/')), config(await visit('api-key').ask('/'))];
    expect(key).toEqual(again);
    const ask = (value: string) => visit('api-key').ask('/api/notes', { headers: { 'x-api-key': value } });
    expect((await ask(key.key ?? '')).status).toBe(200);
    expect((await ask('nonsense')).status).toBe(401);
  });

  it('implicit: the provider sends the token behind the #, and nothing for a wrong password', async () => {
    const asked = new URL(config(await visit('implicit-careless').ask('/')).provider ?? '');
    const ask = async (form: Record<string, string>) => {
      const answer = await new Visitor(asked.origin).ask(asked.pathname + asked.search, { method: 'POST', form });
      return new URL(String(answer.headers.location));
    };
    const back = await ask(credentials);
    const token = new URLSearchParams(back.hash.slice(1)).get('access_token');
    expect(back.origin).toBe(site('implicit-careless').origin);
    expect(lab.secrets()).toContain(token);
    const me = await visit('implicit-careless').ask('/api/me', { headers: bearer(token) });
    expect(me.json()).toEqual({ user: 'ada' });
    expect((await ask(wrong)).hash).not.toContain('access_token');
  });

  const oauthSites = ['oauth', 'oauth-careless'];

  /** Goes to the provider, signs in there, and gives what the provider answers. */
  async function atProvider(
    label: string,
    visitor: Visitor,
    form: Record<string, string> = credentials,
  ): Promise<Answer> {
    const { location } = (await visitor.ask('/login')).headers;
    expect(new URL(String(location)).port).not.toBe(new URL(site(label).origin).port);
    expect(who(await visitor.ask(String(location)))).toBe('nobody');
    return visitor.ask(String(location), { method: 'POST', form });
  }

  const formIn = ({ body }: Answer) => ({ SAMLResponse: /name="SAMLResponse" value="([^"]+)"/.exec(body)?.[1] ?? '' });

  it.each(oauthSites)('%s: the provider sends a code back, and the server changes it once', async (label) => {
    const visitor = visit(label);
    expect((await atProvider(label, visitor, wrong)).status).toBe(401);
    const back = String((await atProvider(label, visitor)).headers.location);
    expect(lab.secrets()).toContain(new URL(back).searchParams.get('code'));
    expect(who(await visitor.follow(back))).toBe('ada');
    expect((await visitor.ask(back)).status).toBe(403);
  });

  it('oauth: a code is good only in the session that asked for it; the careless site takes any', async () => {
    const foreign = async (label: string) => {
      const back = String((await atProvider(label, visit(label))).headers.location);
      return (await visit(label).ask(back)).status;
    };
    expect(await foreign('oauth')).toBe(403);
    expect(await foreign('oauth-careless')).toBe(302);
  });

  it('oauth-page: the provider knows its client by a secret, and takes a verifier that is the challenge', async () => {
    const client = config(await visit('oauth-page').ask('/'));
    const provider = new Visitor(new URL(String(client['authorize'])).origin);
    const asked = { client_id: client['id'] ?? '', redirect_uri: client['redirect'] ?? '', response_type: 'code' };
    const code = async () => {
      const query = new URLSearchParams({ ...asked, code_challenge: 'proof' });
      const answer = await provider.ask(`/authorize?${query}`, { method: 'POST', form: credentials });
      return new URL(String(answer.headers.location)).searchParams.get('code') ?? '';
    };
    const change = async (more: Record<string, string>) => {
      const grant = { grant_type: 'authorization_code', client_id: asked.client_id, code: await code() };
      return provider.ask('/token', { method: 'POST', form: { ...grant, ...more } });
    };
    const secret = { client_secret: client['secret'] ?? '' };
    expect((await change({ code_verifier: 'proof' })).status).toBe(401);
    expect((await change({ ...secret, code_verifier: 'other' })).status).toBe(400);
    const { access_token: token } = (await change({ ...secret, code_verifier: 'proof' })).json();
    expect((await visit('oauth-page').ask('/api/me', { headers: bearer(token) })).json()).toEqual({ user: 'ada' });
  });

  it.each(['saml', 'saml-careless', 'saml-unsigned'])(
    '%s: the provider’s statement signs in who asked for it',
    async (label) => {
      const visitor = visit(label);
      expect((await atProvider(label, visitor, wrong)).status).toBe(401);
      const form = formIn(await atProvider(label, visitor));
      expect(lab.secrets()).toContain(form.SAMLResponse);
      expect((await visit(label).ask('/acs', { method: 'POST', form })).status).toBe(403);
      expect(who(await visitor.follow('/acs', { method: 'POST', form }))).toBe('ada');
    },
  );

  it('saml: a statement that was changed is refused where it is signed, and taken where it is not', async () => {
    const forged = async (label: string) => {
      const visitor = visit(label);
      const { SAMLResponse } = formIn(await atProvider(label, visitor));
      const xml = Buffer.from(SAMLResponse, 'base64').toString().replace('>ada<', '>eve<');
      const form = { SAMLResponse: Buffer.from(xml).toString('base64') };
      return who(await visitor.follow('/acs', { method: 'POST', form }));
    };
    expect(await forged('saml')).not.toBe('eve');
    expect(await forged('saml-careless')).not.toBe('eve');
    expect(await forged('saml-unsigned')).toBe('eve');
  });

  it('socket: tells a token to who knows the password, and talks to its own pages alone', async () => {
    const { origin } = site('socket');
    const { host, port } = new URL(origin);
    const open = (from: string) => new WebSocket(`ws://127.0.0.1:${port}/live`, { origin: from, headers: { host } });
    const socket = open(origin);
    const ask = (message: unknown): Promise<Record<string, unknown>> =>
      new Promise((resolve) => {
        socket.once('message', (data) => resolve(JSON.parse(String(data))));
        socket.send(JSON.stringify(message));
      });
    await new Promise((resolve) => socket.once('open', resolve));
    expect(await ask({ do: 'login', ...wrong })).toEqual({});
    const { token } = await ask({ do: 'login', ...credentials });
    expect(lab.secrets()).toContain(token);
    expect(await ask({ do: 'add', token })).toEqual({ user: 'ada', notes: 1 });
    expect(await ask({ do: 'load', token: 'nonsense' })).toEqual({});
    await ask({ do: 'logout', token });
    expect(await ask({ do: 'load', token })).toEqual({});
    socket.close();
    await expect(
      new Promise((resolve, reject) => open('http://evil.example').once('open', resolve).once('error', reject)),
    ).rejects.toThrow();
  });

  it('signed-requests: takes the right signature over this request, and no other', async () => {
    const visitor = visit('signed-requests');
    expect((await visitor.ask('/api/login', { method: 'POST', json: wrong })).status).toBe(401);
    const login = await visitor.ask('/api/login', { method: 'POST', json: credentials });
    const { key_id: id, secret } = login.json();
    const sign = (method: string, path: string) => {
      const input = `("@method" "@target-uri");created=1;keyid="${id}";alg="hmac-sha256"`;
      const uri = `${site('signed-requests').origin}${path}`;
      const base = `"@method": ${method}\n"@target-uri": ${uri}\n"@signature-params": ${input}`;
      const signature = createHmac('sha256', String(secret)).update(base).digest('base64');
      return { headers: { 'signature-input': `sig1=${input}`, signature: `sig1=:${signature}:` } };
    };
    expect((await visitor.ask('/api/notes', sign('GET', '/api/notes'))).json()).toEqual({ notes: 0 });
    expect((await visitor.ask('/api/notes', { method: 'POST', ...sign('GET', '/api/notes') })).status).toBe(401);
    expect((await visitor.ask('/api/notes', sign('GET', '/api/other'))).status).toBe(401);
    expect((await visitor.ask('/api/notes')).status).toBe(401);
    expect((await visitor.ask('/api/logout', { method: 'POST', ...sign('POST', '/api/logout') })).status).toBe(204);
    expect((await visitor.ask('/api/notes', sign('GET', '/api/notes'))).status).toBe(401);
  });

  it('dpop: the token opens nothing without a fresh proof of its key', async () => {
    const { origin } = site('dpop');
    const [mine, other] = [await generateKeyPair('ES256'), await generateKeyPair('ES256')];
    const proof = async (pair: typeof mine, htm: string, path: string, nonce = '') =>
      new SignJWT({ htm, htu: origin + path, jti: 'x', ...(nonce && { nonce }) })
        .setProtectedHeader({ alg: 'ES256', typ: 'dpop+jwt', jwk: await exportJWK(pair.publicKey) })
        .setIssuedAt()
        .sign(pair.privateKey);
    const login = async (json: unknown) =>
      visit('dpop').ask('/api/login', {
        method: 'POST',
        json,
        headers: { dpop: await proof(mine, 'POST', '/api/login') },
      });
    expect((await login(wrong)).status).toBe(401);
    const { access_token: token } = (await login(credentials)).json();
    const ask = async (pair: typeof mine, nonce?: string, method = 'GET') =>
      visit('dpop').ask('/api/notes', {
        headers: { authorization: `DPoP ${token}`, dpop: await proof(pair, method, '/api/notes', nonce) },
      });
    const asked = await ask(mine);
    const nonce = String(asked.headers['dpop-nonce']);
    expect(asked.headers['www-authenticate']).toBe('DPoP error="use_dpop_nonce"');
    expect((await ask(mine, nonce)).json()).toEqual({ notes: 0 });
    expect((await ask(other, nonce)).status).toBe(401);
    expect((await ask(mine, nonce, 'POST')).status).toBe(401);
    expect((await visit('dpop').ask('/api/notes', { headers: bearer(token) })).status).toBe(401);
  });

  it('odd-cookies: the cookies come with the redirects, quoted and with equals signs', async () => {
    const visitor = visit('odd-cookies');
    const first = await visitor.ask('/login', { method: 'POST', form: credentials });
    const second = await visitor.ask(String(first.headers.location));
    expect([first.status, second.status]).toEqual([302, 302]);
    expect(first.setCookies[0]).toMatch(/^sid="[^"]+="; /);
    expect(second.setCookies.map((line) => line.split('=')[0])).toEqual([
      'csrftoken',
      'possession',
      'user_pref',
      'flow',
      'old_session',
    ]);
    expect(second.setCookies.filter((line) => /max-age=0|1970/i.test(line))).toHaveLength(2);
  });

  it('anonymous: the basket belongs to the session', async () => {
    const visitor = visit('anonymous');
    const home = await visitor.ask('/');
    expect((await visitor.ask('/notes', { method: 'POST', form: {} })).status).toBe(403);
    expect((await visitor.follow('/notes', { method: 'POST', form: csrfField(home) })).body).toContain('1 things');
    expect((await visit('anonymous').ask('/')).body).toContain('0 things');
  });

  it('analytics: nothing of it counts as a secret', async () => {
    const { setCookies } = await visit('analytics').ask('/');
    const values = setCookies.map((line) => /=([^;]*)/.exec(line)?.[1]);
    expect(lab.secrets().filter((secret) => values.includes(secret))).toEqual([]);
  });
});

describe('served elsewhere', () => {
  const serve = async (options: Omit<LabOptions, 'port' | 'apiPort'>, use: (other: Lab) => Promise<void>) => {
    const other = await startLab({ port: 0, apiPort: 0, ...options });
    await use(other).finally(other.stop);
  };

  it('over TLS: Secure and __Host- where sound, neither where careless', async () => {
    const { private: key, cert } = await generate([{ name: 'commonName', value: 'lab.test' }]);
    await serve({ suffix: 'lab.test', tls: { key, cert } }, async (other) => {
      expect(other.url).toMatch(/^https:\/\/lab\.test:\d+$/);
      for (const label of formSites) {
        const { cookies, descriptor } = await cookiesOf(label, other);
        const { name = '' } = descriptor.expected.after.decisive[0] ?? {};
        const line = cookies.find((text) => text.startsWith(`${name}=`)) ?? '';
        expect(line).not.toBe('');
        expect(!/; secure/i.test(line)).toBe(descriptor.rules.includes('session-cookie-without-secure'));
      }
      expect(site('odd-cookies', other).expected.after.decisive[0]?.name).toBe('__Host-sid');
    });
  });

  it('over plain http on a public name: Basic is careless, and every credential is readable', async () => {
    await serve({ suffix: 'lab.test' }, async (other) => {
      expect(site('basic-careless', other).rules).toEqual(['basic-over-http']);
      expect(site('session', other).rules).toContain('credential-over-http');
      expect(other.sites.some(({ id, variant }) => id === 'basic' && variant === 'sound')).toBe(false);
    });
  });
});
