import { expect, test } from "vitest";
import { memoryStore } from "../core/store/index.ts";
import { fakeClock } from "../core/time/index.ts";
import { engineOn } from "../engine/testdata/engine-on.ts";
import { watchDescriptor } from "./watch-descriptor.ts";

const addon = { key: "roadmaps", baseUrl: "https://roadmaps.example.com", descriptor: "/ac.json" };
const descriptorOf = (key: string) =>
  JSON.stringify({
    key,
    name: "Roadmaps",
    baseUrl: addon.baseUrl,
    authentication: { type: "none" },
  });

/** Serves the texts one after another, one each look. */
async function seen(...texts: readonly string[]) {
  const store = memoryStore();
  const { ledger } = store;
  const clock = fakeClock();
  const problems: string[] = [];
  const keys: string[] = [];
  const waiting = [...texts];
  const watching = await watchDescriptor(
    {
      fetchText: async () => waiting.shift() ?? texts.at(-1)!,
      engine: await engineOn(store, clock),
      clock,
      onDescriptor: ({ key }) => keys.push(key),
      onGood: () => {},
      onProblem: (reason) => problems.push(reason),
    },
    addon,
  );
  for (const _ of texts) await clock.advance(5_000);
  await watching.close();
  const entries = (await Array.fromAsync(ledger.read())).flat().map(({ type }) => type);
  return { problems, keys, entries };
}

test("the add-on's own descriptor is taken and recorded", async () => {
  expect(await seen(descriptorOf("roadmaps"))).toEqual({
    problems: [],
    keys: ["roadmaps"],
    entries: ["descriptor.seen"],
  });
});

test("that of another add-on is refused, and the next look may be better", async () => {
  const { problems, keys, entries } = await seen(descriptorOf("other"), descriptorOf("roadmaps"));
  expect(problems).toEqual([
    "https://roadmaps.example.com/ac.json is the descriptor of another add-on, other; the contract's is roadmaps.",
  ]);
  expect([keys, entries]).toEqual([["roadmaps"], ["descriptor.seen"]]);
});
