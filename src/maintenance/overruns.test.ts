import { expect, test } from "vitest";
import { maintenanceWindows } from "../entries/index.ts";
import { decideAnnounce } from "./decide-announce.ts";
import { decideEnd, decideStart } from "./decide-course.ts";
import { overruns } from "./overruns.ts";
import { ADDON, ask, at, promisingEngine } from "./testdata/promising-engine.ts";

test("a window that is in hand wants attention from its announced end until it is ended", async () => {
  const { engine } = await promisingEngine();
  const input = { reason: "Upgrade", from: "2027-01-10T02:00Z", for: "1h", late: false };
  await ask(engine, decideAnnounce, input, "2027-01-01T00:00:00Z");
  const known = engine.projection.known();
  const { id } = known.state(maintenanceWindows, ADDON).windows[0]!;
  const seen = (iso: string) => overruns(known, ADDON, at(iso)).map(({ subject }) => subject);
  expect(seen("2027-01-10T03:30:00Z")).toEqual([]);
  await ask(engine, decideStart, { id, late: false }, "2027-01-10T02:00:00Z");
  expect(seen("2027-01-10T02:30:00Z")).toEqual([]);
  expect(seen("2027-01-10T03:30:00Z")).toEqual([`window/${id}`]);
  const [concern] = overruns(known, ADDON, at("2027-01-10T03:30:00Z"));
  expect(concern!.message).toContain(`plimsoll maintenance end ${id}`);
  await ask(engine, decideEnd, { id }, "2027-01-10T03:40:00Z");
  expect(seen("2027-01-10T03:50:00Z")).toEqual([]);
});
