import type { Store } from "../core/store/index.ts";
import { type Day, dayOf } from "../core/time/index.ts";
import type { Trace } from "./trace.ts";

const windowsJob = "maintenance/windows";

/** Tells of rare states of the store, and of what is done under a lease that another process has. */
export function watchedStore(disk: Store, trace: Trace, isAlive: (process: string) => boolean) {
  const holders = new Map<string, string>();
  const packed = new Set<Day>();
  const unfenced: string[] = [];
  const store: Store = {
    ...disk,
    slots: {
      ...disk.slots,
      pack(before, options) {
        packed.add(dayOf(before));
        return disk.slots.pack(before, options);
      },
      async thin(addon, kept) {
        const thinned = await disk.slots.thin(addon, kept);
        if (thinned > 0) trace.sometimes("a day was thinned");
        return thinned;
      },
    },
    intake: {
      ...disk.intake,
      async update(asked, decide) {
        await disk.intake.update(asked, (known) => {
          const change = decide(known);
          if (change.slots.some(({ minute }) => packed.has(dayOf(minute))))
            trace.sometimes("events came for a day that was packed");
          return change;
        });
      },
    },
    leases: {
      ...disk.leases,
      async acquire(...asked) {
        const answer = await disk.leases.acquire(...asked);
        const [name, holder] = asked;
        if (answer.kind === "held") return answer;
        const before = holders.get(name) ?? holder;
        if (before !== holder) {
          trace.sometimes("a lease passed to somebody else");
          if (isAlive(before)) trace.sometimes("a process that stood still lost its lease");
        }
        holders.set(name, holder);
        return answer;
      },
    },
  };

  /** The store as one process has it: what its job appends must come while nobody else has the job's lease. */
  const seenFrom = (process: string, seen: Store): Store => ({
    ...seen,
    ledger: {
      ...seen.ledger,
      async append(entries, options) {
        const appended = await seen.ledger.append(entries, options);
        const isOfJob = entries.some(({ by, type }) => by === "plimsoll" && /^window/.test(type));
        const holder = holders.get(windowsJob);
        if (isOfJob && appended.kind === "appended" && holder !== process)
          unfenced.push(`${process} did the work of ${windowsJob}, whose lease ${holder} has`);
        return appended;
      },
    },
  });
  return { store, unfenced, seenFrom };
}
