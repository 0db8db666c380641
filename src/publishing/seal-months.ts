import type { KeyObject } from "node:crypto";
import { type SignedSeal, seal, statementHash } from "../core/ledger/index.ts";
import type { SlotBlock } from "../core/measurement/index.ts";
import type { Statement } from "../core/slo/index.ts";
import type { LedgerStore, OnDamage, SlotStore } from "../core/store/index.ts";
import { DAY_MS, type Day, dayOf, minuteOf } from "../core/time/index.ts";
import type { Decide, Job, Known, Turn } from "../engine/index.ts";
import {
  corrections,
  exclusionsOf,
  hostHistory,
  maintenanceWindows,
  monthSealed,
  sealedStatements,
  writeEntry,
} from "../entries/index.ts";
import { type Part, type Parts, type Promising, partsOf } from "./statement-parts.ts";

/** Metrics are taken for seven days; a day more than that, no measurement can move a month. */
const SEALED_AFTER_MS = 8 * DAY_MS;

export interface SealingDeps {
  /** The add-ons that are watched now. */
  readonly promising: () => readonly Promising[];
  readonly slots: Pick<SlotStore, "blocks">;
  readonly ledger: Pick<LedgerStore, "head">;
  /** Ed25519, private. */
  readonly sealingKey: KeyObject;
  readonly onDamage: OnDamage;
}

export interface MonthSealing {
  readonly job: Job;
  /** From which day on minutes are needed for months that are not sealed; null: for none. */
  neededFrom(known: Known, addon: string, nowMs: number): Day | null;
}

/** A month of an add-on, in as many parts as its promise has. */
interface Month {
  readonly addon: string;
  readonly name: string;
  readonly fromMs: number;
  readonly toMs: number;
  readonly of: readonly Part[];
  readonly parts: Parts;
}

/**
 * Makes the figures of months final, eight days after they are over: each becomes an entry that holds
 * the statement, and is signed. From then on pages show that, and minutes need not be kept for it.
 */
export function monthSealing({
  promising,
  slots,
  ledger,
  sealingKey,
  onDamage,
}: SealingDeps): MonthSealing {
  /** Months of which minutes are gone already: their figures cannot be drawn up any more. */
  const isGone = new Set<string>();

  const openMonths = (known: Known, nowMs: number): Month[] =>
    promising().flatMap((one) => {
      const { key } = one.contract.addon;
      const parts = partsOf(one);
      const sealed = new Set(known.state(sealedStatements, key).map(({ period }) => period.name));
      return monthsOf(key, parts, nowMs).filter(
        ({ name }) => !sealed.has(name) && !isGone.has(`${key} ${name}`),
      );
    });

  async function sealMonth(month: Month, { known, nowMs, perform }: Turn): Promise<void> {
    const { addon, name, of, parts } = month;
    const statements: Statement[] = [];
    const reading = onlyWhole(slots);
    const excluded = exclusionsOf(
      known.state(maintenanceWindows, addon),
      known.state(hostHistory, addon),
      known.state(corrections, addon),
    );
    for (const part of of)
      statements.push(await parts.statement(reading, part, excluded, nowMs, onDamage));
    if (!reading.isWhole()) {
      isGone.add(`${addon} ${name}`);
      return;
    }
    const head = await ledger.head();
    const sealed = statements.map(withoutTenants).map((statement) => ({
      statement,
      ...seal({ period: name, head, statement: statementHash(statement) }, sealingKey),
    }));
    const performed = await perform(decideSeal, { name, sealed }, { addon, cause: `seal ${name}` });
    if (performed.kind === "refused") throw new Error(performed.message);
  }

  return {
    job: {
      name: "months/seal",
      about: "Makes the figures of a month final, eight days after it is over, and signs them.",
      when: {
        due: (known, nowMs) =>
          openMonths(known, nowMs).reduce<number | null>(
            (least, { toMs }) => Math.min(least ?? Infinity, toMs + SEALED_AFTER_MS),
            null,
          ),
      },
      async run(turn) {
        for (const month of openMonths(turn.known, turn.nowMs)) {
          if (turn.signal.aborted) return;
          if (month.toMs + SEALED_AFTER_MS <= turn.nowMs) await sealMonth(month, turn);
        }
      },
    },
    neededFrom(known, addon, nowMs) {
      const [oldest] = openMonths(known, nowMs).filter((month) => month.addon === addon);
      return oldest === undefined ? null : dayOf(minuteOf(oldest.fromMs));
    },
  };
}

/** Months that are over or run, oldest first. */
function monthsOf(addon: string, parts: Parts, nowMs: number): Month[] {
  const present = parts.present(nowMs);
  const isMonth = present.stretch.contract.sla.period.kind === "month";
  const all = [...parts.before(parts.sinceMs, nowMs), ...(isMonth ? [present] : [])];
  const byName = [...Map.groupBy(all, ({ period }) => period.name)].map(([name, of]) => {
    const { fromMs, toMs } = of[0]!.period;
    return { addon, name, fromMs, toMs, of, parts };
  });
  return byName.sort((a, b) => a.fromMs - b.fromMs);
}

interface SealedMonth {
  readonly name: string;
  readonly sealed: readonly (SignedSeal & { readonly statement: Statement })[];
}

/** All parts of a month at once, unless it is sealed already. */
const decideSeal: Decide<SealedMonth> = (known, { name, sealed }, { addon, nowMs, by }) => {
  const isSealed = known.state(sealedStatements, addon).some(({ period }) => period.name === name);
  const entries = sealed.map(({ seal, ...one }, at) => {
    const data = {
      ...one,
      seal: { ...seal, statement: seal.statement! },
      period: name,
      part: at + 1,
    };
    return writeEntry(monthSealed, data, { addon, atMs: nowMs, by });
  });
  return {
    kind: "decided",
    entries: isSealed ? [] : entries,
    expected: { [`month/${name}/`]: 0 },
  };
};

/** As plain JSON. Names of tenants are not for ever. */
const withoutTenants = ({ tenants, ...statement }: Statement): Statement =>
  JSON.parse(JSON.stringify({ ...statement, tenants: tenants && { ...tenants, worst: [] } }));

/** Tells afterwards whether all that was read still had the counts of its minutes. */
function onlyWhole(slots: Pick<SlotStore, "blocks">) {
  let isWhole = true;
  return {
    isWhole: () => isWhole,
    async *blocks(query: Parameters<SlotStore["blocks"]>[0]) {
      for await (const batch of slots.blocks(query)) {
        isWhole &&= batch.every(hasItsCounts);
        yield batch;
      }
    },
  };
}

const hasItsCounts = ({ events, total }: SlotBlock): boolean =>
  events.reduce((sum, count) => sum + count, 0) === total.events;
