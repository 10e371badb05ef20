import type { Express } from 'express';
import { createApp } from '../app.ts';
import { bearerData } from '../bearer-api.ts';
import { jwtIssuer } from '../jwt.ts';
import { page } from '../page.ts';
import { type Context, isUser, type SiteMaker, stages, user } from '../types.ts';

/** The provider, on the second port: takes the password and sends the browser back with a token behind the `#`. */
function provider(context: Context, issue: (name: string) => string): Express {
  const app = createApp(context);
  app.post('/authorize', (req, res) => {
    const { state = '', client_id: client } = req.query;
    const known = client === context.site.id && isUser(req.body?.username, req.body?.password);
    const token = known ? { access_token: issue(user.name), token_type: 'bearer' } : { error: 'access_denied' };
    res.redirect(303, `${context.site.origin}/#${new URLSearchParams({ ...token, state: String(state) })}`);
  });
  return app;
}

export const careless: SiteMaker = () => {
  let issue: (name: string) => string = () => '';
  return {
    id: 'implicit',
    variant: 'careless',
    title: 'OAuth, implicit flow',
    lesson:
      'A provider on another port sends the browser back with the token in the address, behind the #. ' +
      'See that Coatcheck caught it, although the page has taken it out of the address at once.',
    login: 'fetch',
    expected: stages('token', 'client', { where: 'sessionStorage', name: 'access_token', format: 'jwt' }),
    rules: ['oauth-implicit', 'token-in-session-storage', 'token-in-url'],
    app: (context) => {
      const app = createApp(context, { formsTo: context.apiOrigin });
      const issuer = jwtIssuer(context, { life: 600 });
      issue = issuer.issue;
      bearerData(app, issuer.who);
      const asks = new URLSearchParams({ client_id: context.site.id, response_type: 'token', state: 'lab' });
      const config = { provider: `${context.apiOrigin}/authorize?${asks}` };
      const view = { spa: true, act: 'script', load: 'script', scripts: ['implicit.js'], config } as const;
      app.get('/', (_req, res) => void res.send(page(context, view)));
      return app;
    },
    api: (context) => provider(context, (name) => issue(name)),
  };
};
