import { exactDuration, plural } from "../format/index.ts";
import type { SupportDuration } from "./contract.ts";

/** A computed length, rounded to what a reader needs: whole seconds above one minute. */
export const sayAbout = (ms: number): string =>
  exactDuration(ms >= 60_000 ? Math.round(ms / 1000) * 1000 : Math.round(ms));

/** "4 h", "2 business days" */
export const saySupportDuration = (limit: SupportDuration): string =>
  limit.kind === "time" ? exactDuration(limit.ms) : plural(limit.days, "business day");
