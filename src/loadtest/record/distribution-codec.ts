import { z } from "zod";
import { decodeSketches, encodeSketches } from "../../measurement/index.ts";
import { type Distribution, emptyDistribution } from "../injection/index.ts";

/** A distribution as base64 of its sealed sketches; most of them are empty, so the empty one is "". */
export const distribution = z.codec(z.string(), z.custom<Distribution>(Array.isArray), {
  encode: (taken) =>
    taken.every(isUntouched) ? "" : Buffer.from(encodeSketches(taken)).toString("base64"),
  decode: (text, context) => {
    try {
      return text === "" ? emptyDistribution : decoded(text);
    } catch (error) {
      context.issues.push({ code: "custom", message: (error as Error).message, input: text });
      return z.NEVER;
    }
  },
});

const isUntouched = (sketch: Distribution[number], range: number) =>
  sketch.count === 0 && sketch.scale === emptyDistribution[range]?.scale;

function decoded(text: string): Distribution {
  const sketches = decodeSketches(Buffer.from(text, "base64"));
  if (sketches.length === emptyDistribution.length) return sketches;
  throw new Error(
    `It has ${sketches.length} ranges; a distribution has ${emptyDistribution.length}.`,
  );
}
