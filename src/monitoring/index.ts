export type { Check, Failure, FailureCause } from "./check.ts";
export {
  type CheckState,
  type CurrentState,
  type CurrentStates,
  currentStates,
} from "./current-state.ts";
export { decode, type OtlpEncoding } from "./decode.ts";
export { type DecodedMetrics, type RefusedMetrics, tooLarge } from "./decoded-metrics.ts";
export { diagnoseCheck } from "./diagnose-checks.ts";
export { diagnoseNetwork, unseenPlaces } from "./diagnose-plans.ts";
export type { IntakeNotice, OnIntakeNotice } from "./intake-notice.ts";
export { intakeObservation } from "./intake-observation.ts";
export type { DurationMetric } from "./metrics.ts";
export type { MetricsRequest } from "./metrics-request.ts";
export { type Intake, MOST_SERIES, openIntake, type SeriesKept } from "./open-intake.ts";
export type { OwnNetwork } from "./own-network.ts";
export { packJob } from "./pack-job.ts";
export type {
  ConnectionCause,
  FetchText,
  ObserverCause,
  ProbeAnswer,
  ProbeRequest,
  Prober,
} from "./ports.ts";
export { type MadeCheck, probeJobs } from "./probe-jobs.ts";
export { recordProbes } from "./record-probes.ts";
export type { Receipt, SenderBatch } from "./request-tally.ts";
export { type Sender, type Senders, senders } from "./senders.ts";
export { thinJob } from "./thin-job.ts";
export { watchClock } from "./watch-clock.ts";
export { watchDescriptor } from "./watch-descriptor.ts";
export { type WatchedAddon, type WatchedAddons, watchedAddon } from "./watched-addon.ts";
