/** What a site remembers of OAuth and SAML, and whose it is. */
import { describe, expect, it } from 'vitest';
import { observePage } from '../../../src/core/observe/page.ts';
import { reduce } from '../../../src/core/site/reduce.ts';
import { CAPS, type SiteFactsRecord } from '../../../src/core/site/state.ts';
import { START, type Story, story } from '../../helpers/observations.ts';

const APP = 'https://app.example';
const IDP = 'https://idp.example';
const FORM = { 'Content-Type': 'application/x-www-form-urlencoded' };
const saml = (xml: string): string => `SAMLResponse=${encodeURIComponent(Buffer.from(xml).toString('base64'))}`;
const asks = (redirect?: string, more = ''): string =>
  `${IDP}/authorize?client_id=web&response_type=code${redirect ? `&redirect_uri=${encodeURIComponent(redirect)}` : ''}${more}`;

const facts = (told: Story): SiteFactsRecord => told.state().facts;
const addresses = (told: Story): string[] => Object.values(facts(told).authorizations).map(({ url }) => url);
const sentAway = (site: string, to: string): string[] => addresses(story(site).get('/login').redirects(to));

describe('an authorization request', () => {
  it('is the site’s that sends its user there', () => {
    expect(sentAway(APP, asks(`${APP}/cb`))).toEqual([`${IDP}/authorize`]);
    expect(
      addresses(
        story(APP)
          .get('/')
          .calls('GET', asks(`${APP}/cb`)),
      ),
    ).toEqual([`${IDP}/authorize`]);
  });

  it('is told by a page as well', () => {
    const [seen] = story(IDP)
      .get(asks(`${APP}/cb`))
      .observations();
    const authorization = seen?.type === 'request' ? seen.authorization : undefined;
    const told = { type: 'page' as const, at: START, site: APP, partition: null, url: `${IDP}/authorize`, values: [] };
    const state = reduce(story(APP).get('/').state(), { ...told, ...(authorization && { authorization }) });
    expect(Object.keys(state.facts.authorizations)).toHaveLength(1);
    expect(observePage({ at: 1, site: APP, partition: null, url: asks() }, String)).toBeUndefined();
  });

  it.each<[string, string, string | undefined]>([
    ['at another host of the site', APP, 'https://login.app.example/cb'],
    ['at a place that is not said', APP, undefined],
    ['in an app', APP, 'com.example.app:/cb'],
    ['at another name of this computer', 'http://localhost:3000', 'http://127.0.0.1:3000/cb'],
  ])('counts if it is answered %s', (_title, site, redirect) => {
    expect(sentAway(site, asks(redirect))).toHaveLength(1);
  });

  it('of a provider to a further one is not the site’s', () => {
    expect(sentAway(APP, asks('https://broker.example/cb'))).toEqual([]);
  });

  it('counts at the provider, whoever asks', () => {
    expect(addresses(story(IDP).get(asks(`${APP}/cb`)))).toHaveLength(1);
  });

  it('in a frame of somebody else is theirs', () => {
    const ask = { resource: 'frame', initiator: 'https://chat.example' } as const;
    expect(
      addresses(
        story(APP)
          .get('/')
          .calls('GET', asks(`${APP}/cb`), ask),
      ),
    ).toEqual([]);
    const embedded = story(APP).get('/').get('https://chat.example/', { resource: 'frame' });
    expect(addresses(embedded.answers(302, { Location: asks(`${APP}/cb`) }))).toEqual([]);
  });

  it('is learnt once, however often it is made', () => {
    const once = story(APP)
      .get('/login')
      .redirects(asks(`${APP}/cb`, '&state=a'));
    const state = once.state();
    const again = once
      .get('/login')
      .redirects(asks(`${APP}/cb`, '&state=b'))
      .state();
    expect(again.facts.authorizations).toEqual(state.facts.authorizations);
  });

  it('of another form is another one', () => {
    const told = story(APP).get('/a').redirects(asks()).get('/b').redirects(asks(undefined, '&nonce=a'));
    expect(addresses(told)).toHaveLength(2);
  });

  it('cannot fill the state', () => {
    const told = story(APP);
    for (let at = 0; at < 2 * CAPS.authorizations; at += 1)
      told.get(`/authorize/${at}?client_id=${at}&response_type=code`);
    expect(addresses(told)).toHaveLength(CAPS.authorizations);
    expect(told.state().tally.dropped).toBeGreaterThanOrEqual(CAPS.authorizations);
  });
});

describe('a token request', () => {
  const body = 'grant_type=password&username=ada&password=lovelace';

  it('is learnt once', () => {
    const told = story(APP).get('/');
    for (let at = 0; at < 3; at += 1) told.calls('POST', `${IDP}/token`, { headers: FORM, body });
    expect(Object.values(facts(told).tokenRequests)).toMatchObject([{ grant: 'password', url: `${IDP}/token` }]);
  });

  it('of an embedded page is not the site’s', () => {
    const ask = { headers: FORM, body, initiator: 'https://chat.example' };
    expect(facts(story(APP).get('/').calls('POST', 'https://chat.example/token', ask)).tokenRequests).toEqual({});
  });
});

describe('a SAML Response', () => {
  const ending = (end: string): string =>
    saml(
      `<Response><Assertion IssueInstant="2026-01-15T12:00:00Z"><Conditions NotOnOrAfter="${end}"/></Assertion></Response>`,
    );

  it('is learnt once for each form; milliseconds make none', () => {
    const told = story(APP);
    for (const end of ['12:05:00Z', '12:05:00.123Z', '12:04:59.9Z', '13:00:00Z']) {
      told.post('/acs', { body: ending(`2026-01-15T${end}`), initiator: IDP });
    }
    expect(Object.values(facts(told).samlResponses).map(({ window }) => window)).toEqual([300_000, 3_600_000]);
  });
});
