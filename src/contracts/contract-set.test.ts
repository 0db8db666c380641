import { expect, test, vi } from "vitest";
import { memoryStore, type Vault } from "../core/store/index.ts";
import { fakeClock } from "../core/time/index.ts";
import { engineOn } from "../engine/testdata/engine-on.ts";
import { contracts, openContractSet, publishGiven } from "./index.ts";
import { deskOn, document, usable } from "./testdata/publishing.ts";

const AT = "2027-01-10T12:00:00.000Z";
const other = document({ key: "com.example.timesheets" });

async function scene(given: readonly string[], store = memoryStore()) {
  const clock = fakeClock(Date.parse(AT));
  const engine = await engineOn(store, clock);
  const documents = given.map(usable);
  for (const one of documents) await publishGiven(engine, one, clock.nowMs());
  const errors: unknown[] = [];
  const state = { isAway: false };
  const vault: Vault = {
    ...store.vault,
    get: (id) => (state.isAway ? Promise.reject(new Error("away")) : store.vault.get(id)),
  };
  const set = await openContractSet({
    engine: { ...engine, vault },
    given: documents,
    clock,
    onError: (error) => errors.push(error),
  });
  const { ask } = await deskOn(contracts, store);
  return {
    store,
    clock,
    set,
    errors,
    state,
    publish: (text: string) => ask("contract publish", { document: text }, AT),
    shown: () =>
      set
        .now()
        .map(({ contract, versions }) =>
          [contract.addon.key.split(".").at(-1), versions.length, contract.sla.uptime!.target].join(
            " ",
          ),
        ),
  };
}

test("what a person publishes is followed, with an add-on more, and told once each", async () => {
  const { set, shown, publish } = await scene([document()]);
  let told = 0;
  set.onChange(() => told++);
  const before = set.now();
  expect(shown()).toEqual(["roadmaps 1 0.999"]);
  await publish(document({ target: "99.5%" }));
  await vi.waitFor(() => expect(shown()).toEqual(["roadmaps 2 0.995"]));
  await publish(other);
  await vi.waitFor(() => expect(shown()).toEqual(["roadmaps 2 0.995", "timesheets 1 0.999"]));
  expect(told).toBe(2);
  expect(before).toHaveLength(1);
  expect(before[0]!.versions).toHaveLength(1);
});

test("what another process was given is watched here only where this one was given nothing", async () => {
  const { store } = await scene([document()]);
  const { set } = await scene([other], store);
  expect(set.now().map(({ contract }) => contract.addon.key)).toEqual(["com.example.timesheets"]);
  const { shown } = await scene([], store);
  expect(shown()).toEqual(["roadmaps 1 0.999", "timesheets 1 0.999"]);
});

test("while the vault cannot be read what was read before goes on, and it is tried again", async () => {
  const { clock, shown, errors, state, publish } = await scene([document()]);
  state.isAway = true;
  await publish(document({ target: "99.5%" }));
  await vi.waitFor(() => expect(errors).toHaveLength(1));
  expect(shown()).toEqual(["roadmaps 1 0.999"]);
  state.isAway = false;
  await clock.advance(5_000);
  await vi.waitFor(() => expect(shown()).toEqual(["roadmaps 2 0.995"]));
});
