import type { Contract } from "../core/contract/index.ts";
import type { Job } from "../engine/index.ts";
import { decideThresholds } from "./decide-thresholds.ts";
import type { RecentUse } from "./follow-use.ts";

const EVERY_MS = 15_000;

/** What judges how much of its resources an add-on uses. */
export function thresholdsJob(contract: Contract, use: Pick<RecentUse, "refresh">): Job {
  const addon = contract.addon.key;
  let lookingSinceMs: number | null = null;
  return {
    name: `resources/thresholds ${addon}`,
    about: `Judges whether ${addon} has room enough: processors, memory, disk and more.`,
    when: { everyMs: EVERY_MS },
    async run({ nowMs, known, perform }) {
      lookingSinceMs ??= nowMs;
      const uses = await use.refresh(addon, nowMs);
      const watched = { contract, uses, lookingSinceMs };
      const kept = Object.assign(() => undefined, { about: () => [] });
      const about = { addon, cause: `thresholds ${nowMs}` };
      const ahead = decideThresholds(known, watched, { ...about, nowMs, by: "plimsoll" }, kept);
      // Most of the time nothing has happened, and the ledger need not be asked.
      if (ahead.kind === "decided" && ahead.entries.length > 0)
        await perform(decideThresholds, watched, about);
    },
  };
}
