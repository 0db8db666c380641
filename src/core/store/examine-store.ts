import { PlimsollError } from "../errors/index.ts";
import { plural } from "../format/index.ts";
import { verifyEntries } from "../ledger/index.ts";
import { hourOf, type SlotBlock } from "../measurement/index.ts";
import { dayToIso } from "../time/index.ts";
import { type BlockDamage, unlessDamaged } from "./block-rows.ts";
import { forecastUsage, type UsageForecast } from "./forecast.ts";
import type { Disk } from "./health-port.ts";
import type { Lease } from "./lease.ts";
import type { Store } from "./port.ts";

/** What looking at one thing has found. */
export interface Finding {
  readonly check: string;
  /** warning: somebody should do something. damage: something is lost. */
  readonly state: "ok" | "warning" | "damage";
  /** A sentence or two. */
  readonly message: string;
  /** What to do; "" where there is nothing to do. */
  readonly hint: string;
}

/** Parts of a store by what they are for; `free` is used again before it grows. */
export type PartSizes = Readonly<Record<PartName, number>>;

export const partNames = [
  "counts",
  "detail",
  "total",
  "ledger",
  "vault",
  "intake",
  "other",
  "free",
] as const;
export type PartName = (typeof partNames)[number];

/** What each kind of store lets be looked at, beside what all of them promise. Nothing of it writes. */
export interface ExaminedStore {
  /** "SQLite, /var/lib/plimsoll/plimsoll.db" */
  readonly name: string;
  readonly store: Pick<Store, "slots" | "ledger" | "health">;
  /** What only this kind of store can be asked. */
  readonly own: Readonly<Record<string, () => Promise<Finding>>>;
  /** Every add-on that was measured, and between which days. */
  addons(): Promise<
    readonly { readonly addon: string; readonly from: number; readonly to: number }[]
  >;
  leases(): Promise<readonly (Lease & { readonly name: string })[]>;
  parts(): Promise<PartSizes>;
  close(): Promise<void>;
}

export interface Examination {
  readonly store: string;
  readonly findings: readonly Finding[];
  readonly sizeBytes: number | null;
  /** Null where they cannot be read. */
  readonly parts: PartSizes | null;
  readonly disk: Disk | null;
  readonly forecast: UsageForecast;
}

/** Days read at a time, so that memory does not hang on how long there was watching. */
const DAYS_TOGETHER = 7;
const MOST_NAMED = 20;
const RESTORE = "Keep the files as they are, and restore the last good backup beside them.";

/** Reads all of a store, as nobody else does, and says what is wrong with it. */
export async function examineStore(examined: ExaminedStore): Promise<Examination> {
  const { name, store } = examined;
  const [sizeBytes, { disk }, usage] = [
    await store.health.sizeBytes(),
    await store.health.place(),
    await store.health.usage(),
  ];
  const findings: Finding[] = [];
  for (const [check, look] of Object.entries(examined.own))
    findings.push(await orDamage(check, look));
  findings.push(
    await orDamage("blocks", () => blocksFinding(examined)),
    await orDamage("ledger", () => ledgerFinding(store)),
    await orDamage("leases", () => leasesFinding(examined)),
  );
  const parts = await examined.parts().catch(() => null);
  return { store: name, findings, sizeBytes, parts, disk, forecast: forecastUsage(usage) };
}

/** What stops somebody from looking is a finding too. */
async function orDamage(check: string, look: () => Promise<Finding>): Promise<Finding> {
  try {
    return await look();
  } catch (error) {
    if (!(error instanceof PlimsollError && error.code === "store.damaged")) throw error;
    return { check, state: "damage", message: error.message, hint: RESTORE };
  }
}

async function blocksFinding({ store, addons }: ExaminedStore): Promise<Finding> {
  let read = 0;
  const damaged = new Map<string, string>();
  const onDamage = (damage: BlockDamage) => void damaged.set(nameOf(damage), damage.reason);
  for (const { addon, from, to } of await addons())
    for (let day = from; day <= to; day += DAYS_TOGETHER) {
      const until = Math.min(to, day + DAYS_TOGETHER - 1);
      for await (const blocks of store.slots.blocks({ addon, from: day, to: until, onDamage }))
        for (const block of blocks) {
          read++;
          decodeHours(block, onDamage);
        }
    }
  if (damaged.size === 0)
    return soundFinding(
      "blocks",
      `${plural(read, "block")} of measurements, each as it was written.`,
    );
  const named = [...damaged].slice(0, MOST_NAMED).map(([block, reason]) => `${block}: ${reason}`);
  const rest = damaged.size - named.length;
  return {
    check: "blocks",
    state: "damage",
    message: [
      `${plural(damaged.size, "block")} of ${read + damaged.size} cannot be read:`,
      ...named,
      ...(rest > 0 ? [`and ${rest} more.`] : []),
    ].join("\n"),
    hint: `Their days are unknown in the figures; nothing else is. ${RESTORE}`,
  };
}

function decodeHours(block: SlotBlock, onDamage: (damage: BlockDamage) => void): void {
  const { stream, day, minutes } = block;
  unlessDamaged(
    () => {
      for (const hour of new Set([...minutes].map(hourOf))) block.hour(hour);
    },
    (reason) => onDamage({ stream, day, reason }),
  );
}

function nameOf({ stream, day }: BlockDamage): string {
  const { addon, tenant, indicator, source, release, place, path } = stream;
  const scope = [
    tenant === "" ? "" : `tenant ${tenant}`,
    release === "" ? "" : `release ${release}`,
    place === "" ? "" : `${path} from ${place}`,
  ].filter(Boolean);
  return `${dayToIso(day)} ${addon} ${indicator} by ${source}${scope.length > 0 ? ` (${scope.join(", ")})` : ""}`;
}

async function ledgerFinding({ ledger }: Pick<Store, "ledger">): Promise<Finding> {
  const found = await verifyEntries(ledger.read());
  if (found.kind === "intact")
    return soundFinding(
      "ledger",
      `${plural(found.entries, "entry", "entries")}, each as it was written and chained to the one before.`,
    );
  return {
    check: "ledger",
    state: "damage",
    message: `The chain breaks at entry ${found.line}: ${found.reason}.`,
    hint: RESTORE,
  };
}

async function leasesFinding({ leases }: ExaminedStore): Promise<Finding> {
  const all = await leases();
  const held = all.filter(({ holder }) => holder !== "").map(({ name }) => name);
  const which = held.length === 0 ? "none is held" : `held: ${held.join(", ")}`;
  return soundFinding("leases", `${plural(all.length, "job")} with a lease; ${which}.`);
}

export const soundFinding = (check: string, message: string): Finding => ({
  check,
  state: "ok",
  message,
  hint: "",
});
