import { randomUUID } from "node:crypto";
import { systemClock } from "../adapters/system-clock/index.ts";
import type { Acting } from "../cli/index.ts";
import { openProjection, perform } from "../engine/index.ts";
import { type Environment, openStore } from "./environment.ts";

/** Acts on the store itself; an embedded one must not be in use by another process unless it is only read. */
export async function openEngine(
  { dataFolder, isReading }: { readonly dataFolder: string; readonly isReading: boolean },
  env: Environment,
): Promise<Acting> {
  const store = await openStore(dataFolder, env, isReading);
  const { ledger } = store;
  try {
    const addons = new Set<string>();
    for await (const batch of ledger.read())
      for (const { addon, type } of batch) if (type === "contract.published") addons.add(addon);
    const onError = (error: unknown) => {
      throw error;
    };
    const projection = await openProjection({ ledger, clock: systemClock, onError });
    return {
      addons: [...addons],
      known: projection.known(),
      nowMs: systemClock.nowMs(),
      perform: (decide, input, addon) =>
        perform({ ledger, projection }, decide, input, {
          addon,
          nowMs: systemClock.nowMs(),
          by: "local",
          cause: randomUUID(),
        }),
      async close() {
        await projection.close();
        await store.close();
      },
    };
  } catch (error) {
    await store.close();
    throw error;
  }
}
