import { type Contract, reachOf } from "../core/contract/index.ts";
import { hostStatusAddress } from "../core/host/index.ts";
import type { Clock } from "../core/time/index.ts";
import type { Prober } from "./ports.ts";

/** Whether the prober's own network works, by an address that does not depend on the add-on. */
export type OwnNetwork =
  /** `names`: an address was found by its name, so the name service works too. */
  | { readonly kind: "works"; readonly names: boolean }
  | { readonly kind: "away"; readonly reason: string }
  /** There is no address to tell it by. */
  | { readonly kind: "untold" };

export interface NetworkWitness {
  /** Asks at most once in a few seconds, however often it is called. */
  ask(): Promise<OwnNetwork>;
  /** Asks at most once an hour, while the add-on answers; null: it is not time, or there is nobody to ask. */
  prove(): Promise<OwnNetwork> | null;
}

const TIMEOUT_MS = 3000;
/** What fails twice a second asks nobody else twice a second. */
const FRESH_MS = 5000;
const PROOF_EVERY_MS = 3_600_000;

/**
 * Who stands for the network: the addresses that the contract names; where it names none and the
 * add-on is on the internet, the host's own status page.
 */
export function networkWitness(
  prober: Prober,
  clock: Clock,
  { addon, operations }: Pick<Contract, "addon" | "operations">,
  signal: AbortSignal,
): NetworkWitness {
  const reach = reachOf(addon.baseUrl);
  // No network lies between this machine and itself.
  if (reach === "loopback") return nobody({ kind: "works", names: true });
  const usual = reach === "public" ? hostStatusAddress(addon.host) : null;
  const addresses = operations.connectivity ?? (usual === null ? [] : [usual]);
  if (addresses.length === 0) return nobody({ kind: "untold" });
  let last: { readonly asked: Promise<OwnNetwork>; readonly untilMs: number } | null = null;
  let nextProofMs = Number.NEGATIVE_INFINITY;

  function ask(): Promise<OwnNetwork> {
    if (last !== null && clock.monotonicMs() < last.untilMs) return last.asked;
    const asked = askAll(prober, addresses, signal);
    // While it is asked, and for a moment after, everybody gets the same answer.
    last = { asked, untilMs: Number.POSITIVE_INFINITY };
    void asked.then(() => {
      last = { asked, untilMs: clock.monotonicMs() + FRESH_MS };
    });
    return asked;
  }

  return {
    ask,
    prove() {
      if (clock.monotonicMs() < nextProofMs) return null;
      nextProofMs = clock.monotonicMs() + PROOF_EVERY_MS;
      return ask();
    },
  };
}

const nobody = (answer: OwnNetwork): NetworkWitness => ({
  ask: async () => answer,
  prove: () => null,
});

async function askAll(
  prober: Prober,
  addresses: readonly string[],
  signal: AbortSignal,
): Promise<OwnNetwork> {
  const answers = await Promise.all(
    addresses.map(async (url) => ({
      url,
      answer: await prober.ask({ url, timeoutMs: TIMEOUT_MS, signal }),
    })),
  );
  const reached = answers.filter(({ answer }) => answer.kind === "answered");
  if (reached.length > 0) return { kind: "works", names: reached.some(({ url }) => isNamed(url)) };
  const reasons = answers.map(({ url, answer }) => {
    const { host } = new URL(url);
    return `${host}: ${"reason" in answer ? answer.reason : `no answer within ${TIMEOUT_MS} ms`}`;
  });
  return { kind: "away", reason: reasons.join("; ") };
}

const isNamed = (url: string): boolean => !/^(\[.*\]|[\d.]+)$/.test(new URL(url).hostname);
