import { createApp } from '../app.ts';
import { bearerData } from '../bearer-api.ts';
import { page } from '../page.ts';
import { type Expected, type SiteMaker, unsigned } from '../types.ts';
import { randomId } from '../vault.ts';

const after: Expected = {
  kind: 'token',
  state: 'server',
  signedIn: 'no',
  decisive: [{ where: 'header', name: 'x-api-key', format: 'opaque' }],
};

export const sound: SiteMaker = () => ({
  id: 'api-key',
  variant: 'sound',
  title: 'API key',
  lesson:
    'The page has a key built in and shows it to the API with each call, and every visitor has the same one. ' +
    'See that it names the application, and that nobody is signed in.',
  login: 'none',
  expected: { before: unsigned.before, after, out: after },
  rules: [],
  app: (context) => {
    const app = createApp(context);
    const key = randomId();
    bearerData(
      app,
      (shown) => (shown === key ? 'everybody' : undefined),
      (req) => req.get('x-api-key') ?? '',
    );
    const view = { act: 'script', load: 'script', scripts: ['key.js'], config: { key } } as const;
    app.get('/', (_req, res) => void res.send(page(context, view)));
    return app;
  },
});
