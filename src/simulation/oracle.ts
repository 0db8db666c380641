import { MINUTE_MS, type Minute } from "../core/time/index.ts";
import type { SentPoint } from "./addon.ts";

/** One export as the world knows it, whatever Plimsoll knows. */
export interface Batch {
  readonly temporality: "delta" | "cumulative";
  readonly points: readonly SentPoint[];
  /** It reached a process that was alive. */
  isDelivered: boolean;
  /** Its sender was told that it is durable. */
  isAcknowledged: boolean;
}

/** How many events must be there: exactly, where both are equal. */
interface Range {
  readonly least: number;
  readonly most: number;
}

export interface Expected {
  /** By tenant and whether they failed: events of the whole run. */
  readonly totals: ReadonlyMap<string, Range>;
  /** The same by minute, for tenants whose points are all certain; key "tenant bad minute". */
  readonly minutes: ReadonlyMap<string, number>;
  /** Tenants of whom every point is certain. */
  readonly isCertain: (tenant: string) => boolean;
}

export const totalKey = (tenant: string, isBad: boolean): string => `${tenant} ${isBad}`;
export const minuteKey = (tenant: string, isBad: boolean, minute: Minute): string =>
  `${tenant} ${isBad} ${minute}`;

/** A point that ends exactly with a minute is about that minute, not about the next. */
const minuteOfPoint = (timeMs: number): Minute => Math.ceil(timeMs / MINUTE_MS) - 1;

/**
 * What the accounts must hold after `batches`, worked out the slow and plain way: an acknowledged
 * delta counts once, one that arrived and was not acknowledged once or not at all; a cumulative
 * series counts what its last point says, less what it said before anybody watched.
 */
export function expect(batches: readonly Batch[], watchingSinceMs: number): Expected {
  const totals = new Map<string, { least: number; most: number }>();
  const minutes = new Map<string, number>();
  const uncertain = new Set<string>();
  const series = new Map<string, { batch: Batch; point: SentPoint }[]>();

  function count(point: SentPoint, least: number, most: number): void {
    const key = totalKey(point.tenant, point.isBad);
    const total = totals.get(key) ?? { least: 0, most: 0 };
    totals.set(key, { least: total.least + least, most: total.most + most });
    if (least !== most) uncertain.add(point.tenant);
    const minute = minuteKey(point.tenant, point.isBad, minuteOfPoint(point.timeMs));
    minutes.set(minute, (minutes.get(minute) ?? 0) + least);
  }

  for (const batch of batches) {
    if (!batch.isDelivered) continue;
    for (const point of batch.points) {
      if (batch.temporality === "delta") {
        count(point, batch.isAcknowledged ? point.count : 0, point.count);
        continue;
      }
      const list = series.get(point.series) ?? [];
      series.set(point.series, list);
      list.push({ batch, point });
    }
  }
  for (const list of series.values()) countSeries(list, watchingSinceMs, count, uncertain);
  return { totals, minutes, isCertain: (tenant) => !uncertain.has(tenant) };
}

function countSeries(
  list: readonly { readonly batch: Batch; readonly point: SentPoint }[],
  watchingSinceMs: number,
  count: (point: SentPoint, least: number, most: number) => void,
  uncertain: Set<string>,
): void {
  const [first] = list;
  const isOld = first!.point.startMs < watchingSinceMs;
  if (list.every(({ batch }) => batch.isAcknowledged)) {
    let before = isOld ? first!.point.count : 0;
    for (const { point } of list) {
      count(point, point.count - before, point.count - before);
      before = point.count;
    }
    return;
  }
  const acknowledged = list.filter(({ batch }) => batch.isAcknowledged).map(({ point }) => point);
  const last = list.at(-1)!.point;
  uncertain.add(last.tenant);
  const lastCertain = acknowledged.at(-1)?.count ?? 0;
  const base = isOld
    ? { least: acknowledged[0]?.count ?? last.count, most: first!.point.count }
    : null;
  count(last, Math.max(0, lastCertain - (base?.least ?? 0)), last.count - (base?.most ?? 0));
}
