import { offsetOf, type Places, placeKey } from "../document/places.ts";
import type { PositionOf } from "../document/position-of.ts";
import { type Gap, gaps } from "./gaps.ts";

/** A part of this contract that Plimsoll does not act on yet, or not fully, with its place. */
export interface Note extends Gap {
  /** 1-based. */
  readonly line: number;
  /** 1-based. */
  readonly column: number;
}

/** What to say of a document beside its problems: not what is wrong with it, but what is not done with it. */
export const findGaps = (places: Places, positionOf: PositionOf): readonly Note[] =>
  gaps.flatMap((gap) => {
    const path = gap.path.split(".");
    return places.has(placeKey(path)) ? [{ ...gap, ...positionOf(offsetOf(places, path)) }] : [];
  });
