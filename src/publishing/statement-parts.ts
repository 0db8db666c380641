import {
  type Contract,
  type ProbeHistory,
  type PromiseStretch,
  type PublishedVersions,
  promiseStretches,
} from "../core/contract/index.ts";
import {
  allTenants,
  type Exclusions,
  months,
  periodOf,
  type Statement,
  type StatementPeriod,
} from "../core/slo/index.ts";
import type { OnDamage, SlotStore } from "../core/store/index.ts";
import { MINUTE_MS } from "../core/time/index.ts";

/** An add-on whose promise is published, as the running process knows it. */
export interface Promising {
  /** As it was given last; its promise may be one of days to come. */
  readonly contract: Contract;
  readonly versions: PublishedVersions;
  readonly probes: ProbeHistory;
}

/** A period, or as much of it as one stretch of the promise covers. */
export interface Part {
  readonly stretch: PromiseStretch;
  readonly period: StatementPeriod;
}

/** Of what an add-on's statements are drawn up. */
export interface Parts {
  readonly stretches: readonly PromiseStretch[];
  /** When watching began (epoch milliseconds). */
  readonly sinceMs: number;
  present(nowMs: number): Part;
  /**
   * Those before the present one, oldest first: whole months since `fromMs`, and what of them, or of
   * the month that runs, was promised otherwise or not yet.
   */
  before(fromMs: number, nowMs: number): readonly Part[];
  statement(
    slots: Pick<SlotStore, "blocks">,
    part: Part,
    exclusions: Exclusions,
    nowMs: number,
    onDamage: OnDamage,
  ): Promise<Statement>;
}

const known = new WeakMap<Promising, Parts>();

export function partsOf(promising: Promising): Parts {
  const parts = known.get(promising) ?? newParts(promising);
  known.set(promising, parts);
  return parts;
}

function newParts({ contract, versions, probes }: Promising): Parts {
  const stretches = promiseStretches(contract, versions);
  const sinceMs = Date.parse(versions[0].publishedAt);

  function present(nowMs: number): Part {
    const stretch = stretches.find(({ toMs }) => nowMs < toMs)!;
    return { stretch, period: periodOf(stretch.contract.sla.period, nowMs) };
  }

  return {
    stretches,
    sinceMs,
    present,
    before(fromMs, nowMs) {
      const { stretch, period } = present(nowMs);
      return stretches.flatMap((one): readonly Part[] => {
        if (one.contract.sla.period.kind !== "month") return [];
        const firstMs = Math.max(sinceMs, fromMs, one.fromMs);
        const toMs = Math.min(nowMs, one.toMs, one === stretch ? period.fromMs : nowMs);
        const found = months(Math.ceil(firstMs / MINUTE_MS) * MINUTE_MS, toMs);
        return found.map((period) => ({ stretch: one, period }));
      });
    },
    statement(slots, { stretch, period }, exclusions, nowMs, onDamage) {
      const { contract, ...promised } = stretch;
      const known = { watchingSinceMs: sinceMs, exclusions, nowMs };
      return allTenants(slots, { contract, probes, period, promised, ...known }, { onDamage });
    },
  };
}
