/** The four views of a report, and the doors through which people come. */
export type Tab = 'risks' | 'credentials' | 'story' | 'learn';
export type Door = 'popup' | 'panel' | 'devtools' | 'page';
