export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

/** How Coatcheck behaves, on all sites. */
export interface Settings {
  theme: Theme;
  /** The letter on the toolbar's ticket. */
  badge: boolean;
  /** Nothing is watched anywhere. */
  paused: boolean;
  /** Origins that are not watched. */
  pausedSites: string[];
}

export const DEFAULT_SETTINGS: Settings = { theme: 'system', badge: true, paused: false, pausedSites: [] };

export const MAX_PAUSED = 1000;

/** What may be changed at will. A site is paused from the tab that shows it; watched again it may be from anywhere. */
export type SettingsChange = Partial<Omit<Settings, 'pausedSites'>> & { watchAgain?: string };
