import { expect, test } from "vitest";
import { memoryStore } from "../core/store/index.ts";
import { fakeClock, isoTime, MINUTE_MS } from "../core/time/index.ts";
import { type Decide, perform } from "../engine/index.ts";
import { engineOn } from "../engine/testdata/engine-on.ts";
import { corrections, disputedTimes } from "../entries/index.ts";
import { correctionsSection, dispute, undispute } from "./corrections.ts";

const ADDON = "roadmaps";
const NOW = Date.parse("2027-01-17T10:00:00Z");
const at = (minutes: number) => isoTime(NOW + minutes * MINUTE_MS);

test("minutes are disputed by a person with a reason and what shows it, and may be undisputed", async () => {
  const store = memoryStore();
  const engine = await engineOn(store, fakeClock(NOW));
  const known = engine.projection.known();
  let causes = 0;
  const ask = <Input>(decide: Decide<Input>, input: Input) =>
    perform(engine, decide, input, {
      addon: ADDON,
      nowMs: NOW,
      by: "key/ada",
      cause: `${++causes}`,
    });
  const asked = { from: at(-30), to: at(-10), reason: "Our firewall kept the checks out." };
  await ask(dispute.decide, { ...asked, evidence: "iptables -L …" });
  const [one] = known.state(corrections, ADDON).all;
  expect(one).toMatchObject({ by: "key/ada", reason: asked.reason, isWithdrawn: false });
  expect(new TextDecoder().decode((await store.vault.get(one!.evidenceId!))!)).toBe(
    "iptables -L …",
  );
  const shown = () => correctionsSection.shown({ known, addon: ADDON, stretches: [], nowMs: NOW });
  expect(shown()).toMatchObject([{ minutes: 20, reason: asked.reason }]);
  expect(disputedTimes(known.state(corrections, ADDON))).toEqual([
    { startMs: NOW - 30 * MINUTE_MS, endMs: NOW - 10 * MINUTE_MS },
  ]);
  for (const wrong of [
    { from: at(-10), to: at(-30) },
    { from: at(-10), to: at(10) },
    { from: at(-100 * 1440), to: at(-99 * 1440) },
    { from: at(-9 * 1440), to: at(0) },
  ])
    expect(await ask(dispute.decide, { ...asked, ...wrong })).toMatchObject({
      code: "correction.time-unclear",
    });
  await ask(undispute.decide, { id: one!.id });
  expect(shown()).toEqual([]);
  expect(disputedTimes(known.state(corrections, ADDON))).toEqual([]);
  expect(await ask(undispute.decide, { id: one!.id })).toMatchObject({
    code: "correction.withdrawn",
  });
  expect(await ask(undispute.decide, { id: "x" })).toMatchObject({ code: "correction.unknown" });
});
