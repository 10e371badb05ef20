/** Where rules draw the line: policy, not law, and settings may change it. */

/** Milliseconds. */
export interface Thresholds {
  accessTokenLow: number;
  accessTokenMedium: number;
  sessionTokenMedium: number;
  shortLived: number;
  clockSkew: number;
  /** How long a cookie of a session may persist. */
  sessionCookieLow: number;
  /** The longest that a SAML assertion should be good for. */
  samlWindow: number;
}

const HOUR = 3_600_000;

export const defaultThresholds: Thresholds = {
  accessTokenLow: HOUR,
  accessTokenMedium: 24 * HOUR,
  sessionTokenMedium: 30 * 24 * HOUR,
  shortLived: HOUR / 4,
  clockSkew: 300_000,
  sessionCookieLow: 30 * 24 * HOUR,
  samlWindow: HOUR / 6,
};
