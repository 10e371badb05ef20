/**
 * Domains below which strangers have hosts of their own, beyond those that the public suffix list knows: browsers let one
 * customer set a cookie for all the others there. Facts from each provider's help on the address of a site.
 */
type Row = readonly [domain: string, source: string];

const rows: readonly Row[] = [
  ['wordpress.com', 'wordpress.com support: site address'],
  ['tumblr.com', 'help.tumblr.com: blog address'],
  ['livejournal.com', 'livejournal.com FAQ: journal address'],
  ['dreamwidth.org', 'dreamwidth.org FAQ: journal address'],
  ['substack.com', 'support.substack.com: publication address'],
  ['squarespace.com', 'support.squarespace.com: built-in domain'],
  ['weebly.com', 'weebly.com support: subdomain of a site'],
  ['mystrikingly.com', 'support.strikingly.com: site address'],
  ['ghost.io', 'ghost.org help: subdomain of a publication'],
  ['bigcartel.com', 'help.bigcartel.com: shop address'],
  ['mybigcommerce.com', 'support.bigcommerce.com: store address'],
  ['neocities.org', 'neocities.org: site address'],
  ['itch.io', 'itch.io docs: creator page'],
  ['fandom.com', 'community.fandom.com: wiki address'],
  ['edublogs.org', 'help.edublogs.org: blog address'],
  ['sourceforge.io', 'sourceforge.net docs: project web'],
  ['tripod.com', 'tripod.lycos.com: site address'],
  ['teachable.com', 'support.teachable.com: school address'],
  ['thinkific.com', 'support.thinkific.com: site address'],
  ['zendesk.com', 'support.zendesk.com: account subdomain'],
  ['freshdesk.com', 'support.freshdesk.com: helpdesk address'],
  ['helpscoutdocs.com', 'docs.helpscout.com: Docs site address'],
  ['statuspage.io', 'support.atlassian.com: Statuspage address'],
  ['atlassian.net', 'support.atlassian.com: site address'],
  ['sharepoint.com', 'learn.microsoft.com: SharePoint tenant address'],
  ['service-now.com', 'servicenow.com: instance address'],
  ['instructure.com', 'instructure.com: Canvas account address'],
];

const providers: ReadonlySet<string> = new Set(rows.map(([domain]) => domain));

/** @param domain lower case, without a dot in front. Hosting that is in no list is not recognised. */
export function sharedHosting(domain: string): boolean {
  return providers.has(domain);
}

/** For the test that none of them has come into the public suffix list meanwhile. */
export const sharedDomains: readonly string[] = [...providers];
