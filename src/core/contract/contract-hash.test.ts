import { expect, test } from "vitest";
import { contractHash } from "./contract-hash.ts";

test("the hash is the SHA-256 of the text, so that anybody can check it", () => {
  expect(contractHash("plimsoll: 1\n")).toBe(
    "40cfe70e23e89f1b55ed556b9046d93c3b0aed75ebc15e8f074c4e31d149b7d9",
  );
});

test("one letter makes another hash", () => {
  expect(contractHash("a")).not.toBe(contractHash("a\n"));
});
