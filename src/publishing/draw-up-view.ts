import {
  type Contract,
  type PublishedVersions,
  versionInForce,
  withPromiseOf,
} from "../contract/index.ts";
import {
  allTenants,
  months,
  noExclusions,
  periodOf,
  type Statement,
  type StatementPeriod,
} from "../slo/index.ts";
import type { SlotStore } from "../store/index.ts";
import { DAY_MS } from "../time/index.ts";
import type { CurrentState, PublicView, PublishedAddon } from "./public-view.ts";
import type { TestRun } from "./test-runs.ts";
import { writtenSla } from "./written-sla.ts";

/** An add-on whose promise is published, as the running process knows it. */
export interface Promising {
  /** As it was given last; its promise may be one of days to come. */
  readonly contract: Contract;
  readonly versions: PublishedVersions;
}

export interface ViewDeps {
  /** Of the key that seals; see `PublicView`. */
  readonly publicKey: PublicView["publicKey"];
  readonly slots: Pick<SlotStore, "blocks">;
  readonly current: (addon: string) => CurrentState | null;
  readonly tests: (addon: string) => Promise<readonly TestRun[]>;
}

/** How far back months are shown. */
const EARLIER_DAYS = 93;
/** Late measurements still move a past month until it is sealed. */
const PAST_MAX_AGE_MS = 10 * 60_000;

/** Draws up all that the public pages show; keeps the statements of past months, which hardly move. */
export function viewDrawer({ publicKey, slots, current, tests }: ViewDeps) {
  const past = new Map<string, { readonly statement: Statement; readonly atMs: number }>();

  function statementOf(
    contract: Contract,
    period: StatementPeriod,
    sinceMs: number,
    nowMs: number,
  ) {
    const known = { watchingSinceMs: sinceMs, exclusions: noExclusions, nowMs };
    return allTenants(slots, { contract, period, ...known });
  }

  async function pastStatement(promising: Promising, period: StatementPeriod, nowMs: number) {
    const key = `${promising.contract.addon.key} ${period.name}`;
    const known = past.get(key);
    if (known && nowMs - known.atMs < PAST_MAX_AGE_MS) return known.statement;
    const { contract } = promiseAt(promising, period.fromMs);
    const statement = await statementOf(contract, period, sinceMsOf(promising), nowMs);
    past.set(key, { statement, atMs: nowMs });
    return statement;
  }

  async function publishedAddon(promising: Promising, nowMs: number): Promise<PublishedAddon> {
    const { version, contract } = promiseAt(promising, nowMs);
    const period = periodOf(contract.sla.period, nowMs);
    const earlier: Statement[] = [];
    for (const month of monthsBefore(contract, period, sinceMsOf(promising)))
      earlier.push(await pastStatement(promising, month, nowMs));
    return {
      addon: contract.addon,
      sla: contract.sla,
      written: writtenSla(version.sla),
      version: version.version,
      statement: await statementOf(contract, period, sinceMsOf(promising), nowMs),
      earlier,
      watchingSince: promising.versions[0].publishedAt,
      current: current(contract.addon.key),
      tests: await tests(contract.addon.key),
    };
  }

  return async (addons: readonly Promising[], nowMs: number): Promise<PublicView> => {
    const published: PublishedAddon[] = [];
    for (const promising of addons) published.push(await publishedAddon(promising, nowMs));
    return { addons: published, publicKey };
  };
}

const sinceMsOf = ({ versions }: Promising): number => Date.parse(versions[0].publishedAt);

/** The promise by which a moment is judged. */
function promiseAt({ contract, versions }: Promising, atMs: number) {
  const version = versionInForce(versions, atMs);
  const isLatest = version === versions.at(-1);
  return { version, contract: isLatest ? contract : withPromiseOf(contract, version) };
}

/** Whole months before the present one, while the period is a month and the add-on was watched. */
function monthsBefore({ sla }: Contract, present: StatementPeriod, sinceMs: number) {
  if (sla.period.kind !== "month") return [];
  const firstMs = Math.max(sinceMs, present.fromMs - EARLIER_DAYS * DAY_MS);
  return firstMs < present.fromMs ? months(firstMs, present.fromMs) : [];
}
