import { z } from "zod";
import {
  decodeSketches,
  emptySketch,
  encodeSketches,
  mergeSketches,
  type Sketch,
} from "../../core/measurement/index.ts";

const isSketch = (taken: unknown): boolean => Array.isArray((taken as Sketch | null)?.ranges);

/** A sketch as base64, sealed; many are empty, so the empty one is "". An older record has several in one text. */
export const durations = z.codec(z.string(), z.custom<Sketch>(isSketch), {
  encode: (taken) =>
    taken.count === 0 ? "" : Buffer.from(encodeSketches([taken])).toString("base64"),
  decode: (text, context) => {
    try {
      const sketches = text === "" ? [] : decodeSketches(Buffer.from(text, "base64"));
      return sketches.reduce(mergeSketches, emptySketch);
    } catch (error) {
      context.issues.push({ code: "custom", message: (error as Error).message, input: text });
      return z.NEVER;
    }
  },
});
