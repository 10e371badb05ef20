/** Times in words. Pure: the clock is an argument. */

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const YEAR = 365.25 * DAY;

const dateAndTime = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});
const timeOnly = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const dayAndTime = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
});

const isTime = (at: number): boolean => Number.isFinite(at) && Math.abs(at) <= 8.64e15;

export const dateTime = (at: number): string => (isTime(at) ? dateAndTime.format(at) : 'not a date');

/** The time alone while it is recent enough to be unambiguous. */
export const clock = (at: number, now: number): string => {
  if (!isTime(at)) return 'unknown';
  return Math.abs(now - at) < 12 * HOUR ? timeOnly.format(at) : dayAndTime.format(at);
};

const count = (value: number, unit: string): string => `${value} ${unit}${value === 1 ? '' : 's'}`;

const pair = (big: number, bigUnit: string, small: number, smallUnit: string): string =>
  small === 0 ? `${big} ${bigUnit}` : `${big} ${bigUnit} ${small} ${smallUnit}`;

/** A length of time, two units at most: "14 min 5 s", "3 h 12 min", "12 days". */
export const duration = (milliseconds: number): string => {
  const length = Math.max(0, milliseconds);
  if (length < MINUTE) return `${Math.floor(length / SECOND)} s`;
  if (length < HOUR) return pair(Math.floor(length / MINUTE), 'min', Math.floor((length % MINUTE) / SECOND), 's');
  if (length < DAY) return pair(Math.floor(length / HOUR), 'h', Math.floor((length % HOUR) / MINUTE), 'min');
  if (length < 3 * DAY) return pair(Math.floor(length / DAY), 'd', Math.floor((length % DAY) / HOUR), 'h');
  if (length < 2 * YEAR) return count(Math.floor(length / DAY), 'day');
  return count(Math.floor(length / YEAR), 'year');
};

/** One unit only, for places where a glance must do: "14 min". */
export const roughly = (milliseconds: number): string => {
  const length = Math.max(0, milliseconds);
  if (length < MINUTE) return `${Math.floor(length / SECOND)} s`;
  if (length < HOUR) return `${Math.round(length / MINUTE)} min`;
  if (length < DAY) return `${Math.round(length / HOUR)} h`;
  if (length < 2 * YEAR) return count(Math.round(length / DAY), 'day');
  return count(Math.round(length / YEAR), 'year');
};

/** "in 14 min" or "3 h ago". */
export const relative = (at: number, now: number): string =>
  at >= now ? `in ${roughly(at - now)}` : `${roughly(now - at)} ago`;

export interface Life {
  label: string;
  start: number;
  end: number;
}

export interface LifeNow {
  /** 0..1 of the life that is over. */
  spent: number;
  expired: boolean;
  /** Under a tenth is left. */
  ending: boolean;
  text: string;
}

export const lifeNow = ({ start, end }: Life, now: number): LifeNow => {
  const whole = end - start;
  const spent = whole > 0 ? Math.min(1, Math.max(0, (now - start) / whole)) : 1;
  const expired = now >= end;
  const text = expired ? `expired ${roughly(now - end)} ago` : `${duration(end - now)} left`;
  return { spent: expired ? 1 : spent, expired, ending: !expired && spent > 0.9, text };
};

/** RFC 7519 NumericDate is in seconds; anything that is not a plain number is not a date. */
export const numericDate = (value: unknown): number | undefined =>
  typeof value === 'number' && isTime(value * SECOND) ? value * SECOND : undefined;
