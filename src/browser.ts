/** The only door to `webextension-polyfill`: dropping it one day is a change of this file. */
export { default as browser } from 'webextension-polyfill';
export type { Cookies, Runtime, Tabs, WebNavigation, WebRequest } from 'webextension-polyfill';
