export { type ClockKind, type Holidays, supportClock } from "./support-clock.ts";
