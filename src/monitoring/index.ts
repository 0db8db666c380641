export type { Check } from "./check.ts";
export { decodeJson } from "./decode-json.ts";
export { decodeProtobuf } from "./decode-protobuf.ts";
export type { Rejected } from "./intake.ts";
export type { DecodedMetrics } from "./metrics.ts";
export { type Intake, openIntake, type Receipt } from "./open-intake.ts";
export type { ProbeAnswer, ProbeRequest, Prober } from "./ports.ts";
export { type MadeCheck, startProbes } from "./start-probes.ts";
export { type WatchedAddon, type WatchedAddons, watchedAddon } from "./watched-addon.ts";
