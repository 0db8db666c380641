export { compareRuns, pairsWanted, type VersionComparison } from "./compare-runs.ts";
export {
  type ComparisonRecord,
  encodeComparison,
  releasesOf,
  runFiles,
} from "./comparison-record.ts";
export { runPairs, type Version } from "./run-pairs.ts";
