import * as z from "zod";
import { time } from "./figures.ts";

export const retirement = z
  .strictObject({
    notice: time("How long ahead customers are told that the add-on ends.", "62d"),
  })
  .transform(({ notice }) => ({ noticeMs: notice }))
  .meta({ description: "What holds when the add-on is retired." });
