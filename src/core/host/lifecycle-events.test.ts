import { expect, test } from "vitest";
import { lifecycleCalls } from "./lifecycle-events.ts";
import { parseDescriptor } from "./parse-descriptor.ts";

const parsed = parseDescriptor(
  JSON.stringify({
    key: "roadmaps",
    baseUrl: "https://roadmaps.example.com/app",
    authentication: { type: "jwt" },
    lifecycle: { installed: "/installed", uninstalled: "/gone?x=1", enabled: "/on" },
  }),
);
if (parsed.kind !== "descriptor") throw new Error(JSON.stringify(parsed));
const eventOf = lifecycleCalls(parsed.descriptor);

test.for([
  ["POST", "/installed", "installed"],
  ["POST", "/app/installed", "installed"],
  ["post", "/installed/", "installed"],
  ["POST", "/gone", "uninstalled"],
  ["POST", "/on", "enabled"],
  ["POST", "/off", null],
  ["GET", "/installed", null],
  ["POST", "/other/installed", null],
] as const)("%s %s is %s", ([method, path, event]) => {
  expect(eventOf(method, path)).toBe(event);
});

test("without a descriptor nothing is a lifecycle call", () => {
  expect(lifecycleCalls(null)("POST", "/installed")).toBeNull();
});
