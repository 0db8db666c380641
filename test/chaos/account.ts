import { generateKeyPairSync } from "node:crypto";
import { exportLines, type Verification, verifyLines } from "../../src/core/ledger/index.ts";
import type { SlotBlock } from "../../src/core/measurement/index.ts";
import type { Store } from "../../src/core/store/index.ts";
import { ADDON, DAY } from "../../src/core/store/testdata/samples.ts";

/** How often each number that `writer.ts` wrote is in the store. */
export interface Account {
  readonly slots: ReadonlyMap<number, number>;
  readonly entries: ReadonlyMap<number, number>;
  /** Hours whose detail tells of other events than their minutes. */
  readonly contradictions: readonly string[];
  readonly ledger: Verification;
}

export async function accountOf(store: Store): Promise<Account> {
  const slots = new Map<number, number>();
  const contradictions: string[] = [];
  for await (const blocks of store.slots.blocks({ addon: ADDON, from: DAY, to: DAY })) {
    for (const block of blocks) {
      const { stream, minutes, events } = block;
      const first = 1440 * Number(stream.tenant.replace("tenant-", ""));
      for (const [at, minute] of minutes.entries()) slots.set(first + minute, events[at]!);
      contradictions.push(...contradictionsOf(block));
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
    contradictions,
    ledger: await verifyLines(exportLines(store.ledger.read(), privateKey)),
  };
}

function contradictionsOf({ stream, minutes, events, hour }: SlotBlock): string[] {
  return Array.from({ length: 24 }, (_, of) => {
    const detail = hour(of);
    const slots = detail.kind === "whole" ? [detail.slot] : [...detail.slots.values()];
    const told = slots.reduce((sum, slot) => sum + slot.events, 0);
    const counted = events.reduce(
      (sum, n, at) => sum + (Math.floor(minutes[at]! / 60) === of ? n : 0),
      0,
    );
    return told === counted ? "" : `hour ${of} of ${stream.tenant}: ${told} instead of ${counted}`;
  }).filter(Boolean);
}

export function acknowledged(lines: readonly string[]): number[] {
  return lines.filter((line) => line.startsWith("ack ")).map((line) => Number(line.slice(4)));
}

/** What is wrong with the account, in words: nothing acknowledged may be missing, nothing may be double. */
export function faults(
  { slots, entries, contradictions, ledger }: Account,
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
    ...contradictions,
    ...(ledger.kind === "broken" ? [`ledger line ${ledger.line}: ${ledger.reason}`] : []),
  ];
}
