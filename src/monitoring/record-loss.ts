import type { LedgerStore } from "../core/store/index.ts";
import { isoTime } from "../core/time/index.ts";
import { commitsLost, writeEntry } from "../entries/index.ts";

/** What was acknowledged and is not in the store any more. */
export interface LostCommits {
  /** How many transactions are missing; null: another database lies there than was written last. */
  readonly commits: number | null;
  /** When the last of them was acknowledged, in epoch milliseconds. */
  readonly lastAtMs: number;
}

/** Tells whoever reads the accounts later, by an entry for each add-on. Answers it as a sentence. */
export async function recordLoss(
  ledger: Pick<LedgerStore, "append">,
  addons: readonly string[],
  { commits, lastAtMs }: LostCommits,
  atMs: number,
): Promise<string> {
  const lastAt = isoTime(lastAtMs);
  const data = { commits, lastAt };
  await ledger.append(
    addons.map((addon) => writeEntry(commitsLost, data, { addon, atMs, by: "plimsoll" })),
  );
  return commits === null
    ? `Another database lies in the data folder than was written last, at ${lastAt}: what that one held is not here.`
    : `${commits} writes are missing that were acknowledged until ${lastAt}: the database's write-ahead log was deleted or damaged, or an older copy was put in its place. What was measured in them is unknown.`;
}
