/**
 * Whose request is it? By origin first, with the tab as a refinement: requests of service and shared workers have no tab,
 * prefetch and prerender look like navigations, and a tab's number says nothing after a navigation.
 */
import { originOfUrl, PRIVATE, partitionOf, type Tabs } from './tabs.ts';

/** The slice of webRequest's details that counts; Chromium says `initiator`, Firefox `originUrl`. */
export interface RequestDetails {
  requestId: string;
  tabId: number;
  frameId: number;
  /** Chromium: a prerendered document is the outermost one of its page, with a frame id of its own. */
  frameType?: string | undefined;
  type: string;
  method: string;
  url: string;
  initiator?: string | undefined;
  originUrl?: string | undefined;
  cookieStoreId?: string | undefined;
  incognito?: boolean | undefined;
}

export interface Attributed {
  origin: string;
  partition: string | null;
}

export const initiatorOf = (details: RequestDetails): string | undefined =>
  originOfUrl(details.initiator ?? details.originUrl);

const fromExtension = (details: RequestDetails): boolean =>
  /^[a-z-]*extension:/.test(details.initiator ?? details.originUrl ?? '');

/**
 * @returns the sites to tell: mostly one; two for a form that one origin posts to another, and for the later hops of
 * such a navigation. Empty for the traffic of extensions, and for what a private tab left behind.
 */
export const sitesOf = (details: RequestDetails, tabs: Tabs, chain: readonly Attributed[] = []): Attributed[] => {
  if (fromExtension(details) || tabs.wasPrivate(details.tabId)) return [];
  const tab = details.tabId >= 0 ? tabs.get(details.tabId) : undefined;
  const at = (origin: string): Attributed => ({
    origin,
    partition: tab === undefined ? tablessPartition(details, origin, tabs) : tab.partition,
  });
  const initiator = initiatorOf(details);

  if (details.type === 'main_frame') {
    const own = originOfUrl(details.url);
    const sites = own === undefined ? [] : [at(own)];
    if (initiator !== undefined && initiator !== own && details.method !== 'GET') sites.push(at(initiator));
    for (const earlier of chain) if (!sites.some((site) => site.origin === earlier.origin)) sites.push(earlier);
    return sites.slice(0, 4);
  }
  // A top document's own request names its origin even while the tab is on its way elsewhere.
  const top = details.frameId === 0 || details.frameType === 'outermost_frame';
  if (top && initiator !== undefined) return [at(initiator)];
  if (tab?.origin !== undefined) return [at(tab.origin)];
  return initiator === undefined ? [] : [at(initiator)];
};

/** Chromium does not say that a worker is private: it is, if only private tabs show its site. */
const tablessPartition = (details: RequestDetails, origin: string, tabs: Tabs): string | null => {
  const told = partitionOf(details);
  if (told !== null || tabs.showing(origin, null).length > 0) return told;
  return tabs.showing(origin, PRIVATE).length > 0 ? PRIVATE : null;
};
