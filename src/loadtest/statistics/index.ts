export { compareCosts } from "./compare-costs.ts";
export { compareQuantiles } from "./compare-quantiles.ts";
export { compareShares, type Failed, type ShareComparison } from "./compare-shares.ts";
export { type Comparison, LEAST_PAIRS, type Pair } from "./comparison.ts";
export type { CostSample } from "./cost.ts";
export { costFinding } from "./cost-finding.ts";
export { driftFinding } from "./drift-finding.ts";

export { leakFinding } from "./leak-finding.ts";
export { mannKendall } from "./mann-kendall.ts";
export { pairsForMargin } from "./pairs-needed.ts";
export { quantileInterval } from "./quantile-interval.ts";

export { senSlope } from "./sen-slope.ts";
export type { Series } from "./series.ts";
export { quantileMs, type Summary, summarise } from "./summary.ts";
