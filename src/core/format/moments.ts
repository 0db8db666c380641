const dateFormat = (options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", ...options });
const DATE = dateFormat({ day: "numeric", month: "long", year: "numeric" });
const DAY = dateFormat({ weekday: "short", day: "numeric", month: "short", year: "numeric" });
const SHORT_DAY = dateFormat({ day: "numeric", month: "short" });
const LONG_DAY = dateFormat({ day: "numeric", month: "long" });
const MONTH = dateFormat({ month: "long", year: "numeric" });
const TIME = dateFormat({ hour: "2-digit", minute: "2-digit" });
const EXACT_TIME = dateFormat({ hour: "2-digit", minute: "2-digit", second: "2-digit" });

/** `16 January 2027` */
export const dateWords = (at: string | number): string => DATE.format(new Date(at));
/** `Sat, 16 Jan 2027` */
export const dayWords = (at: string | number): string => DAY.format(new Date(at));
/** `16 Jan` */
export const shortDay = (at: string | number): string => SHORT_DAY.format(new Date(at));
/** `16 January` */
export const longDay = (at: string | number): string => LONG_DAY.format(new Date(at));
/** `January 2027` */
export const monthWords = (at: string | number): string => MONTH.format(new Date(at));
/** `14:03:22 UTC` */
export const clockWords = (at: string | number): string => `${EXACT_TIME.format(new Date(at))} UTC`;
/** `16 January 2027, 14:03 UTC` */
export const momentWords = (at: string | number): string =>
  `${dateWords(at)}, ${TIME.format(new Date(at))} UTC`;
