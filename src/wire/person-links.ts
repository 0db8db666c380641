import { actionLink } from "../access/index.ts";
import { newSecret } from "../adapters/new-secret/index.ts";
import { systemClock } from "../adapters/system-clock/index.ts";
import { DAY_MS } from "../core/time/index.ts";

/** Links by which people outside do one thing, by what they are for. */
export interface PersonLinks {
  acknowledge(addon: string, alert: string): string | null;
  confirm(addon: string, subscriber: string): string | null;
  unsubscribe(addon: string, subscriber: string): string | null;
}

/** A mail may be opened years later, and must still end the subscription. */
const LIFE_MS = { acknowledge: DAY_MS, confirm: 7 * DAY_MS, unsubscribe: 3650 * DAY_MS };

/** @param publicUrl where the public page is, without "/" at its end; null: not known yet */
export function personLinks(linkKey: string, publicUrl: () => string | null): PersonLinks {
  function link(command: string, addon: string, id: string, person: string, lifeMs: number) {
    const base = publicUrl();
    const made = actionLink(linkKey, {
      id: newSecret().slice(0, 16),
      ...{ command, addon, person },
      input: { id },
      expiresMs: systemClock.nowMs() + lifeMs,
    });
    return base === null || made.kind !== "link" ? null : base + made.path;
  }
  return {
    acknowledge: (addon, id) => link("alert acknowledge", addon, id, "oncall", LIFE_MS.acknowledge),
    confirm: (addon, id) => link("subscriber confirm", addon, id, id, LIFE_MS.confirm),
    unsubscribe: (addon, id) => link("subscriber leave", addon, id, id, LIFE_MS.unsubscribe),
  };
}
