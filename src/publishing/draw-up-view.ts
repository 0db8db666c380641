import type { Contract, PublishedVersion } from "../contract/index.ts";
import {
  allTenants,
  months,
  noExclusions,
  periodOf,
  type Statement,
  type StatementPeriod,
} from "../slo/index.ts";
import type { SlotStore } from "../store/index.ts";
import type { CurrentState, PublicView, PublishedAddon } from "./public-view.ts";
import { writtenSla } from "./written-sla.ts";

/** An add-on whose promise is published, as the running process knows it. */
export interface Promising {
  readonly contract: Contract;
  readonly text: string;
  readonly versions: readonly PublishedVersion[];
}

export interface ViewDeps {
  readonly slots: Pick<SlotStore, "blocks">;
  readonly current: (addon: string) => CurrentState | null;
}

/** How many calendar months before the present one are shown. */
const EARLIER_MONTHS = 3;

/** Draws up everything that the public pages show; keeps the statements of past months, which hardly move. */
export function viewDrawer({ slots, current }: ViewDeps) {
  const past = new Map<string, { readonly statement: Statement; readonly atMs: number }>();

  async function statementOf(
    { contract, versions }: Promising,
    period: StatementPeriod,
    nowMs: number,
  ) {
    const since = versions[0]?.publishedAt;
    const watchingSinceMs = since === undefined ? null : Date.parse(since);
    return allTenants(slots, {
      contract,
      period,
      watchingSinceMs,
      exclusions: noExclusions,
      nowMs,
    });
  }

  async function earlierOf(promising: Promising, before: StatementPeriod, nowMs: number) {
    const since = Date.parse(promising.versions[0]?.publishedAt ?? "");
    const firstMs = Math.max(since, before.fromMs - EARLIER_MONTHS * 31 * 86_400_000);
    const periods = firstMs < before.fromMs ? months(firstMs, before.fromMs) : [];
    const statements: Statement[] = [];
    for (const period of periods) statements.push(await kept(promising, period, nowMs));
    return statements;
  }

  async function kept(promising: Promising, period: StatementPeriod, nowMs: number) {
    const key = `${promising.contract.addon.key} ${period.name}`;
    const known = past.get(key);
    if (known && nowMs - known.atMs < PAST_MAX_AGE_MS) return known.statement;
    const statement = await statementOf(promising, period, nowMs);
    past.set(key, { statement, atMs: nowMs });
    return statement;
  }

  async function publishedAddon(promising: Promising, nowMs: number): Promise<PublishedAddon> {
    const { contract, text, versions } = promising;
    const period = periodOf(contract.sla.period, nowMs);
    return {
      addon: contract.addon,
      sla: contract.sla,
      written: writtenSla(text),
      version: versions.length,
      statement: await statementOf(promising, period, nowMs),
      earlier:
        contract.sla.period.kind === "month" ? await earlierOf(promising, period, nowMs) : [],
      watchingSince: versions[0]?.publishedAt ?? null,
      current: current(contract.addon.key),
    };
  }

  return async (addons: readonly Promising[], nowMs: number): Promise<PublicView> => {
    const published: PublishedAddon[] = [];
    for (const promising of addons) published.push(await publishedAddon(promising, nowMs));
    return { addons: published };
  };
}

/** Late measurements still move a past month until it is sealed. */
const PAST_MAX_AGE_MS = 10 * 60_000;
