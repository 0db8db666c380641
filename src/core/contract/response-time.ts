import type { ResponseTime } from "./contract.ts";

/** The statistics of response times that can be promised: the word in the document, the key in the type. */
export const statistics = [
  { word: "average", key: "averageMs" },
  { word: "median", key: "medianMs" },
  { word: "p90", key: "p90Ms" },
  { word: "p95", key: "p95Ms" },
  { word: "p99", key: "p99Ms" },
] as const satisfies readonly { word: string; key: keyof ResponseTime }[];

export type Statistic = (typeof statistics)[number]["word"];

/** Which share of the requests keeps each limit; the average is none of them. */
export const quantiles: Readonly<Record<Exclude<Statistic, "average">, number>> = {
  median: 0.5,
  p90: 0.9,
  p95: 0.95,
  p99: 0.99,
};
