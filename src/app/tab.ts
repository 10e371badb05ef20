/** The four views of a report, and the doors through which people come. */
export const TABS = ['risks', 'credentials', 'story', 'learn'] as const;
export type Tab = (typeof TABS)[number];
export type Door = 'popup' | 'panel' | 'devtools' | 'page';
