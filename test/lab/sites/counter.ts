import { createApp } from '../app.ts';
import { bearerData, bearerLogin } from '../bearer-api.ts';
import { jwtIssuer } from '../jwt.ts';
import { page } from '../page.ts';
import { type Context, type SiteMaker, type SiteSpec, stages } from '../types.ts';
import { randomId } from '../vault.ts';

const shared = {
  id: 'counter',
  title: 'A counter of somebody else',
  login: 'fetch',
} satisfies Partial<SiteSpec>;

/** As Stripe writes them; this one opens nothing. */
const secretKey = (): string => `sk_live_51${randomId(18).replace(/[^A-Za-z0-9]/g, 'x')}`;

function counterApp(context: Context, tells: boolean) {
  const app = createApp(context, { connectsTo: context.strangerOrigin });
  const issuer = jwtIssuer(context, { life: 600 });
  app.use((_req, res, next) => {
    if (tells) res.set('Referrer-Policy', 'unsafe-url');
    next();
  });
  bearerLogin(app, { issue: (name) => ({ access_token: issuer.issue(name) }), who: issuer.who });
  bearerData(app, issuer.who);
  const key = tells ? context.vault.add(secretKey()) : undefined;
  const config = { counter: `${context.strangerOrigin}/hit`, tells, key };
  const view = { spa: true, act: 'script', load: 'script', scripts: ['counter.js'], config } as const;
  app.get('/', (_req, res) => void res.send(page(context, view)));
  return app;
}

export const sound: SiteMaker = () => ({
  ...shared,
  variant: 'sound',
  expected: stages('token', 'client', { where: 'header', name: 'Authorization', format: 'jwt' }),
  rules: [],
  lesson:
    'The page keeps its token in memory and shows it to its own API alone; a counter on another site only gets counted. ' +
    'See that the counter is asked with nothing in its headers, and that its Referer is the origin alone.',
  app: (context) => counterApp(context, false),
});

export const careless: SiteMaker = ({ local }) => ({
  ...shared,
  variant: 'careless',
  expected: stages('token', 'client', {
    where: 'indexedDB',
    name: 'keyval-store/keyval/access_token',
    format: 'jwt',
  }),
  // Another name of this machine is nobody else's server.
  rules: [
    'token-in-indexeddb',
    'token-in-url',
    'token-in-referrer',
    'secret-key-in-browser',
    ...(local ? [] : ['token-sent-to-third-party']),
  ],
  lesson:
    'Here every request carries the token, those to the counter too, and the address of the page carries it as well. ' +
    'Look at what the counter gets: the bearer token, the Referer with the token in it, and a key that belongs on a server.',
  app: (context) => counterApp(context, true),
});
