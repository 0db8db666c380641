export { compareRuns, type VersionComparison } from "./compare-runs.ts";
export { runPairs, type Version } from "./run-pairs.ts";
