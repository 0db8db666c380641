import { type Clock, MINUTE_MS, type Moment, momentOf, presentMs } from "../core/time/index.ts";
import type { SenderBatch } from "./intake/index.ts";

/** Who sends metrics, by its `service.name`, since Plimsoll was started. Points sent twice count twice. */
interface Sender {
  readonly service: string;
  /** Where its last batch came from; "" where that is not known. */
  readonly address: string;
  /** Epoch milliseconds. */
  readonly lastAtMs: number;
  /** Of the last whole minute of Plimsoll's clock; null for one that began to send in this. */
  readonly pointsPerMinute: number | null;
  readonly accepted: number;
  readonly rejected: number;
}

export interface Senders {
  onBatch(batch: SenderBatch & { readonly address: string }): void;
  /** The one that sent last comes first. */
  list(): readonly Sender[];
}

/** A sender that makes up names is not worth more memory. */
const MOST_SENDERS = 200;

interface Known extends Omit<Sender, "pointsPerMinute" | "lastAtMs"> {
  readonly lastAt: Moment;
  /** Whole minutes on the monotonic clock. */
  readonly minute: number;
  readonly points: number;
  /** Of the minute before; null: it had not begun to send. */
  readonly pointsBefore: number | null;
}

export function senders(clock: Pick<Clock, "nowMs" | "monotonicMs">): Senders {
  const known = new Map<string, Known>();
  const thisMinute = () => Math.floor(clock.monotonicMs() / MINUTE_MS);

  function pointsBefore(sender: Known | undefined, minute: number): number | null {
    if (sender === undefined) return null;
    if (sender.minute === minute) return sender.pointsBefore;
    return sender.minute === minute - 1 ? sender.points : 0;
  }

  return {
    onBatch({ service, address, accepted, rejected }) {
      const name = service.slice(0, 200);
      const before = known.get(name);
      const minute = thisMinute();
      // The latest sender stands last, so that the first is the one to be forgotten.
      known.delete(name);
      known.set(name, {
        service: name,
        address,
        lastAt: momentOf(clock),
        minute,
        points: (before?.minute === minute ? before.points : 0) + accepted + rejected,
        pointsBefore: pointsBefore(before, minute),
        accepted: (before?.accepted ?? 0) + accepted,
        rejected: (before?.rejected ?? 0) + rejected,
      });
      const [oldest] = known.keys();
      if (known.size > MOST_SENDERS) known.delete(oldest!);
    },
    list() {
      const minute = thisMinute();
      return [...known.values()].toReversed().map((sender) => ({
        service: sender.service,
        address: sender.address,
        lastAtMs: presentMs(sender.lastAt, clock),
        pointsPerMinute: pointsBefore(sender, minute),
        accepted: sender.accepted,
        rejected: sender.rejected,
      }));
    },
  };
}
