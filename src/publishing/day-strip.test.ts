import { expect, test } from "vitest";
import { dayTable } from "./day-strip.ts";
import type { DayBar } from "./days.ts";

const bar = (date: number, state: DayBar["state"]): DayBar => ({
  day: `2027-01-${String(date).padStart(2, "0")}`,
  ...{ state, level: 4, sentence: state, isEarlier: false },
});

test("days before the first that was measured stand in one row, gaps after it in their own", async () => {
  const bars = [bar(1, "unknown"), bar(2, "unknown"), bar(3, "kept"), bar(4, "unknown")];
  const table = String(await dayTable([...bars, bar(5, "kept"), bar(6, "ahead")]));
  const [, ...rows] = [...table.matchAll(/<tr>.*?<\/tr>/g)].map(([row]) =>
    row.replaceAll(/<[^>]+>/g, "|").replaceAll(/\|+/g, "|"),
  );
  expect(rows).toEqual([
    "|Tue, 5 Jan 2027|kept|kept|",
    "|Mon, 4 Jan 2027|not measured|unknown|",
    "|Sun, 3 Jan 2027|kept|kept|",
    "|Fri, 1 Jan 2027 to Sat, 2 Jan 2027|not measured|–|",
  ]);
});
