import { afterEach, beforeEach, describe } from "vitest";
import type { Store } from "./index.ts";
import { describeHealth } from "./testdata/health-suite.ts";
import { describeIntake } from "./testdata/intake-suite.ts";
import { describeLeases } from "./testdata/leases-suite.ts";
import { describeLedger } from "./testdata/ledger-suite.ts";
import { describeSlots } from "./testdata/slots-suite.ts";
import { describeVault } from "./testdata/vault-suite.ts";

/** A new and empty store, for one test. */
export interface StoreUnderTest {
  readonly store: Store;
  /** Closes the store and opens what it kept again; a store that keeps nothing answers itself. */
  reopen(): Promise<Store>;
  /** One process has it at a time, so that whoever opens it is the only one alive. */
  readonly isOneProcess?: true;
  close(): Promise<void>;
}

/** What every store promises: `describeStore("SQLite", open)`. */
export function describeStore(name: string, open: () => Promise<StoreUnderTest>): void {
  describe(name, () => {
    let opened: StoreUnderTest;
    let store: Store;
    beforeEach(async () => {
      opened = await open();
      store = opened.store;
    });
    afterEach(() => opened.close());

    const tested = {
      get store() {
        return store;
      },
      async reopen() {
        store = await opened.reopen();
      },
      get isOneProcess() {
        return opened.isOneProcess ?? false;
      },
    };
    describeSlots(tested);
    describeIntake(tested);
    describeLedger(tested);
    describeVault(tested);
    describeLeases(tested);

    describeHealth(tested);
  });
}
