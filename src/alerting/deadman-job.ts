import type { Contract } from "../core/contract/index.ts";
import { MINUTE_MS } from "../core/time/index.ts";
import type { Job } from "../engine/index.ts";

export interface DeadmanDeps {
  /** null: it was reached; else why not, as a clause. */
  readonly call: (url: string, signal: AbortSignal) => Promise<string | null>;
  readonly onCall: (addon: string, problem: string | null) => void;
}

/** Tells somebody outside every minute that Plimsoll lives; who hears nothing for a while calls a person. */
export function deadmanJobs({ addon, operations }: Contract, deps: DeadmanDeps): readonly Job[] {
  const { deadman } = operations;
  if (deadman === null) return [];
  return [
    {
      name: `alerting/deadman ${addon.key}`,
      about: `Tells a service outside that ${addon.name} is watched.`,
      when: { everyMs: MINUTE_MS },
      async run({ signal }) {
        const problem = await deps.call(deadman, signal);
        if (!signal.aborted) deps.onCall(addon.key, problem);
      },
    },
  ];
}
