import type { OperationsView } from "../console/index.ts";
import { diagnosticKinds } from "../core/diagnostics/index.ts";
import type { Counter, Family, Sample } from "../core/exposition/index.ts";
import type { Statement } from "../core/slo/index.ts";
import { gauge } from "./gauge.ts";
import { objectiveFamilies } from "./objective-metrics.ts";
import { storeFamilies } from "./store-metrics.ts";

/** Counts since Plimsoll was started. All labels come from the contracts or from lists of our own. */
export interface OperationsCounters {
  readonly checks: Counter<
    Record<"addon" | "place" | "path", string> & {
      readonly result: "good" | "retried" | "bad" | "unknown";
      /** Of a check that failed, at first or at last; "" of one that did not. */
      readonly cause: string;
    }
  >;
  /** By HTTP status of the answer. */
  readonly requests: Counter<{ readonly code: string }>;
  readonly points: Counter<{ readonly result: "accepted" | "refused" }>;
  /** By kind of notice: what was refused, or not read. */
  readonly notices: Counter<{ readonly reason: string }>;
}

export interface Measured {
  readonly statements: readonly Statement[];
  readonly view: OperationsView;
  readonly counters: OperationsCounters;
  readonly residentBytes: number;
}

/** Everything that `/metrics` tells. */
export const privateMetrics = (measured: Measured): readonly Family[] => [
  ...objectiveFamilies(measured.statements),
  ...probeFamilies(measured),
  ...intakeFamilies(measured),
  ...ownFamilies(measured),
];

const counter = (name: string, help: string, samples: readonly Sample[]): Family => ({
  name,
  type: "counter",
  unit: null,
  help,
  samples,
});

function probeFamilies({ view, counters }: Measured): Family[] {
  const checks = view.addons.flatMap(({ key, checks }) =>
    checks.map((check) => ({
      labels: { addon: key, place: check.place, path: check.path },
      ...check,
    })),
  );
  const up = { failing: [0], unknown: [], unchecked: [], answering: [1] } as const;
  const made = checks.filter(({ checkedAtMs }) => checkedAtMs !== null);
  return [
    gauge(
      "plimsoll_addon_up",
      "1 every path answers, 0 one fails at as many places as must agree; left out while nothing is known.",
      view.addons.flatMap(({ key, state }) => up[state].map((is) => [{ addon: key }, is] as const)),
    ),
    gauge(
      "plimsoll_probe_up",
      "Whether the last check of a path succeeded; left out while nothing is known.",
      made.flatMap(({ labels, kind }) => up[kind].map((is) => [labels, is] as const)),
    ),
    gauge(
      "plimsoll_probe_duration_seconds",
      "How long the last check took that succeeded.",
      made.flatMap(({ labels, durationMs }) =>
        durationMs === null ? [] : [[labels, durationMs / 1000] as const],
      ),
    ),
    counter(
      "plimsoll_probe_checks",
      "Checks: good, retried (failed and then good), bad, or unknown because the observer was or may have been cut off.",
      counters.checks.samples(),
    ),
  ];
}

const intakeFamilies = ({ view, counters }: Measured): Family[] => [
  counter(
    "plimsoll_intake_requests",
    "Requests to the intake, by the status they were answered with.",
    counters.requests.samples(),
  ),
  counter(
    "plimsoll_intake_points",
    "Points that came in, by whether they were taken.",
    counters.points.samples(),
  ),
  counter(
    "plimsoll_intake_refused",
    "What intake refused or did not read, by reason: requests, points or metrics.",
    counters.notices.samples(),
  ),
  gauge(
    "plimsoll_intake_series",
    "Cumulative series that are remembered; beyond the limit, new ones are refused.",
    view.intake.series ? [[{}, view.intake.series.kept]] : [],
  ),
  gauge(
    "plimsoll_intake_series_limit",
    "How many cumulative series may be remembered.",
    view.intake.series ? [[{}, view.intake.series.most]] : [],
  ),
  gauge(
    "plimsoll_intake_last_batch_timestamp_seconds",
    "When the last batch of metrics came in.",
    view.intake.senders.length === 0
      ? []
      : [[{}, Math.max(...view.intake.senders.map(({ lastAtMs }) => lastAtMs)) / 1000]],
  ),
];

function ownFamilies({ view, residentBytes }: Measured): Family[] {
  const lasting = view.diagnostics.filter(({ resolvedAtMs }) => resolvedAtMs === null);
  return [
    gauge(
      "plimsoll_diagnostics",
      "What is wrong now, by kind; the private page says what it is.",
      Object.keys(diagnosticKinds).map((kind) => [
        { kind },
        lasting.filter((one) => one.kind === kind).length,
      ]),
    ),
    ...storeFamilies(view.store),
    gauge("plimsoll_process_resident_memory_bytes", "Resident memory of Plimsoll.", [
      [{ version: view.version }, residentBytes],
    ]),
  ];
}
