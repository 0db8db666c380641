import { expect, test } from "vitest";
import { newFault } from "./new-fault.ts";

test("what is left out concerns everything, from now on, always", () => {
  expect(newFault.parse({ effect: { kind: "outage" } })).toEqual({
    scope: { direction: null, tenants: null, product: null, method: null, path: null },
    effect: { kind: "outage" },
    share: 1,
    afterMs: 0,
    forMs: null,
    announced: false,
  });
});

const slow = { kind: "latency", delay: { shape: "fixed", ms: 1 } };
const outage = { kind: "outage" };

test.for([
  ["nothing at all", {}, "effect"],
  ["an unknown effect", { effect: { kind: "gremlins" } }, "effect.kind"],
  ["a share of 0", { effect: slow, share: 0 }, "share"],
  ["a share above 1", { effect: slow, share: 1.5 }, "share"],
  ["a status that is no error", { effect: { kind: "status", status: 200 } }, "effect.status"],
  ["an operation that there is not", { effect: slow, operation: "nope" }, "operation"],
  ["operation and path", { effect: slow, operation: "getIssue", path: "/x" }, "operation"],
  ["an outage of one path", { effect: outage, path: "/x" }, "effect"],
  ["an outage by chance", { effect: outage, share: 0.5 }, "share"],
  ["an announcement without an end", { effect: outage, announced: true }, "forMs"],
  [
    "a range backwards",
    { effect: { kind: "latency", delay: { shape: "uniform", fromMs: 2, toMs: 1 } } },
    "effect.delay.toMs",
  ],
  ["a word of its own", { effect: slow, oops: 1 }, ""],
] as const)("%s is refused, and it says where", ([, asked, path]) => {
  const read = newFault.safeParse(asked);
  expect(read.error?.issues.map((issue) => issue.path.join("."))).toContain(path);
});
