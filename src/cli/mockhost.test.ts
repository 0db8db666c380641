import { beforeEach, describe, expect, test } from "vitest";
import { PlimsollError } from "../core/errors/index.ts";
import { type FakeTerminal, fakeTerminal } from "./fake-terminal.ts";
import type { CliDeps, Installs, MockHostPlan } from "./ports.ts";
import { run } from "./run.ts";

let terminal: FakeTerminal;
let started: MockHostPlan[];
let closed: number;
/** How an installation goes, if any was asked for. */
let installs: Installs | null;

/** A mock host that starts at once and interrupts itself as soon as it is waited for. */
const deps = async () =>
  ({
    mockhost: async (plan) => {
      started.push(plan);
      if (installs !== null) plan.onInstalled(installs);
      queueMicrotask(() => terminal.interrupt());
      return {
        publicUrl: "http://127.0.0.1:7310",
        privateUrl: "http://127.0.0.1:7310/_mockhost/",
        pages: [{ name: "kelp-1", url: "http://127.0.0.1:7310/s/kelp-1" }],
        close: async () => void closed++,
      };
    },
  }) as Partial<CliDeps> as CliDeps;

beforeEach(() => {
  terminal = fakeTerminal();
  started = [];
  closed = 0;
  installs = null;
});
const ask = (line: string) => run(line.split(" "), terminal, deps);

describe("mockhost", () => {
  test("says where inspector and sites are, stays until it is stopped, and closes what it started", async () => {
    expect(await ask("mockhost")).toBe(0);
    expect(started).toMatchObject([
      {
        address: { host: "127.0.0.1", port: 7310 },
        tenants: 50,
        seed: 1,
        products: ["jira", "confluence"],
        limits: "global",
        install: null,
        pollMs: null,
        rolloutMs: null,
      },
    ]);
    expect(terminal.said.out).toBe(
      "A mock host with 50 sites is running.\n" +
        "  inspector  http://127.0.0.1:7310/_mockhost/\n" +
        "  kelp-1     http://127.0.0.1:7310/s/kelp-1\n",
    );
    expect(terminal.said.err).toBe("");
    expect(closed).toBe(1);
  });

  test("is as it was asked for", async () => {
    const url = "http://127.0.0.1:3000/atlassian-connect.json";
    await ask(
      `mockhost --tenants 1 --seed 7 --product jira --listen :0 --limits off --install ${url} --poll 30s --rollout 1m`,
    );
    expect(started).toMatchObject([
      {
        address: { host: "127.0.0.1", port: 0 },
        tenants: 1,
        seed: 7,
        products: ["jira"],
        limits: "off",
        install: url,
        pollMs: 30_000,
        rolloutMs: 60_000,
      },
    ]);
    expect(terminal.said.out).toContain("with 1 site is running");
  });

  test("answers a program in one line", async () => {
    await ask("mockhost --json");
    expect(JSON.parse(terminal.said.out)).toEqual({
      ok: true,
      origin: "http://127.0.0.1:7310",
      inspectorUrl: "http://127.0.0.1:7310/_mockhost/",
      tenants: 50,
      seed: 1,
      sites: [{ name: "kelp-1", url: "http://127.0.0.1:7310/s/kelp-1" }],
    });
  });

  test.for([
    ["--tenants 0", "--tenants 0 is not a whole number from 1 to 10000."],
    ["--tenants 10001", "--tenants 10001 is not a whole number from 1 to 10000."],
    ["--seed x", "--seed x is not a whole number"],
    ["--product bamboo", "--product bamboo is not a choice."],
    ["--limits constructor", "--limits constructor is not a choice."],
    ["--listen nowhere", "--listen nowhere is not an address to listen on."],
    ["--install file:///x", "--install file:///x is no http or https address."],
    ["--poll soon", '--poll: "soon" is not a length of time.'],
    ["--rollout 0s", "--rollout 0s is no time at all."],
  ] as const)("%s is refused", async ([options, message]) => {
    expect(await ask(`mockhost ${options}`)).toBe(2);
    expect(terminal.said.err).toContain(`error: ${message}`);
    expect(started).toEqual([]);
  });

  test("warns when the sites are open to other machines", async () => {
    await ask("mockhost --listen 0.0.0.0:7310");
    expect(terminal.said.err).toBe(
      "warning: the sites are open to other machines at 0.0.0.0; the inspector answers this machine only.\n",
    );
  });

  test.for([
    [{ sites: 50, refused: 0, causes: [] }, "All 50 sites installed net.example.kelp.\n"],
    [{ sites: 1, refused: 0, causes: [] }, "The site installed net.example.kelp.\n"],
    [
      { sites: 50, refused: 50, causes: [{ sites: 50, cause: "It said 401.", remedy: "Do A." }] },
      "warning: 50 of 50 sites could not install net.example.kelp.\n  = It said 401.\n  = Do A.\n" +
        "  = Sites try again after a minute, then ever less often.\n",
    ],
    [
      {
        ...{ sites: 50, refused: 7 },
        causes: [
          { sites: 5, cause: "It said 401.", remedy: "Do A." },
          { sites: 2, cause: "It said 500.", remedy: "Do B." },
        ],
      },
      "warning: 7 of 50 sites could not install net.example.kelp.\n" +
        "  = 5 of them: It said 401.\n  = Do A.\n  = 2 of them: It said 500.\n  = Do B.\n" +
        "  = Sites try again after a minute, then ever less often.\n",
    ],
  ] as const)("says how an installation went: %j", async ([told, words]) => {
    installs = { kind: "installed", addonKey: "net.example.kelp", ...told };
    expect(await ask("mockhost --install http://127.0.0.1:3000/ac.json")).toBe(0);
    expect(terminal.said.err).toBe(words);
  });

  test("says why nothing was installed", async () => {
    installs = { kind: "refused", message: "The host knows 1000 add-ons already." };
    await ask("mockhost --install http://127.0.0.1:3000/ac.json");
    expect(terminal.said.err).toBe("warning: The host knows 1000 add-ons already.\n");
  });

  test("that fails to start says why", async () => {
    const failing = async () =>
      ({
        mockhost: () => Promise.reject(new PlimsollError("address.taken", "Port 7310 is taken.")),
      }) as Partial<CliDeps> as CliDeps;
    expect(await run(["mockhost"], terminal, failing)).toBe(2);
    expect(terminal.said.err).toContain("error: Port 7310 is taken. [address.taken]");
  });
});
