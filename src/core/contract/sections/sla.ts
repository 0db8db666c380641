import { parseDate } from "../values/date.ts";
import { parsePeriod } from "../values/period.ts";
import { credits } from "./credits.ts";
import { lifecycle } from "./lifecycle.ts";
import { maintenance } from "./maintenance.ts";
import { recovery } from "./recovery.ts";
import { responseTime } from "./response-time.ts";
import { retirement } from "./retirement.ts";
import { support } from "./support.ts";
import { uptime } from "./uptime.ts";
import { orNull, written } from "./written.ts";

/** The sections of `sla`, which is public. */
export const sla = {
  effectiveFrom: written(parseDate, {
    description: "The day, in UTC, from which the promise holds.",
    pattern: /^\d{4}-\d\d-\d\d$/,
    examples: ["2027-01-01"],
  }),
  period: written(parsePeriod, {
    description: "What figures are computed over: month (UTC calendar), or rolling days.",
    examples: ["month", "28d"],
  }).prefault("month"),
  uptime: orNull(uptime),
  responseTime,
  lifecycle,
  recovery: orNull(recovery),
  maintenance: orNull(maintenance),
  support: orNull(support),
  retirement: orNull(retirement),
  credits,
};
