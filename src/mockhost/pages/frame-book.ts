import type { Tenant } from "../world/index.ts";
import {
  afterReport,
  type FrameLoad,
  type FrameOutcome,
  type FrameReport,
  outcomeOf,
} from "./frame-load.ts";

/** How the frames of one module on one tenant have loaded. */
export interface FrameStats extends Readonly<Record<FrameOutcome, number>> {
  readonly clientKey: string;
  readonly addonKey: string;
  readonly moduleKey: string;
  /** Under way. */
  readonly open: number;
}

export interface FrameBook {
  report(of: FrameOf, frame: string, report: FrameReport, nowMs: number): FrameLoad;
  stats(nowMs: number): readonly FrameStats[];
}

export interface FrameOf {
  readonly tenant: Tenant;
  readonly addonKey: string;
  readonly moduleKey: string;
}

/** A late word about a frame is waited for while its module has had no more than this many since. */
const MOST_RECENT = 200;

interface Account {
  readonly of: FrameOf;
  /** By the name that the page gave it; older ones are only counted. */
  readonly recent: Map<string, FrameLoad>;
  readonly settled: Record<FrameOutcome, number>;
}

/** Counts frames by tenant and module; what is undecided is judged at the moment of asking. */
export function frameBook(): FrameBook {
  const accounts = new Map<string, Account>();

  function accountOf(of: FrameOf): Account {
    const key = `${of.tenant.clientKey} ${of.addonKey} ${of.moduleKey}`;
    let account = accounts.get(key);
    if (!account) accounts.set(key, (account = { of, recent: new Map(), settled: nothing() }));
    return account;
  }

  return {
    report(of, frame, report, nowMs) {
      const { recent, settled } = accountOf(of);
      const load = afterReport(recent.get(frame) ?? null, report, nowMs);
      recent.set(frame, load);
      if (recent.size > MOST_RECENT) {
        const [oldest, known] = recent.entries().next().value!;
        settled[outcomeOf(known, nowMs) ?? "failed"]++;
        recent.delete(oldest);
      }
      return load;
    },
    stats: (nowMs) => [...accounts.values()].map((account) => statsOf(account, nowMs)),
  };
}

const nothing = (): Record<FrameOutcome, number> => ({ good: 0, late: 0, failed: 0, left: 0 });

function statsOf({ of, recent, settled }: Account, nowMs: number): FrameStats {
  const counts = { ...settled };
  let open = 0;
  for (const load of recent.values()) {
    const outcome = outcomeOf(load, nowMs);
    if (outcome === null) open++;
    else counts[outcome]++;
  }
  const { tenant, addonKey, moduleKey } = of;
  return { clientKey: tenant.clientKey, addonKey, moduleKey, ...counts, open };
}
