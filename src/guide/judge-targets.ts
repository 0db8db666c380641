import { count, durationWords, list, plural } from "../core/format/index.ts";
import type { ObjectiveAccount, Statement } from "../core/slo/index.ts";
import type { GuideFacts, GuideJudge, Standing } from "../engine/index.ts";
import { broken, isInTraffic, kept, unproven } from "./standings.ts";

const PROMISE_IT = "Promise it in the section `sla` of the contract.";
const NO_DRILL = "No recovery was rehearsed: Plimsoll cannot run drills yet.";
const NO_CLOCKS = "Plimsoll does not measure yet how fast support answers.";

/** What the contract promises, beside what was measured of it. */
export const targetJudges: readonly GuideJudge[] = [
  { id: "G1", judge: ({ statement }) => byVerdicts(uptimeOf(statement), "uptime") },
  {
    id: "G2",
    judge: ({ statement, publishedAt }) => targetsSet(statement, publishedAt),
  },
  { id: "G4", judge: ({ statement }) => allMeasured(statement) },
  { id: "G6", judge: ({ statement }) => byVerdicts(uptimeOf(statement), "uptime") },
  {
    id: "G7",
    judge: ({ statement }) => byVerdicts(timesOf(statement, "ui"), "response time of pages"),
  },
  {
    id: "G8",
    judge: ({ statement }) =>
      byVerdicts(timesOf(statement, "service"), "response time of service calls"),
  },
  {
    id: "G9",
    judge: ({ contract }) => recovery(contract.sla.recovery?.rtoMs ?? null, "recovery time"),
  },
  {
    id: "G10",
    judge: ({ contract }) => recovery(contract.sla.recovery?.rpoMs ?? null, "loss of data"),
  },
  {
    id: "G11",
    judge: ({ contract }) =>
      contract.sla.support === null
        ? broken("No hours of support are promised.", PROMISE_IT)
        : unproven(
            "Hours of support are promised.",
            "Whether somebody is there then cannot be shown yet.",
          ),
  },
  { id: "G12", judge: ({ contract }) => supportTimes(contract, "initialResponse", "first answer") },
  { id: "G13", judge: ({ contract }) => supportTimes(contract, "resolution", "solution") },
  {
    id: "G14",
    judge: ({ publishedAt }) =>
      publishedAt === null
        ? broken("The contract is not published.", "Publish it: `plimsoll up FILE`.")
        : unproven(
            "The agreement is published on the status page, with the terms of support.",
            "Whether the page answers from outside cannot be shown yet.",
            publishedAt,
          ),
  },
];

const uptimeOf = ({ objectives }: Statement) =>
  objectives.filter(({ promise }) => promise.kind === "uptime");

const timesOf = ({ objectives }: Statement, indicator: "ui" | "service") =>
  objectives.filter((one) => one.indicator === indicator);

/** As the statement of the running period judges these promises. */
function byVerdicts(accounts: readonly ObjectiveAccount[], what: string): Standing {
  if (accounts.length === 0) return broken(`No ${what} is promised.`, PROMISE_IT);
  const of = (verdict: ObjectiveAccount["verdict"]) =>
    accounts.filter((one) => one.verdict === verdict);
  const names = (some: readonly ObjectiveAccount[]) => list(some.map(({ id }) => id));
  const since = accounts.flatMap((one) => one.since ?? []).sort()[0] ?? null;
  const missed = of("missed");
  if (missed.length > 0)
    return broken(
      `Missed in this period: ${names(missed)}.`,
      "Look at its page: which days, releases and tenants.",
      since,
    );
  const open = of("insufficient");
  if (open.length > 0)
    return unproven(`Not yet proven in this period: ${names(open)}.`, nextOf(open), since);
  return kept(`Kept so far in this period: ${names(accounts)}.`, since);
}

function nextOf(open: readonly ObjectiveAccount[]): string {
  const unmeasured = open.filter(({ events }) => events === 0);
  return unmeasured.length > 0
    ? `Measure ${list(unmeasured.map(({ id }) => id))}: send the add-on's metrics, or probe it.`
    : "Let it be measured for longer.";
}

function targetsSet({ effectiveFrom, counted }: Statement, publishedAt: string | null): Standing {
  if (publishedAt === null)
    return unproven(
      "The contract is written, but not published.",
      "Publish it: `plimsoll up FILE`.",
    );
  if (counted.phase === "before-promise")
    return unproven(
      `The contract is published; nothing is promised before ${effectiveFrom}.`,
      "Wait for that day, or publish an earlier one.",
      publishedAt,
    );
  return kept(`The contract is published, and in force from ${effectiveFrom}.`, publishedAt);
}

function allMeasured({ objectives, computedAt, days }: Statement): Standing {
  if (objectives.length === 0) return broken("No figure is promised.", PROMISE_IT);
  const silent = objectives.filter(({ events }) => events === 0);
  const inTraffic = silent.filter(isInTraffic);
  const silentWords = `Nothing was measured of ${list(silent.map(({ id }) => id))}.`;
  if (inTraffic.length > 0) return unproven(silentWords, nextOf(inTraffic));
  if (silent.length > 0)
    return unproven(silentWords, "Plimsoll cannot measure recovery and support yet.");
  const today = days.find(({ day }) => day === computedAt.slice(0, 10));
  if (today === undefined || today.events === 0)
    return unproven("Nothing was measured today.", "See whether probes and metrics still come in.");
  return kept(
    `All ${plural(objectives.length, "promise")} are measured; ${count(today.events)} events today.`,
    computedAt,
  );
}

const recovery = (promisedMs: number | null, what: string): Standing =>
  promisedMs === null
    ? broken(`No ${what} is promised.`, PROMISE_IT)
    : unproven(`A ${what} of at most ${durationWords(promisedMs)} is promised.`, NO_DRILL);

function supportTimes(
  { sla: { support } }: GuideFacts["contract"],
  clock: "initialResponse" | "resolution",
  what: string,
): Standing {
  const levels = Object.entries(support?.levels ?? {}).flatMap(([name, level]) =>
    level?.[clock] == null ? [] : [name],
  );
  if (levels.length === 0) return broken(`No time until the ${what} is promised.`, PROMISE_IT);
  return unproven(`A time until the ${what} is promised for ${list(levels)}.`, NO_CLOCKS);
}
