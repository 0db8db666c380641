import { type ExitCode, PlimsollError } from "../core/errors/index.ts";
import type { Verdict } from "../core/slo/index.ts";
import { currently, type slaDocument } from "../publishing/index.ts";
import type { Call, Command } from "./command.ts";
import type { Paint } from "./paint.ts";
import { printable } from "./printable.ts";

/** What `/sla.json` gives. */
type Sla = ReturnType<typeof slaDocument>;

const MOST_BYTES = 8 * 1024 * 1024;

export const status: Command = {
  about:
    "Asks a running Plimsoll how its add-ons are now, and says for each promise whether it is kept so " +
    "far. Exit code 0: all are; 1: one is missed; 3: none is missed, but some are not yet proven, or " +
    "not yet promised.",
  options: [
    {
      flags: "--url URL",
      about: "where the public pages are",
      fallback: "http://127.0.0.1:7300",
    },
  ],
  examples: [
    { line: "plimsoll status", about: "The Plimsoll on this machine" },
    {
      line: "plimsoll status --url https://status.example.com",
      about: "Anybody's published promise",
    },
  ],
  json: `{ "ok": true, "verdict": "met", "computedAt": "2027-01-16T14:03:22.000Z", "addons": [ { "key": "com.example.roadmaps", "name": "Roadmaps for Jira", "current": { "kind": "answering", "since": "2027-01-14T09:40:00.000Z", "checkedAt": "2027-01-16T14:03:10.000Z", "cause": null } } ], "objectives": [ … ] }
The states and objectives are those of /sla.json.`,

  async perform({ option, terminal, paint, answer }: Call) {
    const sla = await fetchSla(option("url") ?? "", terminal);
    const { computedAt, objectives } = sla;
    const verdict = overall(objectives.map((objective) => objective.verdict));
    const addons = sla.addons.map(({ key, name, current = null }) => ({ key, name, current }));
    const document = { ok: verdict === "met", verdict, computedAt, addons, objectives };
    answer(document, sla.addons.map((addon) => addonText(addon, sla, paint)).join("\n"));
    return exitCodes[verdict];
  },
};

const exitCodes: Readonly<Record<Verdict, ExitCode>> = { met: 0, missed: 1, insufficient: 3 };

function overall(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes("missed")) return "missed";
  return verdicts.includes("insufficient") ? "insufficient" : "met";
}

async function fetchSla(url: string, terminal: Call["terminal"]): Promise<Sla> {
  const address = `${url.replace(/\/+$/, "")}/sla.json`;
  const text = await terminal.fetchText(address, MOST_BYTES);
  const sla = parse(text) as Partial<Sla> | null;
  if (sla?.format !== "plimsoll-sla/1")
    throw new PlimsollError("address.unreachable", `${address} is not a promise of Plimsoll.`);
  return sla as Sla;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function addonText(addon: Sla["addons"][number], sla: Sla, paint: Paint): string {
  const own = sla.objectives.filter((objective) => objective.addon === addon.key);
  const { name, period, computedAt, current = null } = addon;
  const rows = [
    {
      verdict: current === null ? "insufficient" : STATE_VERDICTS[current.kind],
      id: "now",
      sentence: currently(current, computedAt) ?? "Nobody has checked yet whether it answers.",
    },
    ...own.map((objective) => ({
      verdict: objective.verdict,
      id: objective.id,
      sentence: objective.sentence,
    })),
  ];
  const widest = Math.max(...rows.map(({ id }) => id.length));
  const lines = rows.map(
    ({ verdict, id, sentence }) =>
      `  ${mark(verdict, paint)} ${printable(id).padEnd(widest)}  ${printable(sentence)}\n`,
  );
  const heading = `${paint.bold(printable(name))}, ${period.name}, as of ${computedAt}`;
  return `${heading}\n${lines.join("")}`;
}

const STATE_VERDICTS = {
  answering: "met",
  failing: "missed",
  maintenance: "insufficient",
  unknown: "insufficient",
} as const;

const mark = (verdict: Verdict, { green, red, amber }: Paint): string =>
  ({ met: green("✓"), missed: red("✗"), insufficient: amber("?") })[verdict];
