import { describe, expect, test } from 'vitest';
import { tokenPrefix } from '../../../src/core/knowledge/token-prefixes.ts';
import { shapeOf, tokenLike } from '../../../src/core/observe/shape.ts';
import { story } from '../../helpers/observations.ts';
import { SITE } from '../classify/stories.ts';
import { bearer, hex, opaque, PASSWORD } from '../classify/values.ts';

const DIGITS = hex('prefix', 128);
/** Letters and digits, as many as wanted. */
const chars = (count: number): string => opaque('prefix').repeat(4).replaceAll(/[-_]/g, 'x').slice(0, count);
const letters = (count: number): string => 'aBcDeFgHiJkLmNoPqRsTuVwXyZaBcDeFgHiJkLmNoPqR'.slice(0, count);

describe('tokenPrefix', () => {
  test.each([
    ['github', 'secret', `ghp_${chars(36)}`],
    ['github', 'secret', `gho_${chars(36)}`],
    ['github', 'secret', `ghu_${chars(36)}`],
    ['github', 'secret', `ghs_${chars(36)}`],
    ['github', 'refresh', `ghr_${chars(36)}`],
    ['github', 'secret', `github_pat_${chars(82)}`],
    ...['glpat-', 'glptt-', 'gldt-', 'glrt-', 'glcbt-', 'glft-', 'gloas-', 'glsoat-', 'GR1348941'].map((prefix) => [
      'gitlab',
      'secret',
      prefix + chars(20),
    ]),
    ...['xoxb-', 'xoxp-', 'xoxo-', 'xoxa-', 'xoxr-', 'xoxs-', 'xoxc-', 'xoxd-', 'xoxe.xoxp-'].map((prefix) => [
      'slack',
      'secret',
      `${prefix}1234567890-${chars(24)}`,
    ]),
    ['slack', 'refresh', `xoxe-1-${chars(146)}`],
    ['slack', 'secret', `xapp-1-A0123456789-${chars(64)}`],
    ['stripe', 'secret', `sk_live_${chars(24)}`],
    ['stripe', 'secret', `rk_test_${chars(24)}`],
    ['stripe', 'public', `pk_live_${chars(24)}`],
    ['stripe', 'public', `pk_test_${chars(24)}`],
    ['stripe', 'secret', `whsec_${chars(32)}`],
    ...['AKIA', 'ASIA', 'ABIA', 'ACCA'].map((prefix) => ['aws', 'id', `${prefix}IOSFODNN7EXAMPLE`.slice(0, 20)]),
    ['aws', 'secret', `ABSK${chars(110)}`],
    ['google', 'secret', `ya29.${chars(60)}`],
    ['google', 'secret', `GOCSPX-${chars(28)}`],
    ['google', 'refresh', `1//0${chars(60)}`],
    ['google', 'public', `AIzaSy${chars(33)}`],
    ['meta', 'secret', `EAAC${chars(120)}`],
    ['meta', 'secret', `123456789012345|${chars(27)}`],
    ['anthropic', 'secret', `sk-ant-api03-${chars(90)}AA`],
    ['openai', 'secret', `sk-proj-${chars(70)}`],
    ['openai', 'secret', `sk-svcacct-${chars(70)}`],
    ['openai', 'secret', `sk-admin-${chars(70)}`],
    ['huggingface', 'secret', `hf_${letters(34)}`],
    ['huggingface', 'secret', `api_org_${letters(34)}`],
    ['perplexity', 'secret', `pplx-${chars(48)}`],
    ['sendgrid', 'secret', `SG.${chars(22)}.${chars(43)}`],
    ['twilio', 'id', `SK${DIGITS.slice(0, 32)}`],
    ['brevo', 'secret', `xkeysib-${DIGITS.slice(0, 64)}-${chars(16)}`],
    ['mailgun', 'secret', `key-${DIGITS.slice(0, 32)}`],
    ...['shpat_', 'shpca_', 'shppa_', 'shpss_'].map((prefix) => ['shopify', 'secret', prefix + DIGITS.slice(0, 32)]),
    ['vault', 'secret', `hvs.${chars(90)}`],
    ['vault', 'secret', `hvb.${chars(140)}`],
    ['vault', 'secret', `s.${chars(24)}`],
    ['doppler', 'secret', `dp.pt.${chars(43)}`],
    ['linear', 'secret', `lin_api_${chars(40)}`],
    ['notion', 'secret', `ntn_${chars(46)}`],
    ['notion', 'secret', `secret_${chars(43)}`],
    ['postman', 'secret', `PMAK-${DIGITS.slice(0, 24)}-${DIGITS.slice(0, 34)}`],
    ['databricks', 'secret', `dapi${DIGITS.slice(0, 32)}`],
    ['openshift', 'secret', `sha256~${chars(43)}`],
    ['grafana', 'secret', `glsa_${chars(32)}_${DIGITS.slice(0, 8)}`],
    ['grafana', 'secret', `glc_${chars(40)}`],
    ['grafana', 'secret', Buffer.from(JSON.stringify({ k: chars(32), n: 'name', id: 1 })).toString('base64')],
    ['sentry', 'secret', `sntrys_eyJ${chars(80)}`],
    ['sentry', 'secret', `sntryu_${DIGITS.slice(0, 64)}`],
    ['dynatrace', 'secret', `dt0c01.${chars(24)}.${chars(64)}`],
    ['npm', 'secret', `npm_${chars(36)}`],
    ['pypi', 'secret', `pypi-AgEIcHlwaS5vcmc${chars(60)}`],
    ['rubygems', 'secret', `rubygems_${DIGITS.slice(0, 48)}`],
    ['digitalocean', 'secret', `dop_v1_${DIGITS.slice(0, 64)}`],
    ['digitalocean', 'secret', `doo_v1_${DIGITS.slice(0, 64)}`],
    ['digitalocean', 'refresh', `dor_v1_${DIGITS.slice(0, 64)}`],
    ['readme', 'secret', `rdme_${DIGITS.slice(0, 70)}`],
    ['pulumi', 'secret', `pul-${DIGITS.slice(0, 40)}`],
    ['planetscale', 'secret', `pscale_tkn_${chars(43)}`],
    ['planetscale', 'secret', `pscale_oauth_${chars(43)}`],
    ['planetscale', 'secret', `pscale_pw_${chars(43)}`],
    ['1password', 'secret', `ops_eyJ${chars(120)}`],
    ['airtable', 'secret', `pat${chars(14)}.${DIGITS.slice(0, 64)}`],
    ...['fo1_', 'fm1r_', 'fm1a_', 'fm2_'].map((prefix) => ['fly', 'secret', prefix + chars(43)]),
    ['scalingo', 'secret', `tk-us-${chars(48)}`],
    ['shippo', 'secret', `shippo_live_${DIGITS.slice(0, 40)}`],
    ['shippo', 'secret', `shippo_test_${DIGITS.slice(0, 40)}`],
    ['easypost', 'secret', `EZAK${chars(54)}`],
    ['easypost', 'secret', `EZTK${chars(54)}`],
    ['ory', 'secret', `ory_at_${chars(43)}`],
    ['ory', 'secret', `ory_ac_${chars(43)}`],
    ['ory', 'secret', `ory_st_${chars(32)}`],
    ['ory', 'refresh', `ory_rt_${chars(43)}`],
    ['supabase', 'secret', `sb_secret_${chars(31)}`],
    ['supabase', 'secret', `sbp_${DIGITS.slice(0, 40)}`],
    ['supabase', 'public', `sb_publishable_${chars(31)}`],
    ['mapbox', 'secret', 'sk.eyJ1IjoiYSJ9.abcdefghijkl'],
    ['mapbox', 'secret', 'tk.eyJ1IjoiYSJ9.abcdefghijkl'],
    ['mapbox', 'public', 'pk.eyJ1IjoiYSJ9.abcdefghijkl'],
    ['posthog', 'public', `phc_${chars(43)}`],
    ['resend', 'secret', `re_${chars(8)}_${chars(24)}`],
    ['clerk', 'id', `sess_${chars(27)}`],
    ['clerk', 'id', `client_${chars(27)}`],
    ['paserk', 'secret', `k4.local.${chars(43)}`],
  ])('knows a token of %s as %s (%s)', (provider = '', kind = '', value = '') => {
    expect(tokenPrefix(value)).toMatchObject({ provider, kind });
    expect(tokenPrefix(value)?.source.length).toBeGreaterThan(8);
    expect(tokenLike(value) || value.length < 20).toBe(true);
  });

  test.each([
    'ghp_',
    'ghp_short',
    'ghp_ with spaces in it',
    'xghp_0123456789abcdef',
    `ghp_${'a'.repeat(1_024)}`,
    're_engagement_popup_seen',
    'npm_config_registry_url',
    'hf_footer_is_collapsed_now',
    'key-bindings-of-the-editor',
    'secret_santa_2026_was_shown',
    'patch-notes-2026-01-15-seen',
    's.thumbs-up-for-everybody',
    'sess_onboarding_step_three',
    'client_width_and_height_of_it',
    'dapi-documentation-visited',
    'SKIP_THE_INTRODUCTION_PLEASE',
    'EAAandsomethingelsethatiswords',
    'AKIA-is-a-prefix-of-aws',
    'ASIAN_RESTAURANTS_NEARBY',
    '1//2/3/4/5/6/7/8/9/10/11',
    'pul-over-there-please-now',
    '123456789012|and-words-that-follow-a-pipe',
  ])('does not take %j', (value) => {
    expect(tokenPrefix(value)).toBeUndefined();
  });

  test.each([
    ['public', `pk_live_${chars(24)}`, 'api-key', false],
    ['refresh', `ory_rt_${chars(43)}`, 'refresh-token', false],
    ['secret', `ory_at_${chars(43)}`, 'access-token', true],
  ])('decides that a %s one is %s', (_kind, value, role, decides) => {
    const told = story(SITE)
      .get('/')
      .calls('POST', '/api/login', PASSWORD)
      .stores('x', value)
      .calls('GET', '/api/me', bearer(value));
    const found = told.report().credentials.map((one) => [one.role, one.decisive]);

    expect(found).toEqual([[role, decides]]);
  });

  test.each([
    ['stripe', `sk_live_${chars(24)}`],
    ['github', `github_pat_${chars(82)}`],
    ['anthropic', `sk-ant-api03-${chars(60)}`],
    ['openai', `sk-${chars(20)}T3BlbkFJ${chars(20)}`],
    ['supabase', `sb_secret_${chars(31)}`],
    ['slack', `xoxb-1234567890-${chars(24)}`],
  ])('says that a key of %s belongs on a server', (provider, value) => {
    expect(shapeOf(value, () => 'f').serverKey).toEqual({ provider });
  });

  test('says that it is for tests, where the prefix does', () => {
    expect(shapeOf(`sk_test_${chars(24)}`, () => 'f').serverKey).toEqual({ provider: 'stripe', test: true });
  });

  test.each([
    ['a publishable key', `pk_live_${chars(24)}`],
    ['a token that lets one user in', `gho_${chars(36)}`],
    ['an access token of Google', `ya29.${chars(60)}`],
    ['a session of Slack’s own page', `xoxc-1234567890-${chars(24)}`],
    ['a user’s session of Ory', `ory_st_${chars(32)}`],
    ['the id of a key', 'AKIAIOSFODNN7EXAMPLE'],
    ['words that begin like a key', 'sk_test_mode_banner_was_seen'],
    ['a random value', chars(40)],
  ])('does not say so of %s', (_title, value) => {
    expect(shapeOf(value, () => 'f').serverKey).toBeUndefined();
  });

  test('is said of a value, and nothing else of it', () => {
    expect(shapeOf(`pk_live_${chars(24)}`, () => 'f')).toMatchObject({ format: 'opaque', prefix: 'public' });
    expect(shapeOf(chars(24), () => 'f')).not.toHaveProperty('prefix');
  });
});
