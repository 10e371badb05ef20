import type { Response } from 'express';
import { createApp } from '../app.ts';
import { page } from '../page.ts';
import { type Context, type SiteMaker, type SiteSpec, unsigned } from '../types.ts';
import { randomId } from '../vault.ts';

const year = 365 * 24 * 3_600_000;

const shared = {
  id: 'analytics',
  title: 'Look-alikes only',
  login: 'none',
  expected: unsigned,
  rules: [] as string[],
} satisfies Partial<SiteSpec>;

/** Load balancer, language and consent: set by servers everywhere, and nobody's login. */
function setLookAlikes(res: Response): void {
  res.cookie('AWSALB', randomId(96), { maxAge: 7 * 24 * 3_600_000 });
  res.cookie('lang', 'en-GB', { maxAge: year });
  res.cookie('didomi_token', Buffer.from(JSON.stringify({ user_id: randomId(16), version: 2 })).toString('base64'), {
    maxAge: year,
  });
}

function analyticsApp(context: Context, consentFirst: boolean) {
  const app = createApp(context);
  let visits = 0;
  const show = (_req: unknown, res: Response) => {
    setLookAlikes(res);
    visits += 1;
    const result = `${visits} pages counted.`;
    const config = { consentFirst };
    res.send(page(context, { result, act: 'script', scripts: ['analytics.js'], config }));
  };
  app.get('/', show);
  app.get('/account', show);
  app.post('/collect', (_req, res) => void res.sendStatus(204));
  return app;
}

export const sound: SiteMaker = () => ({
  ...shared,
  variant: 'sound',
  lesson:
    'No login at all, but cookies for language, load balancing and consent, and for analytics once you press Add. ' +
    'See that Coatcheck says "none" and tells why each of them is not a session.',
  app: (context) => analyticsApp(context, true),
});

export const careless: SiteMaker = () => ({
  ...shared,
  variant: 'careless',
  lesson:
    'The same, but everything is set at once, without asking, and localStorage is full of random ids. ' +
    'Look for silence: a long random value alone is no credential.',
  app: (context) => analyticsApp(context, false),
});
