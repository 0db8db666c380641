import { type Points, UnreadablePoint } from "./metrics.ts";

/** Points of which only the place in the body is known, as pairs of start and end, until one is asked for. */
export class LazyPoints<Point> implements Points<Point> {
  readonly #ranges: readonly number[];
  readonly #read: (start: number, end: number, index: number) => Point;

  constructor(
    ranges: readonly number[],
    read: (start: number, end: number, index: number) => Point,
  ) {
    this.#ranges = ranges;
    this.#read = read;
  }

  get length(): number {
    return this.#ranges.length / 2;
  }

  *[Symbol.iterator](): Generator<Point> {
    for (let index = 0; index < this.length; index++) yield this.at(index)!;
  }

  at(index: number): Point | undefined {
    const [start, end] = [this.#ranges[2 * index], this.#ranges[2 * index + 1]];
    if (start === undefined || end === undefined) return undefined;
    try {
      return this.#read(start, end, index);
    } catch (error) {
      // pbf reports a point that ends too early as a plain Error or a RangeError.
      throw new UnreadablePoint((error as Error).message);
    }
  }
}
