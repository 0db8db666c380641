import type { Promised } from "../../core/contract/index.ts";
import type { ObjectiveAccount, Verdict } from "../../core/slo/index.ts";
import { account, type Row } from "./accounts.ts";
import { HOUR } from "./contract.ts";

export const quantile = (q: number, limitMs: number): Promised => ({
  kind: "quantile",
  quantile: q,
  limitMs,
});

/** Everything that the contract promises beside the uptime. */
export const eventObjectives = (is: "young" | "good" | "missed"): readonly ObjectiveAccount[] => {
  const row = (measured: number, kept: number, events: number, verdict: Verdict = "met"): Row =>
    is === "young" ? {} : { measured, kept, events, verdict };
  const late =
    is === "missed" ? row(1_642.2, 0.9172, 12_340, "missed") : row(812.4, 0.9721, 12_340);
  return [
    account("ui.median", "ui", "median ≤ 400 ms", quantile(0.5, 400), row(231.2, 0.842, 12_340)),
    account("ui.p90", "ui", "p90 ≤ 800 ms", quantile(0.9, 800), row(604.1, 0.9512, 12_340)),
    account("ui.p95", "ui", "p95 ≤ 1.2 s", quantile(0.95, 1200), late),
    account(
      "service.average",
      "service",
      "average ≤ 150 ms",
      { kind: "average", limitMs: 150 },
      is === "young" ? {} : { measured: 96.4, events: 88_213, verdict: "met" },
    ),
    account(
      "service.p95",
      "service",
      "p95 ≤ 400 ms",
      quantile(0.95, 400),
      row(318, 0.9688, 88_213),
    ),
    account(
      "install",
      "install",
      "99 %",
      { kind: "share", target: 0.99, withinMs: null },
      is === "young" ? {} : { measured: 1, kept: 1, events: 41, needed: 343 },
    ),
    account(
      "webhook",
      "webhook",
      "99 %",
      { kind: "share", target: 0.99, withinMs: null },
      row(0.9971, 0.9971, 20_118),
    ),
    account(
      "rto",
      "rto",
      "back within 8 h",
      { kind: "recovery", limitMs: 8 * HOUR },
      is === "young" ? {} : { measured: 3.4 * HOUR, events: 1, verdict: "met" },
    ),
    account("rpo", "rpo", "at most 24 h of data lost", { kind: "recovery", limitMs: 24 * HOUR }),
    account("L1.initial-response", "initial-response", "within 1 h, around the clock", {
      kind: "support",
      level: "L1",
      limit: { kind: "time", ms: HOUR },
    }),
  ];
};
