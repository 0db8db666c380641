import type { LifecycleCall } from "../../core/host/index.ts";
import { type PointNotice, PointNotices } from "./intake-notice.ts";
import { type Attributes, DURATION_METRICS, NUMBER_METRICS, type UnreadMetric } from "./metrics.ts";

/** What a request brought of one sender. */
export interface SenderBatch {
  /** Its `service.name`; "" where it tells none. */
  readonly service: string;
  readonly accepted: number;
  readonly rejected: number;
}

/** What came of a request, or of a part of it, that was taken in. */
export interface Receipt {
  readonly kind: "taken";
  /** Points that were understood, whether or not they add anything. */
  readonly accepted: number;
  /** Points that were not; the notices say why. */
  readonly rejected: number;
  readonly notices: readonly PointNotice[];
  /** The same by who sent them. */
  readonly batches: readonly SenderBatch[];
  /** Calls of hosts that it tells of. */
  readonly calls: readonly AddonCall[];
}

export interface AddonCall extends LifecycleCall {
  readonly addon: string;
}

/** Adds up what came of the points of a request. */
export class RequestTally {
  readonly #notices = new PointNotices();
  readonly #calls: AddonCall[] = [];
  /** Names of metrics that nobody reads, by service: an SDK sends dozens, and one notice tells of all. */
  readonly #unread = new Map<string, Set<string>>();
  readonly #batches = new Map<string, { service: string; accepted: number; rejected: number }>();

  call(call: AddonCall): void {
    this.#calls.push(call);
  }

  accept(resource: Attributes): void {
    this.#batchOf(serviceOf(resource)).accepted++;
  }

  refuse(kind: PointNotice["kind"], reason: string, resource: Attributes, points: number): void {
    this.#batchOf(serviceOf(resource)).rejected += points;
    this.notice(kind, reason, resource, points);
  }

  notice(kind: PointNotice["kind"], reason: string, resource: Attributes, count: number): void {
    this.#notices.add({ kind, reason, service: serviceOf(resource), count });
  }

  /** A metric that is not read: one of ours is refused by it, of any other nothing was expected. */
  leave({ name, kind, points, resource }: UnreadMetric): void {
    if (NUMBER_METRICS.has(name)) {
      const reason = `${name} comes as a ${kind}: what is in use is told by a gauge or a sum`;
      this.refuse("points-refused", reason, resource, points);
      return;
    }
    if (!DURATION_METRICS.has(name)) {
      const service = serviceOf(resource);
      this.#unread.set(service, (this.#unread.get(service) ?? new Set()).add(name));
      return;
    }
    const reason = `${name} comes as a ${kind}: only a histogram tells how long requests took`;
    this.refuse("points-refused", reason, resource, points);
  }

  add(part: RequestTally): void {
    this.#calls.push(...part.#calls);
    for (const notice of part.#notices.list()) this.#notices.add(notice);
    for (const { service, accepted, rejected } of part.#batches.values()) {
      const batch = this.#batchOf(service);
      batch.accepted += accepted;
      batch.rejected += rejected;
    }
  }

  receipt(): Receipt {
    const batches = [...this.#batches.values()];
    for (const [service, names] of this.#unread) {
      const reason = notRead([...names].sort());
      this.#notices.add({ kind: "metric-not-read", reason, service, count: names.size });
    }
    return {
      kind: "taken",
      accepted: batches.reduce((sum, { accepted }) => sum + accepted, 0),
      rejected: batches.reduce((sum, { rejected }) => sum + rejected, 0),
      notices: this.#notices.list(),
      batches,
      calls: this.#calls,
    };
  }

  #batchOf(service: string) {
    const batch = this.#batches.get(service) ?? { service, accepted: 0, rejected: 0 };
    this.#batches.set(service, batch);
    return batch;
  }
}

const MOST_NAMES = 5;

function notRead(names: readonly string[]): string {
  const shown = names.slice(0, MOST_NAMES).join(", ");
  const more = names.length > MOST_NAMES ? ` and ${names.length - MOST_NAMES} more` : "";
  return `${shown}${more} ${names.length === 1 ? "is no metric" : "are no metrics"} that Plimsoll reads`;
}

const serviceOf = (resource: Attributes): string => resource.get("service.name") ?? "";
