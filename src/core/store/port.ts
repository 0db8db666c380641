import type { Entry, Head, NewEntry } from "../ledger/index.ts";
import type { PlacedSlot, SlotBlock } from "../measurement/index.ts";
import type { Day, Minute } from "../time/index.ts";
import type { BlockDamage } from "./block-rows.ts";
import type { StoreHealth } from "./health-port.ts";
import type { IntakeStore } from "./intake-port.ts";
import type { LeaseState, LeaseToken } from "./lease.ts";

/**
 * Where Plimsoll keeps what it knows: four small tables behind one port, and beside the slots what
 * intake must remember to count once. Every adapter passes `suite.ts`. Acknowledged means durable:
 * when a promise resolves, a kill -9 or a power cut loses nothing. A store that cannot keep that
 * throws `store.full` or `store.unavailable` and has changed nothing.
 */
export interface Store {
  readonly slots: SlotStore;
  readonly intake: IntakeStore;
  readonly ledger: LedgerStore;
  readonly vault: Vault;
  readonly leases: Leases;
  readonly health: StoreHealth;
  close(): Promise<void>;
}

/** Measurements. They only ever add up, so writers never conflict. */
export interface SlotStore {
  /** Adds all of the slots or none. Slots for a stream and minute that exist already are merged. */
  add(slots: readonly PlacedSlot[]): Promise<void>;
  /** The blocks asked for, ordered by tenant, day, stream key; one block per stream and day, in batches. */
  blocks(query: BlockQuery): AsyncIterable<readonly SlotBlock[]>;
  /** Every tenant of whom an add-on has ever been measured. */
  tenants(addon: string): Promise<readonly string[]>;
  /**
   * Rewrites every day that began before `before` as one block per stream; answers how many blocks
   * it wrote. Changes no figure, may run at any time and beside writers; the more often, the quicker reading is.
   */
  pack(before: Minute, options?: PackOptions): Promise<number>;
  /** How many rows were added since they were packed; where several processes share a store, about. */
  unpacked(): Promise<number>;
  /**
   * Keeps less of days that are past, and gives the space back. Thins some thousand days of streams at
   * most and answers how many; 0: nothing is left to do. May run at any time, beside writers and itself. What
   * cannot be read stays as it is, and is reported to `onDamage`.
   */
  thin(addon: string, kept: KeptDays, onDamage?: OnDamage): Promise<number>;
}

interface PackOptions {
  /** Called with what cannot be read, which stays as it is. */
  readonly onDamage?: OnDamage | undefined;
  /** Stops, with no block more written, once the lease was given back or has passed to somebody else. */
  readonly fence?: LeaseToken;
}

/** How finely days are kept. Whatever their age, the total of each day stays. */
export interface KeptDays {
  /** From this day on by the minute; before it by the hour. */
  readonly minutesFrom: Day;
  /** From this day on with counts of each minute, and durations by the hour; before it only totals. */
  readonly countsFrom: Day;
}

export interface BlockQuery {
  readonly addon: string;
  /** One tenant ("" for measurements that belong to none); left out: all of them. */
  readonly tenant?: string;
  /** Whole UTC days, both included. */
  readonly from: Day;
  readonly to: Day;
  /**
   * Days whose hours and minutes will be asked for; on the others much less is read, and `hour` may
   * throw. Left out: every day.
   */
  readonly detailOn?: readonly Day[];
  /** Called with what cannot be read, which is then left out; without it, it is thrown. */
  readonly onDamage?: OnDamage;
}

export type OnDamage = (damage: BlockDamage) => void;

/** The ledger. Appends are checked per subject, so that two writers cannot both decide the same thing. */
export interface LedgerStore {
  /**
   * Appends all entries or none. `expected` names, for each subject touched, the version its last
   * known entry has (0: none yet); a subject not named is appended unchecked. One that ends in "/"
   * stands for all that begin with it, by how many entries they have. Entries that repeat an add-on's
   * cause, type and subject are not appended again: the answer is what the cause led to first.
   */
  append(entries: readonly NewEntry[], options?: AppendOptions): Promise<Appended>;
  /** Entries after `seq` in order, in batches; ends at the head of the moment reading begins. */
  read(options?: {
    readonly after?: number;
    readonly addon?: string;
  }): AsyncIterable<readonly Entry[]>;
  head(): Promise<Head>;
  /** What an add-on's cause led to, oldest first; nothing where it is new. Waits for appends that are under way. */
  caused(addon: string, cause: string): Promise<readonly Entry[]>;
  /**
   * Calls `listener` soon after entries were appended, by this process or, where the store can tell,
   * by another; it may be called without cause, and a call may get lost while the store is away.
   */
  follow(listener: () => void): { close(): void };
}

export interface AppendOptions {
  readonly expected?: Readonly<Record<string, number>>;
  /** Refuses the append when the lease was given back or has passed to somebody else since `token` was given out. */
  readonly fence?: LeaseToken;
}

export type Appended =
  | { readonly kind: "appended"; readonly entries: readonly Entry[] }
  | { readonly kind: "repeated"; readonly entries: readonly Entry[] }
  | {
      readonly kind: "conflict";
      readonly subject: string;
      readonly expected: number;
      readonly actual: number;
    }
  | { readonly kind: "fenced"; readonly lease: string };

/** What must be erasable (addresses, ticket text, secrets) or is large (run records, drill logs). */
export interface Vault {
  /** Keeps bytes under a fresh id; the hash is hex SHA-256 of a random salt and the bytes. */
  put(content: Uint8Array, about: VaultLabel): Promise<VaultReference>;
  get(id: string): Promise<Uint8Array | null>;
  /** Forgets the content for good and in place; entries that refer to it still verify. False: there was none. */
  erase(id: string): Promise<boolean>;
  /** Ids of everything kept about one person. */
  about(person: string): Promise<readonly string[]>;
}

export interface VaultLabel {
  readonly kind: string;
  /** A stable id for the person concerned, or "". */
  readonly person: string;
}

export interface VaultReference {
  readonly id: string;
  readonly hash: string;
}

/** Who may do a job now, when several processes share a store. */
export interface Leases {
  /**
   * Takes or renews the lease for `holder`, a name no other process has. It is also taken from a
   * holder who has not renewed it since it was in the state `silent`; see `leaseKeeper`.
   */
  acquire(name: string, holder: string, silent: LeaseState | null): Promise<AcquiredLease>;
  release(token: LeaseToken): Promise<void>;
}

export type AcquiredLease =
  | { readonly kind: "taken"; readonly token: LeaseToken }
  | { readonly kind: "held"; readonly lease: LeaseState };
