import { createHmac } from 'node:crypto';
import { createApp } from '../app.ts';
import { bearerSite, type ClientConfig } from '../bearer-api.ts';
import { jwtIssuer } from '../jwt.ts';
import { type Context, type SiteMaker, type SiteSpec, stages } from '../types.ts';
import { randomId } from '../vault.ts';

const keep: ClientConfig['keep'] = { area: 'sessionStorage', key: 'access_token' };
const tenMinutes = 600;

const shared = {
  id: 'jwt-claims',
  title: 'What stands in a JWT',
  login: 'fetch',
  expected: stages('token', 'client', { where: 'sessionStorage', name: 'access_token', format: 'jwt' }),
} satisfies Partial<SiteSpec>;

export const sound: SiteMaker = () => ({
  ...shared,
  variant: 'sound',
  lesson:
    'The token says who made it, for whom, for how long and about whom, and nothing else. ' +
    'Open it, and see in "Looks fine" how much there is that could be wrong with it.',
  rules: ['token-in-session-storage'],
  app: (context) => {
    const app = createApp(context);
    const issuer = jwtIssuer(context, { life: tenMinutes });
    const issue = (name: string) => ({ access_token: issuer.issue(name), expires_in: tenMinutes });
    bearerSite(app, context, { issue, who: issuer.who }, { keep });
    return app;
  },
});

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Written by hand, as no library would: it signs whatever it is given. */
function carelessIssuer({ site, vault }: Context) {
  const key = randomId();
  const sign = (text: string) => createHmac('sha256', key).update(text).digest('base64url');
  const header = {
    alg: 'hs256',
    kid: '../keys/default.pem',
    jku: 'https://keys.other.example/jwks.json',
    jwk: { kty: 'EC', crv: 'P-256', x: 'x', y: 'y' },
    crit: [],
  };
  const issue = (name: string): string => {
    const hence = Math.floor(Date.now() / 1000) + 7200;
    const claims = {
      sub: name,
      user: { email: `${name}@${site.host}`, password: vault.add(randomId()) },
      iat: hence,
      exp: hence + tenMinutes,
    };
    const text = `${part(header)}.${part(claims)}`;
    return vault.addJwt(`${text}.${sign(text)}`);
  };
  const who = (token: string): string | undefined => {
    const [head, body, signature] = token.split('.');
    if (signature !== sign(`${head}.${body}`)) return undefined;
    return JSON.parse(Buffer.from(body ?? '', 'base64url').toString()).sub;
  };
  return { issue, who };
}

export const careless: SiteMaker = () => ({
  ...shared,
  variant: 'careless',
  lesson:
    'The server writes its tokens by hand: the key is named by a path and by an address, the times lie ahead, and the claims ' +
    'tell an e-mail address and a password. See that Coatcheck names each of these, and shows the password nowhere.',
  rules: [
    'jwt-alg-odd-case',
    'jwt-embedded-key',
    'jwt-malformed',
    'jwt-personal-data',
    'jwt-remote-key-reference',
    'jwt-secret-in-claims',
    'jwt-suspicious-kid',
    'jwt-time-odd',
    'jwt-without-audience',
    'jwt-without-issuer',
    'token-in-session-storage',
  ],
  app: (context) => {
    const app = createApp(context);
    const { issue, who } = carelessIssuer(context);
    bearerSite(app, context, { issue: (name) => ({ access_token: issue(name) }), who }, { keep });
    return app;
  },
});
