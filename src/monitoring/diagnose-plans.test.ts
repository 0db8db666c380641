import { expect, test } from "vitest";
import type { Contract } from "../core/contract/index.ts";
import { diagnostics } from "../core/diagnostics/index.ts";
import { fakeClock, MINUTE_MS } from "../core/time/index.ts";
import { diagnoseNetwork, unseenPlaces } from "./diagnose-plans.ts";

test("a place that nobody checks from is told of, path by path", () => {
  const probes = [
    { path: "/ok", from: ["local"] },
    { path: "/deep", from: ["local", "fra", "nyc"] },
  ];
  const contract = { addon: { key: "roadmaps" }, operations: { probes } } as unknown as Contract;
  expect(unseenPlaces(contract).map(({ message }) => message)).toEqual([
    "Nobody checks /deep of roadmaps from fra: only this machine checks, as local.",
    "Nobody checks /deep of roadmaps from nyc: only this machine checks, as local.",
  ]);
});

test("that the network cannot be told of is said once, and when it can be again", async () => {
  const clock = fakeClock();
  const lines: string[] = [];
  const told = diagnostics(clock, ({ text }) => lines.push(text));
  const away = { kind: "away", reason: "example.org: no answer within 3000 ms" } as const;
  diagnoseNetwork(told, "roadmaps", { kind: "works", names: true });
  diagnoseNetwork(told, "roadmaps", away);
  await clock.advance(60 * MINUTE_MS);
  diagnoseNetwork(told, "roadmaps", away);
  await clock.advance(60 * MINUTE_MS);
  diagnoseNetwork(told, "roadmaps", { kind: "works", names: true });
  expect(lines).toEqual([
    "Whether the network works cannot be told (example.org: no answer within 3000 ms), though roadmaps answers: were it to fall silent now, that would not count. Name another address in operations.connectivity.",
    "Whether the network works can be told again for roadmaps, after 2 h.",
  ]);
});
