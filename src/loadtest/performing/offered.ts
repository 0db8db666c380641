import { areaOf, type Model } from "../model/index.ts";

/** Starts a second that a model asks for, on average; null for a closed one. */
export function offeredOf(model: Model, durationMs: number): number | null {
  if (model.kind === "closed") return null;
  const starts = model.kind === "open" ? areaOf(model.stages) : model.startsMs.length;
  return durationMs > 0 ? (starts / durationMs) * 1000 : 0;
}
