/** What pages of the extension may look up in `storage.session`, beside asking the worker. */
export const FINGERPRINT_KEY = 'fingerprint-key';
