import { limitsByIndicator, type Objective } from "../core/contract/index.ts";
import type { Limits } from "./intake/index.ts";

/** The limits that intake decides event by event: an average is no limit of a single one. */
export const limitsOf = (objectives: readonly Objective[]): Limits =>
  limitsByIndicator(objectives.filter(({ promise }) => promise.kind !== "average")) as Limits;
