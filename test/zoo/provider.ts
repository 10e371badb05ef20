/** An identity provider for applications that leave the login to one: oidc-provider with the pages that it brings along. */
import type { Page } from 'puppeteer-core';
import { user } from './app.ts';
import { freePort, type Home } from './home.ts';
import { fill } from './page.ts';

export const PROVIDER = 'oidc-provider@9.13.3';

export interface Client {
  origin: string;
  /** Where it takes the code. */
  callback: string;
  /** Absent: a public client, which runs in the browser. */
  secret?: string;
  /** Access tokens are signed, for an API of the client's own; otherwise opaque, for the provider's. */
  jwt?: boolean;
}

export const CLIENT_ID = 'zoo';

/** Starts it with one client, on another host than the applications', so that cookies and storage are its own. */
export const startProvider = async (home: Home, client: Client): Promise<string> => {
  const issuer = `http://localhost:${await freePort()}`;
  home.spawn('node', [home.write('provider.mjs', script), issuer, JSON.stringify(client)]);
  await home.waitFor(`${issuer}/.well-known/openid-configuration`);
  return issuer;
};

/** Signs in on the provider's page and allows the client what it asks for; the provider then leaves the page. */
export const signInAtProvider = async (page: Page): Promise<void> => {
  await fill(page, 'input[name=login]', user.name);
  await fill(page, 'input[name=password]', user.password);
  await page.click('button[type=submit]');
  const allow = await page.waitForSelector('form:has(input[name=prompt][value=consent]) button[type=submit]');
  await allow?.click();
};

const script = `
  import { Provider } from 'oidc-provider';
  const [issuer, given] = process.argv.slice(2);
  const { origin, callback, secret, jwt } = JSON.parse(given);
  const { hostname, port } = new URL(issuer);
  const confidence = secret === undefined ? { token_endpoint_auth_method: 'none' } : { client_secret: secret };
  const provider = new Provider(issuer, {
    clients: [{ client_id: '${CLIENT_ID}', redirect_uris: [callback], ...confidence }],
    cookies: { keys: ['known here only'] },
    clientBasedCORS: (_context, asking) => asking === origin,
    features: {
      resourceIndicators: {
        enabled: jwt === true,
        defaultResource: () => origin,
        useGrantedResource: () => true,
        getResourceServerInfo: () => ({ scope: 'notes', audience: origin, accessTokenFormat: 'jwt' }),
      },
    },
    findAccount: (_context, sub) => ({ accountId: sub, claims: () => ({ sub }) }),
  });
  provider.listen(Number(port), hostname);
`;
