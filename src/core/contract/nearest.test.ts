import { expect, test } from "vitest";
import { nearest } from "./nearest.ts";

test.for([
  ["upTime", ["uptime", "maintenance"], "uptime"],
  ["maintenence", ["uptime", "maintenance"], "maintenance"],
  ["base_url", ["key", "baseUrl"], "baseUrl"],
  ["zebra", ["uptime", "maintenance"], null],
  ["nmae", ["key", "name"], "name"],
  ["L5", ["L1", "L2"], null],
  ["l1", ["L1", "L2"], "L1"],
  ["x".repeat(65), ["x".repeat(64)], null],
] as const)("%s among %j is %s", ([word, known, meant]) => {
  expect(nearest(word, known)).toBe(meant);
});
