import * as z from "zod";
import { time } from "./figures.ts";

/** Of an average month 13 are 396 days. */
const written = { detail: "7d", counts: "400d" };

export const retention = z
  .strictObject({
    detail: time(
      "How long durations are kept minute by minute; then hour by hour, as long as counts.",
      written.detail,
    ).prefault(written.detail),
    counts: time(
      "How long it is kept how many events each minute had and how many failed. The totals of each day, and the signed figures of each month, are kept for ever.",
      written.counts,
    ).prefault(written.counts),
  })
  .prefault({})
  .transform(({ detail, counts }) => ({ detailMs: detail, countsMs: counts }))
  .meta({
    description: "How long measurements are kept, and how finely.",
    examples: [written],
  });
