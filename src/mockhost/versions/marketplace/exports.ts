import { HOUR_MS } from "../../../core/time/index.ts";
import { uuidOf } from "../../world/index.ts";

/** Exports that are drawn up in the background. */
export interface Exports {
  /** Asking for the same again gives the same export. */
  start(vendorId: number, list: string, query: URLSearchParams, nowMs: number): string;
  status(id: string, nowMs: number): ExportStatus | null;
  /** What was asked for; null unless it is done. */
  content(id: string, vendorId: number, nowMs: number): ExportOrder | null;
}

type ExportStatus = "QUEUED" | "IN_PROGRESS" | "COMPLETED";

interface ExportOrder {
  readonly vendorId: number;
  readonly list: string;
  readonly query: URLSearchParams;
  readonly atMs: number;
}

const MOST_KEPT = 1_000;
const KEPT_MS = HOUR_MS;

export function exportDesk(seed: number, tookMs: number): Exports {
  const orders = new Map<string, ExportOrder>();

  function find(id: string, nowMs: number): ExportOrder | undefined {
    const order = orders.get(id);
    if (order && nowMs - order.atMs > KEPT_MS) orders.delete(id);
    return orders.get(id);
  }

  function statusOf({ atMs }: ExportOrder, nowMs: number): ExportStatus {
    const passedMs = nowMs - atMs;
    if (passedMs >= tookMs) return "COMPLETED";
    return passedMs * 2 >= tookMs ? "IN_PROGRESS" : "QUEUED";
  }

  return {
    start(vendorId, list, query, nowMs) {
      const id = uuidOf(`export/${seed}/${vendorId}/${list}/${query}`);
      if (find(id, nowMs)) return id;
      if (orders.size >= MOST_KEPT) orders.delete(orders.keys().next().value!);
      orders.set(id, { vendorId, list, query, atMs: nowMs });
      return id;
    },
    status(id, nowMs) {
      const order = find(id, nowMs);
      return order ? statusOf(order, nowMs) : null;
    },
    content(id, vendorId, nowMs) {
      const order = find(id, nowMs);
      const isDone = order?.vendorId === vendorId && statusOf(order, nowMs) === "COMPLETED";
      return isDone ? order : null;
    },
  };
}
