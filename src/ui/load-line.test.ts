import { describe, expect, test } from "vitest";
import { loadLine, loadLineFile } from "./load-line.ts";

/** The height of the surface in the mark's square of 64, where 32 is the line. */
const surface = (svg: string) => Number(/d="M[\d.]+ ([\d.]+)[Aa]/.exec(svg)?.[1]);

describe("the water in the mark", () => {
  test.for([
    [0.5, 41.75],
    [1, 32],
    [1.5, 22.25],
    [2, 12.5],
    [9, 12.5],
    [Number.MAX_VALUE, 12.5],
  ] as const)("with %d of the budget spent stands at %d", ([spent, at]) => {
    expect(surface(String(loadLine(spent)))).toBe(at);
    expect(surface(loadLineFile(spent))).toBe(at);
  });

  test("is absent where nothing is spent or nothing is known", () => {
    expect(String(loadLine(0))).toContain('class="water" d=""');
    expect(String(loadLine(null))).toContain('class="mark empty"');
  });

  test("above the line is marked, at the line it is not", () => {
    expect(String(loadLine(1.01))).toContain("over");
    expect(String(loadLine(1))).not.toContain("over");
  });
});

test("what may be spent stands above what is, as a haze", () => {
  for (const svg of [
    String(loadLine({ spent: 0.5, most: 1 })),
    loadLineFile({ spent: 0.5, most: 1 }),
  ])
    expect([...svg.matchAll(/d="M[\d.]+ ([\d.]+)[Aa]/g)].map(([, at]) => Number(at))).toEqual([
      32, 41.75,
    ]);
  expect(String(loadLine({ spent: 0.5, most: 3 }))).not.toContain("over");
  expect(String(loadLine({ spent: 0.5, most: 0.5 }))).not.toContain("haze");
});

test("a label makes the mark a picture with a name, escaped", () => {
  expect(String(loadLine(0.4, '26 of 43 "minutes"'))).toContain(
    'role="img" aria-label="26 of 43 &quot;minutes&quot;"',
  );
});
