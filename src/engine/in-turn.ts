import type { Projection } from "./projection.ts";

/** Of each process and add-on the last that was asked for; it never rejects. */
const last = new WeakMap<Projection, Map<string, Promise<unknown>>>();

/**
 * Acts on one add-on one after the other within a process: decisions that rest on the same entries
 * would only overtake each other, again and again.
 */
export function inTurn<T>(
  projection: Projection,
  addon: string,
  act: () => Promise<T>,
): Promise<T> {
  const own = last.get(projection) ?? new Map<string, Promise<unknown>>();
  last.set(projection, own);
  const result = (own.get(addon) ?? Promise.resolve()).then(act);
  const settled = result.then(
    () => {},
    () => {},
  );
  own.set(addon, settled);
  return result;
}
