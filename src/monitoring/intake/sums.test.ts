import fc from "fast-check";
import { expect, test } from "vitest";
import { emptySlot, type PlacedSlot, type Slot } from "../../core/measurement/index.ts";
import { sumsOf } from "./sums.ts";

const slot = fc.record({ events: fc.nat(50), bad: fc.nat(5), within: fc.nat(5) }).map(
  ({ events, bad, within }): Slot => ({
    ...emptySlot,
    ...{ events, bad },
    limits: new Map([[400, { within, beyond: bad }]]),
  }),
);
const placed: fc.Arbitrary<PlacedSlot> = fc.record({
  stream: fc.record({
    addon: fc.constantFrom("a", "b"),
    tenant: fc.constantFrom("", "t1", "t2"),
    indicator: fc.constantFrom("ui" as const, "service" as const),
    source: fc.constant("agent" as const),
    release: fc.constantFrom("", "1"),
    region: fc.constantFrom("", "eu"),
    place: fc.constant(""),
    path: fc.constant(""),
  }),
  minute: fc.nat(3),
  slot,
});

test("all tenants' counts add up by add-on, indicator and minute", () => {
  fc.assert(
    fc.property(fc.array(placed, { maxLength: 40 }), (slots) => {
      const sums = sumsOf(slots);
      const keys = sums.map(
        ({ stream, minute }) => `${stream.addon} ${stream.indicator} ${minute}`,
      );
      expect(new Set(keys).size).toBe(keys.length);
      for (const { stream, minute, slot } of sums) {
        expect(stream).toMatchObject({ tenant: "", source: "sum", release: "", region: "" });
        const own = slots.filter(
          (one) =>
            one.minute === minute &&
            one.stream.addon === stream.addon &&
            one.stream.indicator === stream.indicator,
        );
        const total = (of: (one: Slot) => number) =>
          own.reduce((sum, one) => sum + of(one.slot), 0);
        expect(slot.events).toBe(total(({ events }) => events));
        expect(slot.bad).toBe(total(({ bad }) => bad));
        expect(slot.limits.get(400)!.within).toBe(total(({ limits }) => limits.get(400)!.within));
      }
      expect(sums.reduce((sum, one) => sum + one.slot.events, 0)).toBe(
        slots.reduce((sum, one) => sum + one.slot.events, 0),
      );
    }),
  );
});
