export type { Change } from "./compare/change.ts";
export { changesText } from "./compare/changes-text.ts";
export { compareContracts } from "./compare/compare-contracts.ts";
export type * from "./contract.ts";
export { contractHash } from "./contract-hash.ts";
export {
  isPublished,
  type PromiseStretch,
  type PublishedVersion,
  type PublishedVersions,
  promiseStretches,
  versionInForce,
  versionTimes,
  withPromiseOf,
} from "./history.ts";
export { jsonSchema } from "./json-schema.ts";
export type { Note } from "./keys/find-gaps.ts";
export { keyManual } from "./keys/key-manual.ts";
export { limitMsOf, limitsByIndicator } from "./limit-ms.ts";
export { maintenancePromise } from "./maintenance-promise.ts";
export type * from "./objective.ts";
export { objectives } from "./objectives.ts";
export type { ProbeHistory, WatchedProbe } from "./probe-history.ts";
export type { BrokenRule, Problem, Severity } from "./problem.ts";
export { reachOf } from "./reach-of.ts";
export { type ContractReading, readContract } from "./read-contract.ts";
export { type DocumentForm, readDocument, readValue } from "./read-document.ts";
export { ruleManual } from "./rules/rule-manual.ts";
export { sayAbout } from "./say.ts";
export { written } from "./sections/written.ts";
export { unpromisedPaths } from "./unpromised-paths.ts";
export { parseBusinessHours } from "./values/business-hours.ts";
export { parseDuration } from "./values/duration.ts";
export { andThen, complain, type Parse, quote, read } from "./values/reading.ts";
export { parseTimeZone } from "./values/time-zone.ts";
export type { Interval } from "./values/weekly.ts";
export { writeContract } from "./write/write-contract.ts";
export { slaHash, type WrittenSla, writtenSla } from "./written-sla.ts";
