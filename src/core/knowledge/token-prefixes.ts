/**
 * Prefixes that providers put in front of opaque tokens so that they can be found. Facts; the gitleaks configuration (MIT)
 * and the providers' pages list them. Where a prefix could begin a word, the rest of the token is described as well.
 */

export type TokenKind =
  /** Lets whoever holds it in. */
  | 'secret'
  /** Meant to be seen by anybody: it names an application, not a user. */
  | 'public'
  /** Gets new tokens. */
  | 'refresh'
  /** Names a key, a session or a client, and opens nothing by itself. */
  | 'id';

export interface TokenPrefix {
  provider: string;
  kind: TokenKind;
  source: string;
  prefix: string;
  rest?: RegExp;
}

const GITLEAKS = 'gitleaks/gitleaks: config/gitleaks.toml';
const MIN_LENGTH = 16;
const MAX_LENGTH = 1_024;
const TOKEN_TEXT = /^[\w.~+/=|:%-]+$/;
const HEX_32 = /^[0-9a-fA-F]{32}$/;

function of(
  provider: string,
  kind: TokenKind,
  prefixes: string,
  source = GITLEAKS,
  rest: RegExp | undefined = undefined,
): TokenPrefix[] {
  const more = rest === undefined ? {} : { rest };
  return prefixes.split(' ').map((prefix) => ({ provider, kind, source, prefix, ...more }));
}

const table: readonly TokenPrefix[] = [
  ...of('github', 'secret', 'ghp_ gho_ ghu_ ghs_ github_pat_', 'docs.github.com: token formats'),
  ...of('github', 'refresh', 'ghr_', 'docs.github.com: token formats'),
  ...of(
    'gitlab',
    'secret',
    'glpat- glptt- gldt- glrt- glcbt- glft- gloas- glsoat- GR1348941',
    'docs.gitlab.com: token prefixes',
  ),
  ...of('slack', 'refresh', 'xoxe-', 'api.slack.com: token rotation'),
  ...of('slack', 'secret', 'xoxb- xoxp- xoxo- xoxa- xoxr- xoxs- xoxc- xoxd- xoxe.', 'api.slack.com: token types'),
  ...of('slack', 'secret', 'xapp-', 'api.slack.com: token types', /^\d-/),
  ...of(
    'stripe',
    'secret',
    'sk_test_ sk_live_ sk_prod_ rk_test_ rk_live_ rk_prod_ whsec_',
    'docs.stripe.com: API keys',
  ),
  ...of('stripe', 'public', 'pk_test_ pk_live_', 'docs.stripe.com: API keys'),
  ...of('aws', 'id', 'AKIA ASIA ABIA ACCA', 'docs.aws.amazon.com: IAM unique identifiers', /^[A-Z0-9]{16}$/),
  ...of('aws', 'secret', 'ABSK bedrock-api-key-', GITLEAKS, /^[A-Za-z0-9+/=]{40,}$/),
  ...of('google', 'secret', 'ya29. GOCSPX-', 'developers.google.com: OAuth 2.0'),
  ...of('google', 'refresh', '1//', 'developers.google.com: OAuth 2.0', /^0[\w-]{30,}$/),
  ...of('google', 'public', 'AIza', 'cloud.google.com: API keys', /^[\w-]{35}$/),
  ...of('meta', 'secret', 'EAA', GITLEAKS, /^[A-Za-z0-9]{60,}$/),
  // The number of an application, which is no prefix, and its token.
  ...of('meta', 'secret', '', GITLEAKS, /^\d{15,16}\|[\w-]{27,40}$/),
  ...of('anthropic', 'secret', 'sk-ant-'),
  ...of('openai', 'secret', 'sk-proj- sk-svcacct- sk-admin-'),
  ...of('openai', 'secret', 'sk-', GITLEAKS, /^[A-Za-z0-9]{20}T3BlbkFJ[A-Za-z0-9]{20}$/),
  ...of('huggingface', 'secret', 'hf_ api_org_', GITLEAKS, /^[A-Za-z]{34}$/),
  ...of('perplexity', 'secret', 'pplx-'),
  ...of('sendgrid', 'secret', 'SG.', GITLEAKS, /^[\w.-]{66}$/),
  ...of('twilio', 'id', 'SK', 'twilio.com docs: API keys', HEX_32),
  ...of('brevo', 'secret', 'xkeysib-'),
  ...of('mailgun', 'secret', 'key-', GITLEAKS, HEX_32),
  ...of('shopify', 'secret', 'shpat_ shpca_ shppa_ shpss_', 'shopify.dev: access tokens', HEX_32),
  ...of('vault', 'secret', 'hvs. hvb.', 'developer.hashicorp.com: Vault tokens'),
  ...of('vault', 'secret', 's.', 'developer.hashicorp.com: Vault tokens', /^[a-zA-Z0-9]{24}$/),
  ...of('doppler', 'secret', 'dp.pt.'),
  ...of('linear', 'secret', 'lin_api_'),
  ...of('notion', 'secret', 'ntn_ secret_', 'developers.notion.com: authentication', /^[A-Za-z0-9]{43,}$/),
  ...of('postman', 'secret', 'PMAK-'),
  ...of('databricks', 'secret', 'dapi', GITLEAKS, /^[0-9a-f]{32}(?:-\d)?$/),
  ...of('openshift', 'secret', 'sha256~', GITLEAKS, /^[\w-]{43}$/),
  ...of('grafana', 'secret', 'glsa_ glc_', 'grafana.com docs: service account tokens'),
  ...of('grafana', 'secret', 'eyJrIjoi', 'grafana.com docs: API keys'),
  ...of('sentry', 'secret', 'sntrys_eyJ sntryu_', 'docs.sentry.io: auth tokens'),
  ...of('dynatrace', 'secret', 'dt0c01.'),
  ...of('npm', 'secret', 'npm_', 'docs.npmjs.com: access tokens', /^[A-Za-z0-9]{36}$/),
  ...of('pypi', 'secret', 'pypi-AgEI', 'pypi.org/help: API tokens'),
  ...of('rubygems', 'secret', 'rubygems_', GITLEAKS, /^[0-9a-f]{48}$/),
  ...of('digitalocean', 'secret', 'dop_v1_ doo_v1_'),
  ...of('digitalocean', 'refresh', 'dor_v1_'),
  ...of('readme', 'secret', 'rdme_', GITLEAKS, /^[a-z0-9]{70}$/),
  ...of('pulumi', 'secret', 'pul-', GITLEAKS, /^[0-9a-f]{40}$/),
  ...of('planetscale', 'secret', 'pscale_tkn_ pscale_oauth_ pscale_pw_'),
  ...of('1password', 'secret', 'ops_eyJ'),
  ...of('airtable', 'secret', 'pat', GITLEAKS, /^[A-Za-z0-9]{14}\.[0-9a-f]{64}$/),
  ...of('fly', 'secret', 'fo1_ fm1r_ fm1a_ fm2_'),
  ...of('scalingo', 'secret', 'tk-us-', GITLEAKS, /^[\w-]{48}$/),
  ...of('shippo', 'secret', 'shippo_live_ shippo_test_'),
  ...of('easypost', 'secret', 'EZAK EZTK', GITLEAKS, /^[A-Za-z0-9]{54}$/),
  ...of('ory', 'secret', 'ory_at_ ory_ac_ ory_st_', 'ory.sh docs: token formats'),
  ...of('ory', 'refresh', 'ory_rt_', 'ory.sh docs: token formats'),
  ...of('supabase', 'secret', 'sb_secret_ sbp_', 'supabase.com docs: API keys'),
  ...of('supabase', 'public', 'sb_publishable_', 'supabase.com docs: API keys'),
  ...of('mapbox', 'secret', 'sk.eyJ tk.eyJ', 'docs.mapbox.com: access tokens'),
  ...of('mapbox', 'public', 'pk.eyJ', 'docs.mapbox.com: access tokens'),
  ...of('posthog', 'public', 'phc_', 'posthog.com docs: project API key'),
  ...of('resend', 'secret', 're_', 'resend.com docs: API keys', /^[A-Za-z0-9]{6,}_[A-Za-z0-9]{16,}$/),
  ...of('clerk', 'id', 'sess_ client_', 'clerk.com docs: backend API objects', /^[A-Za-z0-9]{27}$/),
  ...of('paserk', 'secret', 'k3.local. k4.local. k3.secret. k4.secret.', 'paseto-standard/paserk'),
];

/** By the first character, because every value of every cookie is asked about. */
const byFirst = new Map<string, TokenPrefix[]>();
for (const entry of table) {
  const first = entry.prefix.charAt(0);
  byFirst.set(first, [...(byFirst.get(first) ?? []), entry]);
}

/**
 * The provider whose prefix a value carries, if it could be a token at all: 16 to 1,024 characters, no spaces. Does not
 * prove that the provider issued it.
 */
export function tokenPrefix(value: string): TokenPrefix | undefined {
  if (value.length < MIN_LENGTH || value.length > MAX_LENGTH) return undefined;
  const entry = find(byFirst.get(value.charAt(0)), value) ?? find(byFirst.get(''), value);
  return entry !== undefined && TOKEN_TEXT.test(value) ? entry : undefined;
}

function find(entries: readonly TokenPrefix[] = [], value: string): TokenPrefix | undefined {
  return entries.find(
    ({ prefix, rest }) => value.startsWith(prefix) && rest?.test(value.slice(prefix.length)) !== false,
  );
}
