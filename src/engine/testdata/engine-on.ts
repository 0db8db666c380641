import type { Store } from "../../core/store/index.ts";
import { fakeClock } from "../../core/time/index.ts";
import type { Engine } from "../perform.ts";
import { openProjection } from "../projection.ts";

/** An engine on a store, for tests: an error that it reports fails the test. */
export async function engineOn({ ledger, vault }: Pick<Store, "ledger" | "vault">, clock = fakeClock()): Promise<Engine> {
  const onError = (error: unknown) => {
    throw error;
  };
  return { ledger, vault, projection: await openProjection({ ledger, clock, onError }) };
}
