/**
 * Which of the providers' secrets belong on a server: whoever holds one is the account, the bot or the server itself.
 * Tokens that a provider gives to one user's browser (OAuth access tokens, tokens of its own web application) are not
 * here, although they have a prefix as well.
 */
import { names } from './names.ts';
import type { TokenPrefix } from './token-prefixes.ts';

/** Source: that of the prefix in `token-prefixes.ts`; what it is for, from the provider's page named there. */
const serverPrefixes: ReadonlySet<string> = new Set(
  names(`
  ghp_ ghs_ github_pat_
  glpat- glptt- gldt- glrt- glcbt- glft- glsoat- GR1348941
  xoxb- xapp-
  sk_test_ sk_live_ sk_prod_ rk_test_ rk_live_ rk_prod_ whsec_
  ABSK bedrock-api-key- GOCSPX-
  sk-ant- sk-proj- sk-svcacct- sk-admin- sk- hf_ api_org_ pplx-
  SG. xkeysib- key- re_
  shpat_ shpca_ shppa_ shpss_
  dp.pt. lin_api_ ntn_ secret_ PMAK- dapi glsa_ glc_ eyJrIjoi sntrys_eyJ sntryu_ dt0c01.
  npm_ pypi-AgEI rubygems_ dop_v1_ rdme_ pul- pscale_tkn_ pscale_pw_ ops_eyJ pat fo1_ fm1r_ fm1a_ fm2_ tk-us-
  shippo_live_ shippo_test_ EZAK EZTK
  sb_secret_ sbp_ sk.eyJ
  k3.local. k4.local. k3.secret. k4.secret.
`),
);

/** docs.stripe.com, docs.goshippo.com, docs.easypost.com: keys of the test environment. */
const testPrefixes: ReadonlySet<string> = new Set(names('sk_test_ rk_test_ shippo_test_ EZTK'));

/** Whose key it is, if it belongs on a server. Does not prove that it is valid. */
export function serverKey({ kind, prefix, provider }: TokenPrefix): { provider: string; test?: true } | undefined {
  if (kind !== 'secret' || !serverPrefixes.has(prefix)) return undefined;
  return testPrefixes.has(prefix) ? { provider, test: true } : { provider };
}
