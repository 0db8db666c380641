import type { Contract, ProbePlan } from "../core/contract/index.ts";
import { emptySlot, type Indicator, type Slot, slotRecorder } from "../core/measurement/index.ts";
import { type Clock, type Moment, minuteOf, momentOf } from "../core/time/index.ts";
import type { Job } from "../engine/index.ts";
import { type Check, check } from "./check.ts";
import { networkWitness, type OwnNetwork } from "./own-network.ts";
import type { Prober } from "./ports.ts";
import type { SlotBuffer } from "./slot-buffer.ts";

export interface ProbeDeps {
  readonly prober: Prober;
  /** Where results go. */
  readonly results: SlotBuffer;
  readonly clock: Clock;
  /** Aborted when nobody is to be asked any more. */
  readonly signal: AbortSignal;
  /** Called with every check, to show the present state. */
  readonly onCheck?: (made: MadeCheck) => void;
  /** Called now and then, while the add-on answers, with whether the addresses that stand for the network answer. */
  readonly onNetwork?: (addon: string, network: OwnNetwork) => void;
  /** Called when the store cannot take a result; it is sent again with the next. */
  readonly onStoreError?: (error: unknown) => void;
}

/** A check with all that tells what was asked, from where and when. */
export interface MadeCheck {
  readonly addon: string;
  /** As the contract names it: "/health". */
  readonly path: string;
  /** The whole address that was asked. */
  readonly url: string;
  /** From where: "local". */
  readonly place: string;
  /** When it began. */
  readonly at: Moment;
  readonly check: Check;
}

/**
 * One job for each path that the contract has checked from `place`. A check is one event of the stream
 * "availability" of its place and path, in the minute in which it began; where it had to be asked
 * again, that is one of "recheck". Plans for other places than `place` are theirs.
 */
export function probeJobs(
  deps: ProbeDeps,
  contract: Pick<Contract, "addon" | "operations">,
  place = "local",
): readonly Job[] {
  const { prober, results, clock, signal: closing, onCheck, onNetwork, onStoreError } = deps;
  const { addon, operations } = contract;
  const witness = networkWitness(prober, clock, contract, closing);

  async function act({ path, timeoutMs }: ProbePlan, signal: AbortSignal): Promise<void> {
    const url = addon.baseUrl.replace(/\/$/, "") + path;
    const at = momentOf(clock);
    const result = await check(prober, { url, timeoutMs, signal }, witness);
    if (signal.aborted) return;
    if (result.kind === "good") void witness.prove()?.then(tellNetwork);
    onCheck?.({ addon: addon.key, path, url, place, at, check: result });
    const scope = { addon: addon.key, tenant: "", release: "", region: "", place, path };
    const placed = slotsOfCheck(result).map(([indicator, slot]) => ({
      stream: { ...scope, indicator, source: "probe" as const },
      minute: minuteOf(at.atMs),
      slot,
    }));
    await results.send(placed).catch((error) => onStoreError?.(error));
  }

  function tellNetwork(network: OwnNetwork): void {
    if (!closing.aborted) onNetwork?.(addon.key, network);
  }

  return operations.probes
    .filter(({ from }) => from.includes(place))
    .map((plan) => ({
      name: probeJobName(addon.key, place, plan.path),
      about: `Checks ${plan.path} of ${addon.key} from ${place}.`,
      when: { everyMs: plan.everyMs },
      // What is not asked in an outage of the store would be missing from the account for ever.
      goesOnAlone: true,
      run: ({ signal }) => act(plan, signal),
    }));
}

/** Also the name of the lease under which a path is checked from a place. */
export const probeJobName = (addon: string, place: string, path: string): string =>
  `probe/${addon}/${place}${path}`;

type SlotOfCheck = readonly [Extract<Indicator, "availability" | "recheck">, Slot];

/** A failure was asked again; what told nothing is an event of which nobody knows how it ended. */
function slotsOfCheck(result: Check): readonly SlotOfCheck[] {
  if (result.kind === "unknown")
    return [["availability", { ...emptySlot, events: 1, undecided: 1 }]];
  const isBad = result.kind === "bad";
  const slot = slotOf(result.durationMs, isBad);
  const isAgain = isBad || result.firstFailure !== null;
  return isAgain
    ? [
        ["availability", slot],
        ["recheck", slot],
      ]
    : [["availability", slot]];
}

function slotOf(durationMs: number, isBad: boolean): Slot {
  const recorder = slotRecorder([]);
  recorder.record(durationMs / 1000, isBad);
  return recorder.slot();
}
