import { readFileSync } from "node:fs";
import { beforeEach, describe, expect, test } from "vitest";
import { PlimsollError } from "../core/errors/index.ts";
import { type FakeTerminal, fakeTerminal } from "./fake-terminal.ts";
import type { CliDeps, RunningUp, UpPlan } from "./ports.ts";
import { run } from "./run.ts";

const file = new URL("testdata/good.yaml", import.meta.url);
const roadmaps = readFileSync(file, "utf8");
const timesheets = roadmaps.replaceAll("com.example.roadmaps", "com.example.timesheets");

/** A Plimsoll that starts at once and interrupts itself as soon as it is waited for. */
function fakeStart(terminal: FakeTerminal) {
  const started: UpPlan[] = [];
  let closed = 0;
  const running: Omit<RunningUp, "addons"> = {
    publicUrl: "http://127.0.0.1:7300/",
    privateUrl: "http://127.0.0.1:7301/",
    privateLink: "http://127.0.0.1:7301/enter?link=x",
    pages: [{ name: "add-on", url: "http://127.0.0.1:7330/" }],
    close: async () => void closed++,
  };
  const start = async (plan: Partial<UpPlan>) => {
    started.push(plan as UpPlan);
    queueMicrotask(() => terminal.interrupt());
    return { ...running, addons: (plan.contracts ?? []).map(({ contract }) => contract.addon) };
  };
  const deps = async () => ({ up: start, demo: start }) as Partial<CliDeps> as CliDeps;
  return { deps, started, closed: () => closed };
}

let terminal: FakeTerminal;
let plimsoll: ReturnType<typeof fakeStart>;
beforeEach(() => {
  terminal = fakeTerminal({ files: { "r.yaml": roadmaps, "t.yaml": timesheets } });
  plimsoll = fakeStart(terminal);
});
const ask = (line: string) => run(line.split(" "), terminal, plimsoll.deps);

/** Without the note on what is not acted on yet. */
const errors = () => terminal.said.err.replace(/^note: .*\n/m, "");

describe("up", () => {
  test("says where the pages are, stays until it is stopped, and closes what it started", async () => {
    expect(await ask("up r.yaml t.yaml --data there --public 0.0.0.0:80 --private :0")).toBe(0);
    expect(plimsoll.started).toMatchObject([
      {
        contracts: [
          { file: "r.yaml", text: roadmaps },
          { file: "t.yaml", text: timesheets },
        ],
        dataFolder: "there",
        mostSeries: 1_000_000,
        mostTenants: 100_000,
        publicUrl: null,
        publicAddress: { host: "0.0.0.0", port: 80 },
        privateAddress: { host: "127.0.0.1", port: 0 },
      },
    ]);
    expect(terminal.said.out).toMatch(
      /^Watching .*\.\n {2}status page {3}http:\/\/127\.0\.0\.1:7300\/\n/,
    );
    expect(terminal.said.out).toMatch(/ {2}intake {8}http:\/\/127\.0\.0\.1:7300\/v1\/metrics\n/);
    expect(terminal.said.out).toMatch(/ {2}metrics {7}http:\/\/127\.0\.0\.1:7301\/metrics\n/);
    expect(terminal.said.out).toMatch(
      / {2}private page {2}http:\/\/127\.0\.0\.1:7301\/enter\?link=x\n/,
    );
    expect(plimsoll.closed()).toBe(1);
  });

  test("believes the proxies that are named", async () => {
    await ask("up r.yaml --trusted-proxy 127.0.0.1 --trusted-proxy 10.0.0.0/8");
    expect(plimsoll.started).toMatchObject([{ trustedProxies: ["127.0.0.1", "10.0.0.0/8"] }]);
  });

  test("writes what goes wrong on standard error, each line with its moment", async () => {
    await ask("up r.yaml");
    const [{ onDiagnostic } = {}] = plimsoll.started;
    onDiagnostic?.({ atMs: Date.UTC(2027, 0, 1), kind: "problem", text: "roadmaps fails." });
    expect(errors()).toBe("2027-01-01T00:00:00.000Z roadmaps fails.\n");
  });

  test("is on loopback in .plimsoll unless told otherwise", async () => {
    await ask("up r.yaml");
    expect(plimsoll.started).toMatchObject([
      {
        dataFolder: ".plimsoll",
        publicAddress: { host: "127.0.0.1", port: 7300 },
        privateAddress: { host: "127.0.0.1", port: 7301 },
      },
    ]);
    expect(errors()).toBe("");
  });

  test("says what of a contract it does not act on yet", async () => {
    await ask("up r.yaml");
    expect(terminal.said.err).toMatch(
      /^note: Plimsoll does not act yet, or not fully, on sla\.recovery, .*, operations\.emergency; `plimsoll check r\.yaml` says what each lacks\.\n$/,
    );
  });

  test("answers a program in one line", async () => {
    await ask("up r.yaml --json");
    expect(
      terminal.said.out
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line)),
    ).toEqual([
      {
        ok: true,
        publicUrl: "http://127.0.0.1:7300/",
        privateUrl: "http://127.0.0.1:7301/",
        privateLink: "http://127.0.0.1:7301/enter?link=x",
        pages: [{ name: "add-on", url: "http://127.0.0.1:7330/" }],
        addons: ["com.example.roadmaps"],
      },
    ]);
  });

  test("starts nothing when a contract has problems", async () => {
    terminal.files["bad.yaml"] = "- BAD";
    expect(await ask("up r.yaml bad.yaml")).toBe(1);
    expect(terminal.said.err).toMatch(
      /^bad\.yaml:1:\d+: error: .*in bad\.yaml\. Nothing was started\.\n$/s,
    );
    expect(plimsoll.started).toEqual([]);
  });

  test.for([
    ["up r.yaml r.yaml", "r.yaml and r.yaml are both contracts of com.example.roadmaps."],
    ["up r.yaml --public nowhere", "--public nowhere is not an address to listen on."],
    ["up r.yaml --public :80 --private :80", "--public and --private name the same port."],
  ] as const)("%s is refused", async ([line, message]) => {
    expect(await ask(line)).toBe(2);
    expect(terminal.said.err).toContain(`error: ${message} [usage]`);
    expect(plimsoll.started).toEqual([]);
  });

  test("warns when the private pages are open to other machines", async () => {
    await ask("up r.yaml --private 0.0.0.0:7301");
    expect(errors()).toBe("warning: the private pages are open to other machines at 0.0.0.0.\n");
  });

  test("that fails to start says why", async () => {
    const failing = async () =>
      ({
        up: () => Promise.reject(new PlimsollError("address.taken", "Port 7300 is taken.")),
      }) as Partial<CliDeps> as CliDeps;
    expect(await run(["up", "r.yaml"], terminal, failing)).toBe(2);
    expect(terminal.said.err).toContain("error: Port 7300 is taken. [address.taken]");
  });
});

test("demo runs the small world the same way", async () => {
  expect(await ask("demo")).toBe(0);
  expect(terminal.said.out).toContain("add-on        http://127.0.0.1:7330/\n");
  expect(plimsoll.closed()).toBe(1);
});
