import type { LifecycleCall } from "../core/host/index.ts";
import { isoTime } from "../core/time/index.ts";
import type { Decide } from "../engine/index.ts";
import {
  lifecycleState,
  tenantBook,
  tenantLifecycle,
  tenantSeen,
  writeEntry,
} from "../entries/index.ts";

interface Calls {
  readonly calls: readonly LifecycleCall[];
  /** More tenants than this are not written down. */
  readonly mostTenants: number;
}

/** What hosts told the add-on, in the order of its time; what is known already adds nothing. */
export const decideCalls: Decide<Calls> = (known, { calls, mostTenants }, context) => {
  const { addon, nowMs: atMs, by } = context;
  const { tenants, entries } = known.state(tenantBook, addon);
  const about = { addon, atMs, by };
  const source = "metrics";
  const fresh = new Set<string>();
  return {
    kind: "decided",
    entries: calls
      .toSorted((a, b) => a.atMs - b.atMs)
      .flatMap(({ tenant: id, event, atMs: calledMs }) => {
        const one = tenants.get(id);
        const isKnown = one?.state === lifecycleState(event) && calledMs <= one.stateSinceMs!;
        if (isKnown) return [];
        const isFresh = one === undefined && !fresh.has(id);
        if (isFresh && tenants.size + fresh.size >= mostTenants) return [];
        const call = writeEntry(
          tenantLifecycle[event],
          { id, source, at: isoTime(calledMs) },
          about,
        );
        if (!isFresh) return [call];
        fresh.add(id);
        return [writeEntry(tenantSeen, { id, source }, about), call];
      }),
    expected: { "tenant/": entries },
  };
};
