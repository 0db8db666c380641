import { fetchDocument } from "../adapters/document-fetcher/index.ts";
import { httpProber } from "../adapters/http-probe/index.ts";
import { systemClock } from "../adapters/system-clock/index.ts";
import type { Contract } from "../core/contract/index.ts";
import type { Job } from "../engine/index.ts";
import { type AskHost, hostJobs } from "../host-status/index.ts";
import { networkWitness } from "../monitoring/index.ts";

const TIMEOUT_MS = 10_000;

/** What follows the host of an add-on. */
export function watchHost(
  contract: Contract,
  onPage: (addon: string, problem: string | null) => void,
  closing: AbortSignal,
): readonly Job[] {
  const prober = httpProber();
  const witness = networkWitness(prober, systemClock, contract, closing);
  const ask: AskHost = async (url, signal) => {
    const answer = await prober.ask({ url, timeoutMs: TIMEOUT_MS, signal });
    if (answer.kind === "answered")
      return { isAnswering: answer.status < 500, cause: `it answered ${answer.status}` };
    if (answer.kind === "offline") return null;
    // Whether it is the host's fault or our network's, an address apart from both tells.
    if ((await witness.ask()).kind !== "works") return null;
    return {
      isAnswering: false,
      cause: answer.kind === "timed-out" ? "no answer within 10 s" : answer.reason,
    };
  };
  return hostJobs(contract, { fetchDocument, ask, onPage });
}
