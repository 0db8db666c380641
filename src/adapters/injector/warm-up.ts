import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { recorder } from "../../core/measurement/index.ts";
import { type Session, type SheetBook, sessions } from "../../loadtest/injection/index.ts";
import { areaOf, type LoadPlan, type Stage } from "../../loadtest/model/index.ts";
import { monotonicMs } from "./clock.ts";
import { prepareShard } from "./run-shard.ts";
import type { ShardTask, ShardWatch } from "./shard.ts";

const [LONG_MS, SHORT_MS] = [300, 100];
/**
 * What was compiled for one run alone is thrown away when the next one comes; for two, it serves most,
 * and after four hardly anything is thrown away.
 */
const [LEAST_LONG, MOST_LONG, SHORT] = [4, 5, 2];
/** The share of this thread's time below which the threads that compile have little left to do. */
const QUIET = 0.1;
/** Requests a second from which on a cold start would be felt for long. */
const FAST = 500;
const [MANY, FEW] = [16, 1];
/** For how long the sheets of the first sessions are made, and of how many at most. */
const [SHEETS_MS, MOST_FORESEEN] = [600, 1_000_000];
const MOST_OF_DURATION = 1.5;
/** So that some end within each round. */
const WINDOW_MS = 40;
const ANSWER = Buffer.from(
  "HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: keep-alive\r\n\r\nok",
);

/** Two, so that nothing is compiled for one alone. */
const watches: readonly ShardWatch[] = [
  { everyMs: WINDOW_MS, onProgress: () => {}, onInterval: () => {} },
  { everyMs: WINDOW_MS, onProgress: () => {}, onInterval: () => {} },
];

/** Somebody who answers within this thread. */
interface Partner {
  readonly port: number;
  /** Requests a second: enough to compile everything, and no more than it can answer. */
  readonly rate: number;
  close(): void;
}

/**
 * Sends the plan's own requests to a server within this thread for a moment, so that the code is
 * compiled when the first of them counts: cold it is several times slower, and a load that begins
 * at its full rate would first measure that. Answers what is to be kept until the run is over: V8
 * throws away what it compiled for objects that are no more.
 */
export async function warmUp(
  task: ShardTask,
  sheets: SheetBook | null,
): Promise<readonly object[]> {
  const played: object[] = [];
  const isLong = isFast(task.plan);
  meetBounds();
  if (isLong && sheets !== null) foresee(task, sheets);
  for (let round = 0; round < (isLong ? MOST_LONG : SHORT); round++) {
    const [all, own] = [process.cpuUsage(), process.threadCpuUsage()];
    played.push(await warmUpOnce(task, sheets, round, isLong ? LONG_MS : SHORT_MS));
    const helpers = spent(process.cpuUsage(all)) - spent(process.threadCpuUsage(own));
    if (round + 1 >= LEAST_LONG && helpers < QUIET * spent(process.threadCpuUsage(own))) break;
  }
  collect();
  return played;
}

/**
 * Counts durations on the bounds of buckets. A run meets one in a million, and without having seen any
 * V8 would then compile anew whatever counts.
 */
function meetBounds(): void {
  const taken = recorder();
  for (let n = 0; n < 64; n++) taken.record(2 ** (n / 32 - 1));
}

/** Makes the sheets of those who come first: made in between, they would keep others waiting. */
function foresee({ plan, shard, workload }: ShardTask, sheets: SheetBook): void {
  const start = sessions(workload!.form, workload!.tenants, plan.seed);
  const [nowMs, untilMs] = [Date.now(), monotonicMs() + SHEETS_MS];
  let session: Session | undefined;
  const most = Math.min(MOST_FORESEEN, sessionsOf(plan.model) / shard.of);
  for (let n = 0; n < most && monotonicMs() < untilMs; n++) {
    session = start(shard.index + n * shard.of, session);
    sheets.of(session, nowMs);
  }
}

/** How many begin, if the target does not decide that. */
function sessionsOf(model: LoadPlan["model"]): number {
  if (model.kind === "closed") return Number.POSITIVE_INFINITY;
  return model.kind === "open" ? areaOf(model.stages) : model.startsMs.length;
}

/** Leaves no garbage behind, whose collection would hold up requests that count. */
function collect(): void {
  setFlagsFromString("--expose-gc");
  (runInNewContext("gc") as () => void)();
}

const spent = ({ user, system }: NodeJS.CpuUsage): number => user + system;

async function warmUpOnce(
  task: ShardTask,
  sheets: SheetBook | null,
  round: number,
  durationMs: number,
): Promise<object> {
  const { plan, address } = task;
  const partner = await netPartner();
  const { port } = partner;
  // Workers may have to share a core, and what one of them cannot send piles up. No whole number:
  // V8 would reckon with it in 32 bits, which are too few for the square of a larger one.
  const rate = Math.round(partner.rate / plan.workers) + 0.5;
  // Every other time there are too few connections, as when a target stalls.
  const connections = round % 2 === 0 ? MANY : FEW;
  const target = { ...address.target, isTls: false, host: "127.0.0.1", port };
  const shard = prepareShard(
    {
      ...task,
      // Copied as it was on its way to this thread: V8 compiles for objects that were made alike.
      plan: structuredClone({
        ...plan,
        model: modelOf(plan.model, { from: rate, to: rate, durationMs }),
        durationMs,
        connections,
        intervalMs: WINDOW_MS,
        keepAlive: "always" as const,
      }),
      address: { target, address: target.host },
      shard: { index: 0, of: 1 },
    },
    watches[round % watches.length]!,
    sheets,
  );
  await shard.ready;
  shard.begin(monotonicMs());
  // Large requests that wait for the only connection are not waited for.
  const bound = setTimeout(() => shard.stop(), MOST_OF_DURATION * durationMs);
  await shard.over;
  clearTimeout(bound);
  partner.close();
  return [partner, shard];
}

function modelOf(model: LoadPlan["model"], stage: Stage): LoadPlan["model"] {
  if (model.kind === "closed") return model;
  return { kind: "open", spacing: model.kind === "open" ? model.spacing : "even", stages: [stage] };
}

async function netPartner(): Promise<Partner> {
  const server = createServer((socket) => {
    socket.on("data", () => socket.write(ANSWER)).on("error", () => {});
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return { port, rate: 8_000, close: () => server.close() };
}

const isFast = ({ model }: LoadPlan): boolean =>
  model.kind !== "open" || model.stages.some(({ from, to }) => Math.max(from, to) >= FAST);
