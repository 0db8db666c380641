/** Whole UTC minutes since 1970, the grain of every measurement. */
export type Minute = number;
/** Whole UTC days since 1970. */
export type Day = number;

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const MINUTES_PER_DAY = 1440;
export const DAY_MS = MINUTE_MS * MINUTES_PER_DAY;

export const minuteOf = (epochMs: number): Minute => Math.floor(epochMs / MINUTE_MS);
export const dayOf = (minute: Minute): Day => Math.floor(minute / MINUTES_PER_DAY);
export const minuteOfDay = (minute: Minute): number => minute - dayOf(minute) * MINUTES_PER_DAY;
export const dayToMs = (day: Day): number => day * DAY_MS;
export const minuteToMs = (minute: Minute): number => minute * MINUTE_MS;

/** `2027-01-31` */
export const dayToIso = (day: Day): string => new Date(dayToMs(day)).toISOString().slice(0, 10);
/** `2027-01-31T09:30:00.000Z` */
export const isoTime = (epochMs: number): string => new Date(epochMs).toISOString();
