import type { Contract } from "../core/contract/index.ts";
import type { SlotBlock } from "../core/measurement/index.ts";
import type { SlotStore } from "../core/store/index.ts";
import { type Clock, dayOf, MINUTES_PER_DAY, minuteOf, minuteToMs } from "../core/time/index.ts";
import type { SeenCheck } from "./current-state.ts";
import { repeat } from "./repeat.ts";

type ProbedContract = Pick<Contract, "addon" | "operations">;

export interface FollowingDeps {
  /** Of the add-ons that are watched now. */
  readonly contracts: () => readonly ProbedContract[];
  readonly slots: Pick<SlotStore, "blocks">;
  readonly clock: Clock;
  /** Whether another process of this store makes the checks of a path. */
  readonly isElsewhere: (addon: string, place: string, path: string) => boolean;
  readonly onCheck: (seen: SeenCheck) => void;
  readonly onError: (error: unknown) => void;
}

const EVERY_MS = 10_000;

/**
 * Checks that another process makes, as the store tells of them: the last minute of each path, and
 * not why it failed. So every process knows the present state, whichever of them does the asking.
 */
export function followChecks({
  slots,
  clock,
  contracts,
  isElsewhere,
  onCheck,
  onError,
}: FollowingDeps): { close(): Promise<void> } {
  function tell({ stream, day, minutes, events, bad, undecided }: SlotBlock): void {
    const last = minutes.length - 1;
    if (last < 0) return;
    const atMs = minuteToMs(day * MINUTES_PER_DAY + minutes[last]!);
    const monotonicMs = clock.monotonicMs() - (clock.nowMs() - atMs);
    const [all, failed, open] = [events[last]!, bad[last]!, undecided[last]!];
    const check = failed > 0 ? FAILED : open === all ? NOTHING_LEARNT : ANSWERED;
    const { addon, path, place } = stream;
    onCheck({ addon, path, place, at: { atMs, monotonicMs }, check });
  }

  async function look({ addon, operations }: ProbedContract): Promise<void> {
    const isWanted = ({ stream: { indicator, source, place, path } }: SlotBlock) =>
      indicator === "availability" &&
      source === "probe" &&
      operations.probes.some((plan) => plan.path === path && plan.from.includes(place)) &&
      isElsewhere(addon.key, place, path);
    const today = dayOf(minuteOf(clock.nowMs()));
    // Of what cannot be read the figures tell.
    const onDamage = () => {};
    const days = { from: today - 1, to: today, detailOn: [] };
    const query = { addon: addon.key, tenant: "", ...days, onDamage };
    for await (const blocks of slots.blocks(query)) blocks.filter(isWanted).forEach(tell);
  }

  return repeat(clock, EVERY_MS, async () => {
    for (const contract of contracts()) await look(contract).catch(onError);
  });
}

/** How long it took is known of whole hours only. */
const ANSWERED: SeenCheck["check"] = { kind: "good", durationMs: null };
const FAILED: SeenCheck["check"] = {
  kind: "bad",
  cause: "status",
  reason: "it did not answer as it should",
  durationMs: 0,
};
const NOTHING_LEARNT: SeenCheck["check"] = { kind: "unknown", cause: "untold", reason: "" };
