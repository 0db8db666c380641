export { compareBlocks } from "./block-order.ts";
export {
  type BlockDamage,
  type BlockRow,
  blockOfRows,
  type DayFold,
  foldDay,
  unlessDamaged,
} from "./block-rows.ts";
export { blocksOf } from "./blocks-of.ts";
export { decideAppend } from "./decide-append.ts";
export {
  type Examination,
  type ExaminedStore,
  examineStore,
  type Finding,
  type PartName,
  type PartSizes,
  partNames,
  soundFinding,
} from "./examine-store.ts";
export { forecastUsage, type UsageForecast } from "./forecast.ts";
export type { Disk, StoreHealth, StorePlace, UsageSample } from "./health-port.ts";
export { intakeKey } from "./intake-key.ts";
export type {
  IntakeChange,
  IntakeKeys,
  IntakeKnown,
  IntakeStore,
  SeriesState,
} from "./intake-port.ts";
export {
  acquireLease,
  holds,
  type Lease,
  type LeaseState,
  type LeaseToken,
  releaseLease,
} from "./lease.ts";
export { leaseKeeper } from "./lease-keeper.ts";
export { memoryStore } from "./memory-store.ts";
export { hourlyOf, type KeptDetail, type PackedDay, packRows, totalOfRows } from "./pack-rows.ts";
export type {
  AcquiredLease,
  AppendOptions,
  BlockQuery,
  KeptDays,
  Leases,
  LedgerStore,
  OnDamage,
  SlotStore,
  Store,
  Vault,
  VaultLabel,
  VaultReference,
} from "./port.ts";
export { tenantBatches } from "./tenant-batches.ts";
export { vaultHash } from "./vault-hash.ts";
