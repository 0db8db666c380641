import { hash } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import type { Addon } from "../core/contract/index.ts";
import { type Descriptor, parseDescriptor } from "../core/host/index.ts";
import { canonicalJson } from "../core/ledger/index.ts";
import type { Clock } from "../core/time/index.ts";
import { type Decide, type Engine, perform } from "../engine/index.ts";
import { descriptorSeen, lastDescriptor, writeEntry } from "../entries/index.ts";
import type { FetchText } from "./ports.ts";
import { repeat } from "./repeat.ts";

export interface DescriptorDeps {
  readonly fetchText: FetchText;
  readonly engine: Engine;
  readonly clock: Clock;
  /** Called with the descriptor remembered at the start, and of each new one. */
  readonly onDescriptor: (descriptor: Descriptor) => void;
  /** Called each time that it was looked at and is in use. */
  readonly onGood: () => void;
  /** Called each time why it cannot be had or used, in whole sentences; the one seen last stays in use. */
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
  const { fetchText, engine, clock, onDescriptor, onGood, onProblem } = deps;
  const url =
    addon.descriptor === null ? null : addon.baseUrl.replace(/\/$/, "") + addon.descriptor;
  if (url === null) return { close: async () => {} };
  const known = await engine.projection.upTo();
  const last = () => known.state(lastDescriptor, addon.key);
  const atStart = last();
  if (atStart) onDescriptor(atStart.descriptor);
  let turn = 0;

  async function look(): Promise<void> {
    if (last() && turn++ % TURNS_BETWEEN !== 0) return;
    try {
      const parsed = parseDescriptor(await fetchText(url!, MOST_BYTES));
      if (parsed.kind === "descriptor" && parsed.descriptor.key !== addon.key)
        onProblem(
          `${url} is the descriptor of another add-on, ${parsed.descriptor.key}; the contract's is ${addon.key}.`,
        );
      else if (parsed.kind === "descriptor") {
        await record(parsed.descriptor);
        onGood();
      } else
        onProblem(
          `${url}: ${parsed.problems.map(({ path, message }) => `${path} ${message}`.trim()).join("; ")}.`,
        );
    } catch (error) {
      onProblem((error as Error).message);
    }
  }

  /** Whoever was quicker saw the same address. */
  async function record(descriptor: Descriptor): Promise<void> {
    const before = last()?.version ?? 0;
    const cause = `see ${before} ${hash("sha256", canonicalJson(descriptor.document))}`;
    const context = { addon: addon.key, nowMs: clock.nowMs(), by: "plimsoll", cause };
    await perform(engine, decideSeen, descriptor, context);
    if ((last()?.version ?? 0) > before) onDescriptor(descriptor);
  }

  return repeat(clock, FIRST_EVERY_MS, look);
}

/** An entry more, unless it is as it was seen before. */
const decideSeen: Decide<Descriptor> = (known, { document }, { addon, nowMs, by }) => {
  const before = known.state(lastDescriptor, addon);
  const isSame = isDeepStrictEqual(before?.descriptor.document, document);
  const entry = () => writeEntry(descriptorSeen, { document }, { addon, atMs: nowMs, by });
  return {
    kind: "decided",
    entries: isSame ? [] : [entry()],
    expected: { descriptor: before?.version ?? 0 },
  };
};
