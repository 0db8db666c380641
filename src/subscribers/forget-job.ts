import { DAY_MS } from "../core/time/index.ts";
import type { Job, Known } from "../engine/index.ts";
import { subscribers } from "../entries/index.ts";
import { decideEnd } from "./decide-subscriber.ts";

/** Who has not confirmed within so long does not want to be told. */
const PENDING_MS = 7 * DAY_MS;

/** Forgets the addresses of those who never confirmed. */
export const forgetJob: Job = {
  name: "subscribers/forget",
  about: "Forgets the addresses of those who asked to be told and never confirmed it.",
  when: {
    due(known) {
      const times = pending(known).map(({ addedMs }) => addedMs + PENDING_MS);
      return times.length === 0 ? null : times.reduce((least, one) => Math.min(least, one));
    },
  },
  async run({ known, nowMs, perform }) {
    for (const { addon, id, addedMs } of pending(known))
      if (addedMs + PENDING_MS <= nowMs)
        await perform(decideEnd("removed"), { id }, { addon, cause: `forget subscriber/${id}` });
  },
};

const pending = (known: Known) =>
  known.addons().flatMap((addon) => {
    const { all, pending } = known.state(subscribers, addon);
    if (pending === 0) return [];
    return [...all.values()]
      .filter(({ state }) => state === "pending")
      .map(({ id, addedMs }) => ({ addon, id, addedMs }));
  });
