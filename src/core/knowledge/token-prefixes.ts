/**
 * Prefixes that providers put in front of opaque tokens so that they can be found. `public` ones are meant to be seen by
 * anybody. Facts; the gitleaks configuration (MIT) and the providers' pages list them.
 */

export interface TokenPrefix {
  prefix: string;
  provider: string;
  public: boolean;
  source: string;
}

const GITLEAKS = 'knowledge: gitleaks.toml';
const MIN_LENGTH = 16;
const MAX_LENGTH = 1_024;
const TOKEN_TEXT = /^[\w.~+/=|:%-]+$/;

function of(provider: string, prefixes: string, source = GITLEAKS, isPublic = false): TokenPrefix[] {
  return prefixes.split(' ').map((prefix) => ({ prefix, provider, public: isPublic, source }));
}

const table: readonly TokenPrefix[] = [
  ...of('github', 'ghp_ gho_ ghu_ ghs_ ghr_ github_pat_', 'docs.github.com: token formats'),
  ...of('gitlab', 'glpat- glptt- gldt- glrt- glcbt- glft- gloas- glsoat-', 'docs.gitlab.com: token prefixes'),
  ...of('slack', 'xoxb- xoxp- xoxe- xoxa- xoxr- xoxs- xoxc- xoxd- xoxe. xapp-', 'api.slack.com: token types'),
  ...of('stripe', 'sk_test_ sk_live_ rk_test_ rk_live_', 'docs.stripe.com: API keys'),
  ...of('stripe', 'pk_test_ pk_live_', 'docs.stripe.com: API keys', true),
  ...of('aws', 'AKIA ASIA ABIA ACCA', 'docs.aws.amazon.com: IAM unique identifiers'),
  ...of('google', 'ya29. 1// GOCSPX-', 'developers.google.com: OAuth 2.0'),
  ...of('google', 'AIza', 'cloud.google.com: API keys', true),
  ...of('anthropic', 'sk-ant-'),
  ...of('openai', 'sk-proj- sk-svcacct- sk-admin-'),
  ...of('huggingface', 'hf_ api_org_'),
  ...of('perplexity', 'pplx-'),
  ...of('sendgrid', 'SG.'),
  ...of('brevo', 'xkeysib-'),
  ...of('shopify', 'shpat_ shpca_ shppa_ shpss_', 'shopify.dev: access tokens'),
  ...of('vault', 'hvs. hvb.', 'developer.hashicorp.com: Vault tokens'),
  ...of('linear', 'lin_api_'),
  ...of('notion', 'ntn_'),
  ...of('postman', 'PMAK-'),
  ...of('openshift', 'sha256~'),
  ...of('grafana', 'glsa_ glc_'),
  ...of('sentry', 'sntrys_ sntryu_'),
  ...of('npm', 'npm_', 'docs.npmjs.com: access tokens'),
  ...of('pypi', 'pypi-AgEI', 'pypi.org/help: API tokens'),
  ...of('rubygems', 'rubygems_'),
  ...of('digitalocean', 'dop_v1_ doo_v1_ dor_v1_'),
  ...of('planetscale', 'pscale_tkn_ pscale_oauth_ pscale_pw_'),
  ...of('1password', 'ops_eyJ'),
  ...of('fly', 'fo1_ fm1r_ fm1a_ fm2_'),
  ...of('ory', 'ory_at_ ory_rt_ ory_ac_ ory_st_', 'ory.sh docs: token formats'),
  ...of('supabase', 'sb_secret_ sbp_', 'supabase.com docs: API keys'),
  ...of('supabase', 'sb_publishable_', 'supabase.com docs: API keys', true),
  ...of('mapbox', 'sk.eyJ tk.eyJ', 'docs.mapbox.com: access tokens'),
  ...of('mapbox', 'pk.eyJ', 'docs.mapbox.com: access tokens', true),
  ...of('posthog', 'phc_', 'posthog.com docs: project API key', true),
  ...of('resend', 're_'),
  ...of('paserk', 'k3.local. k4.local. k3.secret. k4.secret.', 'paseto-standard/paserk'),
];

/**
 * The provider whose prefix a value carries, if it could be a token at all: 16 to 1,024 characters, no spaces. Does not
 * prove that the provider issued it.
 */
export function tokenPrefix(value: string): TokenPrefix | undefined {
  if (value.length < MIN_LENGTH || value.length > MAX_LENGTH) return undefined;
  const entry = table.find(({ prefix }) => value.startsWith(prefix));
  return entry !== undefined && TOKEN_TEXT.test(value) ? entry : undefined;
}
