import fc from "fast-check";
import { expect, test } from "vitest";
import { Heap } from "./heap.ts";

test("whatever goes in comes out in order", () => {
  fc.assert(
    fc.property(fc.array(fc.integer()), (numbers) => {
      const heap = new Heap<number>((a, b) => a < b);
      for (const n of numbers) heap.add(n);
      expect(heap.size).toBe(numbers.length);
      const out = numbers.map(() => heap.pop());
      expect(out).toEqual(numbers.toSorted((a, b) => a - b));
      expect(heap.pop()).toBeUndefined();
    }),
  );
});

test("items may come while others go", () => {
  fc.assert(
    fc.property(fc.array(fc.option(fc.nat(), { nil: null })), (steps) => {
      const heap = new Heap<number>((a, b) => a < b);
      const model: number[] = [];
      for (const step of steps) {
        if (step !== null) {
          heap.add(step);
          model.push(step);
          model.sort((a, b) => a - b);
        } else expect(heap.pop()).toBe(model.shift());
        expect(heap.first).toBe(model[0]);
      }
    }),
  );
});
