import * as z from "zod";
import { parseThreshold } from "../values/threshold.ts";
import { orNull, writtenFigure } from "./written.ts";

const threshold = (of: string) =>
  orNull(
    writtenFigure(parseThreshold, {
      description: `How much ${of} in use is too much, and for how long.`,
      examples: ["80% for 5m", "90%"],
    }),
  );

export const thresholds = z
  .strictObject({
    cpu: threshold("CPU"),
    memory: threshold("memory"),
    disk: threshold("disk"),
    action: z
      .enum(["scale", "alert"])
      .meta({ description: "What happens then.", examples: ["scale"] })
      .default("alert"),
  })
  .meta({ description: "When the machines have too little room." });
