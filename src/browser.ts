/** The only door to `webextension-polyfill`: dropping it one day is a change of this file. */

export type { Cookies, Runtime, Tabs, WebNavigation, WebRequest } from 'webextension-polyfill';
export { default as browser } from 'webextension-polyfill';
