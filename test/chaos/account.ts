import { generateKeyPairSync } from "node:crypto";
import { exportLines, type Verification, verifyLines } from "../../src/core/ledger/index.ts";
import type { Store } from "../../src/core/store/index.ts";
import { ADDON, DAY } from "../../src/core/store/testdata/samples.ts";

/** How often each number that `writer.ts` wrote is in the store. */
export interface Account {
  readonly slots: ReadonlyMap<number, number>;
  readonly entries: ReadonlyMap<number, number>;
  readonly ledger: Verification;
}

export async function accountOf(store: Store): Promise<Account> {
  const slots = new Map<number, number>();
  for await (const blocks of store.slots.blocks({ addon: ADDON, from: DAY, to: DAY })) {
    for (const { stream, minutes, events } of blocks) {
      const first = 1440 * Number(stream.tenant.replace("tenant-", ""));
      for (const [at, minute] of minutes.entries()) slots.set(first + minute, events[at]!);
    }
  }
  const entries = new Map<number, number>();
  for await (const batch of store.ledger.read()) {
    for (const { data } of batch)
      entries.set(Number(data.n), (entries.get(Number(data.n)) ?? 0) + 1);
  }
  const { privateKey } = generateKeyPairSync("ed25519");
  return {
    slots,
    entries,
    ledger: await verifyLines(exportLines(store.ledger.read(), privateKey)),
  };
}

export function acknowledged(lines: readonly string[]): number[] {
  return lines.filter((line) => line.startsWith("ack ")).map((line) => Number(line.slice(4)));
}

/** What is wrong with the account, in words: nothing acknowledged may be missing, nothing may be double. */
export function faults(
  { slots, entries, ledger }: Account,
  acknowledged: readonly number[],
): string[] {
  const lost = (kind: string, kept: ReadonlyMap<number, number>) =>
    acknowledged.filter((n) => !kept.has(n)).map((n) => `${kind} ${n} is lost`);
  const double = (kind: string, kept: ReadonlyMap<number, number>) =>
    [...kept]
      .filter(([, times]) => times !== 1)
      .map(([n, times]) => `${kind} ${n} is there ${times} times`);
  return [
    ...lost("slot", slots),
    ...lost("entry", entries),
    ...double("slot", slots),
    ...double("entry", entries),
    ...(ledger.kind === "broken" ? [`ledger line ${ledger.line}: ${ledger.reason}`] : []),
  ];
}
