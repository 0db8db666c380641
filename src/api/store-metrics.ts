import type { StoreView } from "../console/index.ts";
import type { Family } from "../core/exposition/index.ts";
import { gauge } from "./gauge.ts";

const DAY_S = 86_400;

/** What `/metrics` tells of the store, its disk, and what is drawn up from it. */
export function storeFamilies(store: StoreView): Family[] {
  const { sizeBytes, disk, isWritable, writtenAtMs, forecast, drawnAtMs } = store;
  const { growthPerDay, fullInDays } = forecast;
  return [
    one("plimsoll_store_size_bytes", "How large the store is.", sizeBytes),
    one(
      "plimsoll_store_writable",
      "Whether the store took everything that it was given last.",
      isWritable ? 1 : 0,
    ),
    one(
      "plimsoll_store_last_write_timestamp_seconds",
      "When something was durably written last.",
      writtenAtMs / 1000,
    ),
    one(
      "plimsoll_store_disk_available_bytes",
      "What is left on the store's disk; left out where it is another machine's.",
      disk?.availableBytes ?? null,
    ),
    one(
      "plimsoll_store_disk_size_bytes",
      "How large the store's disk is.",
      disk?.sizeBytes ?? null,
    ),
    one(
      "plimsoll_store_growth_bytes_per_day",
      "How the store grew in the last days, 7 at most; left out until it was watched for one.",
      growthPerDay,
    ),
    one(
      "plimsoll_store_disk_full_in_seconds",
      "When the disk is full if it goes on like this; left out where that is more than ten years.",
      fullInDays === null ? null : fullInDays * DAY_S,
    ),
    one(
      "plimsoll_view_last_drawn_timestamp_seconds",
      "When the published figures were computed last.",
      drawnAtMs / 1000,
    ),
  ];
}

const one = (name: string, help: string, value: number | null): Family =>
  gauge(name, help, value === null ? [] : [[{}, value]]);
