import { createApp } from '../app.ts';
import { bearerSite } from '../bearer-api.ts';
import { jwtIssuer } from '../jwt.ts';
import { type SiteMaker, stages } from '../types.ts';
import { randomId } from '../vault.ts';

export const named: SiteMaker = () => ({
  id: 'custom-header',
  variant: 'sound',
  title: 'Token in a header of its own',
  lesson:
    'A random token is sent in a header that the application has named itself, X-Auth-Token. ' +
    'See that it is a token like any other: the name of its header changes nothing.',
  login: 'fetch',
  expected: stages('token', 'server', { where: 'header', name: 'x-auth-token', format: 'opaque' }),
  rules: [],
  app: (context) => {
    const app = createApp(context);
    const tokens = new Map<string, string>();
    const header = { name: 'x-auth-token', prefix: '' };
    const issue = (name: string) => {
      const token = context.vault.add(randomId());
      tokens.set(token, name);
      return { access_token: token };
    };
    const signOut = (req: { get: (name: string) => string | undefined }) =>
      void tokens.delete(req.get(header.name) ?? '');
    const keep = { area: 'memory', key: '' } as const;
    bearerSite(app, context, { issue, who: (token) => tokens.get(token), signOut }, { keep, header });
    return app;
  },
});

export const bare: SiteMaker = () => ({
  id: 'bare-token',
  variant: 'sound',
  title: 'Token without a scheme',
  lesson:
    'The Authorization header holds a JWT and nothing else, although the standard wants the word Bearer in front of it. ' +
    'See that Coatcheck takes it for what it is.',
  login: 'fetch',
  expected: stages('token', 'client', { where: 'header', name: 'Authorization', format: 'jwt' }),
  rules: [],
  app: (context) => {
    const app = createApp(context);
    const { issue, who } = jwtIssuer(context, { life: 600 });
    const keep = { area: 'memory', key: '' } as const;
    const header = { name: 'authorization', prefix: '' };
    bearerSite(app, context, { issue: (name) => ({ access_token: issue(name) }), who }, { keep, header });
    return app;
  },
});
