import { expect, test } from "vitest";
import { perform } from "../engine/index.ts";
import { promisingEngine } from "../maintenance/testdata/promising-engine.ts";
import { fakeTerminal } from "./fake-terminal.ts";
import type { CliDeps } from "./ports.ts";
import { run } from "./run.ts";

const nowMs = Date.parse("2027-01-04T12:00:00Z");

async function shell() {
  const { engine } = await promisingEngine();
  let calls = 0;
  const deps = async () =>
    ({
      openEngine: async () => ({
        addons: ["roadmaps"],
        known: await engine.projection.upTo(),
        nowMs,
        perform: (decide, input, addon) =>
          perform(engine, decide, input, { addon, nowMs, by: "local", cause: String(++calls) }),
        close: async () => {},
      }),
    }) as Partial<CliDeps> as CliDeps;
  return async (...argv: string[]) => {
    const terminal = fakeTerminal();
    const exit = await run(["maintenance", ...argv, "--json"], terminal, deps);
    return { exit, said: JSON.parse(terminal.said.out || terminal.said.err) };
  };
}

test("maintenance is announced, listed and cancelled from the command line", async () => {
  const ask = await shell();
  const announced = await ask("announce", "Upgrade", "--from", "2027-01-10 02:00", "--for", "1h");
  expect(announced).toMatchObject({ exit: 0, said: { ok: true, addon: "roadmaps" } });
  const { said } = await ask("list");
  expect(said.rows).toMatchObject([{ state: "announced", reason: "Upgrade", late: false }]);
  expect(await ask("cancel", said.rows[0].id)).toMatchObject({ exit: 0 });
  expect((await ask("list")).said.rows).toMatchObject([{ state: "cancelled" }]);
});

test("what is refused has its own exit code; --late is taken", async () => {
  const ask = await shell();
  expect(await ask("announce", "Hotfix", "--from", "now", "--for", "10m")).toMatchObject({
    exit: 5,
  });
  expect(await ask("announce", "Hotfix", "--from", "now", "--for", "10m", "--late")).toMatchObject({
    exit: 0,
  });
  expect(await ask("end", "none")).toMatchObject({ exit: 2 });
  expect(await ask("list", "--addon", "other")).toMatchObject({ exit: 2 });
});
