/** Masked by construction: what signs somebody in is in no export, and what says who it is only in JSON. */
import { describe, expect, it } from 'vitest';
import { jsonOf } from '../../../src/core/export/json.ts';
import { markdownOf } from '../../../src/core/export/markdown.ts';
import { sarifOf } from '../../../src/core/export/sarif.ts';
import type { SiteReport } from '../../../src/core/report.ts';
import { story } from '../../helpers/observations.ts';
import * as sites from '../classify/stories.ts';
import { bearer, express, opaque, PASSWORD, token } from '../classify/values.ts';

const CLAIMS = { sub: 'ada-4711', email: 'ada@example.org', name: 'Ada Lovelace', exp: 1_800_000_000 };
const SECRETS = { access: token(CLAIMS), session: express('ada'), refresh: opaque('refresh 1') };

const planted = (): SiteReport[] => [
  story(sites.SITE)
    .get('/login')
    .calls('POST', '/api/login', PASSWORD)
    .sets(`connect.sid=${SECRETS.session}; Path=/`)
    .sets(`refresh_token=${SECRETS.refresh}; Path=/`)
    .stores('token', SECRETS.access)
    .get('/account')
    .get(`/account?access_token=${SECRETS.access}`)
    .calls('GET', '/api/me', bearer(SECRETS.access))
    .report(),
];

/** All runs of twelve characters of a text: a part of a secret is one as well. */
const parts = (text: string): string[] => Array.from({ length: text.length - 11 }, (_, at) => text.slice(at, at + 12));

describe.each([
  ['JSON', jsonOf],
  ['Markdown', markdownOf],
  ['SARIF', sarifOf],
] as const)('%s', (format, write) => {
  const text = write(planted());

  it('tells of each credential', () => {
    for (const name of ['connect.sid', 'token']) expect(text).toContain(name);
  });

  it.each(Object.entries(SECRETS))('holds no part of the %s', (_, secret) => {
    for (const each of [secret, decodeURIComponent(secret)].flatMap(parts)) expect(text).not.toContain(each);
  });

  it(`${format === 'JSON' ? 'tells' : 'does not tell'} whose it is`, () => {
    for (const value of [CLAIMS.sub, CLAIMS.email, CLAIMS.name]) {
      if (format === 'JSON') expect(text).toContain(value);
      else expect(text).not.toContain(value);
    }
  });

  it('is the same for the same reports', () => {
    expect(write(planted())).toBe(text);
  });
});
