/** The library: the engine without a browser. */
export { type AssessOptions, assess, assessSite, ENGINE_VERSION } from './core/assess.ts';
export { cookieRole } from './core/classify/cookie-role.ts';
export { jsonOf } from './core/export/json.ts';
export { markdownOf } from './core/export/markdown.ts';
export { sarifOf } from './core/export/sarif.ts';
export { type FoundToken, findTokens } from './core/observe/find-tokens.ts';
export { fingerprintWith } from './core/observe/fingerprint.ts';
export { observeRequest, type RawRequest } from './core/observe/http.ts';
export { observeResponse, type RawResponse } from './core/observe/http-response.ts';
export type * from './core/observe/observation.ts';
export { observeStorage, type RawStorage } from './core/observe/web-storage.ts';
export type * from './core/report.ts';
export { observationsFromHar } from './har/har.ts';
