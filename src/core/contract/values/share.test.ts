import { describe, expect, test } from "vitest";
import { parseShare, printShare } from "./share.ts";

describe("reads", () => {
  test.for([
    ["99.9%", 0.999],
    ["99.9 %", 0.999],
    ["0.999", 0.999],
    [".5", 0.5],
    ["5%", 0.05],
    ["0%", 0],
    ["100%", 1],
    ["99.9999%", 0.999999],
  ] as const)("%s as exactly %d", ([text, share]) => {
    expect(parseShare(text)).toEqual({ kind: "read", value: share });
  });
});

describe("complains of", () => {
  test.for([
    ["99.9", "neither a percentage nor a share", "Write 99.9% or 0.999."],
    ["5", "neither a percentage nor a share", "Write 5% or 0.05."],
    ["1", "may mean 1 % or all of it", "Write 1% or 100%."],
    ["101%", "more than all of it", "99.9%"],
    ["400", "more than all of it", "99.9%"],
    ["-1%", "not a percentage", "99.9%"],
    ["99,9%", "not a percentage", "99.9%"],
    ["NaN", "not a percentage", "99.9%"],
    ["", "not a percentage", "99.9%"],
  ] as const)("%s", ([text, message, hint]) => {
    expect(parseShare(text)).toMatchObject({
      kind: "complaint",
      message: expect.stringContaining(message),
      hint: expect.stringContaining(hint),
    });
  });
});

test.for([
  [0.999, "99.9%"],
  [0.07, "7%"],
  [1, "100%"],
  [0.1, "10%"],
  [0, "0%"],
] as const)("prints %d as %s", ([share, text]) => {
  expect(printShare(share)).toBe(text);
});
