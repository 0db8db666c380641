import { openDeliverers } from "../adapters/deliverers/index.ts";
import { systemClock } from "../adapters/system-clock/index.ts";
import type { Contract } from "../core/contract/index.ts";
import type { Vault } from "../core/store/index.ts";
import { deliverJobs } from "../effects/index.ts";
import type { Job, Projection } from "../engine/index.ts";
import type { ChannelSettings } from "./channels.ts";
import type { Opened } from "./opened.ts";

/** What tells people: the jobs for an add-on, by its contract. */
export function watchEffects(
  settings: ChannelSettings,
  parts: {
    readonly vault: Pick<Vault, "get">;
    readonly projection: Pick<Projection, "onChange">;
    readonly unsubscribeUrl: (addon: string, subscriber: string) => string | null;
    readonly opened: Opened;
  },
): (contract: Contract) => readonly Job[] {
  const { mail, allowedPrivate, addressOf } = settings;
  const deliverers = openDeliverers({ mail, allowedPrivate, nowMs: systemClock.nowMs });
  const media = new Set(Object.values(deliverers));
  parts.opened.add({
    async close() {
      await Promise.all([...media].map((one) => one.close()));
    },
  });
  const deps = {
    ...{ deliverers, addressOf },
    vault: parts.vault,
    clock: systemClock,
    unsubscribeUrl: parts.unsubscribeUrl,
    onChange: parts.projection.onChange,
  };
  return (contract) => deliverJobs(contract, deps);
}
