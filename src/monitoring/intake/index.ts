/**
 * Taking metrics in by OTLP: a room of its own, because it runs on a thread of its own, which need
 * not load the rest.
 */
export { decode, type OtlpEncoding } from "./decode.ts";
export { type RefusedMetrics, tooLarge } from "./decoded-metrics.ts";
export type { IntakeNotice, OnIntakeNotice } from "./intake-notice.ts";
export type { DurationMetric } from "./metrics.ts";
export type { MetricsRequest } from "./metrics-request.ts";
export { type Intake, MOST_SERIES, openIntake, type SeriesKept } from "./open-intake.ts";
export type { Receipt, SenderBatch } from "./request-tally.ts";
export type { Limits, WatchedAddon } from "./watched-addon.ts";
