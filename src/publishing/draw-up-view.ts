import { writtenSla } from "../core/contract/index.ts";
import { type Exclusions, excludedMinutes, type Statement } from "../core/slo/index.ts";
import type { OnDamage, SlotStore } from "../core/store/index.ts";
import { ageMs, type Clock, DAY_MS, type Moment, momentOf } from "../core/time/index.ts";
import type { Known, Section, SectionContext } from "../engine/index.ts";
import {
  corrections,
  exclusionsOf,
  hostHistory,
  judgedRuns,
  maintenanceWindows,
  sealedStatements,
} from "../entries/index.ts";
import type { CurrentState, PublicView, PublishedAddon } from "./public-view.ts";
import { type Part, type Parts, type Promising, partsOf } from "./statement-parts.ts";

export interface ViewDeps {
  /** Of the key that seals; see `PublicView`. */
  readonly publicKey: PublicView["publicKey"];
  readonly slots: Pick<SlotStore, "blocks">;
  readonly current: (addon: string) => CurrentState | null;
  readonly known: () => Known;
  readonly sections: readonly Section[];
  readonly clock: Pick<Clock, "nowMs" | "monotonicMs">;
  /** Called with measurements that cannot be read any more, with each reading again. */
  readonly onDamage: OnDamage;
}

/** How far back months are shown that are not sealed. */
const EARLIER_DAYS = 93;
/** Late measurements still move a past month until it is sealed. */
const PAST_MAX_AGE_MS = 10 * 60_000;

/** Draws up all that the public pages show; keeps the statements of past periods, which hardly move. */
export function viewDrawer({
  publicKey,
  slots,
  current,
  known,
  sections,
  clock,
  onDamage,
}: ViewDeps) {
  const past = new Map<string, { readonly statement: Statement; readonly at: Moment }>();

  async function pastStatement(part: Part, parts: Parts, exclusions: Exclusions, nowMs: number) {
    const { contract, fromMs } = part.stretch;
    // Maintenance that touches a period draws it up anew at once.
    const excluded = excludedMinutes(exclusions, contract.sla.maintenance, part.period);
    const key = JSON.stringify([contract.addon.key, part.period.name, fromMs, excluded]);
    const known = past.get(key);
    if (known && ageMs(known.at, clock) < PAST_MAX_AGE_MS) return known.statement;
    const at = momentOf(clock);
    const statement = await parts.statement(slots, part, exclusions, nowMs, onDamage);
    past.set(key, { statement, at });
    return statement;
  }

  /** Oldest first; months that are sealed are shown as they are, whatever is still kept of them. */
  async function earlierStatements(
    addon: string,
    parts: Parts,
    present: Part,
    exclusions: Exclusions,
    nowMs: number,
  ) {
    const final = known().state(sealedStatements, addon);
    const isFinal = new Set(final.map(({ period }) => period.name));
    const open: Statement[] = [];
    for (const part of parts.before(present.period.fromMs - EARLIER_DAYS * DAY_MS, nowMs))
      if (!isFinal.has(part.period.name))
        open.push(await pastStatement(part, parts, exclusions, nowMs));
    return [...final, ...open].sort((a, b) => a.period.fromMs - b.period.fromMs);
  }

  async function publishedAddon(promising: Promising, nowMs: number): Promise<PublishedAddon> {
    const parts = partsOf(promising);
    const present = parts.present(nowMs);
    const { contract, version } = present.stretch;
    const { key } = contract.addon;
    const exclusions = exclusionsOf(
      known().state(maintenanceWindows, key),
      known().state(hostHistory, key),
      known().state(corrections, key),
    );
    return {
      addon: contract.addon,
      sla: contract.sla,
      written: writtenSla(version.sla),
      version: version.version,
      statement: await parts.statement(slots, present, exclusions, nowMs, onDamage),
      earlier: await earlierStatements(key, parts, present, exclusions, nowMs),
      watchingSince: promising.versions[0].publishedAt,
      ...shownOf({ known: known(), addon: key, stretches: parts.stretches, nowMs }),
      hasGuide: contract.operations.guide === "public",
      tests: known().state(judgedRuns, key),
    };
  }

  /** The present state, and what else capabilities show. */
  function shownOf(context: SectionContext): Pick<PublishedAddon, "current" | "sections"> {
    const found = current(context.addon);
    const [overriding] = sections.flatMap((one) => one.overriding?.(context) ?? []);
    return {
      current: found === null || overriding === undefined ? found : { ...found, ...overriding },
      sections: sections.map((section) => ({ section, shown: section.shown(context) })),
    };
  }

  return async (addons: readonly Promising[], nowMs: number): Promise<PublicView> => {
    const published: PublishedAddon[] = [];
    for (const promising of addons) published.push(await publishedAddon(promising, nowMs));
    return { addons: published, publicKey };
  };
}
