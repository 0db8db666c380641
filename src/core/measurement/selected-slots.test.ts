import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { blockOf, byHour, hourOf } from "./block.ts";
import { selectedSlots } from "./selected-slots.ts";
import { sumOfSlots } from "./slot.ts";
import { slotOf, slotsOfDay, stream } from "./testdata/arbitraries.ts";

const DAY = 20_819;
const takes = fc.func(fc.boolean());

describe("the slots of the minutes that are taken", () => {
  test("are theirs, while minutes are kept", () => {
    fc.assert(
      fc.property(slotsOfDay, takes, (slots, isTaken) => {
        const taken = [...slots].filter(([minute]) => isTaken(minute)).map(([, slot]) => slot);
        const block = blockOf(stream, DAY, slots);
        expect(sumOfSlots(selectedSlots(block, isTaken))).toEqual(sumOfSlots(taken));
      }),
    );
  });

  test("are those of whole hours, where no hour is taken in part", () => {
    fc.assert(
      fc.property(slotsOfDay, takes, (slots, isTaken) => {
        const block = blockOf(stream, DAY, slots);
        const ofHour = (minute: number) => isTaken(hourOf(minute));
        expect(sumOfSlots(selectedSlots(byHour(block), ofHour))).toEqual(
          sumOfSlots(selectedSlots(block, ofHour)),
        );
      }),
    );
  });

  test("count exactly, and claim nothing of limits that may not be so, where only hours are kept", () => {
    fc.assert(
      fc.property(slotsOfDay, takes, (slots, isTaken) => {
        const block = blockOf(stream, DAY, slots);
        const exact = sumOfSlots(selectedSlots(block, isTaken));
        const known = sumOfSlots(selectedSlots(byHour(block), isTaken));
        const { events, bad, undecided } = exact;
        expect(known).toMatchObject({ events, bad, undecided });
        for (const [limitMs, { within, beyond }] of known.limits) {
          expect(within).toBeLessThanOrEqual(exact.limits.get(limitMs)?.within ?? 0);
          expect(beyond).toBeLessThanOrEqual(exact.limits.get(limitMs)?.beyond ?? 0);
        }
      }),
    );
  });

  test("leave open only what the minutes left out may have been", () => {
    const quick = slotOf(new Array(9).fill({ seconds: 0.1, failed: false }), [400]);
    const slow = slotOf([{ seconds: 1, failed: false }], [400]);
    const block = byHour(
      blockOf(
        stream,
        DAY,
        new Map([
          [0, quick],
          [1, slow],
        ]),
      ),
    );
    const [slot] = selectedSlots(block, (minute) => minute === 0);
    expect(slot).toMatchObject({
      events: 9,
      bad: 0,
      limits: new Map([[400, { within: 8, beyond: 0 }]]),
    });
  });
});
