import type { Contract } from "../core/contract/index.ts";
import { list } from "../core/format/index.ts";
import { RESOURCES, type Resource, resourceAbout, resourceWords } from "../core/resources/index.ts";
import { HOUR_MS, isoTime } from "../core/time/index.ts";
import type { GuideFacts, GuideJudge, Standing } from "../engine/index.ts";
import { watchedThresholds } from "../entries/index.ts";

/** What the guide asks to be watched at a minimum. */
const LEAST: readonly Resource[] = ["cpu", "memory", "disk"];
/** Within this somebody has done something about what is crossed. */
const SOON_MS = HOUR_MS;

const namesOf = (resources: readonly Resource[]): string =>
  list(resources.map((one) => resourceAbout[one].name));

const withThreshold = ({ operations: { thresholds } }: Contract): readonly Resource[] =>
  RESOURCES.filter((one) => thresholds?.[one] != null);

/** Procedures to scale once thresholds are met. */
export const proceduresJudge: GuideJudge = { id: "G26", judge: procedures };

/** At a minimum CPU, memory and disk are watched. */
export const resourcesJudge: GuideJudge = { id: "G27", judge: watched };

function procedures({ contract, known, nowMs }: GuideFacts): Standing {
  const own = withThreshold(contract);
  if (own.length === 0)
    return {
      state: "unproven",
      evidence: "The contract has no thresholds.",
      at: null,
      next: "Write them down: `operations.thresholds`.",
    };
  const all = [...known.state(watchedThresholds, contract.addon.key).values()];
  const waiting = all.find(
    ({ crossing }) =>
      crossing !== null && crossing.performed.length === 0 && crossing.atMs < nowMs - SOON_MS,
  );
  if (waiting !== undefined)
    return {
      state: "broken",
      evidence: `Crossed for more than an hour, and nothing was done: ${resourceWords(waiting.resource, waiting.instance, waiting.part)}.`,
      at: isoTime(waiting.crossing!.atMs),
      next: "Follow its runbook, and note it: `plimsoll thresholds done`.",
    };
  const silent = own.filter((one) =>
    all.every(({ id, heardMs }) => id !== one || heardMs === null),
  );
  if (silent.length > 0)
    return {
      state: "unproven",
      evidence: `Nothing tells of ${namesOf(silent)}, so its threshold is never met.`,
      at: null,
      next: SEND,
    };
  const doneMs = all.reduce((last, { performedMs }) => Math.max(last, performedMs ?? 0), 0);
  const said = `Thresholds of ${namesOf(own)} are judged every minute, each with what is to be done`;
  if (doneMs === 0)
    return {
      state: "unproven",
      evidence: `${said}; nothing was to be done yet.`,
      at: isoTime(nowMs),
      next: "Try one: set it below what is in use, follow its runbook, and note it: `plimsoll thresholds done`.",
    };
  return { state: "kept", evidence: `${said}, and it was done.`, at: isoTime(doneMs), next: "" };
}

const SEND =
  "Send system metrics by OpenTelemetry, or name node_exporter: `operations.resources.scrape`.";

function watched({ contract, known, nowMs }: GuideFacts): Standing {
  const own = withThreshold(contract);
  const missing = LEAST.filter((one) => !own.includes(one));
  if (missing.length > 0)
    return {
      state: "unproven",
      evidence: `The contract has no threshold of ${namesOf(missing)}.`,
      at: null,
      next: "Write it down: `operations.thresholds`.",
    };
  const states = known.state(watchedThresholds, contract.addon.key);
  const silent = LEAST.filter((one) => states.get(one)?.silent != null);
  if (silent.length > 0)
    return {
      state: "broken",
      evidence: `Nothing tells how much of ${namesOf(silent)} is in use.`,
      at: isoTime(Math.min(...silent.map((one) => states.get(one)!.silent!.sinceMs))),
      next: SEND,
    };
  const unheard = LEAST.filter((one) => states.get(one)?.heardMs == null);
  if (unheard.length > 0)
    return {
      state: "unproven",
      evidence: `No figure of ${namesOf(unheard)} came yet.`,
      at: null,
      next: SEND,
    };
  return {
    state: "kept",
    evidence: `${namesOf(LEAST)} are measured, and none was silent since ${isoTime(Math.max(...LEAST.map((one) => states.get(one)!.heardMs!))).slice(0, 10)}.`,
    at: isoTime(nowMs),
    next: "",
  };
}
