export type { Check, Failure, FailureCause } from "./check.ts";
export { type CurrentState, currentStates } from "./current-state.ts";
export { decodeJson } from "./decode-json.ts";
export { decodeProtobuf } from "./decode-protobuf.ts";
export type { DecodedMetrics, RefusedMetrics } from "./decoded-metrics.ts";
export type { IntakeNotice, OnIntakeNotice } from "./intake-notice.ts";
export { keepPacked } from "./keep-packed.ts";
export type { DurationMetric } from "./metrics.ts";
export { type Intake, openIntake, type Receipt } from "./open-intake.ts";
export type {
  ConnectionCause,
  FetchText,
  ObserverCause,
  ProbeAnswer,
  ProbeRequest,
  Prober,
} from "./ports.ts";
export { type MadeCheck, startProbes } from "./start-probes.ts";
export { watchDescriptor } from "./watch-descriptor.ts";
export { type WatchedAddon, type WatchedAddons, watchedAddon } from "./watched-addon.ts";
