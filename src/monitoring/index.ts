export type { Check } from "./check.ts";
export {
  type CheckState,
  currentStates,
} from "./current-state.ts";
export { diagnoseBlock } from "./diagnose-block.ts";
export { diagnoseCheck } from "./diagnose-checks.ts";
export { contractDiagnoser } from "./diagnose-contracts.ts";
export { diagnoseNetwork } from "./diagnose-plans.ts";
export { diagnoseStore } from "./diagnose-store.ts";
export { followChecks } from "./follow-checks.ts";
export {
  type DurationMetric,
  decode,
  type Intake,
  type IntakeNotice,
  MOST_SERIES,
  type OnIntakeNotice,
  type OtlpEncoding,
  openIntake,
  type Receipt,
  type RefusedMetrics,
  type SenderBatch,
  type SeriesKept,
  tooLarge,
  type WatchedAddon,
} from "./intake/index.ts";
export { intakeObservation } from "./intake-observation.ts";
export { limitsOf } from "./limits.ts";
export { type OwnCheck, ownChecks } from "./own-health.ts";
export type { OwnNetwork } from "./own-network.ts";
export { networkWitness } from "./own-network.ts";
export { packJob } from "./pack-job.ts";
export type {
  ConnectionCause,
  ObserverCause,
  ProbeAnswer,
  ProbeRequest,
  Prober,
} from "./ports.ts";
export { type MadeCheck, probeJobName, probeJobs } from "./probe-jobs.ts";
export { type LostCommits, recordLoss } from "./record-loss.ts";
export { repeat } from "./repeat.ts";
export { type Senders, senders } from "./senders.ts";
export { slotBuffer } from "./slot-buffer.ts";
export { thinJob } from "./thin-job.ts";
export { watchClock } from "./watch-clock.ts";
export { watchDescriptor } from "./watch-descriptor.ts";
export { type StoreState, watchStore } from "./watch-store.ts";
export { writeLog } from "./write-log.ts";
