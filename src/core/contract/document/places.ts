import type { Path } from "../problem.ts";

/** Where one value of the document stands, as offsets into the text. */
export interface Place {
  /** null for an item of a list and for the whole. */
  readonly keyOffset: number | null;
  readonly valueOffset: number;
  /** A single value, neither list nor map. */
  readonly isScalar: boolean;
}

/** Where everything stands, by path. */
export type Places = ReadonlyMap<string, Place>;

export const placeKey = (path: Path): string => JSON.stringify(path);

/**
 * The offset that a person should look at: a single value itself, else the key that heads it.
 * What is not in the document is shown at the nearest thing around it.
 */
export function offsetOf(places: Places, path: Path, part: "key" | "value" = "value"): number {
  for (let length = path.length; length >= 0; length--) {
    const place = places.get(placeKey(path.slice(0, length)));
    if (place === undefined) continue;
    const wantsValue = part === "value" && place.isScalar && length === path.length;
    return wantsValue ? place.valueOffset : (place.keyOffset ?? place.valueOffset);
  }
  return 0;
}
