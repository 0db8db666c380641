import type { Diagnostic } from "../../core/diagnostics/index.ts";
import type { AddonView, CheckView, OperationsView, SenderView, StoreView } from "../index.ts";

const AT_MS = Date.UTC(2027, 0, 23, 14, 3, 22);

export const check = (changes: Partial<CheckView>): CheckView => ({
  place: "local",
  path: "/health",
  kind: "answering",
  sinceMs: AT_MS - 3 * 3_600_000,
  checkedAtMs: AT_MS - 12_000,
  cause: "",
  durationMs: 12.4,
  ...changes,
});

export const addonView = (changes: Partial<AddonView>): AddonView => ({
  key: "com.example.roadmaps",
  name: "Roadmaps for Jira",
  url: "http://127.0.0.1:7300/",
  state: "answering",
  checks: [check({})],
  descriptor: { isInUse: true, readAtMs: AT_MS - 100_000, problem: null },
  ...changes,
});

export const sender = (changes: Partial<SenderView>): SenderView => ({
  service: "roadmaps-web",
  address: "10.0.0.7",
  lastAtMs: AT_MS - 20_000,
  pointsPerMinute: 1_200,
  accepted: 84_000,
  refused: 0,
  ...changes,
});

export const storeView = (changes: Partial<StoreView>): StoreView => ({
  name: "SQLite",
  sizeBytes: 254_704,
  disk: { availableBytes: 80e9, sizeBytes: 100e9 },
  isWritable: true,
  writtenAtMs: AT_MS - 3_000,
  forecast: { growthPerDay: 12e6, lossPerDay: 200e6, seenDays: 7, fullInDays: 400 },
  drawnAtMs: AT_MS - 20_000,
  ...changes,
});

export const diagnostic = (changes: Partial<Diagnostic>): Diagnostic => ({
  kind: "intake-key",
  subject: "10.0.0.9",
  cause: "The intake key is missing or wrong.",
  message: "Metrics from 10.0.0.9 are refused. The intake key is missing or wrong.",
  firstAtMs: AT_MS - 600_000,
  lastAtMs: AT_MS - 30_000,
  count: 10,
  resolvedAtMs: null,
  ...changes,
});

/** One add-on that answers, one sender, nothing wrong. */
export const operationsView = (changes: Partial<OperationsView> = {}): OperationsView => ({
  atMs: AT_MS,
  startedAtMs: AT_MS - 86_400_000,
  version: "1.2.3",
  addons: [addonView({})],
  intake: { url: "http://127.0.0.1:7300/v1/metrics", series: { kept: 12, most: 1_000_000 }, senders: [sender({})] },
  store: storeView({}),
  jobs: [
    {
      name: "slots/pack",
      about: "Packs what was measured.",
      state: "waiting",
      dueMs: AT_MS + 8_000,
      startedMs: AT_MS - 2_000,
      problem: null,
    },
  ],
  diagnostics: [],
  ...changes,
});
