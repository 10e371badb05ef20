import { createApp } from '../app.ts';
import { bearerSite } from '../bearer-api.ts';
import { jwtIssuer } from '../jwt.ts';
import { type SiteMaker, stages } from '../types.ts';

const key = 'jwt';
const tenMinutes = 600;

export const careless: SiteMaker = ({ tls }) => ({
  id: 'token-cookie',
  variant: 'careless',
  title: 'Token in a readable cookie',
  lesson:
    'The page keeps its JWT in a cookie, reads it there, and sends it as a bearer token; the server never looks at the cookie. ' +
    'See that one finding tells of it, the one about the token, and that the cookie is not blamed a second time as a session.',
  login: 'fetch',
  expected: stages('token', 'client', { where: 'cookie', name: key, format: 'jwt' }),
  rules: ['token-in-readable-cookie', ...(tls ? ['session-cookie-without-secure'] : [])],
  app: (context) => {
    const app = createApp(context);
    const issuer = jwtIssuer(context, { life: tenMinutes });
    const issue = (name: string) => ({ access_token: issuer.issue(name), expires_in: tenMinutes });
    bearerSite(app, context, { issue, who: issuer.who }, { keep: { area: 'cookie', key } });
    return app;
  },
});
