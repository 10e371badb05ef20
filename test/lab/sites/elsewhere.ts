import { createApp } from '../app.ts';
import { formSite } from '../form-site.ts';
import { serverSession, sessionCookie, soundCookie, soundSession } from '../session.ts';
import { type Context, isUser, prefixHint, type SiteMaker, stages, user } from '../types.ts';
import { randomId } from '../vault.ts';

/** Tickets that the partner gave out, each good for one visit. */
const tickets = new Set<string>();

/** Takes the password on another site, and sends the user back with a ticket. */
function partner(context: Context) {
  const app = createApp(context);
  app.post('/login', (req, res) => {
    if (!isUser(req.body?.username, req.body?.password)) return void res.redirect(303, `${context.site.origin}/`);
    const ticket = context.vault.add(randomId());
    tickets.add(ticket);
    res.redirect(303, `${context.site.origin}/enter?ticket=${ticket}`);
  });
  return app;
}

export const careless: SiteMaker = (place) => ({
  id: 'elsewhere',
  variant: 'careless',
  title: 'A form for another site',
  lesson:
    'The form on this page hands your password to another site, which sends you back with a ticket. ' +
    'Look at the story and at the finding: the address bar did not show where the password went.',
  login: 'form',
  expected: stages('session', 'server', sessionCookie),
  // On a domain of the lab's own the partner is a host of the same site.
  rules: [...(place.local ? ['login-form-third-party'] : []), ...prefixHint(place)],
  partner,
  app: (context) => {
    const app = createApp(context, { formsTo: `${context.partnerOrigin} ${context.site.origin}` });
    app.use(serverSession({ cookie: soundCookie(context.place) }));
    app.get('/enter', async (req, res) => {
      if (!tickets.delete(String(req.query['ticket']))) return void res.sendStatus(403);
      await soundSession.signIn(req, res, user.name);
      res.redirect(303, '/');
    });
    formSite(app, context, soundSession, { loginAt: `${context.partnerOrigin}/login` });
    return app;
  },
});
