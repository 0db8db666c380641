import type { World } from "../world/index.ts";
import { type PeopleParts, workOn } from "./do-something.ts";
import { type Shift, startShift } from "./shift.ts";
import { noCounts, type WorkCounts, type WorkPlan } from "./work-plan.ts";

/** Simulated people who use every site that has an add-on. */
export interface PeopleAtWork {
  /** Whoever was at work before goes home first. */
  start(plan: WorkPlan): void;
  /** Resolves when the last page that somebody waits for has come. */
  stop(): Promise<void>;
  /** Since the latest start. */
  counts(): WorkCounts;
  /** How they work now; null: nobody is at work. */
  readonly plan: WorkPlan | null;
}

export function peopleAtWork(world: World, parts: PeopleParts): PeopleAtWork {
  let shift: Shift | null = null;
  let counts = noCounts();
  let plan: WorkPlan | null = null;
  return {
    get plan() {
      return plan;
    },
    start(next) {
      plan = next;
      void shift?.close();
      counts = noCounts();
      shift = startShift(
        world,
        next,
        counts,
        workOn(world, parts, next.serviceCalls ?? [], counts),
      );
    },
    async stop() {
      plan = null;
      await shift?.close();
      shift = null;
    },
    counts: () => ({ ...counts }),
  };
}
