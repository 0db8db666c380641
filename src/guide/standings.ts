import type { ObjectiveAccount } from "../core/slo/index.ts";
import type { Standing } from "../engine/index.ts";

export const kept = (evidence: string, at: string | null = null): Standing => ({
  state: "kept",
  evidence,
  at,
  next: "",
});

export const broken = (evidence: string, next: string, at: string | null = null): Standing => ({
  state: "broken",
  evidence,
  at,
  next,
});

export const unproven = (evidence: string, next: string, at: string | null = null): Standing => ({
  state: "unproven",
  evidence,
  at,
  next,
});

export const notApplicable = (evidence: string): Standing => ({
  state: "not-applicable",
  evidence,
  at: null,
  next: "",
});

/** Whether requests and checks tell of it; recovery and support have records of their own. */
export const isInTraffic = ({ promise }: ObjectiveAccount): boolean =>
  promise.kind !== "recovery" && promise.kind !== "support";
