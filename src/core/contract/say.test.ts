import { expect, test } from "vitest";
import { sayAbout } from "./say.ts";

test("computed lengths are rounded to what a reader needs", () => {
  expect([259_200.4, 25_920.2, 0.4].map(sayAbout)).toEqual(["4 min 19 s", "25.92 s", "0 ms"]);
});
