import { availableParallelism, cpus } from "node:os";
import { performance } from "node:perf_hooks";

/** One of the things compared. `run` performs one whole round and returns something, so that no work is optimised away. */
export interface Contender {
  readonly name: string;
  readonly run: () => unknown;
}

export interface Comparison {
  readonly title: string;
  /** What one operation is: "recording", "point", "minute". */
  readonly operation: string;
  /** Operations in one round; every contender does the same number. */
  readonly operations: number;
  /** The first is ours; the others are measured against it. */
  readonly contenders: readonly Contender[];
  /** Pairs of rounds: each contender runs once on the way there, once on the way back. Default 8. */
  readonly pairs?: number;
  /** Default 200 ms for each contender. */
  readonly warmUpMs?: number;
  /** What ours promises, in nanoseconds for one operation; the table says whether it is kept. */
  readonly promisedNs?: number;
}

/** Nanoseconds for one operation. The spread is the distance between the quartiles over the median. */
export interface Timing {
  readonly name: string;
  readonly medianNs: number;
  /** The quickest round: what the machine can do while nothing else runs on it. */
  readonly bestNs: number;
  readonly spread: number;
}

/**
 * Runs the contenders in turn, there and back (A B C, C B A, …), so that a machine that grows
 * slower while it runs slows each of them alike. Prints a table and answers what it printed.
 */
export async function compare(comparison: Comparison): Promise<readonly Timing[]> {
  const { contenders, operations, pairs = 8, warmUpMs = 200 } = comparison;
  for (const { run } of contenders) await warmUp(run, warmUpMs);

  const rounds = new Map(contenders.map(({ name }) => [name, [] as number[]]));
  for (let pair = 0; pair < pairs; pair++) {
    for (const { name, run } of [...contenders, ...contenders.toReversed()]) {
      rounds.get(name)!.push(((await timeMs(run)) * 1e6) / operations);
    }
  }
  const timings = [...rounds].map(([name, ns]) => summarise(name, ns));
  console.log(table(comparison, timings));
  return timings;
}

/** The machine in one line, for the head of a report. */
export function machine(): string {
  const model = cpus()[0]?.model ?? "unknown processor";
  return `Node ${process.version}, ${model}, ${availableParallelism()} cores`;
}

/** What the rounds returned; written so that the compiler cannot drop the work as unused. */
export let lastReturned: unknown;

async function timeMs(run: () => unknown): Promise<number> {
  const startMs = performance.now();
  const returned = run();
  lastReturned = returned instanceof Promise ? await returned : returned;
  return performance.now() - startMs;
}

async function warmUp(run: () => unknown, forMs: number): Promise<void> {
  for (let spentMs = 0; spentMs < forMs; ) spentMs += await timeMs(run);
}

function summarise(name: string, ns: readonly number[]): Timing {
  const sorted = ns.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))]!;
  return { name, medianNs: at(0.5), bestNs: at(0), spread: (at(0.75) - at(0.25)) / at(0.5) };
}

function table(comparison: Comparison, timings: readonly Timing[]): string {
  const ours = timings[0]!;
  const width = Math.max(...timings.map(({ name }) => name.length));
  const rows = timings.map((timing) => {
    const { name, medianNs, bestNs, spread } = timing;
    const median = `${timeInWords(medianNs).padStart(9)} ±${Math.round(spread * 100)} %`;
    const best = `best ${timeInWords(bestNs)}`;
    const perSecond = `${Math.round(1e9 / medianNs).toLocaleString("en")} a second`;
    const ratio = timing === ours ? "" : `×${(medianNs / ours.medianNs).toFixed(2)}`;
    return [
      `  ${name.padEnd(width)}`,
      median.padEnd(16),
      best.padEnd(13),
      perSecond.padStart(22),
      ratio.padStart(7),
    ].join("  ");
  });
  const promise = promiseInWords(comparison, ours);
  return [`${comparison.title} (per ${comparison.operation})`, ...rows, ...promise, ""].join("\n");
}

function promiseInWords({ promisedNs }: Comparison, ours: Timing): readonly string[] {
  if (promisedNs === undefined) return [];
  const verdict = ours.medianNs <= promisedNs ? "kept" : "missed";
  return [`  promised ≤ ${timeInWords(promisedNs)}: ${verdict}`];
}

function timeInWords(ns: number): string {
  if (ns < 1e3) return `${ns.toFixed(ns < 10 ? 2 : 1)} ns`;
  if (ns < 1e6) return `${(ns / 1e3).toFixed(1)} µs`;
  if (ns < 1e9) return `${(ns / 1e6).toFixed(1)} ms`;
  return `${(ns / 1e9).toFixed(2)} s`;
}
