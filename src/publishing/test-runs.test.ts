import { describe, expect, test } from "vitest";
import { memoryStore } from "../core/store/index.ts";
import { engineOn } from "../engine/testdata/engine-on.ts";
import { judgedRuns } from "../entries/index.ts";
import { slaDocument } from "./sla-document.ts";
import { good } from "./testdata/addons.ts";
import { viewOf } from "./testdata/view.ts";
import { testsSection } from "./tests-section.ts";

const ADDON = "com.example.roadmaps";
const run = (id: string, verdict = "met") => ({
  addon: ADDON,
  subject: `run/${id}`,
  type: "run.judged",
  at: "2027-01-20T14:10:00.000Z",
  by: "plimsoll",
  data: {
    id,
    kind: "load",
    target: "mock",
    startedAt: "2027-01-20T14:00:00.000Z",
    verdict,
    objectives: [{ id: "ui.p95", verdict: verdict === "invalid" ? "insufficient" : verdict }],
    release: "1.4.0",
    recordSha256: "ab".repeat(32),
  },
});

async function readerOf(...entries: readonly ReturnType<typeof run>[]) {
  const store = memoryStore();
  const { ledger } = store;
  await ledger.append(entries);
  const { projection } = await engineOn(store);
  return {
    ledger,
    read: async (addon: string) => (await projection.upTo()).state(judgedRuns, addon),
  };
}

const idsOf = (runs: readonly { readonly id: string }[]) => runs.map(({ id }) => id);

describe("the tests of an add-on", () => {
  test("are its own, latest first, and go on as the ledger does", async () => {
    const other = { ...run("theirs"), addon: "com.example.other" };
    const { ledger, read } = await readerOf(run("a"), other, run("b"));
    expect(idsOf(await read(ADDON))).toEqual(["b", "a"]);
    await ledger.append([run("c")]);
    expect(idsOf(await read(ADDON))).toEqual(["c", "b", "a"]);
  });

  test("are without those whose rig was the limit", async () => {
    const { read } = await readerOf(run("a", "invalid"), run("b", "missed"));
    expect(idsOf(await read(ADDON))).toEqual(["b"]);
  });

  test("are shown and told with the promise that they judged, and with no other", async () => {
    const { read } = await readerOf(run("a", "missed"));
    const runs = await read(ADDON);
    expect(`${await testsSection(runs, "ui.p95")}`).toContain("Load test");
    expect(testsSection(runs, "uptime")).toBe("");
    const { objectives } = slaDocument(viewOf({ ...good, tests: runs }));
    const told = objectives.filter(({ tests }) => tests.length > 0);
    expect(told.map(({ id, tests }) => [id, tests[0]!.verdict])).toEqual([["ui.p95", "missed"]]);
  });
});
