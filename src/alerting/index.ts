import type { Capability } from "../engine/index.ts";
import { acknowledge, alertList, test } from "./commands.ts";
import { alertConcerns } from "./concerns.ts";
import { replay } from "./replay.ts";

export { alertJob } from "./alert-job.ts";
export { deadmanJobs } from "./deadman-job.ts";
export type { AskDependency } from "./dependencies.ts";

/** Wakes a person, or leaves a note for the morning, when something is wrong. */
export const alerting: Capability = {
  name: "alerting",
  commands: [acknowledge, test, replay],
  lists: [alertList],
  concerns: alertConcerns,
};
