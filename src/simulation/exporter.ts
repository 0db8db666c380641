import type { Clock } from "../core/time/index.ts";
import type { AddonReplica } from "./addon.ts";
import type { Delivery, Outcome } from "./network.ts";
import type { Batch } from "./oracle.ts";
import type { Server } from "./server.ts";
import type { Trace } from "./trace.ts";

export interface ExporterDeps {
  readonly trueTime: Clock;
  readonly trace: Trace;
  readonly send: (delivery: Delivery) => Promise<Outcome>;
  /** Called with every batch as it is made. */
  readonly onBatch: (batch: Batch) => void;
  readonly givesUp: boolean;
}

/** As the SDK's retrying transport: five attempts, then the batch is dropped. */
const FEW_ATTEMPTS = 5;
/** A collector with a queue on disk goes on longer, but not beyond what Plimsoll remembers requests for. */
const LONGEST_QUEUE_MS = 50 * 60_000;
const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 60_000;

/** Sends what a replica measured, in order, again until it is acknowledged or given up. */
export function exporter(deps: ExporterDeps, replica: AddonReplica) {
  const { trueTime, trace, send, onBatch, givesUp } = deps;
  const queue: { readonly batch: Batch; readonly body: string; readonly sinceMs: number }[] = [];
  let isSending = false;

  async function drain(): Promise<void> {
    isSending = true;
    for (let head = queue[0]; head; head = queue[0]) {
      await deliver(head);
      queue.shift();
    }
    isSending = false;
  }

  async function deliver({ batch, body, sinceMs }: (typeof queue)[number]): Promise<void> {
    let reached: Server | null = null;
    const onArrival = (server: Server) => {
      batch.isDelivered = true;
      if (reached && reached !== server)
        trace.sometimes(
          reached.isAlive ? "a retry came to another process" : "a retry came after a crash",
        );
      reached = server;
    };
    for (let attempt = 1; ; attempt++) {
      const outcome = await send({ body, onArrival });
      if (outcome.kind === "acknowledged") {
        batch.isAcknowledged = true;
        trace.note(trueTime.nowMs(), "acknowledged");
        return;
      }
      if (outcome.kind === "refused") {
        trace.note(trueTime.nowMs(), `a batch is refused: ${outcome.why}`);
        return;
      }
      const isEnough = givesUp
        ? attempt >= FEW_ATTEMPTS
        : trueTime.nowMs() - sinceMs > LONGEST_QUEUE_MS;
      if (isEnough) {
        trace.note(trueTime.nowMs(), "an exporter gives a batch up");
        trace.sometimes("an exporter gave a batch up");
        return;
      }
      const waitMs = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (attempt - 1));
      await new Promise<void>((resolve) => void trueTime.after(waitMs, () => resolve()));
    }
  }

  return {
    collect(): void {
      const collected = replica.collect(trueTime.nowMs());
      if (!collected) return;
      const { body, points } = collected;
      const batch: Batch = {
        temporality: replica.temporality,
        points,
        isDelivered: false,
        isAcknowledged: false,
      };
      onBatch(batch);
      queue.push({ batch, body, sinceMs: trueTime.nowMs() });
      if (!isSending) void drain();
    },
    get waiting() {
      return queue.length;
    },
  };
}
