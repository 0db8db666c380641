import * as z from "zod";
import { interval, time, timeOrNone } from "./figures.ts";
import { orNull } from "./written.ts";

export const recovery = z
  .strictObject({
    rto: orNull(time("Recovery time: an outage lasts no longer.", "8h")),
    rpo: orNull(timeOrNone("Recovery point: no more than this much data is lost.", "24h")),
    drill: orNull(interval("How often recovery is rehearsed at least.", "every 30d")),
  })
  .transform(({ rto, rpo, drill }) => ({ rtoMs: rto, rpoMs: rpo, drillEveryMs: drill }))
  .meta({ description: "What holds after a disaster." });
