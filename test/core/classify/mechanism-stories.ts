/** Sites that know their visitors in rarer ways, each as the browser tells of it. */
import { type Story, story } from '../../helpers/observations.ts';
import { FLAGS, loginSets, SITE } from './stories.ts';
import { adas, bearer, hex, opaque, PASSWORD } from './values.ts';

export const severalOffered = (): Story =>
  story(SITE).get('/').answers(401, { 'WWW-Authenticate': 'Negotiate, Basic realm="a"' }).endsWith(200).get('/b');

export const signedByKey = (): Story =>
  [1, 2, 3].reduce(
    (told, n) =>
      told.calls('GET', `/api/${n}`, { headers: { Authorization: `AWS AKIAIOSFODNN7EXAMPLE:${hex(`${n}`)}` } }),
    story(SITE).get('/'),
  );

export const signedInFields = (): Story =>
  [1, 2, 3].reduce(
    (told, n) => told.calls('GET', `/api?ts=${n}&sign=${hex(`${n}`)}`, { headers: { 'X-API-Key': opaque('key') } }),
    story(SITE).get('/'),
  );

export const deviceBound = (): Story =>
  story(SITE)
    .get('/')
    .answers(200, { 'Secure-Session-Registration': '(ES256);path="/bind"' })
    .calls('POST', '/bind', { headers: { 'Secure-Session-Response': `"${adas('proof')}"` } })
    .sets(`bound=${opaque('b')}; ${FLAGS}`)
    .get('/account');

export const implicitFlow = (): Story =>
  story(SITE)
    .get('/cb')
    .shows(`/cb#access_token=${adas('1')}`)
    .stores('token', adas('1'))
    .calls('GET', '/me', bearer(adas('1')));

export const overSocket = (): Story =>
  story(SITE)
    .get('/')
    .readsStorage()
    .calls('GET', '/live', { resource: 'socket' })
    .stores('token', opaque('t'))
    .clears('token');

export const inBody = (): Story =>
  story(SITE)
    .get('/')
    .calls('POST', '/parse/login', PASSWORD)
    .stores('Parse/app/currentUser', JSON.stringify({ sessionToken: opaque('s') }))
    .calls('POST', '/parse/a', { fields: ['_SessionToken'] })
    .calls('POST', '/parse/b', { fields: ['_SessionToken'] });

export const everNew = (): Story =>
  Array.from({ length: 12 }, (_, n) => n).reduce(
    (told, n) => told.calls('GET', '/api', { headers: { 'X-Acme-Proof': opaque(`${n}`) } }),
    loginSets(`sid=${opaque('sid')}`),
  );
