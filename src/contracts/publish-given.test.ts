import { expect, test } from "vitest";
import { contractHash } from "../core/contract/index.ts";
import { memoryStore } from "../core/store/index.ts";
import { reading } from "../engine/index.ts";
import { engineOn } from "../engine/testdata/engine-on.ts";
import { contractPublished, contractVersions, writeEntry } from "../entries/index.ts";
import { contracts, publishGiven, watchedContract } from "./index.ts";
import { ADDON, deskOn, document, usable } from "./testdata/publishing.ts";

const at = (minute: number) => Date.UTC(2027, 0, 10, 12, minute);
const strong = document();
const weak = document({ target: "99.5%" });

async function scene(store = memoryStore()) {
  const engine = await engineOn(store);
  const watched = async (given: string | null = null) => {
    const known = await engine.projection.upTo();
    const read = given === null ? null : usable(given);
    return reading(engine.vault, (kept) => watchedContract(known, ADDON, read, kept));
  };
  return {
    store,
    engine,
    watched,
    give: (text: string, minute: number) => publishGiven(engine, usable(text), at(minute)),
    versions: async () =>
      (await engine.projection.upTo())
        .state(contractVersions, ADDON)
        .map(
          ({ version, hash }) => `${version} ${hash === contractHash(strong) ? "strong" : "weak"}`,
        ),
    entries: async () => (await Array.fromAsync(store.ledger.read())).flat(),
  };
}

test("what is given is published once, however often; each change is a version more, also one back", async () => {
  const { give, versions } = await scene();
  await give(strong, 0);
  await give(strong, 1);
  await give(weak, 2);
  await give(strong, 3);
  expect(await versions()).toEqual(["1 strong", "2 weak", "3 strong"]);
});

test("of several processes that are given the same at once, one publishes it", async () => {
  const store = memoryStore();
  const all = await Promise.all([scene(store), scene(store), scene(store)]);
  await Promise.all(all.map(({ give }) => give(strong, 0)));
  expect((await all[0]!.entries()).map(({ type }) => type)).toEqual([
    "contract.published",
    "probes.planned",
  ]);
});

test("what a person has replaced is not put in force again by a process that starts anew", async () => {
  const { store, give, versions, watched } = await scene();
  await give(strong, 0);
  const { ask } = await deskOn(contracts, store);
  await ask("contract publish", { document: weak }, new Date(at(1)).toISOString());
  await give(strong, 2);
  expect(await versions()).toEqual(["1 strong", "2 weak"]);
  expect((await watched(strong))!.contract.sla.uptime!.target).toBe(0.995);
  // Another document than ever before is new.
  await give(document({ target: "99%" }), 3);
  expect(await versions()).toHaveLength(3);
});

test("the plan of checks changes with the contract, and only where it decides a figure", async () => {
  const { give, watched, entries } = await scene();
  await give(strong, 0);
  await give(weak.replace("every: 30s", "every: 10s"), 1);
  await give(document({ path: "/deep" }), 2);
  const plans = (await watched())!.probes;
  expect(plans).toEqual([
    { fromMs: at(0), probes: [{ path: "/health", from: ["local"], agree: 1 }] },
    { fromMs: at(2), probes: [{ path: "/deep", from: ["local"], agree: 1 }] },
  ]);
  const planned = (await entries()).filter(({ type }) => type === "probes.planned");
  expect(planned).toHaveLength(2);
});

test("a plan whose content was erased is passed over", async () => {
  const { store, give, watched, entries } = await scene();
  await give(strong, 0);
  await give(document({ path: "/deep" }), 1);
  const last = (await entries()).findLast(({ type }) => type === "probes.planned")!;
  await store.vault.erase((last.data.probes as { id: string }).id);
  expect((await watched())!.probes.map(({ fromMs }) => fromMs)).toEqual([at(0)]);
});

test("a version whose document was not kept is watched by what is given, else by what is promised in it", async () => {
  const { store, give, watched } = await scene();
  const publishOld = (text: string, minute: number) =>
    store.ledger.append([
      writeEntry(
        contractPublished,
        {
          hash: contractHash(text),
          effectiveFrom: "2027-01-01",
          sla: text.slice(text.indexOf("sla:"), text.indexOf("operations:")),
        },
        { addon: ADDON, atMs: at(minute), by: "plimsoll" },
      ),
    ]);
  expect(await watched()).toBeNull();
  await publishOld(strong, 0);
  expect(await watched()).toBeNull();
  expect((await watched(strong))!.contract.sla.uptime!.target).toBe(0.999);
  await give(document({ target: "99%" }), 1);
  await publishOld(weak, 2);
  const { contract } = (await watched())!;
  expect(contract.sla.uptime!.target).toBe(0.995);
  expect(contract.operations.probes).toHaveLength(1);
});
