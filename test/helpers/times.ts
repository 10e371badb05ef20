/** When and where the fixtures happen. */

/** Friday, 21 November 2025, 11:07:09 UTC. */
export const NOW = Date.UTC(2025, 10, 21, 11, 7, 9);
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

export const SITE = 'https://shop.example';
