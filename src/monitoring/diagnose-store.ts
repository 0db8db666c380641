import type { Diagnostics } from "../core/diagnostics/index.ts";
import { plural, sizeWords } from "../core/format/index.ts";
import { FULL_BYTES, WARNED_DAYS } from "./own-health.ts";
import type { StoreState } from "./watch-store.ts";

/** Says what is wrong with the store and its disk, and when it is over. */
export function diagnoseStore(
  { report, resolve }: Pick<Diagnostics, "report" | "resolve">,
  { lost, failure, disk, forecast }: StoreState,
): void {
  if (lost === null)
    resolve(
      "store",
      "file",
      (_, lasted) => `The store's file is where it was again after ${lasted}.`,
    );
  else
    report({
      kind: "store",
      subject: "file",
      cause: lost,
      message: `${lost} Nothing is taken in until it is back: put the file back, or restart Plimsoll on a restored one.`,
    });
  // A file that is gone is said already.
  if (failure === null || lost !== null)
    resolve(
      "store",
      "write",
      (_, lasted) => `The store takes what it is given again after ${lasted}.`,
    );
  else
    report({
      kind: "store",
      subject: "write",
      cause: failure.message,
      message: `${failure.message} Senders of metrics are told to come back.`,
    });
  if (disk === null) return;
  const isFull = disk.availableBytes < FULL_BYTES;
  const left = sizeWords(disk.availableBytes);
  if (isFull)
    report({
      kind: "disk",
      subject: "full",
      cause: "full",
      message: `The store's disk is full: ${left} are left. Free some space, or keep less (operations.retention).`,
    });
  else resolve("disk", "full", () => `The store's disk has ${left} left again.`);
  const { fullInDays } = forecast;
  if (fullInDays !== null && fullInDays < WARNED_DAYS && !isFull)
    report({
      kind: "disk",
      subject: "forecast",
      // Each whole day nearer is news.
      cause: String(Math.floor(fullInDays)),
      message: `At the rate of the last days the store's disk is full in ${plural(Math.floor(fullInDays), "day")}: ${left} are left. \`plimsoll doctor\` says what takes the room.`,
    });
  else resolve("disk", "forecast", () => "The store's disk lasts for two weeks and more again.");
}
