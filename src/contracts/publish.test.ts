import { describe, expect, test } from "vitest";
import { compareContracts, readContract } from "../core/contract/index.ts";
import { listOf, local } from "../engine/index.ts";
import { contracts } from "./index.ts";
import { ADDON, deskOn, document, usable } from "./testdata/publishing.ts";

const JANUARY = "2027-01-10T12:00:00.000Z";
const FEBRUARY = "2027-02-10T12:00:00.000Z";
const strong = document();
const weak = document({ target: "99.5%" });

type Rows = readonly {
  readonly version: number;
  readonly state: string;
  readonly from: string | null;
  readonly until: string | null;
}[];

async function desk(store?: Parameters<typeof deskOn>[1]) {
  const { engine, ask, ...rest } = await deskOn(contracts, store);
  return {
    ...rest,
    engine,
    ask,
    publish: (text: string, at = JANUARY, more = {}) =>
      ask("contract publish", { document: text }, at, more),
    async rows(at: string): Promise<readonly string[]> {
      const doors = { engine, capabilities: [contracts], addons: [ADDON], newSecret: () => "" };
      const nowMs = Date.parse(at);
      const asked = { noun: "contract", addon: null, caller: local, nowMs };
      const { rows } = (await listOf(doors, asked)) as { rows: Rows };
      return rows.map(({ version, state, from, until }) =>
        [version, state, from?.slice(0, 10), until?.slice(0, 10)].join(" ").trim(),
      );
    },
    entries: async () => (await Array.fromAsync(rest.store.ledger.read())).flat(),
  };
}

describe("publishing", () => {
  test("the first contract needs nothing to be known of its add-on", async () => {
    const { publish, entries } = await desk();
    expect(await publish(strong, JANUARY, { by: "key/deploy" })).toMatchObject({
      kind: "done",
      said: `Published as version 1 of ${ADDON}, in force from now on.\nIt is the first.`,
      details: { version: 1, inForceFrom: JANUARY, changes: [] },
    });
    expect(await entries()).toMatchObject([
      { addon: ADDON, type: "contract.published", by: "key/deploy" },
      { addon: ADDON, type: "probes.planned", by: "key/deploy" },
    ]);
  });

  test("says what changes against the version in force, as `diff` does", async () => {
    const { publish } = await desk();
    await publish(strong);
    const changes = compareContracts(usable(strong).contract, usable(weak).contract, false);
    expect(changes.length).toBeGreaterThan(0);
    const done = await publish(weak, FEBRUARY);
    expect(done).toMatchObject({ details: { version: 2, changes } });
    expect(done).toMatchObject({ said: expect.stringContaining("− ") });
    expect(done).toMatchObject({ said: expect.stringContaining("The promise became weaker: ") });
  });

  test("a contract that `check` refuses is refused with the same problems, and nothing is kept", async () => {
    const { publish, entries } = await desk();
    const wrong = strong.replace("uptime:", "upTime:");
    const { problems } = readContract(wrong);
    expect(await publish(wrong)).toMatchObject({
      kind: "refused",
      code: "contract.refused",
      problems,
    });
    expect(await publish("")).toMatchObject({ kind: "refused", code: "contract.refused" });
    expect(await entries()).toEqual([]);
  });

  test("warnings come with the answer", async () => {
    const { publish } = await desk();
    const midMonth = document({ from: "2027-03-17" });
    const { problems } = readContract(midMonth);
    expect(problems.map(({ rule }) => rule)).toContain("effective-mid-month");
    expect(await publish(midMonth)).toMatchObject({ kind: "done", details: { problems } });
  });

  test("the same document again is nothing new, and said so", async () => {
    const { publish, entries } = await desk();
    await publish(strong);
    const before = await entries();
    expect(await publish(strong, FEBRUARY)).toMatchObject({
      said: `Nothing new: this is version 1 of ${ADDON} already, in force.`,
      entries: [],
      details: { version: 1, changes: [] },
    });
    expect(await entries()).toEqual(before);
  });

  test("a repeat is answered as it was the first time, whatever was published since", async () => {
    const { publish } = await desk();
    await publish(strong);
    const first = await publish(weak, FEBRUARY, { cause: "retry" });
    await publish(document({ target: "99%" }), "2027-02-10T12:00:01.000Z");
    const again = await publish(weak, "2027-02-10T12:00:02.000Z", { cause: "retry" });
    expect(again).toEqual({ ...first, repeated: true });
  });

  test("of two people who publish at once both are told what they changed", async () => {
    const one = await desk();
    await one.publish(strong);
    const other = await desk(one.store);
    const third = document({ target: "99%" });
    const [a, b] = await Promise.all([one.publish(weak, FEBRUARY), other.publish(third, FEBRUARY)]);
    const versions = [a, b].map(
      (done) => (done as { details: { version: number } }).details.version,
    );
    expect(versions.toSorted()).toEqual([2, 3]);
    expect(await one.rows("2027-02-11T00:00:00Z")).toHaveLength(3);
  });

  test("of two people who publish the same document at once one is told that it is nothing new", async () => {
    const one = await desk();
    const other = await desk(one.store);
    const both = await Promise.all([one.publish(strong), other.publish(strong)]);
    const said = both.map((done) => (done as { said: string }).said.slice(0, 9)).toSorted();
    expect(said).toEqual(["Nothing n", "Published"]);
    expect((await one.entries()).map(({ type }) => type)).toEqual([
      "contract.published",
      "probes.planned",
    ]);
  });

  test("an add-on that is named must be the document's", async () => {
    const { publish } = await desk();
    await expect(publish(strong, JANUARY, { addon: "timesheets" })).rejects.toMatchObject({
      code: "usage",
      message: `What was given is about ${ADDON}, not timesheets.`,
    });
  });

  test("the ledger tells nobody what is private", async () => {
    const { publish, entries } = await desk();
    await publish(document({ path: "/secret-path" }));
    expect(JSON.stringify(await entries())).not.toContain("secret-path");
  });
});

describe("versions", () => {
  test("one to come is in force by itself at its moment; one published late from then on", async () => {
    const { publish, rows } = await desk();
    await publish(strong);
    expect(await publish(document({ target: "99%", from: "2027-03-01" }), FEBRUARY)).toMatchObject({
      said: expect.stringContaining("in force from 1 March 2027."),
    });
    expect(await rows("2027-02-28T23:59:59Z")).toEqual([
      "2 coming 2027-03-01",
      "1 in force 2027-01-10 2027-03-01",
    ]);
    expect(await rows("2027-03-01T00:00:00Z")).toEqual([
      "2 in force 2027-03-01",
      "1 past 2027-01-10 2027-03-01",
    ]);
  });

  test("one that is replaced before its day never comes into force, and that is said", async () => {
    const { publish, rows } = await desk();
    await publish(strong);
    await publish(document({ target: "99%", from: "2027-03-01" }), FEBRUARY);
    expect(await publish(weak, "2027-02-20T12:00:00.000Z")).toMatchObject({
      said: expect.stringContaining("Version 2 never comes into force: this one replaces it."),
    });
    expect(await rows("2027-03-02T00:00:00Z")).toEqual([
      "3 in force 2027-02-20",
      "2 replaced",
      "1 past 2027-01-10 2027-02-20",
    ]);
  });

  test("each is shown to the letter; without a number the one in force", async () => {
    const { publish, ask } = await desk();
    const commented = `${strong}# Without an end of line`;
    await publish(commented);
    await publish(document({ from: "2027-03-01" }), FEBRUARY);
    const shown = async (input: object, at: string) =>
      ((await ask("contract show", input, at)) as { said: string }).said;
    expect(await shown({}, FEBRUARY)).toBe(commented);
    expect(await shown({}, "2027-03-02T00:00:00Z")).toBe(document({ from: "2027-03-01" }));
    expect(await shown({ version: "1" }, "2027-03-02T00:00:00Z")).toBe(commented);
    expect(await ask("contract show", { version: "3" }, FEBRUARY)).toMatchObject({
      kind: "refused",
      code: "contract.unknown",
      message: `There is no version 3 of the contract of ${ADDON}; the latest is 2.`,
    });
    expect(await ask("contract show", { version: "x" }, FEBRUARY)).toMatchObject({
      kind: "refused",
      code: "usage",
    });
  });
});
