import { systemClock } from "../adapters/system-clock/index.ts";
import type { Store } from "../core/store/index.ts";
import { openProjection, type Projection } from "../engine/index.ts";

/** Uses a store with what is known from its ledger, and closes both. An entry that cannot be read is an error. */
export async function onStore<T>(
  store: Store,
  use: (projection: Projection) => Promise<T>,
): Promise<T> {
  const onError = (error: unknown) => {
    throw error;
  };
  try {
    const projection = await openProjection({ ledger: store.ledger, clock: systemClock, onError });
    try {
      return await use(projection);
    } finally {
      await projection.close();
    }
  } finally {
    await store.close();
  }
}
