import { describe, expect, test } from "vitest";
import type { Contract } from "../core/contract/index.ts";
import { fakeClock } from "../core/time/index.ts";
import { networkWitness } from "./own-network.ts";
import type { ProbeAnswer, Prober } from "./ports.ts";

const answered: ProbeAnswer = { kind: "answered", status: 503, durationMs: 3 };
const refused: ProbeAnswer = {
  kind: "unreachable",
  cause: "refused",
  reason: "connect ECONNREFUSED",
  durationMs: 1,
};

interface Scene {
  readonly baseUrl?: string;
  readonly host?: Contract["addon"]["host"];
  readonly connectivity?: readonly string[] | null;
  /** By address; those that are not in it time out. */
  readonly answers?: Readonly<Record<string, ProbeAnswer>>;
}

function stage({
  baseUrl = "https://roadmaps.example.com",
  host = "connect",
  connectivity = null,
  answers = {},
}: Scene) {
  const clock = fakeClock(0);
  const asked: string[] = [];
  const prober: Prober = {
    async ask({ url }) {
      asked.push(url);
      return answers[url] ?? { kind: "timed-out" };
    },
  };
  const contract = {
    addon: { baseUrl, host } as Contract["addon"],
    operations: { connectivity } as Contract["operations"],
  };
  const { ask, prove } = networkWitness(prober, clock, contract, new AbortController().signal);
  return { ask, prove, asked, clock };
}

const STATUS = "https://jira-software.status.atlassian.com/api/v2/status.json";

describe("one's own network", () => {
  test.for<[string, Scene, readonly string[]]>([
    ["the host's status page, for an add-on on the internet", {}, [STATUS]],
    ["the same for Forge", { host: "forge-remote" }, [STATUS]],
    ["nobody for a service without a host", { host: "plain" }, []],
    ["nobody for one in a private network", { baseUrl: "http://10.0.0.7" }, []],
    ["nobody for one on this machine", { baseUrl: "http://localhost:8080" }, []],
    [
      "whom the contract names",
      { host: "plain", connectivity: ["https://a.example/", "https://b.example/"] },
      ["https://a.example/", "https://b.example/"],
    ],
    [
      "whom it names for one in a private network",
      { baseUrl: "http://addon:8080", connectivity: ["http://gateway/"] },
      ["http://gateway/"],
    ],
    ["nobody where it names nobody", { connectivity: [] }, []],
  ])("is told by %s", async ([, scene, expected]) => {
    const { ask, asked } = stage(scene);
    await ask();
    expect(asked).toEqual(expected);
  });

  const two = { connectivity: ["https://a.example/", "http://192.0.2.1/"] };
  test.for<[string, Scene, object]>([
    [
      "works for one on this machine",
      { baseUrl: "http://[::1]:80" },
      { kind: "works", names: true },
    ],
    ["is untold where nobody is to be asked", { host: "plain" }, { kind: "untold" }],
    [
      "works where one answers, whatever it says",
      { ...two, answers: { "https://a.example/": answered } },
      { kind: "works", names: true },
    ],
    [
      "works, but perhaps without names, where only a number answers",
      { ...two, answers: { "http://192.0.2.1/": answered } },
      { kind: "works", names: false },
    ],
    [
      "is away where nobody answers",
      { ...two, answers: { "http://192.0.2.1/": refused } },
      {
        kind: "away",
        reason: "a.example: no answer within 3000 ms; 192.0.2.1: connect ECONNREFUSED",
      },
    ],
  ])("%s", async ([, scene, expected]) => {
    expect(await stage(scene).ask()).toEqual(expected);
  });

  test("is asked for once by all who want to know, and anew after five seconds", async () => {
    const { ask, asked, clock } = stage({ answers: { [STATUS]: answered } });
    await Promise.all([ask(), ask()]);
    await clock.advance(4999);
    await ask();
    expect(asked).toHaveLength(1);
    await clock.advance(1);
    await ask();
    expect(asked).toHaveLength(2);
  });

  test("is proven once an hour, while all is well", async () => {
    const { prove, asked, clock } = stage({ answers: { [STATUS]: answered } });
    expect(await prove()).toEqual({ kind: "works", names: true });
    await clock.advance(3_599_999);
    expect(prove()).toBeNull();
    await clock.advance(1);
    expect(prove()).not.toBeNull();
    expect(asked).toHaveLength(2);
    expect(stage({ host: "plain" }).prove()).toBeNull();
  });
});
