import { createApp } from '../app.ts';
import { bearerData, type ClientConfig } from '../bearer-api.ts';
import { formSite } from '../form-site.ts';
import { jwtIssuer } from '../jwt.ts';
import { serverSession, sessionCookie, soundCookie, soundSession } from '../session.ts';
import { type Context, prefixHint, type SiteMaker, stages } from '../types.ts';

const life = 600;

function hybridApp(context: Context, keep: ClientConfig['keep']) {
  const app = createApp(context);
  const issuer = jwtIssuer(context, { life });
  // The API stands before the session: it must recognise its caller by the token alone.
  bearerData(app, issuer.who);
  app.use(serverSession({ cookie: soundCookie(context.place) }));
  app.get('/api/token', (req, res) => {
    const { user } = req.session;
    if (!user) return void res.status(401).json({ error: 'no_session' });
    res.json({ access_token: issuer.issue(user), token_type: 'Bearer', expires_in: life });
  });
  const config: ClientConfig = { keep, tokenUrl: '/api/token', credentials: 'omit' };
  formSite(app, context, soundSession, { load: 'script', scripts: ['client.js'], config });
  return app;
}

export const sound: SiteMaker = (place) => ({
  id: 'hybrid',
  variant: 'sound',
  title: 'Session and token together',
  lesson:
    'The pages know you by a session cookie; the API knows you by a short-lived JWT that the page holds in memory. ' +
    'Press Load and Add: each credential carries your identity on its own, hence "hybrid".',
  login: 'form',
  expected: stages('hybrid', 'both', sessionCookie, { where: 'header', name: 'Authorization', format: 'jwt' }),
  rules: prefixHint(place),
  app: (context) => hybridApp(context, { area: 'memory', key: '' }),
});

export const careless: SiteMaker = (place) => ({
  id: 'hybrid',
  variant: 'careless',
  title: 'Session and token together',
  lesson:
    'The same pair, but the page keeps the JWT in localStorage. ' +
    'Look at the credential card: one token, two carriers, and the weaker place decides the risk.',
  login: 'form',
  expected: stages('hybrid', 'both', sessionCookie, { where: 'localStorage', name: 'access_token', format: 'jwt' }),
  rules: ['token-in-local-storage', ...prefixHint(place)],
  app: (context) => hybridApp(context, { area: 'localStorage', key: 'access_token' }),
});
