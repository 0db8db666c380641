import type { Known } from "./projection.ts";

/** Something that wants somebody's attention, for as long as it is so. */
export interface Concern {
  /** Tells it from others of the same add-on: "window/2027-01-17-3f9c21aa". */
  readonly subject: string;
  /** As a whole sentence. */
  readonly message: string;
  /** What is said when it is over; `lasted` in words: "3 min". */
  over(lasted: string): string;
}

/** What of an add-on wants attention now. Pure. */
export type Concerns = (known: Known, addon: string, nowMs: number) => readonly Concern[];
