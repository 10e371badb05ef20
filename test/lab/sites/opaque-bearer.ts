import { createApp } from '../app.ts';
import { bearerSite, bearerToken, type ClientConfig } from '../bearer-api.ts';
import { type Context, type SiteMaker, type SiteSpec, stages } from '../types.ts';
import { randomId } from '../vault.ts';

const shared = {
  id: 'opaque-bearer',
  title: 'Opaque bearer token',
  login: 'fetch',
  expected: stages('token', 'server', { where: 'sessionStorage', name: 'auth', format: 'opaque' }),
} satisfies Partial<SiteSpec>;

function opaqueApp(context: Context, config: Pick<ClientConfig, 'query' | 'grant'>) {
  const app = createApp(context);
  const tokens = new Map<string, string>();
  const auth = {
    issue: (name: string) => {
      const token = context.vault.add(randomId());
      tokens.set(token, name);
      return { access_token: token };
    },
    who: (token: string) => tokens.get(token),
    signOut: (req: Parameters<typeof bearerToken>[0]) => void tokens.delete(bearerToken(req)),
  };
  bearerSite(app, context, auth, { keep: { area: 'sessionStorage', key: 'auth', json: true }, ...config });
  return app;
}

export const sound: SiteMaker = () => ({
  ...shared,
  variant: 'sound',
  lesson:
    'A random token without any content is kept in sessionStorage, inside a JSON text, and sent as a bearer token. ' +
    'See that the token says nothing: it travels like a token, but the server looks it up as it does with a session.',
  rules: ['token-in-session-storage'],
  app: (context) => opaqueApp(context, {}),
});

export const careless: SiteMaker = () => ({
  ...shared,
  variant: 'careless',
  lesson:
    'The page asks for the token by the password grant of OAuth, and puts it into the address of each API call as well. ' +
    'Look for the URL among its carriers: addresses end up in logs, in histories and in Referer headers.',
  rules: ['oauth-password-grant', 'token-in-session-storage', 'token-in-url'],
  app: (context) => opaqueApp(context, { query: true, grant: 'password' }),
});
