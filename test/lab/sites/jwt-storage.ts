import { createApp } from '../app.ts';
import { bearerSite, type ClientConfig } from '../bearer-api.ts';
import { jwtIssuer } from '../jwt.ts';
import { type Context, type SiteMaker, type SiteSpec, stages } from '../types.ts';

const keep: ClientConfig['keep'] = { area: 'localStorage', key: 'access_token' };
const tenMinutes = 600;

const shared = {
  login: 'fetch',
  expected: stages('token', 'client', { where: 'localStorage', name: 'access_token', format: 'jwt' }),
} satisfies Partial<SiteSpec>;

function jwtApp(context: Context, jwt: Parameters<typeof jwtIssuer>[1], config: Partial<ClientConfig> = {}) {
  const app = createApp(context);
  const issuer = jwtIssuer(context, jwt);
  const expiry = jwt.life === undefined ? {} : { expires_in: jwt.life };
  const issue = (name: string) => ({ access_token: issuer.issue(name), ...expiry });
  bearerSite(app, context, { issue, who: issuer.who }, { keep, ...config });
  return app;
}

export const sound: SiteMaker = () => ({
  ...shared,
  id: 'jwt-storage',
  variant: 'sound',
  title: 'JWT in localStorage',
  lesson:
    'The login answers with a JWT, and the page keeps it in localStorage and sends it as a bearer token. ' +
    'Open the token to read its claims and its ten minutes of life, and see that any script on the page could take it.',
  rules: ['token-in-local-storage'],
  app: (context) => jwtApp(context, { life: tenMinutes }),
});

export const careless: SiteMaker = () => ({
  ...shared,
  id: 'jwt-storage',
  variant: 'careless',
  title: 'JWT in localStorage',
  lesson:
    'The same, but the token never expires, its key is the word "secret", and logging out leaves it where it was. ' +
    'Look for the missing exp, for the token after logout, and try the weak key in the verification.',
  rules: ['token-in-local-storage', 'jwt-without-exp', 'logout-keeps-credential'],
  app: (context) => jwtApp(context, { secret: 'secret' }, { keepAtLogout: true }),
});

export const none: SiteMaker = () => ({
  ...shared,
  id: 'jwt-storage-none',
  label: 'jwt-storage-none',
  variant: 'careless',
  title: 'JWT without a signature',
  lesson:
    'The token says "alg": "none", and the server believes whatever it says. ' +
    'Look for the critical finding: anybody can write themselves such a token.',
  rules: ['token-in-local-storage', 'jwt-alg-none'],
  app: (context) => jwtApp(context, { life: tenMinutes, algorithm: 'none' }),
});
