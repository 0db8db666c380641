import { hash } from "node:crypto";
import type { SlotStore } from "../core/store/index.ts";
import { MINUTE_MS } from "../core/time/index.ts";
import type { Decide, Job } from "../engine/index.ts";
import { tenantBook, tenantSeen, writeEntry } from "../entries/index.ts";

/** So many are written down together. */
const AT_ONCE = 500;

export interface SeenDeps {
  readonly slots: Pick<SlotStore, "tenants">;
  /** More tenants of an add-on than this are not written down. */
  readonly mostTenants: number;
  /** Called with each look: how many of an add-on's were left out for that. */
  readonly onLeftOut: (addon: string, leftOut: number) => void;
}

/** Writes down each tenant that something was measured of for the first time. */
export const seenJob = ({ slots, mostTenants, onLeftOut }: SeenDeps): Job => ({
  name: "tenants/seen",
  about: "Writes down each tenant that was measured for the first time.",
  when: { everyMs: MINUTE_MS },
  async run({ known, signal, perform }) {
    for (const addon of known.addons()) {
      const { tenants } = known.state(tenantBook, addon);
      const fresh = (await slots.tenants(addon)).filter((id) => !tenants.has(id));
      const taken = fresh.slice(0, Math.max(0, mostTenants - tenants.size));
      onLeftOut(addon, fresh.length - taken.length);
      for (let at = 0; at < taken.length && !signal.aborted; at += AT_ONCE) {
        const ids = taken.slice(at, at + AT_ONCE);
        const cause = `seen ${hash("sha256", ids.join("\n"), "base64url")}`;
        await perform(decideSeen, ids, { addon, cause });
      }
    }
  },
});

/** Those that somebody else has not written down meanwhile. */
const decideSeen: Decide<readonly string[]> = (known, ids, { addon, nowMs: atMs, by }) => {
  const { tenants, entries } = known.state(tenantBook, addon);
  const about = { addon, atMs, by };
  return {
    kind: "decided",
    entries: ids
      .filter((id) => !tenants.has(id))
      .map((id) => writeEntry(tenantSeen, { id, source: "metrics" }, about)),
    expected: { "tenant/": entries },
  };
};
