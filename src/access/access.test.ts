import { describe, expect, test } from "vitest";
import { memoryStore } from "../core/store/index.ts";
import { act, type Caller, listOf, local, scopesUpTo } from "../engine/index.ts";
import { engineOn } from "../engine/testdata/engine-on.ts";
import { contractPublished, writeEntry } from "../entries/index.ts";
import { access, identify } from "./index.ts";

const DAY = 86_400_000;

async function scene(addons = ["roadmaps"]) {
  const store = memoryStore();
  // An add-on is known by what has happened to it.
  const data = { hash: "", effectiveFrom: "2027-01-01", sla: "" };
  for (const addon of addons)
    await store.ledger.append([writeEntry(contractPublished, data, { addon, atMs: 0, by: "x" })]);
  const engine = await engineOn(store);
  let count = 0;
  const newSecret = () => String(count++).padStart(43, "s");
  const doors = { engine, capabilities: [access], addons, newSecret };
  let asked = 0;
  const ask = (name: string, input: object, more: object = {}) =>
    act(doors, {
      ...{ name, input, addon: addons.length > 1 ? addons[0]! : null, caller: local, nowMs: 0 },
      idempotencyKey: String(asked++),
      ...more,
    });
  const create = async (input: object = {}, more: object = {}) => {
    const done = await ask("key create", { name: "ci", ...input }, more);
    if (done.kind === "refused") throw new Error(done.message);
    return { done, token: done.secret!, id: done.entries[0]!.subject.slice("key/".length) };
  };
  const who = (token: string, nowMs = 0) => identify(engine.projection.known(), token, nowMs);
  const callerOf = (token: string): Caller => {
    const found = who(token);
    if (found.kind === "refused") throw new Error(found.message);
    return found.caller;
  };
  const ledger = async () => (await Array.fromAsync(store.ledger.read())).flat();
  return { doors, ask, create, who, callerOf, ledger };
}

test("a key opens what its scope includes, and its secret is in the answer alone", async () => {
  const { create, who, ledger } = await scene();
  const { token, id, done } = await create({ scope: "operate" });
  expect(token).toBe(`plimsoll_${id}_${"0".padStart(43, "s")}`);
  expect(who(token)).toEqual({
    kind: "caller",
    caller: { by: `key/${id}`, may: ["read", "operate"], addon: "roadmaps" },
  });
  const kept = JSON.stringify([await ledger(), { ...done, secret: null }]);
  expect(kept).not.toContain(token);
  expect(kept).not.toContain("0".padStart(43, "s"));
});

test("asked again with the same key, it makes no other and shows no secret", async () => {
  const { create, ledger } = await scene();
  const first = await create({}, { idempotencyKey: "again" });
  const second = await create({}, { idempotencyKey: "again" });
  expect(second.done).toMatchObject({ repeated: true, entries: first.done.entries });
  expect(second.token).toBeUndefined();
  expect(await ledger()).toHaveLength(2);
});

test("it expires, unless it shall never", async () => {
  const { create, who } = await scene();
  const usual = await create();
  const brief = await create({ expires: "8h" });
  const never = await create({ expires: "never" });
  expect(who(usual.token, 90 * DAY - 1).kind).toBe("caller");
  expect(who(usual.token, 90 * DAY)).toMatchObject({ code: "access.key-expired" });
  expect(who(brief.token, DAY)).toMatchObject({ code: "access.key-expired" });
  expect(who(never.token, 4000 * DAY).kind).toBe("caller");
});

test.for(["soon", "0s", "-1d"])("an expiry of %s is refused", async (expires) => {
  const { ask } = await scene();
  const done = await ask("key create", { name: "ci", expires });
  expect(done).toMatchObject({ kind: "refused", code: "key.expiry-unclear" });
});

test("revoked, it opens nothing more; revoking it again changes nothing", async () => {
  const { create, who, ask, ledger } = await scene();
  const { token, id } = await create();
  const other = await create();
  expect(await ask("key revoke", { id })).toMatchObject({ said: `Revoked key ${id}.` });
  expect(who(token)).toMatchObject({ code: "access.key-revoked" });
  expect(who(other.token).kind).toBe("caller");
  expect(await ask("key revoke", { id })).toMatchObject({
    said: `Key ${id} was revoked before.`,
    entries: [],
  });
  expect(await ledger()).toHaveLength(4);
  expect(await ask("key revoke", { id: "0000000000" })).toMatchObject({ code: "key.unknown" });
});

test("what is not the whole secret of a key says no more than that it is unknown", async () => {
  const { create, who, ask } = await scene();
  const { token, id } = await create();
  await ask("key revoke", { id });
  const wrong = `${token.slice(0, -1)}${token.endsWith("0") ? "1" : "0"}`;
  for (const guess of ["", "x", id, token.slice(0, -1), `${token}0`, wrong, token.toUpperCase()])
    expect(who(guess), guess).toMatchObject({ code: "access.key-unknown" });
});

describe("what a key may not do", () => {
  test.for(["read", "operate"] as const)("%s makes, lists and revokes no keys", async (scope) => {
    const { doors, ask, create, callerOf, ledger } = await scene();
    const { token, id } = await create({ scope });
    const caller = callerOf(token);
    const before = await ledger();
    for (const tried of [
      await ask("key create", { name: "more" }, { caller }),
      await ask("key revoke", { id }, { caller }),
      await listOf(doors, { noun: "key", addon: null, caller, nowMs: 0 }),
    ])
      expect(tried).toMatchObject({ kind: "refused", code: "access.scope-missing" });
    expect(await ledger()).toEqual(before);
  });

  test("one of an add-on reaches no other, and makes none that does", async () => {
    const { doors, ask, create, callerOf } = await scene(["roadmaps", "charts"]);
    const { token } = await create({ scope: "admin" });
    const every = await create({ scope: "admin", everyAddon: true });
    const caller = callerOf(token);
    const foreign = { kind: "refused", code: "access.addon-foreign" };
    expect(await ask("key create", { name: "x" }, { caller, addon: "charts" })).toMatchObject(
      foreign,
    );
    expect(await listOf(doors, { noun: "key", addon: "charts", caller, nowMs: 0 })).toMatchObject(
      foreign,
    );
    expect(await ask("key create", { name: "x", everyAddon: true }, { caller })).toMatchObject(
      foreign,
    );
    expect(await ask("key revoke", { id: every.id }, { caller })).toMatchObject(foreign);
    // Its own add-on need not be named.
    expect(await ask("key create", { name: "x" }, { caller, addon: null })).toMatchObject({
      kind: "done",
    });
  });

  test("one of an add-on does nothing that is about all of them", async () => {
    const { doors, create, callerOf } = await scene(["roadmaps", "charts"]);
    const { token } = await create({ scope: "admin" });
    const wide = { ...access.commands[0]!, name: "person erase", addonOf: () => "" } as const;
    const done = await act(
      { ...doors, capabilities: [{ ...access, commands: [wide] }] },
      {
        ...{ name: "person erase", input: { name: "x" }, addon: null, nowMs: 0 },
        ...{ caller: callerOf(token), idempotencyKey: "one" },
      },
    );
    expect(done).toMatchObject({ kind: "refused", code: "access.addon-foreign" });
  });

  test("one of every add-on is seen and revoked from each", async () => {
    const { doors, ask, create, who, callerOf } = await scene(["roadmaps", "charts"]);
    const { token, id } = await create({ scope: "admin", everyAddon: true });
    const caller = callerOf(token);
    const listed = await listOf(doors, { noun: "key", addon: "charts", caller, nowMs: 0 });
    expect(listed).toMatchObject({ rows: [{ id, addon: null, state: "active" }] });
    expect(JSON.stringify(listed)).not.toMatch(/sha256/i);
    expect(await ask("key revoke", { id }, { addon: "charts", caller })).toMatchObject({
      kind: "done",
    });
    expect(who(token)).toMatchObject({ code: "access.key-revoked" });
  });
});

test("a scope includes those before it", () => {
  expect(scopesUpTo("read")).toEqual(["read"]);
  expect(scopesUpTo("admin")).toEqual(["read", "operate", "admin"]);
});
