import type { Disk, StorePlace, UsageForecast } from "../core/store/index.ts";
import type { WriteState } from "./write-log.ts";

/** What Plimsoll itself needs, as it was found just now. */
export interface OwnHealth {
  /** Why the store cannot be read; null: it can. */
  readonly unreadable: Error | null;
  readonly writes: WriteState;
  readonly place: StorePlace;
  readonly forecast: UsageForecast;
  /** What the check of a large file has found in the background; null: nothing. */
  readonly damage: Error | null;
  readonly view: ViewState;
  /** Now, by the monotonic clock. */
  readonly monotonicMs: number;
}

/** The figures that pages show. */
interface ViewState {
  /** When they were last drawn up, or the start, by the monotonic clock. */
  readonly drawnMs: number;
  /** Whether drawing them up failed since. */
  readonly isFailing: boolean;
}

/** One thing that is needed. Its words are for everybody: no path, no address. */
export interface OwnCheck {
  /** "component:measure", as draft-inadarei-api-health-check has it. */
  readonly name: string;
  readonly status: "pass" | "warn" | "fail";
  readonly output: string;
  readonly observed: { readonly value: number; readonly unit: string } | null;
}

/** SQLite's log takes 8 MB before it is written back, and writing it back may take as much. */
export const FULL_BYTES = 16 << 20;
const SCARCE_BYTES = 256 << 20;
/** So many days before the disk is full somebody is told. */
export const WARNED_DAYS = 14;
/** Two looks and a bit more without a write: the look itself hangs. */
const SILENT_MS = 60_000;
const OLD_VIEW_MS = 10 * 60_000;

/** Every check of `/health`, worst news or not. */
export function ownChecks(health: OwnHealth): readonly OwnCheck[] {
  const { unreadable, writes, place, forecast, damage, view, monotonicMs } = health;
  const seconds = (sinceMs: number) => ({
    value: Math.floor((monotonicMs - sinceMs) / 1000),
    unit: "s",
  });
  const { monotonicMs: writtenMs } = writes.last;
  return [
    {
      name: "store:readable",
      ...failing(unreadable && "The store cannot be read."),
      observed: null,
    },
    { name: "store:writable", ...writable(writes, monotonicMs), observed: seconds(writtenMs) },
    {
      name: "store:file",
      ...failing(
        (place.lost && "The store's file was deleted or replaced while it was open.") ??
          (damage && "The store's file is damaged."),
      ),
      observed: null,
    },
    ...(place.disk ? [diskCheck(place.disk, forecast)] : []),
    {
      name: "view:drawn",
      ...viewCheck(view, monotonicMs),
      observed: seconds(view.drawnMs),
    },
  ];
}

type Outcome = Pick<OwnCheck, "status" | "output">;

const PASS: Outcome = { status: "pass", output: "" };
const failing = (output: string | null): Outcome =>
  output === null ? PASS : { status: "fail", output };

function writable({ last, failure }: WriteState, nowMs: number): Outcome {
  if (failure !== null) return { status: "fail", output: failure.advice.meaning };
  const isSilent = nowMs - last.monotonicMs >= SILENT_MS;
  return failing(isSilent ? "Nothing was written for a minute." : null);
}

function diskCheck({ availableBytes }: Disk, { fullInDays }: UsageForecast): OwnCheck {
  const about = { name: "disk:available", observed: { value: availableBytes, unit: "bytes" } };
  if (availableBytes < FULL_BYTES)
    return { ...about, status: "fail", output: "The store's disk is full." };
  if (availableBytes < SCARCE_BYTES)
    return { ...about, status: "warn", output: "The store's disk is nearly full." };
  if (fullInDays !== null && fullInDays < WARNED_DAYS)
    return { ...about, status: "warn", output: "The store's disk is full within two weeks." };
  return { ...about, ...PASS };
}

function viewCheck({ drawnMs, isFailing }: ViewState, nowMs: number): Outcome {
  if (nowMs - drawnMs >= OLD_VIEW_MS)
    return { status: "fail", output: "No figures could be computed for ten minutes." };
  return isFailing ? { status: "warn", output: "The figures could not be computed anew." } : PASS;
}
