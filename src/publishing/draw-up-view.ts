import {
  type Contract,
  type ProbeHistory,
  type PromiseStretch,
  type PublishedVersions,
  promiseStretches,
} from "../core/contract/index.ts";
import {
  allTenants,
  months,
  noExclusions,
  periodOf,
  type Statement,
  type StatementPeriod,
} from "../core/slo/index.ts";
import type { BlockDamage, SlotStore } from "../core/store/index.ts";
import { ageMs, type Clock, DAY_MS, MINUTE_MS, type Moment, momentOf } from "../core/time/index.ts";
import type { JudgedRun } from "../entries/index.ts";
import type { CurrentState, PublicView, PublishedAddon } from "./public-view.ts";
import { writtenSla } from "./written-sla.ts";

/** An add-on whose promise is published, as the running process knows it. */
export interface Promising {
  /** As it was given last; its promise may be one of days to come. */
  readonly contract: Contract;
  readonly versions: PublishedVersions;
  readonly probes: ProbeHistory;
}

export interface ViewDeps {
  /** Of the key that seals; see `PublicView`. */
  readonly publicKey: PublicView["publicKey"];
  readonly slots: Pick<SlotStore, "blocks">;
  readonly current: (addon: string) => CurrentState | null;
  readonly tests: (addon: string) => readonly JudgedRun[];
  readonly clock: Pick<Clock, "nowMs" | "monotonicMs">;
  /** Told of measurements that cannot be read any more, with each reading again. */
  readonly onDamage: (damage: BlockDamage) => void;
}

/** How far back months are shown. */
const EARLIER_DAYS = 93;
/** Late measurements still move a past month until it is sealed. */
const PAST_MAX_AGE_MS = 10 * 60_000;

/** Draws up all that the public pages show; keeps the statements of past periods, which hardly move. */
export function viewDrawer({ publicKey, slots, current, tests, clock, onDamage }: ViewDeps) {
  const past = new Map<string, { readonly statement: Statement; readonly at: Moment }>();
  const stretches = new WeakMap<Promising, readonly PromiseStretch[]>();

  function stretchesOf(promising: Promising): readonly PromiseStretch[] {
    const known = stretches.get(promising);
    if (known) return known;
    const { contract, versions } = promising;
    const drawn = promiseStretches(contract, versions);
    stretches.set(promising, drawn);
    return drawn;
  }

  function statementOf(
    { stretch, period }: Part,
    { probes }: Promising,
    sinceMs: number,
    nowMs: number,
  ) {
    const { contract, ...promised } = stretch;
    const known = { watchingSinceMs: sinceMs, exclusions: noExclusions, nowMs };
    return allTenants(slots, { contract, probes, period, promised, ...known }, { onDamage });
  }

  async function pastStatement(part: Part, promising: Promising, sinceMs: number, nowMs: number) {
    const key = `${part.stretch.contract.addon.key} ${part.period.name} ${part.stretch.fromMs}`;
    const known = past.get(key);
    if (known && ageMs(known.at, clock) < PAST_MAX_AGE_MS) return known.statement;
    const at = momentOf(clock);
    const statement = await statementOf(part, promising, sinceMs, nowMs);
    past.set(key, { statement, at });
    return statement;
  }

  async function publishedAddon(promising: Promising, nowMs: number): Promise<PublishedAddon> {
    const sinceMs = Date.parse(promising.versions[0].publishedAt);
    const { present, before } = partsOf(stretchesOf(promising), sinceMs, nowMs);
    const { contract, version } = present.stretch;
    const earlier: Statement[] = [];
    for (const part of before) earlier.push(await pastStatement(part, promising, sinceMs, nowMs));
    return {
      addon: contract.addon,
      sla: contract.sla,
      written: writtenSla(version.sla),
      version: version.version,
      statement: await statementOf(present, promising, sinceMs, nowMs),
      earlier,
      watchingSince: promising.versions[0].publishedAt,
      current: current(contract.addon.key),
      tests: tests(contract.addon.key),
    };
  }

  return async (addons: readonly Promising[], nowMs: number): Promise<PublicView> => {
    const published: PublishedAddon[] = [];
    for (const promising of addons) published.push(await publishedAddon(promising, nowMs));
    return { addons: published, publicKey };
  };
}

/** A period, or as much of it as one stretch of the promise covers. */
interface Part {
  readonly stretch: PromiseStretch;
  readonly period: StatementPeriod;
}

/**
 * The part that is running, and those before it, oldest first: whole months since watching began, and
 * what of them, or of the month that runs, was promised otherwise or not yet.
 */
function partsOf(stretches: readonly PromiseStretch[], sinceMs: number, nowMs: number) {
  const stretch = stretches.find(({ toMs }) => nowMs < toMs)!;
  const present: Part = { stretch, period: periodOf(stretch.contract.sla.period, nowMs) };
  const earliestMs = Math.max(sinceMs, present.period.fromMs - EARLIER_DAYS * DAY_MS);
  const before = stretches.flatMap((one): readonly Part[] => {
    if (one.contract.sla.period.kind !== "month") return [];
    const fromMs = Math.ceil(Math.max(earliestMs, one.fromMs) / MINUTE_MS) * MINUTE_MS;
    const toMs = Math.min(nowMs, one.toMs, one === stretch ? present.period.fromMs : nowMs);
    return months(fromMs, toMs).map((period) => ({ stretch: one, period }));
  });
  return { present, before };
}
