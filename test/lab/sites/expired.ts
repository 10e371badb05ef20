import { createApp } from '../app.ts';
import { bearerSite } from '../bearer-api.ts';
import { jwtIssuer } from '../jwt.ts';
import { type SiteMaker, stages } from '../types.ts';

const halfHour = 1800;

export const careless: SiteMaker = () => ({
  id: 'expired',
  variant: 'careless',
  title: 'Expired, and still accepted',
  lesson:
    'The server issues a JWT whose time is already over, and its API never looks at the date. ' +
    'Look for the countdown below zero, and for the finding that the token was sent after its end and accepted.',
  login: 'fetch',
  expected: stages('token', 'client', { where: 'sessionStorage', name: 'access_token', format: 'jwt' }),
  rules: ['token-in-session-storage', 'jwt-expired-in-use'],
  app: (context) => {
    const app = createApp(context);
    const issuer = jwtIssuer(context, { life: halfHour, age: 3 * halfHour, acceptExpired: true });
    const issue = (name: string) => ({ access_token: issuer.issue(name) });
    const keep = { area: 'sessionStorage', key: 'access_token' } as const;
    bearerSite(app, context, { issue, who: issuer.who }, { keep });
    return app;
  },
});
