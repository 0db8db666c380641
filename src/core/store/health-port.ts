/** How a store fares where it lies: whether it takes anything, how much it holds, how much room is left. */
export interface StoreHealth {
  /** Keeps something of no meaning, as durably as everything else: proves that the store can be written. */
  touch(): Promise<void>;
  /** How much it takes on a disk; null where it keeps nothing on one. */
  sizeBytes(): Promise<number | null>;
  place(): Promise<StorePlace>;
  /** What was noted of its size, oldest first. */
  usage(): Promise<readonly UsageSample[]>;
  /** Notes its size, and forgets what was noted before. */
  noteUsage(sample: UsageSample, forgetBeforeMs: number): Promise<void>;
}

export interface StorePlace {
  /** The file system that it lies on; null where that is not this machine's to see. */
  readonly disk: Disk | null;
  /** What happened to its file since it was opened, as a sentence; null: nothing. */
  readonly lost: string | null;
}

export interface Disk {
  /** What is left for this process. */
  readonly availableBytes: number;
  readonly sizeBytes: number;
}

export interface UsageSample {
  /** Epoch milliseconds. */
  readonly atMs: number;
  readonly storeBytes: number;
  /** Null where it is not known. */
  readonly availableBytes: number | null;
}
