/** How Coatcheck behaves, on all sites. */
export interface Settings {
  theme: 'system' | 'light' | 'dark';
  /** The letter on the toolbar's ticket. */
  badge: boolean;
  /** Nothing is watched anywhere. */
  paused: boolean;
  /** Origins that are not watched. */
  pausedSites: string[];
}

export const DEFAULT_SETTINGS: Settings = { theme: 'system', badge: true, paused: false, pausedSites: [] };

/** What may be changed at will; a site is paused from the tab that shows it. */
export type SettingsChange = Partial<Omit<Settings, 'pausedSites'>>;
