import { createApp } from '../app.ts';
import { formSite } from '../form-site.ts';
import { identityProvider, requestAddress, type Statement, subjectOf } from '../identity-provider.ts';
import { serverSession, sessionCookie, soundCookie, soundSession } from '../session.ts';
import { type Place, prefixHint, type SiteMaker, type SiteSpec, stages } from '../types.ts';
import { randomId } from '../vault.ts';

declare module 'express-session' {
  interface SessionData {
    request: string;
  }
}

const shared = {
  id: 'saml',
  title: 'SAML',
  login: 'provider',
  expected: stages('session', 'server', sessionCookie),
} satisfies Partial<SiteSpec>;

const inTheOpen = ({ tls, local }: Place): string[] => (tls || local ? [] : ['saml-over-http']);

function provided(statement: Statement): Pick<SiteSpec, 'app' | 'api'> {
  return {
    app: (context) => {
      const app = createApp(context);
      app.use(serverSession({ cookie: soundCookie(context.place) }));
      app.get('/login', (req, res) => {
        req.session.request = `_${randomId(16)}`;
        res.redirect(requestAddress(context, req.session.request));
      });
      app.post('/acs', async (req, res) => {
        const name = subjectOf(req.body?.SAMLResponse, req.session.request, statement.hash !== undefined);
        if (name === undefined) return void res.status(403).type('text').send('The statement is not good for a login.');
        await soundSession.signIn(req, res, name);
        res.redirect(303, '/');
      });
      formSite(app, context, soundSession);
      return app;
    },
    api: (context) => identityProvider(context, statement),
  };
}

export const sound: SiteMaker = (place) => ({
  ...shared,
  variant: 'sound',
  lesson:
    'A provider signs a statement of who you are, and your browser carries it to this site in a form. ' +
    'See in the story how it came, and that signature, hash and life of the statement are among what was found fine.',
  rules: [...inTheOpen(place), ...prefixHint(place)],
  ...provided({ hash: 'sha256', minutes: 5 }),
});

export const careless: SiteMaker = (place) => ({
  ...shared,
  variant: 'careless',
  lesson:
    'The statement is signed over SHA-1, a broken hash, and good for an hour. ' +
    'Look for both: they are the usual settings of a provider that nobody has touched for years.',
  rules: ['saml-long-window', 'saml-weak-signature', ...inTheOpen(place), ...prefixHint(place)],
  ...provided({ hash: 'sha1', minutes: 60 }),
});

export const unsigned: SiteMaker = (place) => ({
  ...shared,
  label: 'saml-unsigned',
  variant: 'careless',
  lesson:
    'The statement has no signature, and this site takes it all the same. ' +
    'Look for what that means: whoever can fill in a form can be anybody here.',
  rules: ['saml-unsigned', ...inTheOpen(place), ...prefixHint(place)],
  ...provided({ minutes: 5 }),
});
