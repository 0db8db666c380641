import { hash } from "node:crypto";
import { systemClock } from "../adapters/system-clock/index.ts";
import { PlimsollError } from "../core/errors/index.ts";
import type { Store } from "../core/store/index.ts";
import { type Engine, type Job, perform } from "../engine/index.ts";
import type { Receipt } from "../monitoring/index.ts";
import { decideCalls, seenJob } from "../tenants/index.ts";

interface TenantParts {
  readonly store: Pick<Store, "slots">;
  readonly engine: Engine;
  readonly mostTenants: number;
  readonly onLeftOut: (addon: string, leftOut: number) => void;
}

export interface WatchedTenants {
  readonly job: Job;
  /** Writes down what hosts called for; the same again adds nothing. */
  onCalls(calls: Receipt["calls"]): Promise<void>;
}

/** Keeps the book of tenants by what metrics tell of them. */
export function watchTenants(parts: TenantParts): WatchedTenants {
  const { store, engine, mostTenants, onLeftOut } = parts;
  return {
    job: seenJob({ slots: store.slots, mostTenants, onLeftOut }),
    async onCalls(all) {
      for (const [addon, calls] of Map.groupBy(all, (call) => call.addon)) {
        const cause = `calls ${hash("sha256", JSON.stringify(calls), "base64url")}`;
        const context = { addon, nowMs: systemClock.nowMs(), by: "plimsoll", cause };
        const performed = await perform(engine, decideCalls, { calls, mostTenants }, context);
        // Others were quicker again and again: the sender's next try finds a better moment.
        if (performed.kind === "refused")
          throw new PlimsollError("store.unavailable", performed.message);
      }
    },
  };
}
