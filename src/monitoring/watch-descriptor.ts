import type { Addon } from "../core/contract/index.ts";
import { type Descriptor, parseDescriptor } from "../core/host/index.ts";
import { fold } from "../core/ledger/index.ts";
import type { LedgerStore } from "../core/store/index.ts";
import type { Clock } from "../core/time/index.ts";
import {
  DESCRIPTOR_SUBJECT,
  decideSeen,
  foldDescriptors,
  type SeenDescriptor,
  type SeenDescriptors,
} from "./descriptor-history.ts";
import type { FetchText } from "./ports.ts";
import { repeat } from "./repeat.ts";

export interface DescriptorDeps {
  readonly fetchText: FetchText;
  readonly ledger: Pick<LedgerStore, "append" | "read">;
  readonly clock: Clock;
  /** Told of the descriptor remembered at the start, and of each new one. */
  readonly onDescriptor: (descriptor: Descriptor) => void;
  /** Told each time that it was looked at and is in use. */
  readonly onGood: () => void;
  /** Told each time why it cannot be had or used, in whole sentences; the one seen last stays in use. */
  readonly onProblem: (reason: string) => void;
}

const MOST_BYTES = 1 << 20;
/** Until a descriptor was ever seen it is asked for often, afterwards now and then. */
const FIRST_EVERY_MS = 5_000;
const TURNS_BETWEEN = 60;

/**
 * Follows the descriptor of an add-on, so that requests are classified by what it declares now.
 * Each change is an entry of the ledger. Add-ons without a descriptor are left alone.
 */
export async function watchDescriptor(
  deps: DescriptorDeps,
  addon: Pick<Addon, "key" | "baseUrl" | "descriptor">,
): Promise<{ close(): Promise<void> }> {
  const { fetchText, ledger, clock, onDescriptor, onGood, onProblem } = deps;
  const url =
    addon.descriptor === null ? null : addon.baseUrl.replace(/\/$/, "") + addon.descriptor;
  if (url === null) return { close: async () => {} };
  let seen = await remembered(ledger, addon.key);
  if (seen) onDescriptor(seen.descriptor);
  let turn = 0;

  async function look(): Promise<void> {
    if (seen && turn++ % TURNS_BETWEEN !== 0) return;
    try {
      const parsed = parseDescriptor(await fetchText(url!, MOST_BYTES));
      if (parsed.kind === "descriptor" && parsed.descriptor.key !== addon.key)
        onProblem(
          `${url} is the descriptor of another add-on, ${parsed.descriptor.key}; the contract's is ${addon.key}.`,
        );
      else if (parsed.kind === "descriptor") {
        await take(parsed.descriptor);
        onGood();
      } else
        onProblem(
          `${url}: ${parsed.problems.map(({ path, message }) => `${path} ${message}`.trim()).join("; ")}.`,
        );
    } catch (error) {
      onProblem((error as Error).message);
    }
  }

  async function take(descriptor: Descriptor): Promise<void> {
    const entry = decideSeen(addon.key, seen, descriptor, new Date(clock.nowMs()).toISOString());
    if (entry === null) return;
    const expected = { [DESCRIPTOR_SUBJECT]: seen?.version ?? 0 };
    const appended = await ledger.append([entry], { expected });
    // Whoever was quicker saw the same address: the next look settles it.
    if (appended.kind !== "appended") {
      seen = await remembered(ledger, addon.key);
      return;
    }
    seen = { descriptor, version: appended.entries[0]!.version };
    onDescriptor(descriptor);
  }

  return repeat(clock, FIRST_EVERY_MS, look);
}

async function remembered(
  ledger: Pick<LedgerStore, "read">,
  addon: string,
): Promise<SeenDescriptor | undefined> {
  const seen = await fold(foldDescriptors, new Map() as SeenDescriptors, ledger.read({ addon }));
  return seen.get(addon);
}
