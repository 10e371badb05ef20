import { describe, expect, it } from 'vitest';
import { type Story, story } from '../../helpers/observations.ts';
import { about, type Judged, judged, session } from './judged.ts';
import { FLAGS, loginSets, SITE } from './stories.ts';
import { adas, express, hex, opaque, PASSWORD } from './values.ts';

/** A page that signs each of its requests; `header` gives the header of request number n. */
const signs = (header: (n: number) => Record<string, string>, times = 3, api = ''): Story =>
  Array.from({ length: times }, (_, n) => n).reduce(
    (told, n) => told.calls('GET', `${api}/api/${n}`, { headers: header(n) }),
    story(SITE).get('/'),
  );

const signature = (n: number): string => hex(`signature ${n}`, 64);
const base64 = (n: number): string => Buffer.from(hex(`${n}`, 64), 'hex').toString('base64');
const signedBy = (name: string, change: Partial<Judged> = {}): Judged => ({
  kind: 'token',
  state: 'server',
  carriers: ['header'],
  mechanisms: ['signed-request'],
  signedIn: 'unknown',
  sure: 'likely',
  decisive: [`access-token header:${name}`],
  ...change,
});

const AKID = 'ASIAIOSFODNN7EXAMPLE';
const scope = 'us-east-1/execute-api/aws4_request';
const day = '20260115';

const schemes: [title: string, header: (n: number) => string][] = [
  [
    'AWS Signature 4',
    (n) =>
      `AWS4-HMAC-SHA256 Credential=${AKID}/${day}/${scope}, SignedHeaders=host;x-amz-date, Signature=${signature(n)}`,
  ],
  [
    'AWS Signature 4a',
    (n) =>
      `AWS4-ECDSA-P256-SHA256 Credential=${AKID}/${day}/s3/aws4_request,SignedHeaders=host,Signature=${signature(n)}`,
  ],
  ['AWS Signature 2', (n) => `AWS ${AKID}:${base64(n)}`],
  [
    'Google Cloud',
    (n) =>
      `GOOG4-RSA-SHA256 Credential=app@project.iam.gserviceaccount.com/${day}/auto/storage/goog4_request, SignedHeaders=host, Signature=${signature(n)}`,
  ],
  ['Azure Shared Key', (n) => `SharedKey account:${base64(n)}`],
  [
    'Azure App Configuration',
    (n) => `HMAC-SHA256 Credential=0-l9-s0:abcdef&SignedHeaders=x-ms-date;host&Signature=${base64(n)}`,
  ],
  ['a scheme that names no key', (n) => `HMAC-SHA256 SignedHeaders=x-ms-date;host&Signature=${base64(n)}`],
  ['Alibaba', (n) => `ACS3-HMAC-SHA256 Credential=YourAccessKeyId,SignedHeaders=host,Signature=${signature(n)}`],
  [
    'Tencent',
    (n) =>
      `TC3-HMAC-SHA256 Credential=AKIDz8krbsJ5/${day}/cvm/tc3_request, SignedHeaders=host, Signature=${signature(n)}`,
  ],
  ['Huawei', (n) => `SDK-HMAC-SHA256 Access=QTWAOYTTINDUT2QVKYUC, SignedHeaders=host, Signature=${signature(n)}`],
  ['Baidu', (n) => `bce-auth-v1/0b0f67dfb88244b289b72b142befad0c/2026-01-15T12:00:0${n}Z/1800/host/${signature(n)}`],
  [
    'Volcengine',
    (n) => `HMAC-SHA256 Credential=AKLTexample/${day}/cn/iam/request, SignedHeaders=host, Signature=${signature(n)}`,
  ],
  [
    'Akamai',
    (n) =>
      `EG1-HMAC-SHA256 client_token=akab-client;access_token=akab-access;timestamp=20260115T12:00:0${n}+0000;nonce=${opaque(`${n}`)};signature=${base64(n)}`,
  ],
  [
    'Hawk',
    (n) => `Hawk id="dh37fgj492je", ts="135323483${n}", nonce="${opaque(`${n}`).slice(0, 6)}", mac="${base64(n)}"`,
  ],
  [
    'OAuth 1.0a',
    (n) =>
      `OAuth oauth_consumer_key="dpf43f3p2l4k3l03", oauth_token="nnch734d00sl2jdk", oauth_signature_method="HMAC-SHA1", oauth_timestamp="13713174${n}", oauth_nonce="${opaque(`${n}`)}", oauth_signature="${encodeURIComponent(base64(n))}"`,
  ],
  [
    'HTTP signatures of the draft',
    (n) =>
      `Signature keyId="rsa-key-1",algorithm="hs2019",headers="(request-target) host date",signature="${base64(n)}"`,
  ],
  ['Kong', (n) => `hmac username="alice123", algorithm="hmac-sha256", headers="date", signature="${base64(n)}"`],
  ['a scheme that nobody registered', (n) => `Acme-Signed keyId=customer-7, nonce=${n}, signature=${base64(n)}`],
];

describe('a signed request', () => {
  it.each(schemes)('by %s is one credential, however many signatures there are', (_title, header) => {
    const told = signs((n) => ({ Authorization: header(n) }));
    const [card, ...others] = told.report().credentials;

    expect(judged(told)).toEqual(signedBy('Authorization'));
    expect(others).toEqual([]);
    expect([card?.format, card?.sentTo[0]?.count]).toEqual(['key-id', 3]);
    expect(Object.keys(told.state().facts.sendings)).toHaveLength(1);
  });

  it('by HTTP Message Signatures names its key in a header of its own', () => {
    const told = signs((n) => ({
      'Signature-Input': `sig1=("@method" "@target-uri");created=${1768478400 + n};keyid="test-key-ed25519"`,
      Signature: `sig1=:${base64(n)}:`,
    }));

    expect(judged(told)).toEqual(signedBy('signature-input'));
    expect(told.report().credentials.map(({ format }) => format)).toEqual(['key-id']);
  });

  it('by HTTP Message Signatures without a key is recognised, and no credential', () => {
    const told = signs((n) => ({
      'Signature-Input': `sig1=("@method");created=${1768478400 + n}`,
      Signature: `sig1=:${base64(n)}:`,
    }));

    expect(judged(told)).toMatchObject({ kind: 'none', mechanisms: ['signed-request'], decisive: [] });
    expect(told.report().credentials).toEqual([]);
  });

  it('belongs to whoever signed in with a password before', () => {
    const told = story(SITE)
      .get('/')
      .calls('POST', 'https://cognito.example/login', PASSWORD)
      .calls('GET', 'https://abc.execute-api.example/me', {
        headers: {
          Authorization: schemes[0]?.[1](1) ?? '',
          'X-Amz-Security-Token': `IQoJb3JpZ2luX2VjE${opaque('session token')}`,
          'X-Amz-Content-Sha256': signature(9),
          'X-Amz-Date': '20260115T120000Z',
        },
      });

    expect(judged(told)).toEqual(signedBy('Authorization', { signedIn: 'yes', sure: 'confirmed' }));
    expect(told.report().credentials).toHaveLength(1);
  });

  it('with the key that a page keeps is one credential with two carriers', () => {
    const told = signs(() => ({ Authorization: schemes[0]?.[1](1) ?? '' })).stores(
      'aws',
      JSON.stringify({ accessKeyId: AKID }),
    );

    expect(told.report().credentials.map(({ carriers }) => carriers.map(({ where }) => where))).toEqual([
      ['localStorage', 'header'],
    ]);
  });

  it('to somebody else is no mechanism of a site with a session of its own', () => {
    const told = loginSets(`sid=${opaque('sid')}`).calls('PUT', 'https://bucket.example/a', {
      headers: { 'Signature-Input': 'sig1=("@method");created=1', Signature: `sig1=:${base64(1)}:` },
    });

    expect(judged(told)).toEqual(session('sid'));
  });

  it('of an application alone (OAuth 1.0a without a token) says nobody', () => {
    const told = signs((n) => ({
      Authorization: `OAuth oauth_consumer_key="dpf43f3p2l4k3l03", oauth_nonce="${opaque(`${n}`)}", oauth_signature="${base64(n)}"`,
    }));

    expect(about(told, 'header:Authorization')).toEqual(['api-key', 'key-id', false]);
    expect(judged(told)).toMatchObject({ kind: 'none', signedIn: 'no', mechanisms: ['signed-request'] });
  });

  it('says in the summary and the story that the key stays where it is', () => {
    const { verdict, story: steps } = signs((n) => ({ Authorization: schemes[0]?.[1](n) ?? '' })).report();

    expect(verdict.summary).toContain('names the key, and the key never travels');
    expect(steps.map(({ text }) => text).join(' ')).toContain('signs each request');
    expect(steps.map(({ text }) => text).join(' ')).not.toContain('who you are');
  });
});

describe('a signature made of a session cookie', () => {
  const hash = (n: number): string =>
    `SAPISIDHASH 176847840${n}_${hex(`${n}`, 40)} SAPISID1PHASH 176847840${n}_${hex(`1${n}`, 40)}`;

  it('leaves the decision to the cookie', () => {
    const signed = (told: Story, n: number): Story =>
      told.calls('POST', '/youtubei/v1/browse', { headers: { Authorization: hash(n) } });
    const told = signed(signed(loginSets(`sid=${opaque('sid')}`), 1), 2);

    expect(judged(told)).toEqual(session('sid', { mechanisms: ['session-cookie', 'signed-request'] }));
    expect(told.report().credentials.map(({ id }) => id)).toEqual(['cookie:sid']);
  });
});

describe('a signature in a field of its own', () => {
  const key = 'vmPUZE6mv9SD5VNHk4HlWFsOr6aKE2zvsw0MuIgwCIPy6utIco14y7Ju91duEh8A';

  it.each<[title: string, headers: (n: number) => Record<string, string>, query: (n: number) => string]>([
    [
      'all in headers',
      (n) => ({ 'CB-ACCESS-KEY': key, 'CB-ACCESS-SIGN': base64(n), 'CB-ACCESS-TIMESTAMP': `176847840${n}` }),
      () => '',
    ],
    [
      'key in a header, signature in the address',
      () => ({ 'X-MBX-APIKEY': key }),
      (n) => `?symbol=BTC&timestamp=176847840000${n}&signature=${signature(n)}`,
    ],
    ['all in the address', () => ({}), (n) => `?access_key=${key}&ts=176847840${n}&sign=${signature(n)}`],
    [
      'headers of an API gateway',
      (n) => ({
        'X-Ca-Key': '203753385',
        'X-Ca-Nonce': opaque(`${n}`),
        'X-Ca-Timestamp': `17684784${n}`,
        'X-Ca-Signature': base64(n),
      }),
      () => '',
    ],
  ])('(%s) makes signed requests of requests with a key', (_title, headers, query) => {
    const told = [1, 2, 3].reduce(
      (all, n) => all.calls('GET', `/api/order${query(n)}`, { headers: headers(n) }),
      story(SITE).get('/'),
    );
    const values = Object.values(told.state().facts.sendings);

    expect(judged(told).mechanisms).toContain('signed-request');
    expect(values.map(({ name }) => name).filter((name) => /sign|nonce|timestamp|ts/i.test(name))).toEqual([]);
  });

  it('that is always the same is no signature of requests', () => {
    const told = [1, 2, 3].reduce(
      (all, n) => all.calls('GET', `/embed?appkey=${key}&ts=1&sign=${signature(0)}&page=${n}`),
      story(SITE).get('/'),
    );

    expect(judged(told).mechanisms).not.toContain('signed-request');
  });

  it.each([
    ['X-Bogus', (n: number) => `/api?X-Bogus=${opaque(`${n}`)}&msToken=${opaque(`m${n}`)}`],
    ['w_rid', (n: number) => `/api?w_rid=${hex(`${n}`)}&wts=176847840${n}`],
    ['a signature without a key', (n: number) => `/api?t=176847840${n}&sign=${hex(`${n}`)}`],
  ])('that tells a browser from a bot (%s) is no credential', (_name, path) => {
    const told = [1, 2, 3].reduce((all, n) => all.calls('GET', path(n)), story(SITE).get('/'));

    expect(judged(told)).toMatchObject({ kind: 'none', mechanisms: [] });
    expect(told.report().credentials).toEqual([]);
  });
});

describe('a header with another value in each request', () => {
  const noisy = (times: number): Story => signs((n) => ({ 'X-Acme-Proof': opaque(`${n}`) }), times);

  it('is no credential, and takes no room for ever', () => {
    const told = noisy(100).state();

    expect(Object.keys(told.facts.sendings).length).toBeLessThan(10);
    expect(told.tally.dropped).toBe(0);
    expect(judged(noisy(100))).toMatchObject({ kind: 'none', decisive: [] });
  });

  it('teaches nothing any more once that is known', () => {
    const [last, ...before] = noisy(20)
      .observations()
      .filter(({ type }) => type === 'request')
      .toReversed();
    const facts = noisy(19).state().facts;

    expect(before.length).toBeGreaterThan(0);
    expect(last?.type).toBe('request');
    expect(noisy(20).state().facts).toEqual(facts);
  });

  it('is kept if it is sent again, or is called a token', () => {
    const twice = [0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9].reduce(
      (told, n) => told.calls('GET', '/api', { headers: { 'X-Acme-Ticket': opaque(`${n}`) } }),
      story(SITE).get('/'),
    );
    const named = signs((n) => ({ 'X-Acme-Token': opaque(`${n}`) }), 20);

    for (const told of [twice, named]) {
      const [place] = Object.values(told.state().facts.places);
      expect(place?.values.at(-1)?.masked).toBe(`…${opaque(told === twice ? '9' : '19').slice(-4)}`);
    }
  });
});

describe('an address that was signed when it was handed out', () => {
  const sas = `sv=2024-11-04&se=2026-01-15T13%3A00%3A00Z&sr=b&sp=r&sig=${encodeURIComponent(base64(1))}`;

  it.each([
    [
      'S3',
      `X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=${AKID}%2F${day}%2Fx&X-Amz-Expires=900&X-Amz-Signature=${signature(1)}&X-Amz-Security-Token=${opaque('t')}`,
    ],
    ['S3, version 2', `AWSAccessKeyId=${AKID}&Expires=1768478400&Signature=${encodeURIComponent(base64(1))}`],
    ['Google Cloud', `GoogleAccessId=app%40project&Expires=1768478400&Signature=${encodeURIComponent(base64(1))}`],
    ['Azure', sas],
    ['CloudFront', `Policy=${opaque('p')}&Key-Pair-Id=K2JCJMDEHXQW5F&Signature=${opaque('s')}`],
    ['Akamai', `hdnts=exp%3D1768478400~acl%3D%2F*~hmac%3D${signature(1)}`],
    ['Bunny', `token=${opaque('b')}&expires=1768478400`],
    ['Laravel', `expires=1768478400&signature=${signature(1)}`],
  ])('(%s) is a key to one thing, and no way of knowing who asks', (_title, query) => {
    const told = story(SITE)
      .get('/')
      .calls('GET', `https://files.example/a.pdf?${query}`)
      .calls('GET', `/b.pdf?${query}`);

    expect(judged(told)).toMatchObject({ kind: 'none', mechanisms: [], decisive: [] });
    expect(told.report().credentials).toEqual([]);
    expect(told.report().findings).toEqual([]);
  });

  it('of a socket was signed by the page itself', () => {
    const told = story(SITE)
      .get('/')
      .calls('GET', `/mqtt?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Signature=${signature(1)}`, { resource: 'socket' });

    expect(judged(told).mechanisms).toEqual(['signed-request']);
  });
});

describe('a proof of possession (DPoP)', () => {
  const proof = (n: number): string =>
    `${Buffer.from(JSON.stringify({ typ: 'dpop+jwt', alg: 'ES256', jwk: { kty: 'EC', crv: 'P-256', x: opaque('x') } })).toString('base64url')}.${Buffer.from(JSON.stringify({ jti: `${n}`, htm: 'GET', htu: `${SITE}/api`, iat: 1768478400 + n })).toString('base64url')}.${opaque(`${n}`)}`;
  const login = (): Story =>
    story(SITE)
      .get('/')
      .calls('POST', '/api/login', { ...PASSWORD, headers: { DPoP: proof(0) } });
  const call = (told: Story, n: number): Story =>
    told.calls('GET', '/api/me', { headers: { Authorization: `DPoP ${adas('1')}`, DPoP: proof(n) } });

  it('goes along with a token and is no credential itself', () => {
    const told = call(call(call(login(), 1), 2), 3);

    expect(judged(told)).toMatchObject({
      kind: 'token',
      mechanisms: ['bearer-jwt', 'dpop'],
      signedIn: 'yes',
      decisive: ['access-token header:Authorization'],
    });
    expect(told.report().credentials).toHaveLength(1);
  });

  it('may be asked for once more: the token is not refused by that', () => {
    const told = call(call(login(), 1).answers(401, { 'WWW-Authenticate': 'DPoP error="use_dpop_nonce"' }), 2);

    expect(judged(told)).toMatchObject({ kind: 'token', signedIn: 'yes' });
    expect(told.state().facts.doors).toEqual({});
    expect(Object.values(told.state().facts.sendings).filter(({ refusedAt }) => refusedAt !== undefined)).toEqual([]);
  });

  it('is told from another JWT in a header of that name', () => {
    const told = story(SITE)
      .get('/')
      .calls('GET', '/api', { headers: { DPoP: adas('1') } });

    expect(judged(told).mechanisms).toEqual([]);
  });
});

describe('a device-bound session (DBSC)', () => {
  const bound = `__Host-auth=${opaque('bound 1')}; ${FLAGS}; Max-Age=600`;
  const register = { 'Secure-Session-Registration': '(ES256 RS256);path="/dbsc/register";challenge="abc"' };
  const proves = (told: Story, name: string): Story =>
    told.calls('POST', '/dbsc/refresh', { headers: { [name]: `"${adas('proof')}"` }, resource: 'other' });

  it.each(['Secure-Session-Response', 'Sec-Session-Response'])('shows by its headers (%s)', (name) => {
    const told = proves(
      loginSets(`sid=${opaque('s')}`)
        .get('/')
        .answers(200, register),
      name,
    ).sets(bound);
    const report = told.report();

    expect(judged(told).mechanisms).toContain('device-bound-session');
    expect(report.credentials.map(({ id }) => id)).not.toContain(`header:${name.toLowerCase()}`);
    expect(report.verdict.evidence.map(({ code }) => code)).toContain('device-bound-session');
  });

  it('makes the session of the cookie that answers the proof', () => {
    const told = proves(story(SITE).get('/').answers(200, register), 'Secure-Session-Response').sets(
      `odd=${opaque('bound')}; ${FLAGS}`,
    );

    expect(judged(told)).toMatchObject({ kind: 'session', decisive: ['session-id cookie:odd'] });
    expect(told.report().verdict.evidence[0]).toMatchObject({ code: 'device-bound', credential: 'cookie:odd' });
  });

  it('makes nothing of a cookie that any other answer sets', () => {
    const told = story(SITE)
      .get('/')
      .answers(200, register)
      .get('/next')
      .sets(`odd=${opaque('odd')}; ${FLAGS}`);

    expect(judged(told)).toMatchObject({ kind: 'none', mechanisms: ['device-bound-session'] });
    expect(told.report().verdict.evidence.map(({ code }) => code)).not.toContain('device-bound');
  });

  it('of an embedded service is not that of the site', () => {
    const told = story(SITE)
      .get('/')
      .get('https://idp.example/frame', { resource: 'frame', initiator: 'https://idp.example' })
      .answers(200, register);

    expect(judged(told).mechanisms).toEqual([]);
  });
});

describe('a client certificate', () => {
  it.each<[title: string, story: () => Story]>([
    ['a host that is named after it', () => story(SITE).get('/').calls('GET', 'https://mtls.app.example/token')],
    ['the port of AD FS', () => story(SITE).get('/').calls('GET', 'https://sts.app.example:49443/adfs/ls')],
    ['an error of nginx', () => story(SITE).get('/').answers(496)],
    [
      'a token that is bound to one',
      () =>
        story(SITE)
          .get('/')
          .calls('GET', '/api', {
            headers: { Authorization: `Bearer ${adas('1', { cnf: { 'x5t#S256': opaque('thumb') } })}` },
          }),
    ],
  ])('is hinted at by %s', (_title, told) => {
    expect(judged(told()).mechanisms).toContain('mtls-hint');
  });

  it.each<[title: string, story: () => Story]>([
    ['another host', () => story(SITE).get('/').calls('GET', 'https://html.app.example/')],
    ['an ordinary error', () => story(SITE).get('/').answers(403)],
    [
      'a token that is bound to another kind of key',
      () =>
        story(SITE)
          .get('/')
          .calls('GET', '/api', {
            headers: { Authorization: `Bearer ${adas('1', { cnf: { jkt: opaque('thumb') } })}` },
          }),
    ],
    [
      'a session',
      () =>
        story(SITE)
          .get('/')
          .sets(`connect.sid=${express('ada')}; ${FLAGS}`),
    ],
  ])('is not hinted at by %s', (_title, told) => {
    expect(judged(told()).mechanisms).not.toContain('mtls-hint');
  });
});
